"""Which visits are substance use records (42 CFR Part 2). Promises that it is asked in one place, whoever
asks: by what the visit says itself, by its provider or place, or by an entry of the chart that it holds.
"""

from collections.abc import Iterable

from almoner.core.chart.disclosure import program_codes
from almoner.core.chart.entry import Label
from almoner.core.chart.nouns import NOUNS
from almoner.store.session import Session
from almoner.store.tables.projections_chart import IN_ERROR, REPLACED

_HELD = " OR ".join(
    f"""EXISTS (SELECT 1 FROM "{noun.kind}" h WHERE h.practice_id = v.practice_id
    AND h.patient_id = v.patient_id AND h.visit_id = v.id AND h.state NOT IN ('{IN_ERROR}', '{REPLACED}')
    AND h.labels ? '{Label.PART2.value}')"""
    for noun in NOUNS
)
_WRITTEN = f"""(
  EXISTS (SELECT 1 FROM record r WHERE r.practice_id = v.practice_id AND r.id = v.id AND r.version = v.version
    AND r.body->'labels' ? '{Label.PART2.value}')
  OR coalesce((SELECT r.body->>'taxonomy' FROM provider p
    JOIN record r ON r.practice_id = p.practice_id AND r.id = p.id AND r.version = p.version
    WHERE p.practice_id = v.practice_id AND p.id = v.provider_id) = ANY(%s), false)
  OR coalesce((SELECT r.body->>'is_program' FROM location l
    JOIN record r ON r.practice_id = l.practice_id AND r.id = l.id AND r.version = l.version
    WHERE l.practice_id = v.practice_id AND l.id = v.location_id) = 'true', false))"""
"""True of the row `v` of `visit` whose records are substance use records by who writes them, or where."""
IS_SUBSTANCE_USE = f"({_WRITTEN} OR {_HELD})"
"""True of the row `v` of `visit` that is a substance use record; its one argument is `program_codes()`."""


def substance_use(session: Session, visit_ids: Iterable[int]) -> frozenset[int]:
    """Return which of these visits are substance use records."""
    return _which(session, visit_ids, IS_SUBSTANCE_USE)


def written_apart(session: Session, visit_ids: Iterable[int]) -> frozenset[int]:
    """Return of which of these visits every entry of the chart is a substance use record: by a mark on the
    visit, by its provider, or by its place.
    """
    return _which(session, visit_ids, _WRITTEN)


def _which(session: Session, visit_ids: Iterable[int], condition: str) -> frozenset[int]:
    wanted = sorted(set(visit_ids))
    if not wanted:
        return frozenset()
    sql = f"SELECT v.id FROM visit v WHERE v.practice_id = %s AND v.id = ANY(%s) AND {condition}"
    rows = session.rows(sql, session.practice_id, wanted, program_codes())
    return frozenset(one for (one,) in rows)
