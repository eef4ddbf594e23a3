"""What stays open of a balance, and why: the work about it, and what the payer says that moved nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.remit.history import SUSPENDING
from almoner.store.session import Session, array_of

MOST = 200
"""Work that is told, what is due first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A reason of the payer at its place: an amount in cents under group and CARC, with the segment there."""

    cents: int
    carc: str
    line_control: str
    file: str
    element: str
    interchange_id: int
    st_control: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """Open work about a balance: what it is, whose and until when, and the reasons that moved nothing."""

    what: str
    cents: int
    owner: str
    due_on: date | None
    why: str
    places: tuple[Place, ...] = ()


_ABOUT = {
    "claim": "k.claim_id = {id}",
    "charge_line": """((k.subject_kind <> 'denial' OR coalesce(n.line_id, {id}) = {id})
    AND k.claim_id IN (SELECT c.id FROM claim c JOIN charge_line l ON l.practice_id = c.practice_id
      AND l.visit_id = c.visit_id WHERE c.practice_id = {here} AND l.id = {id}))""",
    "patient": "k.patient_id = ANY({charts})",
    "remittance": """(k.subject_id = {id} OR coalesce((d.body->>'advice_id')::bigint, k.subject_id) IN (
    SELECT a.id FROM advice a WHERE a.practice_id = {here} AND a.remittance_id = {id}))""",
    "suspense": "k.what = ANY({suspending})",
}
"""Which open work is about what `almoner why` names."""
_WORK = """
SELECT k.what, k.cents, k.owner, k.due_on, r.body->>'why',
  coalesce(CASE k.subject_kind WHEN 'advice' THEN k.subject_id
    WHEN 'denial' THEN (d.body->>'advice_id')::bigint END, 0),
  coalesce(l.control, '')
FROM task k
JOIN record r ON r.practice_id = k.practice_id AND r.id = k.id AND r.version = k.version
LEFT JOIN denial n ON n.practice_id = k.practice_id AND n.id = k.subject_id AND k.subject_kind = 'denial'
LEFT JOIN record d ON d.practice_id = n.practice_id AND d.id = n.id AND d.version = n.version
LEFT JOIN charge_line l ON l.practice_id = n.practice_id AND l.id = n.line_id
WHERE k.practice_id = %s AND k.state = 'open' AND {about} ORDER BY k.due_on, k.id LIMIT %s
"""
_KEPT = """
SELECT a.id, (each->>'cents')::bigint, concat_ws('-', nullif(each->>'group', ''), each->>'carc'),
  said.control, i.name, each->>'element', i.id, m.body->>'st_control'
FROM advice a
JOIN record r ON r.practice_id = a.practice_id AND r.id = a.id AND r.version = a.version
CROSS JOIN LATERAL (
  SELECT '' AS control, r.body->'adjustments' AS adjustments, 0 AS place
  UNION ALL SELECT line->>'control', line->'adjustments', place
  FROM jsonb_array_elements(r.body->'lines') WITH ORDINALITY lines (line, place)) said
CROSS JOIN LATERAL jsonb_array_elements(said.adjustments) WITH ORDINALITY adjusted (each, part)
JOIN remittance t ON t.practice_id = a.practice_id AND t.id = a.remittance_id
JOIN record m ON m.practice_id = t.practice_id AND m.id = t.id AND m.version = t.version
JOIN interchange i ON i.practice_id = t.practice_id AND i.id = t.interchange_id
WHERE a.practice_id = %s AND a.id = ANY(%s) AND NOT EXISTS (
  SELECT 1 FROM posting p WHERE p.practice_id = a.practice_id AND p.remittance_id = a.remittance_id
    AND p.element = each->>'element')
ORDER BY a.id, said.place, adjusted.part
"""


def open_work(session: Session, kind: str, record_id: int) -> list[Work]:
    """Return the open work about what a number names, what is due first; nothing of a kind that has none."""
    if kind not in _ABOUT:
        return []
    here = session.practice_id
    suspending = f"'{{{','.join(sorted(SUSPENDING))}}}'"
    charts = f"ARRAY[{', '.join(map(str, session.charts.whole(int(record_id))))}]"
    about = _ABOUT[kind].format(id=int(record_id), here=int(here), suspending=suspending, charts=charts)
    rows = session.rows(_WORK.format(about=about), here, MOST)
    kept = _kept(session, sorted({advice_id for *_, advice_id, _ in rows} - {0}))
    found = []
    for what, cents, owner, due_on, why, advice_id, line in rows:
        places = tuple(one for one in kept[advice_id] if _is_of(one, line, kept[advice_id]))
        found.append(Work(what, cents, owner, due_on, why, places))
    return found


def _is_of(place: Place, line: str, others: Sequence[Place]) -> bool:
    """True for the reasons of a refused line; of all, where the payer names no line by our number."""
    named = {one.line_control for one in others}
    return not line or line not in named or place.line_control == line


def _kept(session: Session, advice_ids: list[int]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    rows = session.rows(_KEPT, session.practice_id, array_of(advice_ids)) if advice_ids else []
    for advice_id, *cells in rows:
        found[advice_id].append(Place(*cells))
    return found
