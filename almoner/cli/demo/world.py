"""The world around the demonstration while its screens are served: the payers and the bank answer, and when a
day is closed the next morning of work begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice

from almoner.cli.demo.care import Care
from almoner.cli.demo.chance import Chance
from almoner.cli.demo.evening import leave_evening
from almoner.cli.demo.practice import Team, setting_of
from almoner.core.claim.edits.workdays import is_workday
from almoner.flow.access import office
from almoner.flow.clock import box_folder, link_of, today
from almoner.flow.exchange import exchange, verify
from almoner.links.simulator.box import Box
from almoner.store.money.figures import closing
from almoner.store.queue import defer_exchange
from almoner.store.session import books

BOOKED_AHEAD = 2
"""Days of business that are booked when a morning begins, its own the first."""


@dataclass(frozen=True, slots=True)
class World:
    """What is outside of a practice; `visits` are booked a day."""

    practice_id: int
    visits: int
    seed: int

    def begin(self) -> None:
        """Begin a morning where the day under way is closed, then make the day ready to be worked in, with
        what the evening before left.
        """
        on = today(office(self.practice_id))
        evening = on - timedelta(days=1)
        if self._is_closed(on):
            evening, on = on, next(_workdays(on + timedelta(days=1)))
        self.morning(on)
        leave_evening(self.practice_id, evening, on=on)

    def morning(self, on: date) -> None:
        """Move the clock to a day, take in what came until then, book it and the next, and ask the payers
        about its patients.
        """
        box, actor = self.box(), office(self.practice_id)
        box.advance(on)
        self._mail(on)
        care = Care(Team(self.practice_id), setting_of(self.practice_id), Chance(self.seed))
        for day in islice(_workdays(on), BOOKED_AHEAD):
            care.book(day, self.visits)
        if verify.ask_about_day(actor, on, on=on):
            self._mail(on)
            box.advance(on)
            self._mail(on)

    def turn(self, box: Box) -> None:
        """Answer what came in, and go on to the next morning where the day is closed."""
        on = today(office(self.practice_id))
        if self._is_closed(on):
            self.morning(next(_workdays(on + timedelta(days=1))))
        elif box.advance(on):
            with books(self.practice_id) as session:
                defer_exchange(session)

    def box(self) -> Box:
        """The payers and the bank behind the practice's mailbox."""
        folder = box_folder(office(self.practice_id))
        folder.mkdir(parents=True, exist_ok=True)
        return Box(folder, seed=self.seed)

    def _is_closed(self, on: date) -> bool:
        with books(self.practice_id) as session:
            closed_on = closing(session).closed_through_on
        return closed_on is not None and closed_on >= on

    def _mail(self, on: date) -> None:
        actor = office(self.practice_id)
        exchange.exchange_files(actor, link_of(actor), on=on)


def _workdays(since: date) -> Iterator[date]:
    return filter(is_workday, (since + timedelta(days=ahead) for ahead in count()))
