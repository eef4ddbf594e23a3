"""Where a practice meets a change of codes: how often it coded some lately, by its superbills as they stand,
and which open visits hold one. Each count goes by an index over the codes, whatever the size of the books.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.store.session import Session

MOST_VISITS = 100
MOST_LOOKED_AT = 5_000
"""Open visits that are looked at, the earliest first."""
_USED = """
WITH wanted AS (
  SELECT DISTINCT d.code, d.visit_id FROM coding_decision d
  WHERE d.practice_id = %(here)s AND d.code = ANY(%(codes)s) AND d.action <> 'reject'
    AND d.decided_on >= %(since)s)
SELECT w.code, count(*) FROM wanted w
JOIN superbill s ON s.practice_id = %(here)s AND s.visit_id = w.visit_id
JOIN record r ON r.practice_id = %(here)s AND r.id = s.id AND r.version = s.version
WHERE r.body->'diagnoses' ? w.code OR r.body->'lines' @> jsonb_build_array(jsonb_build_object('code', w.code))
GROUP BY w.code
"""
_USED_BELOW = """
SELECT w.stem, count(DISTINCT d.visit_id) FROM unnest(%(stems)s::text[], %(ends)s::text[]) AS w(stem, ends)
CROSS JOIN LATERAL (
  SELECT d.visit_id FROM coding_decision d
  WHERE d.practice_id = %(here)s AND d.code >= w.stem AND d.code < w.ends AND d.action <> 'reject'
    AND d.decided_on >= %(since)s OFFSET 0) d
GROUP BY w.stem
"""
"""Both ends are given: under row security an index can't be asked for what the server would put together."""
_OPEN = f"""
WITH open AS (
  SELECT v.id, v.version, v.patient_id, v.service_on, v.state FROM visit v
  WHERE v.practice_id = %(here)s AND v.state <> 'billed' AND v.service_on >= %(since)s
  ORDER BY v.id LIMIT {MOST_LOOKED_AT}),
held AS (
  SELECT o.id, replace(one->>'code', '.', '') AS code FROM open o
  JOIN record r ON r.practice_id = %(here)s AND r.id = o.id AND r.version = o.version
  CROSS JOIN LATERAL jsonb_array_elements((r.body->'problems') || (r.body->'procedures')) AS one
  UNION
  SELECT o.id, code FROM open o
  JOIN superbill s ON s.practice_id = %(here)s AND s.visit_id = o.id
  JOIN record b ON b.practice_id = %(here)s AND b.id = s.id AND b.version = s.version
  CROSS JOIN LATERAL (SELECT jsonb_array_elements_text(b.body->'diagnoses') AS code
    UNION ALL SELECT jsonb_array_elements(b.body->'lines')->>'code') AS billed)
SELECT h.code, o.id, o.patient_id, p.last_name || ', ' || p.first_name, p.number, o.service_on, o.state
FROM held h JOIN open o ON o.id = h.id
JOIN patient p ON p.practice_id = %(here)s AND p.id = o.patient_id
WHERE h.code = ANY(%(codes)s) ORDER BY o.service_on, o.id, h.code LIMIT {MOST_VISITS + 1}
"""


@dataclass(frozen=True, slots=True)
class HoldingVisit:
    """A visit that is not billed yet and holds a code."""

    code: str
    visit_id: int
    patient_id: int
    patient: str
    number: str
    service_on: date
    state: str


def used(session: Session, codes: Collection[str], *, since_on: date) -> dict[str, int]:
    """Return of how many visits' superbills each of some codes stands on, decided since a day."""
    return _counted(session, _USED, codes=sorted(codes), since=since_on) if codes else {}


def used_below(session: Session, stems: Collection[str], *, since_on: date) -> dict[str, int]:
    """Return at how many visits since a day a code was chosen that begins as each of these do."""
    if not stems:
        return {}
    ends = [f"{stem}[" for stem in sorted(stems)]  # `[` sorts behind all capitals and digits
    return _counted(session, _USED_BELOW, stems=sorted(stems), ends=ends, since=since_on)


def _counted(session: Session, sql: str, **asked: object) -> dict[str, int]:
    with session.cursor() as cursor:
        cursor.execute(sql, {"here": session.practice_id, **asked})
        return {str(code): int(count) for code, count in cursor.fetchall()}


def open_visits(session: Session, codes: Sequence[str], *, since_on: date) -> tuple[HoldingVisit, ...]:
    """Return the visits of a day and later that aren't billed yet and hold one of some codes, the earliest
    first, at most `MOST_VISITS` and one more where there are more.
    """
    if not codes:
        return ()
    with session.cursor() as cursor:
        cursor.execute(_OPEN, {"here": session.practice_id, "codes": list(codes), "since": since_on})
        return tuple(HoldingVisit(*row) for row in cursor.fetchall())
