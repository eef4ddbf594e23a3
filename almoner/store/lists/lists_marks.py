"""The marks of the manager's charts: days to pay by payer, cash by week, and the rows behind each mark.

Promises that a mark is the sum of the rows that the same question lists.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.report.kpi import Asked, Total
from almoner.core.report.kpi_money import LAID
from almoner.store.lists.lists import Page
from almoner.store.lists.lists_kpi import FIRST, MEASURES, Item, Part, first_of, page_of_items, run
from almoner.store.session import Session

WEEKS_AHEAD = 4

_DENIED = """
    SELECT 'denial' AS kind, f.id, f.claim_id, f.patient_id, f.payer_id, f.opened_on AS day, f.cents AS value,
      f.adjusted || '-' || f.carc AS reason, f.category
    FROM refused f WHERE f.opened_on >= @since
"""
_EXPECTED = """
    SELECT 'claim' AS kind, t.id, t.id AS claim_id, t.patient_id, t.payer_id, t.sent_on + pace.days AS day,
      (t.cents * share.paid / share.billed)::bigint AS value
    FROM told t
    JOIN (SELECT payer_id, percentile_disc(0.5) WITHIN GROUP (ORDER BY decided_on - sent_on) AS days
      FROM told WHERE decided = 'paid' AND decided_on >= @since AND sent_on IS NOT NULL
      GROUP BY payer_id) pace ON pace.payer_id = t.payer_id
    JOIN (SELECT payer_id, sum(paid) AS paid, sum(cents) AS billed FROM decisions
      GROUP BY payer_id HAVING sum(cents) > 0) share ON share.payer_id = t.payer_id
    WHERE t.state IN ('sent', 'received', 'accepted') AND t.sent_on IS NOT NULL
"""
"""A claim that waits for its payer: due after the payer's middle number of days since it was first sent, with
the share of the billed that the payer paid in the period.
"""

_IS_CHARGE = "m.reason IN ('charge', 'self_pay_charge') AND m.effective_on >= @since"
_LAID = ", ".join(f"('{reason.value}', {weight})" for reason, weight in LAID.items())
_OF_CLAIM = """JOIN claim c ON c.practice_id = @here AND c.id = m.claim_id
    JOIN visit v ON v.practice_id = @here AND v.id = c.visit_id"""
BY_PROVIDER: Mapping[str, str] = {
    "charged": f"""
    SELECT 'charge_line' AS kind, m.line_id AS id, m.claim_id, m.patient_id, m.payer_id,
      m.effective_on AS day, m.cents AS value, m.provider_id
    FROM money m WHERE {_IS_CHARGE}
    """,
    "laid": f"""
    SELECT 'posting' AS kind, m.id, m.claim_id, m.patient_id, m.payer_id, m.effective_on AS day,
      m.cents * w.weight AS value, m.provider_id
    FROM money m JOIN (VALUES {_LAID}) w (reason, weight) ON w.reason = m.reason
    WHERE m.effective_on >= @since AND m.line_id IS NOT NULL
    """,
    "refused": f"SELECT m.*, v.provider_id FROM ({_DENIED}) m {_OF_CLAIM}",
}
"""The marks that a provider's figures are made of."""

_OWED = {"owed": "owed_insurance", "owed-patients": "owed_patient"}
MARKS: Mapping[str, str] = {
    **{name: MEASURES[measure] for name, measure in _OWED.items()},
    "denied": _DENIED,
    "paid": MEASURES["days_to_pay"],
    "cash": MEASURES["service_cash"],
    "expected": _EXPECTED,
    **BY_PROVIDER,
}
"""What the marks are made of: a query of items each, as for the measures; refusals also say the reason."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Days from sending to payment of a payer's claims: one of ten is at most `p10`, half at most `p50`."""

    payer_id: int
    count: int
    p10: int
    p25: int
    p50: int
    p75: int
    p90: int


def spreads(session: Session, asked: Asked) -> list[Spread]:
    """Return how long payers took for the claims that they paid in the period, most claims first."""
    parts = ", ".join(
        f"percentile_disc({part}) WITHIN GROUP (ORDER BY m.value)::bigint"
        for part in (0.1, 0.25, 0.5, 0.75, 0.9)
    )
    sql = f"""
    SELECT coalesce(m.payer_id, 0), count(*), {parts} FROM ({MARKS["paid"]}) m
    GROUP BY 1 ORDER BY 2 DESC, 1
    """
    return [Spread(*row) for row in run(session, asked, [sql])]


@dataclass(frozen=True, slots=True)
class Week:
    """Cash of seven days in cents, and of how many rows. `what`: `cash` counts weeks back from the day,
    `expected` counts them on from it, `late` is what was expected by the day and has not come.
    """

    what: str
    number: int
    cents: int
    count: int


@dataclass(frozen=True, slots=True)
class ByProvider:
    """A provider's period: visits that were charged, what was charged, laid on lines, refused and first sent,
    in cents, and the middle number of days from the service to its charge (None: no visit).
    """

    provider_id: int
    visits: int = 0
    charged_cents: int = 0
    laid_cents: int = 0
    refused_cents: int = 0
    sent_cents: int = 0
    lag_days: int | None = None

    @property
    def refused_bp(self) -> int | None:
        """What was refused of what was sent, in hundredths of a percent."""
        return self.refused_cents * 10_000 // self.sent_cents if self.sent_cents > 0 else None


_VISITS = f"""
    SELECT m.provider_id, m.visit_id, min(m.effective_on) - min(m.service_on) AS days, sum(m.cents) AS cents
    FROM money m WHERE {_IS_CHARGE} AND m.visit_id IS NOT NULL GROUP BY 1, 2
"""
_SENT = f"SELECT m.value, v.provider_id FROM ({MEASURES['sent_cents']}) m {_OF_CLAIM}"
_LAG = "percentile_disc(0.5) WITHIN GROUP (ORDER BY m.days)"
PROVIDER_PARTS: tuple[str, ...] = (
    *(
        f"SELECT '{name}' AS what, coalesce(m.provider_id, 0) AS provider_id, "
        f"coalesce(sum(m.value), 0)::bigint AS value, count(*) FROM ({query}) m GROUP BY 2"
        for name, query in (*BY_PROVIDER.items(), ("sent", _SENT))
    ),
    *(
        f"SELECT '{name}', coalesce(m.provider_id, 0), {value}, 0 "
        f"FROM ({_VISITS}) m WHERE m.cents > 0 GROUP BY 2"
        for name, value in (("visits", "count(*)"), ("lag", _LAG))
    ),
)
_FIELDS = {
    "charged": "charged_cents",
    "laid": "laid_cents",
    "refused": "refused_cents",
    "sent": "sent_cents",
    "visits": "visits",
    "lag": "lag_days",
}


def _by_provider(rows: Iterable[tuple[Any, ...]]) -> list[ByProvider]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for what, provider_id, value, _ in rows:
        if what in _FIELDS:
            found[provider_id][_FIELDS[what]] = int(value)
    made = [ByProvider(provider_id, **own) for provider_id, own in found.items()]
    return sorted(made, key=lambda one: (-one.laid_cents, one.provider_id))


def weeks_and_providers(session: Session, asked: Asked) -> tuple[list[Week], list[ByProvider]]:
    """Return by one query the cash of the last weeks and what is expected of the next ones, without the weeks
    that have none; and the providers' figures of the period, who brought most in first.
    """
    cash, expected = MARKS["cash"], MARKS["expected"]
    sums = "coalesce(sum(m.value), 0)::bigint, count(*)"
    part_of_cash = f"""
    SELECT 'cash' AS what, (@on - m.day) / 7 AS number, {sums} FROM ({cash}) m
    WHERE m.day > @on - {7 * asked.period.weeks} GROUP BY 2
    """
    part_of_expected = f"""
    SELECT CASE WHEN m.day > @on THEN 'expected' ELSE 'late' END,
      CASE WHEN m.day > @on THEN (m.day - @on - 1) / 7 ELSE 0 END, {sums} FROM ({expected}) m
    WHERE m.day <= @on + {7 * WEEKS_AHEAD} GROUP BY 1, 2
    """
    rows = run(session, asked, (part_of_cash, part_of_expected, *PROVIDER_PARTS))
    found = (Week(*row) for row in rows if row[0] not in _FIELDS)
    return sorted(found, key=lambda one: (one.what, one.number)), _by_provider(rows)


@dataclass(frozen=True, slots=True)
class Mark:
    """Which rows: of what, of one payer (None: any), of the days [since_on, until_on), of one reason, and of
    none of some others, of some categories (none: any). Reasons are letters, digits and dashes, categories
    letters and underscores.
    """

    of: str
    payer_id: int | None = None
    since_on: date | None = None
    until_on: date | None = None
    reason: str = ""
    no_reasons: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    provider_id: int | None = None
    """Of whom, of the marks of `BY_PROVIDER` alone."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A page of a mark's rows, and how many there are in all with their sum."""

    page: Page[Item]
    count: int
    sum: int


def total_of(mark: Mark, totals: Mapping[str, Total]) -> Total | None:
    """Return how many rows a mark has and their sum, where a board's totals say so: all that is owed."""
    return totals.get(_OWED.get(mark.of, "")) if mark == Mark(mark.of) else None


def marked(
    session: Session, asked: Asked, mark: Mark, part: Part = FIRST, *, known: Total | None = None
) -> Marked:
    """Return the rows of a mark, the latest day first, from a place in that order on. What is `known` of all
    of them is not counted again.
    """
    after, limit = part.after, part.limit
    mark_of = f"({MARKS[mark.of]}) m WHERE {_where(mark)}"
    sql = f"""
    SELECT '{mark.of}', m.kind, m.id, coalesce(m.claim_id, 0), coalesce(m.patient_id, 0),
      coalesce(m.payer_id, 0), CASE WHEN m.day > '0001-01-01' THEN m.day END, m.value::bigint
    FROM {mark_of} ORDER BY m.day DESC, m.kind, m.id, m.value OFFSET {int(after)} LIMIT {int(limit) + 1}
    """
    first = (
        first_of(_OWED[mark.of], _where(mark, "k", "service_on"), after + limit + 1)
        if mark.of in _OWED
        else None
    )
    rows = tuple(Item(*row) for row in page_of_items(session, asked, sql, first))
    page = Page(rows[:limit], after + limit if len(rows) > limit else 0)
    if known is not None:
        return Marked(page, known.count, known.sum)
    sums = f"SELECT count(*), coalesce(sum(m.value), 0)::bigint FROM {mark_of}"
    ((count, total),) = page_of_items(session, asked, sums)
    return Marked(page, count, total)


def _where(mark: Mark, of: str = "m", day: str = "day") -> str:
    named = [one for one in (mark.reason, *mark.no_reasons, *mark.categories) if one]
    assert all(one.replace("-", "").replace("_", "").isalnum() for one in named), "read before it is asked"
    parts = ["true"]
    if mark.payer_id is not None:
        parts.append(f"coalesce({of}.payer_id, 0) = {int(mark.payer_id)}")
    if mark.provider_id is not None and mark.of in BY_PROVIDER:
        parts.append(f"coalesce(m.provider_id, 0) = {int(mark.provider_id)}")
    if mark.since_on is not None:
        parts.append(f"{of}.{day} >= DATE '{mark.since_on.isoformat()}'")
    if mark.until_on is not None:
        parts.append(f"{of}.{day} < DATE '{mark.until_on.isoformat()}'")
    if mark.reason and mark.of == "denied":
        parts.append(f"m.reason = '{mark.reason}'")
    if mark.no_reasons and mark.of == "denied":
        parts.append("m.reason NOT IN ('" + "', '".join(mark.no_reasons) + "')")
    if mark.categories and mark.of == "denied":
        parts.append("m.category IN ('" + "', '".join(mark.categories) + "')")
    return " AND ".join(parts)
