"""Lives a practice's year day by day: its staff work, the box answers, the postman errs, the hammer strikes.

A day that is struck is taken up again by fresh staff with a fresh box, as often as it takes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from almoner.cli.demo import cast
from almoner.cli.demo.chance import Chance
from almoner.cli.demo.practice import Team, open_practice, register_everybody, setting_of
from almoner.cli.demo.staff import Staff
from almoner.cli.year.agency import Agency
from almoner.cli.year.desk import Desk
from almoner.cli.year.errors import Errors
from almoner.cli.year.hammer import Fragile, FragileTerminal, Hammer, Killed, start_anew
from almoner.cli.year.outside import Moved, Outside, settled_of, share_of
from almoner.cli.year.people import People
from almoner.cli.year.plans import Plans
from almoner.cli.year.portal import Portal
from almoner.cli.year.postman import Postman
from almoner.cli.year.trouble import Trouble
from almoner.core.claim import Claim
from almoner.core.claim.claim import WAITING
from almoner.core.collect import Receipt
from almoner.core.collect.bank_row import CARD
from almoner.core.collect.deposit import TASK as ASKED
from almoner.core.party import Practice
from almoner.core.plan import Task, TaskState
from almoner.flow.access import office
from almoner.flow.clock import box_folder
from almoner.flow.collect.card import terminal_of
from almoner.flow.exchange import exchange
from almoner.links.folder import FolderMailbox
from almoner.links.simulator.box import Box
from almoner.store.money.figures import closing, open_tasks
from almoner.store.money.postings import account_totals
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
        self.postman = Postman(folder / "box", folder / "others", folder / "door", shape.trouble, shape.seed)
        self.postman.open()
        (folder / "box" / "down").write_text(shape.trouble.down_lines(shape.first_on), encoding="ascii")
        self.practice_id = open_practice(submitter_id=f"YEAR{shape.seed:09d}", name=shape.name)
        team = Team(self.practice_id)
        register_everybody(team, setting_of(self.practice_id), count=shape.patients, seed=shape.seed)
        chance = Chance(shape.seed)
        self.people, self.desk = People(team, chance), Desk(team, chance)
        self.errors = Errors(team)
        self.people.open(shape.first_on)
        actor = office(self.practice_id)
        self.terminal = box_folder(actor) / "terminal"
        terminal = FragileTerminal(terminal_of(actor), self.hammer)
        self.plans, self.portal = Plans(team, terminal, self.terminal, chance), Portal(team, terminal, chance)
        self.agency = Agency(team, folder / "agency", chance)
        with books(self.practice_id) as session:
            practice = session.get(Practice, self.practice_id)
        self.outside = Outside(self.postman.others, practice, chance)
        self._done: set[tuple[date, str]] = set()
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

        self._advance = advance
        self._link = Fragile(FolderMailbox(self.postman.door), self.hammer)
        seed = self.shape.seed
        return Staff(Team(self.practice_id), self._link, advance, seed=seed, with_cards=False)

    def _morning(self, on: date) -> None:
        """Do what people do before the usual day. They remember it: what is done is not done again after a
        kill, else it would be done on what the rest of the day has brought.
        """
        mail = (self.desk.decide_posting, self._send, self._mail)
        own = (self.errors, self.people, self.portal, self.plans, self.agency)
        before = [act for each in own for act in each.acts(on)]
        for act in (*before, *mail, *self.desk.acts(on)):
            if (on, act.__qualname__) not in self._done:
                act(on)
                self._done.add((on, act.__qualname__))

    def _send(self, on: date) -> None:
        """Let the outside send what comes beside the box."""
        since_on, until_on = share_of(on)
        moved = Moved(self._taken(on), self.agency.share_cents(since_on, until_on))
        self.outside.send(on, moved, is_visit_day=self._is_visit_day(on))

    def _mail(self, on: date) -> None:
        """Take the morning's mail in; what is certain posts by itself where the practice lets it."""
        self._advance(on)
        exchange.exchange_files(self.people.team.biller, self._link, on=on)

    def _taken(self, on: date) -> int:
        """What the desk took by card since the last settlement."""
        since_on, until_on = settled_of(on)
        with books(self.practice_id) as session:
            cards = session.find(Receipt, method=CARD)
        return sum(one.cents for one in cards if since_on <= one.received_on < until_on)

    def _live_day(self, on: date) -> None:
        self.postman.shut(is_down=self.is_link_down(on))
        seen = self.shape.visits_a_day if self._is_visit_day(on) else 0
        left = self.shape.trouble.left_on(on, self.shape.first_on)
        while not self._is_closed(on):
            try:
                with self.hammer.over():
                    self._morning(on)
                    self.staff.work(on, seen=seen, left=left)
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
        if self.postman.has_some():
            return False
        if any((on - self.shape.first_on).days <= one.to_day for one in self.shape.trouble.left):
            return False
        with books(self.practice_id) as session:
            waiting = session.find(Claim, state=[*WAITING], limit=1)
            asked = open_tasks(session, "bill_next_payer", "rejected_claim")
            asked = asked or any(
                one.cents < 0 for one in session.find(Task, what=ASKED, state=TaskState.OPEN)
            )
            totals = account_totals(session)
        return not (waiting or asked or totals.get("cash") or totals.get("undeposited"))


def named(shape: Shape) -> str:
    """Return a practice's name that no other year of the same books has."""
    return f"{cast.PRACTICE.name} {shape.seed}"
