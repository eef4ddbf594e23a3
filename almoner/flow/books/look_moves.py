"""What moved receivables in a month, posting by posting: what stands behind each figure of its close."""

from dataclasses import dataclass
from datetime import date

from almoner.core.collect.month import MonthClose, first_of, next_month
from almoner.core.ledger import Reason
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.books.ledger import OWED
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_moves import Moved, Moves, moves_of
from almoner.store.money import ledger


@dataclass(frozen=True, slots=True)
class Behind:
    """The postings behind a figure, with what was asked."""

    frame: Frame
    asked: Moved
    found: Moves


@dataclass(frozen=True, slots=True)
class Figure:
    """Which figure of a month: what a reason did, or how an account moved; after which of its postings."""

    month_on: date
    reason: str = ""
    account: str = ""
    after: int = 0


def behind(actor: Actor, figure: Figure, *, today: date) -> Behind:
    """Return the postings behind a figure: of a closed month as it was known when it was closed."""
    with enter(actor, Permission.LEDGER_READ) as session:
        since_on = first_of(figure.month_on)
        close = next((one for one in session.find(MonthClose) if one.month_on == since_on), None)
        asked = Moved(
            since_on=since_on,
            until_on=next_month(since_on),
            entry_id=close.entry_id if close else ledger.entry_at(session, None),
            accounts=tuple(sorted(OWED)),
            account=figure.account,
            reason=figure.reason if figure.reason in {*Reason} else "",
        )
        found = moves_of(session, asked, after=figure.after)
        return Behind(lists.frame(session, on=today), asked, found)
