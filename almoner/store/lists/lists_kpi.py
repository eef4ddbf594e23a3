"""The indicators' measures: their totals, their totals by payer, and the items behind them.

Promises one statement each, whatever the number of measures; and that a total is the sum of the items that
the same question lists.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.ledger import Reason
from almoner.core.report.kpi import Asked, How, Total
from almoner.core.report.kpi_listed import INDICATORS
from almoner.core.report.kpi_money import MONEY
from almoner.store.lists.lists import PAGE, Page
from almoner.store.lists.lists_kpi_claims import CLAIM_MEASURES
from almoner.store.lists.lists_kpi_ground import DEFINITION, GROUND, LOOSE_GROUND
from almoner.store.lists.lists_kpi_money import BY_BILL, FIRST_OWED, MONEY_MEASURES
from almoner.store.money.ledger import BUCKETS, Aged
from almoner.store.session import Session

MEASURES: Mapping[str, str] = MONEY_MEASURES | CLAIM_MEASURES
"""Every measure by its name: a query of items."""


NOBODY = -1
"""In place of a payer: what patients owe, where a payer may be unknown (0)."""


def totals(session: Session, asked: Asked, names: Iterable[str]) -> dict[str, Total]:
    """Return the totals of measures."""
    parts = [f"SELECT '{name}', {_total(name)} FROM ({MEASURES[name]}) m" for name in names]
    found = run(session, asked, parts)
    return {name: Total(*rest) for name, *rest in found}


_AGED = f"""
    SELECT 'aged ' || CASE WHEN o.account LIKE '%:%' THEN o.payer_id ELSE {NOBODY} END,
      width_bucket(@on - o.service_on - 1, ARRAY[{", ".join(map(str, BUCKETS))}]), sum(o.cents)::bigint,
      NULL::bigint, NULL::bigint
    FROM owed o GROUP BY 1, 2
"""


def totals_and_aged(
    session: Session, asked: Asked, names: Iterable[str]
) -> tuple[dict[str, Total], list[Aged]]:
    """Return the totals of measures, and by the same look at what is owed how old it is: by payer, the
    dearest first, and the patients last.
    """
    parts = [f"SELECT '{name}', {_total(name)} FROM ({MEASURES[name]}) m" for name in names]
    found: dict[str, Total] = {}
    aged: dict[int, list[int]] = defaultdict(lambda: [0] * (len(BUCKETS) + 1))
    for name, first, second, *rest in run(session, asked, [*parts, _AGED]):
        if name.startswith("aged "):
            aged[int(name[5:])][first] += second
        else:
            found[name] = Total(first, second, *rest)
    rows = [
        Aged("patients" if payer_id == NOBODY else "payers", max(payer_id, 0), 0, tuple(cents))
        for payer_id, cents in aged.items()
        if any(cents)
    ]
    return found, sorted(rows, key=lambda row: (row.account == "patients", -row.total_cents, row.payer_id))


def totals_by_payer(session: Session, asked: Asked, names: Iterable[str]) -> dict[int, dict[str, Total]]:
    """Return the totals of measures by payer; 0 is nobody's but the patient's."""
    parts = [
        f"SELECT '{name}', coalesce(m.payer_id, 0), {_total(name)} FROM ({MEASURES[name]}) m GROUP BY 2"
        for name in names
    ]
    found: dict[int, dict[str, Total]] = defaultdict(dict)
    for name, payer_id, *rest in run(session, asked, parts):
        found[payer_id][name] = Total(*rest)
    return dict(found)


_SPREAD = frozenset(
    name
    for one in INDICATORS
    for variant in one.variants
    for name in variant.numerator
    if variant.how in (How.MEDIAN, How.P90)
)
"""Measures whose middle is asked for: only these are put in order."""


def _total(name: str) -> str:
    middles = [
        f"percentile_disc({part}) WITHIN GROUP (ORDER BY m.value)::bigint"
        if name in _SPREAD
        else "NULL::bigint"
        for part in ("0.5", "0.9")
    ]
    return ", ".join(("count(*)", "coalesce(sum(m.value), 0)::bigint", *middles))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a figure was made of: which, whose, on which day, and what it adds to the measure."""

    measure: str
    kind: str
    id: int
    claim_id: int
    patient_id: int
    payer_id: int
    day: date | None
    value: int


@dataclass(frozen=True, slots=True)
class Part:
    """Which of the items: from a place in their order on, so many, and of one payer (None: of any)."""

    after: int = 0
    limit: int = PAGE
    payer_id: int | None = None


FIRST = Part()


def items(session: Session, asked: Asked, names: Sequence[str], part: Part = FIRST) -> Page[Item]:
    """Return the items of measures, measure by measure, the latest day first."""
    if not names:
        return Page(())
    after, limit = part.after, part.limit
    of_payer = "" if part.payer_id is None else f" WHERE coalesce(m.payer_id, 0) = {int(part.payer_id)}"
    parts = [
        f"SELECT {place} AS place, '{name}' AS name, m.* FROM ({MEASURES[name]}) m{of_payer}"
        for place, name in enumerate(names)
    ]
    sql = f"""
    SELECT name, kind, id, coalesce(claim_id, 0), coalesce(patient_id, 0), coalesce(payer_id, 0),
      CASE WHEN day > '0001-01-01' THEN day END, value::bigint
    FROM ({" UNION ALL ".join(parts)}) found
    ORDER BY place, day DESC, kind, id, payer_id, value OFFSET {int(after)} LIMIT {int(limit) + 1}
    """
    of_payer = "true" if part.payer_id is None else f"k.payer_id = {int(part.payer_id)}"
    first = first_of(names[0], of_payer, after + limit + 1) if len(names) == 1 else None
    rows = [Item(*row) for row in page_of_items(session, asked, sql, first)]
    return Page(tuple(rows[:limit]), after + limit if len(rows) > limit else 0)


@dataclass(frozen=True, slots=True)
class DeniedFor:
    """Why payers refused in the period: the reason with our category, how many denials, and their cents."""

    group: str
    carc: str
    category: str
    count: int
    cents: int


MOST_REASONS = 60


def denied_for(session: Session, asked: Asked, *, limit: int = MOST_REASONS) -> list[DeniedFor]:
    """Return the reasons that cost most, the dearest first."""
    sql = f"""
    SELECT adjusted, carc, min(category), count(*), sum(cents)::bigint
    FROM refused WHERE opened_on >= @since GROUP BY 1, 2 ORDER BY 5 DESC, 2 LIMIT {int(limit)}
    """
    return [DeniedFor(*row) for row in run(session, asked, [sql])]


@dataclass(frozen=True, slots=True)
class First:
    """Which of the kept rows may be on a page, as SQL; `is_by_bill` where only the very question tells it."""

    sql: str
    is_by_bill: bool


def first_of(name: str, narrowed: str, most: int) -> First | None:
    """Say which kept rows may be among the first items of a measure, the latest day first: so many, and those
    of the same day. `narrowed` is a condition on them. None for a measure of anything else than what is owed.
    """
    if name not in FIRST_OWED:
        return None
    where = f" AND {FIRST_OWED[name]} AND {narrowed}"
    return First(f"{where} ORDER BY k.service_on DESC FETCH FIRST {most} ROWS WITH TIES", name in BY_BILL)


def run(session: Session, asked: Asked, parts: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return the rows of queries over the ground, put together; none for no query."""
    if not parts:
        return []
    asks = " UNION ALL ".join(parts)
    kept = _kept(session, asked) if _OWING.search(asks) else _NOTHING_KEPT
    return asking(session, asked, f"{GROUND.replace('@narrowed', '')} {asks}", kept)


def page_of_items(
    session: Session, asked: Asked, sql: str, first: First | None = None
) -> list[tuple[Any, ...]]:
    """Return the rows of a query that asks for some items, or their sum."""
    kept = _kept(session, asked) if _OWING.search(sql) else _NOTHING_KEPT
    is_told = first is not None and (not first.is_by_bill or _is_of(kept, asked))
    ground = LOOSE_GROUND.replace("@narrowed", first.sql if first is not None and is_told else "")
    return asking(session, asked, f"{ground} {sql}", kept)


def _is_of(kept: Mapping[str, str], asked: Asked) -> bool:
    """Whether what is kept is of the very question that is asked."""
    return kept == {"kept_on": f"DATE '{asked.on.isoformat()}'", "kept_entry": str(asked.entry_id)}


_OWING = re.compile(r"\b(owed|billed) [ob]\b")
"""A query that asks what is owed, or when that was billed."""
_NOTHING_KEPT = {"kept_on": "DATE '0001-01-01'", "kept_entry": "0"}


def asking(
    session: Session, asked: Asked, sql: str, kept: dict[str, str] = _NOTHING_KEPT
) -> list[tuple[Any, ...]]:
    """Return the rows of a statement whose places stand for the practice and the days that are asked."""
    for name, value in (_values(session.practice_id, asked) | kept).items():
        sql = sql.replace(f"@{name}", value)
    return session.rows(sql)


def _kept(session: Session, asked: Asked) -> dict[str, str]:
    """The day and the entry of what is kept of an earlier question; with none, all postings moved since."""
    sql = """
    SELECT on_day, entry_id FROM kept_owed
    WHERE practice_id = %s AND place = 1 AND definition = %s AND on_day <= %s AND entry_id <= %s
    """
    found = session.rows(sql, session.practice_id, DEFINITION, asked.on, asked.entry_id)
    return (
        {"kept_on": f"DATE '{found[0][0].isoformat()}'", "kept_entry": str(int(found[0][1]))}
        if found
        else _NOTHING_KEPT
    )


def _values(practice_id: int, asked: Asked) -> dict[str, str]:
    """What the places in the SQL stand for: numbers and days of our own, as literals."""
    days = {
        "since": asked.since_on,
        "until": asked.until_on,
        "on": asked.on,
        "year": asked.year_on,
        "weeks": asked.weeks_on,
        "cohort": asked.cohort_on,
        "first": asked.first_on,
    }
    numbers = {"here": str(int(practice_id)), "known": str(int(asked.entry_id))}
    return numbers | {name: f"DATE '{day.isoformat()}'" for name, day in days.items()}


@dataclass(frozen=True, slots=True)
class CashRow:
    """What one reason brought into the accounts that hold money and took out of them, in cents."""

    reason: Reason
    in_cents: int
    out_cents: int


def cash_book(session: Session, asked: Asked) -> list[CashRow]:
    """Return what came in and went out in the period, by reason; moves between the accounts are neither."""
    sql = """
    SELECT reason, coalesce(sum(cents) FILTER (WHERE debit = ANY(%s)), 0)::bigint,
      coalesce(sum(cents) FILTER (WHERE credit = ANY(%s)), 0)::bigint
    FROM posting
    WHERE practice_id = %s AND effective_on >= %s AND effective_on < %s AND audit_id <= %s
      AND (debit = ANY(%s)) <> (credit = ANY(%s))
    GROUP BY reason ORDER BY reason
    """
    held = [account.value for account in MONEY]
    span = (session.practice_id, asked.since_on, asked.until_on, asked.entry_id)
    rows = session.rows(sql, held, held, *span, held, held)
    return [CashRow(Reason(reason), came, went) for reason, came, went in rows]
