"""Which visits are substance use records (42 CFR Part 2). Promises that it is asked in one place, whoever
asks: by what the visit says itself, by its provider, or by an entry of the chart that it holds.
"""

from collections.abc import Iterable

from almoner.core.chart.disclosure import program_codes
from almoner.core.chart.entry import Label
from almoner.core.chart.nouns import NOUNS
from almoner.store.projections_chart import IN_ERROR, REPLACED
from almoner.store.session import Session

_HELD = " OR ".join(
    f"""EXISTS (SELECT 1 FROM "{noun.kind}" h WHERE h.practice_id = v.practice_id
    AND h.patient_id = v.patient_id AND h.visit_id = v.id AND h.state NOT IN ('{IN_ERROR}', '{REPLACED}')
    AND h.labels ? '{Label.PART2.value}')"""
    for noun in NOUNS
)
IS_SUBSTANCE_USE = f"""(
  EXISTS (SELECT 1 FROM record r WHERE r.practice_id = v.practice_id AND r.id = v.id AND r.version = v.version
    AND r.body->'labels' ? '{Label.PART2.value}')
  OR coalesce((SELECT r.body->>'taxonomy' FROM provider p
    JOIN record r ON r.practice_id = p.practice_id AND r.id = p.id AND r.version = p.version
    WHERE p.practice_id = v.practice_id AND p.id = v.provider_id) = ANY(%s), false)
  OR {_HELD})"""
"""True of the row `v` of `visit` that is a substance use record; its one argument is `program_codes()`."""


def substance_use(session: Session, visit_ids: Iterable[int]) -> frozenset[int]:
    """Return which of these visits are substance use records."""
    wanted = sorted(set(visit_ids))
    if not wanted:
        return frozenset()
    sql = f"SELECT v.id FROM visit v WHERE v.practice_id = %s AND v.id = ANY(%s) AND {IS_SUBSTANCE_USE}"
    rows = session.rows(sql, session.practice_id, wanted, program_codes())
    return frozenset(one for (one,) in rows)
