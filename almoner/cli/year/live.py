"""Lives a practice's year day by day: its staff work, the box answers, the postman errs, the hammer strikes.

A day that is struck is taken up again by fresh staff with a fresh box, as often as it takes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from almoner.cli.demo import cast
from almoner.cli.demo.practice import Team, open_practice, register_everybody, setting_of
from almoner.cli.demo.staff import Staff
from almoner.cli.year.hammer import Fragile, Hammer, Killed, start_anew
from almoner.cli.year.people import People
from almoner.cli.year.postman import Postman
from almoner.cli.year.trouble import Trouble
from almoner.core.claim import Claim
from almoner.core.claim.claim import WAITING
from almoner.links.folder import FolderMailbox
from almoner.links.simulator.box import Box
from almoner.store.figures import closing, open_tasks
from almoner.store.postings import account_totals
from almoner.store.session import books

QUIET = timedelta(days=12)
"""How long after the last visit the year goes on at least: by then the last late file has come."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a year is; `days` are working days with visits, `most_days` where it ends in any case."""

    name: str = "Riverbend Family Medicine"
    patients: int = 60
    visits_a_day: int = 8
    days: int = 10
    most_days: int = 150
    seed: int = 1
    first_on: date = date(2026, 3, 2)
    trouble: Trouble = field(default_factory=Trouble)


class Year:
    """One practice and its year; `folder` holds its mailboxes, `after_kill` looks before staff come back."""

    def __init__(
        self, folder: Path, shape: Shape, *, after_kill: Callable[["Year", date], None] | None = None
    ) -> None:
        self.shape = shape
        self._after_kill = after_kill
        self.hammer = Hammer(every=shape.trouble.kill_every, seed=shape.seed)
        self.postman = Postman(folder / "box", folder / "door", shape.trouble, shape.seed)
        self.postman.open()
        (folder / "box" / "down").write_text(shape.trouble.down_lines(shape.first_on), encoding="ascii")
        self.practice_id = open_practice(submitter_id=f"YEAR{shape.seed:09d}", name=shape.name)
        team = Team(self.practice_id)
        register_everybody(team, setting_of(self.practice_id), count=shape.patients, seed=shape.seed)
        self.people = People(team)
        self.staff = self._hire()

    def live(self) -> Iterator[date]:
        """Live the year; yields each day when it is closed."""
        on = self.shape.first_on
        while (on - self.shape.first_on).days < self.shape.most_days and not self._is_over(on):
            self._live_day(on)
            yield on
            on += timedelta(days=1)

    def is_link_down(self, on: date) -> bool:
        """True on a day without a mailbox."""
        return self.shape.trouble.is_link_down(on, self.shape.first_on)

    def _hire(self) -> Staff:
        box = Box(self.postman.box, seed=self.shape.seed)

        def advance(on: date) -> None:
            box.advance(on)
            if not self.is_link_down(on):
                self.postman.carry(on)

        link = Fragile(FolderMailbox(self.postman.door), self.hammer)
        return Staff(Team(self.practice_id), link, advance, seed=self.shape.seed)

    def _live_day(self, on: date) -> None:
        self.postman.shut(is_down=self.is_link_down(on))
        seen = self.shape.visits_a_day if self._is_visit_day(on) else 0
        while not self._is_closed(on):
            try:
                with self.hammer.over():
                    self.people.work(on)
                    self.staff.work(on, seen=seen)
            except Killed:
                start_anew()
                if self._after_kill:
                    self._after_kill(self, on)
                self.staff = self._hire()

    def _is_closed(self, on: date) -> bool:
        with books(self.practice_id) as session:
            through = closing(session).closed_through_on
        return through is not None and through >= on

    def _is_visit_day(self, on: date) -> bool:
        weeks, rest = divmod((on - self.shape.first_on).days, 7)
        return rest < 5 and weeks * 5 + rest < self.shape.days

    def _is_over(self, on: date) -> bool:
        """True when the visits are done and nobody outside has anything more to say."""
        if any(self._is_visit_day(on - timedelta(days=back)) for back in range(QUIET.days)):
            return False
        with books(self.practice_id) as session:
            waiting = session.find(Claim, state=[*WAITING], limit=1)
            asked = open_tasks(session, "bill_next_payer", "rejected_claim")
            totals = account_totals(session)
        return not (waiting or asked or totals.get("cash") or totals.get("undeposited"))


def named(shape: Shape) -> str:
    """Return a practice's name that no other year of the same books has."""
    return f"{cast.PRACTICE.name} {shape.seed}"
