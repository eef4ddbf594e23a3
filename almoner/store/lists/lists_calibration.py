"""What a calibration rests on, read from the books: decisions with their scores, and what the chart knows."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from almoner.core.chart.problem import OVER
from almoner.core.coding.calibration import CodingCalibration
from almoner.core.coding.calibration_fit import Decided
from almoner.core.coding.decision import Act, Sort
from almoner.store.codec import decode
from almoner.store.session import Session, array_of
from almoner.store.tables.projections_chart import IN_ERROR, PROPOSED, REPLACED

_NOT_LISTED = [IN_ERROR, REPLACED, PROPOSED, *map(str, sorted(OVER))]

_SUGGESTED = "d.practice_id = %s AND d.decided_on >= %s AND d.origin = 'suggested' AND d.suggested_code <> ''"
_LAST = f"""
SELECT DISTINCT ON (d.visit_id, d.sort, d.suggested_code) d.practice_id, d.id, d.version, d.visit_id, d.sort,
  d.suggested_code, d.action, d.decided_on
FROM coding_decision d WHERE {_SUGGESTED}
ORDER BY d.visit_id, d.sort, d.suggested_code, d.id DESC
"""
_DECIDED = f"""
SELECT l.decided_on, l.sort, l.suggested_code, l.action, l.visit_id,
  coalesce((r.body->'suggestion'->>'score')::integer, -1), (r.body->'suggestion'->>'confidence')::integer,
  coalesce(r.body->'suggestion'->'beside', '[]')::text
FROM ({_LAST}) l
JOIN record r ON r.practice_id = l.practice_id AND r.id = l.id AND r.version = l.version
ORDER BY l.decided_on, l.id
"""


def decided_with_scores(
    session: Session, *, since_on: date, wrong: Collection[tuple[int, Sort, str]]
) -> list[Decided]:
    """Return the last decision on each suggestion since a day, the oldest first. One that a second review
    found wrong (`wrong`: visit, sort, code) did not stand.
    """
    rows = session.rows(_DECIDED, session.practice_id, since_on)
    return [
        Decided(
            on=on,
            sort=Sort(sort),
            code=code,
            score=score / 1000 if score >= 0 else confidence / 100,
            is_right=action == Act.ACCEPT and (visit_id, Sort(sort), code) not in wrong,
            beside=tuple(json.loads(beside)),
        )
        for on, sort, code, action, visit_id, score, confidence, beside in rows
    ]


def count_decided(session: Session, *, since_on: date) -> int:
    """Return how many suggestions were decided on since a day."""
    return int(session.value(f"SELECT count(*) FROM ({_LAST}) l", session.practice_id, since_on))


_EVER = """
SELECT r.body::text FROM coding_calibration c
JOIN record r ON r.practice_id = c.practice_id AND r.id = c.id
WHERE c.practice_id = %s ORDER BY r.version DESC LIMIT 40
"""


def calibrations_ever(session: Session) -> tuple[CodingCalibration, ...]:
    """Return the calibrations of a practice, the one that stands first, at most 40."""
    return tuple(decode(CodingCalibration, body) for (body,) in session.rows(_EVER, session.practice_id))


@dataclass(frozen=True, slots=True)
class Known:
    """The categories of diagnoses on a patient's problem list, and of those decided on at other visits."""

    listed: frozenset[str]
    claimed: frozenset[str]


_KNOWN = """
SELECT true, left(p.code, 3) FROM problem p
WHERE p.practice_id = %s AND p.patient_id = ANY(%s) AND p.state <> ALL(%s) AND p.labels = '[]'
UNION SELECT false, left(d.code, 3) FROM coding_decision d
WHERE d.practice_id = %s AND d.patient_id = ANY(%s) AND d.visit_id <> %s AND d.sort = 'dx'
  AND d.action <> 'reject' AND d.decided_on >= %s
"""


def known_of(session: Session, patient_id: int, visit_id: int, *, since_on: date) -> Known:
    """Return what the chart and the decisions since a day know beside the note of a visit. Entries that not
    everybody may see are left out.
    """
    here = session.practice_id
    states = array_of(_NOT_LISTED)
    charts = session.charts.whole(patient_id)
    rows = session.rows(_KNOWN, here, charts, states, here, charts, visit_id, since_on)
    return Known(
        frozenset(category for is_listed, category in rows if is_listed),
        frozenset(category for is_listed, category in rows if not is_listed),
    )
