"""The staff of the demonstration: everyone does their part of a day through the flows, in their own role."""

from collections.abc import Callable, Collection
from datetime import date

from almoner.cli.demo.billing import Billing
from almoner.cli.demo.care import Care
from almoner.cli.demo.chance import Chance
from almoner.cli.demo.practice import Team, setting_of
from almoner.links.clearinghouse import Clearinghouse


class Staff:
    """A practice at work. `link` is the mailbox, `advance` lets the outside world live until a day; without
    `with_cards` a processor settles the cards.
    """

    def __init__(
        self,
        team: Team,
        link: Clearinghouse,
        advance: Callable[[date], object],
        *,
        seed: int,
        with_cards: bool = True,
    ) -> None:
        self._care = Care(team, setting_of(team.practice_id), Chance(seed))
        self._billing = Billing(team, link, Chance(seed), with_cards=with_cards)
        self._advance = advance

    def work(self, on: date, *, seen: int, left: Collection[str] = ()) -> None:
        """Do all of a day: `seen` patients, the mail in the morning and after the batch, and the close.

        `left` are steps that nobody does today: `codes`, `charges`, `claims`.
        """
        care, billing = self._care, self._billing
        self._advance(on)
        billing.mail(on)
        if seen:
            care.book(on, seen)
            care.see(on, ask=lambda: self._ask(on))
        if "codes" not in left:
            care.code(on)
        billing.bill(on, left=left)
        billing.mail(on)
        self._advance(on)
        billing.mail(on)
        billing.follow_up(on)
        billing.collect(on)
        billing.mail(on)
        self._advance(on)  # what left in the afternoon is answered too, so that nobody has more to say today
        billing.mail(on)
        billing.end(on)

    def _ask(self, on: date) -> None:
        """Let the payers answer what was asked about the day's patients."""
        self._billing.send(on)
        self._advance(on)
        self._billing.mail(on)
