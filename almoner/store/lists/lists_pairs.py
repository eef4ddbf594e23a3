"""Charts that may be of one patient, what goes along with one, and what stands between two merged ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from almoner.core.identity import ChartPair, PairState
from almoner.core.party import Patient
from almoner.store.session import Session, array_of

NEWEST = 1000
"""Charts whose likenesses are looked for at once, the newest first."""
MOST = 100
"""Pairs of one look; where there are more, it ends with the chart that they reach."""
# Chart by chart and not by joins: the look ends where it has found enough.
_LIKE = f"""
SELECT own.id, met.other_id FROM (
  SELECT id, birth_on, phone, last_name, first_name FROM patient
  WHERE practice_id = %s AND chart_id = id AND (%s = 0 OR id < %s) ORDER BY id DESC LIMIT %s) own
CROSS JOIN LATERAL (
  SELECT o.id AS other_id FROM patient o
  WHERE o.practice_id = %s AND o.birth_on = own.birth_on AND o.id < own.id AND o.chart_id = o.id AND (
    lower(o.last_name) = lower(own.last_name) OR lower(o.first_name) = lower(own.first_name)
    OR lower(o.last_name) = lower(own.first_name)
    OR (left(lower(o.last_name), 2), left(lower(o.first_name), 2))
      = (left(lower(own.last_name), 2), left(lower(own.first_name), 2)))
  UNION
  SELECT o.id FROM patient o
  WHERE o.practice_id = %s AND o.phone = own.phone AND own.phone <> '' AND o.id < own.id AND o.chart_id = o.id
    AND left(lower(o.first_name), 1) = left(lower(own.first_name), 1)
  UNION
  SELECT o.id FROM patient o
  WHERE o.practice_id = %s AND o.last_name COLLATE "C" = own.last_name
    AND o.first_name COLLATE "C" = own.first_name AND o.id < own.id AND o.chart_id = o.id) met
WHERE NOT EXISTS (
  SELECT 1 FROM chart_pair c WHERE c.practice_id = %s AND c.state = 'two'
    AND c.survivor_id = met.other_id AND c.merged_id = own.id)
ORDER BY own.id DESC, met.other_id LIMIT {MOST + 1}
"""
_LAST = """
SELECT coalesce(min(id), 0), count(*) FROM (
  SELECT id FROM patient WHERE practice_id = %s AND chart_id = id AND (%s = 0 OR id < %s)
  ORDER BY id DESC LIMIT %s) own
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """Pairs of charts worth a comparison, the newer first; `before` is where older charts go on, 0 at the
    end.
    """

    pairs: tuple[tuple[int, int], ...]
    before: int


def alike(session: Session, *, before: int = 0) -> Alike:
    """Return pairs among the newest charts and all that are older, or among those before one."""
    here = session.practice_id
    asked = (here, before, before, NEWEST)
    pairs = tuple((one, other) for one, other in session.rows(_LIKE, *asked, here, here, here, here))
    if len(pairs) > MOST:
        cut, first = pairs[-1][0], pairs[0][0]
        # The chart at which it ends comes whole with the next look, unless it alone is so much.
        whole = tuple(pair for pair in pairs if pair[0] != cut) if cut != first else pairs[:MOST]
        return Alike(whole, whole[-1][0])
    last, looked_at = session.rows(_LAST, *asked)[0]
    return Alike(pairs, last if looked_at == NEWEST else 0)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a chart holds: how many of each, and what is open, in cents."""

    visits: int
    bookings: int
    claims: int
    policies: int
    receipts: int
    documents: int
    statements: int
    links: int
    tasks: int
    entries: int
    patient_cents: int
    payer_cents: int
    unapplied_cents: int


_COUNTED = (
    "visit",
    "appointment",
    "claim",
    "coverage",
    "receipt",
    "document",
    "statement",
    "pay_link",
    "task",
)
_ONLY = {
    "appointment": " AND state IN ('booked', 'arrived')",
    "pay_link": " AND state = 'standing'",
    "task": " AND state = 'open'",
    "document": " AND state = 'current'",
}
_ENTRIES = ("problem", "medication", "allergy", "immunization", "result")


def _count(table: str, only: str = "") -> str:
    return f'(SELECT count(*) FROM "{table}" WHERE practice_id = q.here AND patient_id = ANY(q.charts){only})'


def _open(condition: str) -> str:
    sides = "CASE WHEN {0} THEN cents ELSE 0 END"
    debit, credit = (sides.format(condition.format(side)) for side in ("debit", "credit"))
    return (
        f"(SELECT coalesce(sum({debit} - {credit}), 0)::bigint FROM posting "
        "WHERE practice_id = q.here AND patient_id = ANY(q.charts))"
    )


_HOLDINGS = (
    "SELECT "
    + ", ".join(_count(table, _ONLY.get(table, "")) for table in _COUNTED)
    + ", "
    + " + ".join(_count(table) for table in _ENTRIES)
    + ", "
    + ", ".join(
        _open(condition)
        for condition in (
            "{} = 'patient_ar'",
            "({0} LIKE 'payer_ar:%%' OR {0} LIKE 'denied:%%')",
            "{} = 'unapplied'",
        )
    )
    + " FROM (SELECT %s::bigint AS here, %s::bigint[] AS charts) q"
)


def holdings(session: Session, patient_id: int) -> Holdings:
    """Return what a chart holds, with those that are read with it."""
    charts = array_of(session.charts.whole(patient_id))
    (row,) = session.rows(_HOLDINGS, session.practice_id, charts)
    told = (*row[:-1], -row[-1])
    return Holdings(*told)


_BETWEEN = """
SELECT 'payment', count(*) FROM allocation a
JOIN receipt r ON r.practice_id = a.practice_id AND r.id = a.receipt_id
WHERE a.practice_id = %s AND a.undone_on IS NULL AND a.patient_id = ANY(%s) AND r.patient_id = ANY(%s)
  AND %s = ANY(ARRAY[a.patient_id, r.patient_id]) AND a.patient_id <> r.patient_id
UNION ALL
SELECT 'claim', count(*) FROM claim c
JOIN coverage v ON v.practice_id = c.practice_id AND v.id = c.coverage_id
WHERE c.practice_id = %s AND c.patient_id = ANY(%s) AND v.patient_id = ANY(%s)
  AND %s = ANY(ARRAY[c.patient_id, v.patient_id]) AND c.patient_id <> v.patient_id
"""


@dataclass(frozen=True, slots=True)
class Between:
    """What belongs to both of two merged charts, so that nobody can say whose it is: money of one laid on the
    other's line, and claims of one billed to a policy of the other.
    """

    payments: int
    claims: int


def between(session: Session, pair: ChartPair) -> Between:
    """Return what stands between a merged chart and those that it is read with."""
    charts = array_of(session.charts.whole(pair.survivor_id))
    asked = (session.practice_id, charts, charts, pair.merged_id)
    return Between(*dict(session.rows(_BETWEEN, *asked, *asked)).values())


_SINCE = " UNION ALL ".join(
    f'SELECT count(*) FROM "{table}" t JOIN record r ON r.practice_id = t.practice_id AND r.id = t.id '
    "AND r.version = 1 WHERE t.practice_id = q.here AND t.patient_id = q.head AND r.audit_id > q.entry"
    for table in ("visit", "appointment", "claim", "coverage", "receipt", "document")
)


def since_merged(session: Session, pair: ChartPair) -> int:
    """Return how many visits, bookings, claims, policies, receipts and papers were added to the chart that
    stands since its merge: they stay there when the two are parted.
    """
    sql = f"""
    SELECT (SELECT sum(count) FROM ({_SINCE}) added)::bigint FROM (
      SELECT %s::bigint AS here, %s::bigint AS head, min(audit_id) AS entry
      FROM record WHERE practice_id = %s AND id = %s) q
    """
    here = session.practice_id
    return int(session.value(sql, here, pair.survivor_id, here, pair.id))


def merges(session: Session, patient_id: int) -> list[ChartPair]:
    """Return the merges by which a chart is read with others, the latest first."""
    found = session.find(ChartPair, survivor_id=patient_id, state=PairState.MERGED.value, order="id")
    return list(reversed(found))


def merged_with(session: Session, patient: Patient) -> list[Patient]:
    """Return the charts that are read with a patient's."""
    others = session.charts.merged.get(patient.id, ())
    return session.find(Patient, id=list(others)) if others else []


def said_of(session: Session, patient_ids: Sequence[int]) -> list[ChartPair]:
    """Return what was said of pairs of these charts, the latest first."""
    asked: dict[str, Any] = {"survivor_id": list(patient_ids), "merged_id": list(patient_ids)}
    return list(reversed(session.find(ChartPair, **asked)))
