"""Files of claims as they went out: what each asks for, whether it arrived, and what was answered to it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.store.lists.lists import PAGE, Page, page_of
from almoner.store.lists.order import USUAL, Order, Read, read
from almoner.store.session import NotFound, Session

MOST_REFUSALS = 200


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A file with its answers, oldest first, each as its form and verdict (`999 A`); `sent_on` None where it
    still waits here. `claims` 0 where the file is from before that was kept.
    """

    id: int
    name: str
    control: str
    made_on: date
    sent_on: date | None
    claims: int
    cents: int
    answers: tuple[str, ...]
    answered_on: date | None

    @property
    def is_institutional(self) -> bool:
        """True for a file of institutional claims (837I)."""
        return self.name.startswith("837I")

    @property
    def told(self) -> list[tuple[str, int]]:
        """Each answer once, the first that came first, with how often it came."""
        return list(Counter(self.answers).items())

    @property
    def state(self) -> str:
        """How far it has come: waiting, silent, refused, partly, taken."""
        verdicts = [answer.partition(" ")[2] for answer in self.answers]
        if not verdicts:
            return "silent" if self.sent_on else "waiting"
        if "R" in verdicts:
            return "refused"
        return "partly" if {"P", "E"} & set(verdicts) else "taken"


_FILES = f"""
SELECT i.id, i.name, i.control, i.exchanged_on, t.sent_on,
  coalesce((r.body->>'claims')::bigint, 0), coalesce((r.body->>'cents')::bigint, 0),
  coalesce(a.said, ARRAY[]::text[]), a.last_on
FROM (SELECT * FROM interchange i
      WHERE i.practice_id = %s AND i.direction = 'out' AND i.about IN ('837P', '837I'){{where}}{{first}}) i
JOIN record r ON r.practice_id = i.practice_id AND r.id = i.id AND r.version = i.version
LEFT JOIN transmission t ON t.practice_id = i.practice_id AND t.interchange_id = i.id
LEFT JOIN LATERAL (
  SELECT array_agg(a.form || ' ' || a.code ORDER BY a.id) AS said, max(a.received_on) AS last_on
  FROM acknowledgement a WHERE a.practice_id = i.practice_id AND a.original_id = i.id) a ON true
ORDER BY {{by}} LIMIT {PAGE + 1}
"""
LATEST = Read(("i.exchanged_on", "i.id"), is_down=True)
_SENT = (
    "coalesce((SELECT t.sent_on FROM transmission t WHERE t.practice_id = i.practice_id "
    "AND t.interchange_id = i.id), date '0001-01-01')"
)
_SAID = (
    "(SELECT coalesce((r.body->>'{}')::bigint, 0) FROM record r WHERE r.practice_id = i.practice_id "
    "AND r.id = i.id AND r.version = i.version)"
)
COLUMNS = {
    "file": ("i.control",),
    "made": ("i.exchanged_on",),
    "sent": (_SENT,),
    "claims": (_SAID.format("claims"),),
    "charged": (_SAID.format("cents"),),
}


def batches(session: Session, *, order: Order = USUAL, after: int = 0) -> Page[BatchRow]:
    """Return a page of the files of claims in an order, usually the latest first."""
    here, in_order, where, values = (
        session.practice_id,
        read(COLUMNS, order, LATEST),
        "",
        [session.practice_id],
    )
    if after:
        where = " AND " + in_order.beyond("interchange i WHERE i.practice_id = %s AND i.id = %s")
        values += [here, after]
    first = f" ORDER BY {in_order.by} LIMIT {PAGE + 1}"
    found = session.rows(_FILES.format(where=where, first=first, by=in_order.by), *values)
    rows = [_row(one) for one in found]
    return page_of(rows, [row.id for row in rows])


def batch(session: Session, interchange_id: int) -> BatchRow:
    """Return one file of claims, or raise NotFound."""
    sql = _FILES.format(where=" AND i.id = %s", first="", by="i.id")
    found = session.rows(sql, session.practice_id, interchange_id)
    if not found:
        raise NotFound("no such file of claims in this practice")
    return _row(found[0])


def _row(one: tuple[Any, ...]) -> BatchRow:
    return BatchRow(*[*one[:7], tuple(one[7]), one[8]])


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """A claim that a file carried, as it stands now."""

    id: int
    control: str
    last_name: str
    first_name: str
    payer: str
    state: str
    total_cents: int


_CARRIED = f"""
SELECT c.id, c.control, p.last_name, p.first_name, py.name, c.state, c.total_cents
FROM record own
JOIN record r ON r.practice_id = own.practice_id AND r.audit_id = own.audit_id AND r.kind = 'claim'
  AND (r.body->>'interchange_id')::bigint = own.id
JOIN claim c ON c.practice_id = r.practice_id AND c.id = r.id
JOIN patient p ON p.practice_id = c.practice_id AND p.id = c.patient_id
JOIN payer py ON py.practice_id = c.practice_id AND py.id = c.payer_id
WHERE own.practice_id = %s AND own.id = %s AND own.version = 1 AND c.id > %s ORDER BY c.id LIMIT {PAGE + 1}
"""


def carried(session: Session, interchange_id: int, *, after: int = 0) -> Page[CarriedRow]:
    """Return a page of the claims that a file carried, oldest first."""
    found = session.rows(_CARRIED, session.practice_id, interchange_id, after)
    return page_of([CarriedRow(*row) for row in found], [row[0] for row in found])


@dataclass(frozen=True, slots=True)
class SentBack:
    """A claim that an answer to a file sent back, in our words and in its own."""

    claim_id: int
    control: str
    form: str
    received_on: date
    words: str
    verbatim: str


_SENT_BACK = f"""
SELECT (said.value->>'claim_id')::bigint, said.value->>'control', a.form, a.received_on,
  said.value->>'words', coalesce(nullif(said.value->>'verbatim', ''), said.value->>'code')
FROM acknowledgement a
JOIN record r ON r.practice_id = a.practice_id AND r.id = a.id AND r.version = a.version
CROSS JOIN LATERAL jsonb_path_query(r.body, '$.claims[*]') said(value)
WHERE a.practice_id = %s AND a.original_id = %s AND NOT (said.value->>'is_accepted')::boolean
ORDER BY a.id, 1 LIMIT {MOST_REFUSALS}
"""


def sent_back(session: Session, interchange_id: int) -> list[SentBack]:
    """Return what the answers to a file sent back, the first `MOST_REFUSALS`."""
    return [SentBack(*row) for row in session.rows(_SENT_BACK, session.practice_id, interchange_id)]
