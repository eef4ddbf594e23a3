"""The postings behind a figure of a month: what moved receivables, for one reason or on one account.

Promises that the sum of all rows is the figure of the roll-forward that the same question gives.
"""

from dataclasses import dataclass
from datetime import date

from almoner.store.lists.lists import PAGE, Page
from almoner.store.money.ledger import moves
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Moved:
    """Which moves: of the days [since_on, until_on) as known at an entry, of accounts by the first part of
    their id, of one account alone (empty: any of these), and for one reason (empty: any).
    """

    since_on: date
    until_on: date
    entry_id: int
    accounts: tuple[str, ...]
    account: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One side of a posting: by how many cents it moved an account, against which other."""

    posting_id: int
    on: date
    reason: str
    account: str
    other: str
    claim_id: int
    patient_id: int
    cents: int


MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Moves:
    """A page of moves, how many there are in all (beyond `MOST_COUNTED`: one more than that), and the sum of
    them all in cents.
    """

    page: Page[Move]
    count: int
    cents: int

    @property
    def is_counted(self) -> bool:
        """False where there are more than were counted."""
        return self.count <= MOST_COUNTED


_FROM = """
    FROM posting p
    CROSS JOIN LATERAL (VALUES (p.debit, p.credit, p.cents), (p.credit, p.debit, -p.cents))
      side (account, other, part)
    WHERE p.practice_id = %s AND p.effective_on >= %s AND p.effective_on < %s AND p.audit_id <= %s
      AND split_part(account, ':', 1) = ANY(%s) AND (%s::text[] = '{}' OR account = ANY(%s))
      AND (%s = '' OR p.reason = %s)"""


def moves_of(session: Session, asked: Moved, *, after: int = 0, limit: int = PAGE) -> Moves:
    """Return the moves from a place in their order on, the latest day first."""
    wanted = [asked.account] if asked.account else []
    span = (session.practice_id, asked.since_on, asked.until_on, asked.entry_id, list(asked.accounts))
    values = (*span, wanted, wanted, asked.reason, asked.reason)
    sql = f"""
    SELECT p.id, p.effective_on, p.reason, account, other, coalesce(p.claim_id, 0),
      coalesce(p.patient_id, 0), part {_FROM}
    ORDER BY p.effective_on DESC, p.id DESC, part DESC OFFSET {int(after)} LIMIT {int(limit) + 1}
    """
    rows = tuple(Move(*row) for row in session.rows(sql, *values))
    count = session.value(f"SELECT count(*) FROM (SELECT 1 {_FROM} LIMIT {MOST_COUNTED + 1}) n", *values)
    page = Page(rows[:limit], after + limit if len(rows) > limit else 0)
    return Moves(page, int(count), _sum_of(session, asked))


def _sum_of(session: Session, asked: Moved) -> int:
    """All of them together, as the roll-forward has it."""
    span = {"since_on": asked.since_on, "until_on": asked.until_on}
    return sum(
        cents
        for (account, reason), cents in moves(session, **span, entry_id=asked.entry_id).items()
        if account.partition(":")[0] in asked.accounts
        and asked.account in {"", account}
        and asked.reason in {"", reason}
    )
