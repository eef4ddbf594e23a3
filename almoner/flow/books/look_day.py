"""What the day's close shows: each figure as records and as postings, and every account. Reads only."""

from dataclasses import dataclass
from datetime import date

from almoner.core.collect.close import DayFigures, close_day
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.books import close
from almoner.store.lists import lists, lists_day
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_day import AccountRow, Incoming


@dataclass(frozen=True, slots=True)
class Day:
    """A day's figures, what came in, every account, and what stands against closing it."""

    frame: Frame
    on: date
    figures: DayFigures
    against: tuple[Finding, ...]
    incoming: tuple[Incoming, ...]
    accounts: tuple[AccountRow, ...]

    @property
    def is_closed(self) -> bool:
        """True when the day takes no posting any more."""
        return self.figures.closed_through_on is not None and self.on <= self.figures.closed_through_on


def day(actor: Actor, *, on: date, today: date) -> Day:
    """Return a day as its close shows it."""
    figures = close.figures(actor, on=on)
    against = close_day(figures, closed_by=actor.name, ids=iter(range(1, 2)), on=on).findings
    with enter(actor, Permission.DAY_READ) as session:
        return Day(
            frame=lists.frame(session, on=today),
            on=on,
            figures=figures,
            against=against,
            incoming=lists_day.incoming(session, on=on),
            accounts=lists_day.trial_balance(session),
        )
