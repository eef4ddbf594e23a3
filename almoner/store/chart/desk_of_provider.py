"""What waits for one provider beside the visits of the day: results that nobody has read, open authorizations
by the day of their service, and what is worth knowing of patients before they come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.chart.allergy import Allergy
from almoner.core.chart.entry import Eyes
from almoner.core.chart.medication import Medication
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.result import Result
from almoner.core.coverage import Authorization
from almoner.store.chart.chart import GONE, SIGHT, sight
from almoner.store.lists.lists import THEIRS
from almoner.store.session import Ask, Session
from almoner.store.tables.projections_chart import PROPOSED

LOOK_BACK = timedelta(days=180)
MOST_LOOKED_AT = 2_000
MOST_RESULTS, MOST_OPEN = 100, 200
_ACTIVE = ["active", "recurrence", "relapse"]
_UNREAD = f"""
WITH fresh AS (
  SELECT t.id, t.patient_id, t.visit_id, t.order_id, t.recorded_on FROM result t
  WHERE t.practice_id = %s AND t.read_on IS NULL AND t.recorded_on >= %s AND t.state <> ALL(%s) AND {SIGHT}
  ORDER BY t.recorded_on DESC, t.id DESC LIMIT {MOST_LOOKED_AT})
SELECT f.id FROM fresh f
LEFT JOIN "order" o ON o.practice_id = %s AND o.id = f.order_id
CROSS JOIN LATERAL (SELECT coalesce(f.visit_id, o.visit_id) AS id OFFSET 0) at
LEFT JOIN LATERAL (
  SELECT v.provider_id FROM visit v WHERE v.practice_id = %s AND v.id = at.id OFFSET 0) v ON true
LEFT JOIN LATERAL (
  SELECT w.provider_id FROM visit w WHERE w.practice_id = %s AND w.patient_id = f.patient_id
  ORDER BY w.service_on DESC, w.id DESC LIMIT 1) l ON o.author_id IS NULL AND v.provider_id IS NULL
WHERE coalesce(o.author_id, v.provider_id, l.provider_id) = %s
ORDER BY f.recorded_on, f.id LIMIT {MOST_RESULTS}
"""
_OPEN = f"""
SELECT a.id, a.version, p.id, p.last_name || ', ' || p.first_name, p.number, y.name, n.starts_on,
  n.provider_id
FROM "authorization" a
JOIN patient o ON o.practice_id = a.practice_id AND o.id = a.patient_id
JOIN patient p ON p.practice_id = o.practice_id AND p.id = o.chart_id
JOIN payer y ON y.practice_id = a.practice_id AND y.id = a.payer_id
LEFT JOIN LATERAL (
  SELECT (b.starts_at AT TIME ZONE 'UTC')::date AS starts_on, b.provider_id FROM appointment b
  WHERE b.practice_id = a.practice_id AND b.patient_id {THEIRS} AND b.state IN ('booked', 'arrived')
    AND b.starts_at >= greatest(a.since_on, %(on)s)::timestamp AT TIME ZONE 'UTC'
    AND (a.until_on IS NULL OR b.starts_at < a.until_on::timestamp AT TIME ZONE 'UTC')
    AND (a.provider_id IS NULL OR b.provider_id = a.provider_id)
  ORDER BY b.starts_at, b.id LIMIT 1) n ON true
WHERE a.practice_id = %(here)s AND a.state IN ('pending', 'approved')
  AND (a.until_on IS NULL OR a.until_on > %(on)s)
  AND (%(provider)s = 0 OR coalesce(a.provider_id, n.provider_id) = %(provider)s)
ORDER BY n.starts_on NULLS LAST, a.since_on, a.id LIMIT {MOST_OPEN}
"""
_LAST = """
SELECT o.id, v.service_on, r.body->>'reason' FROM unnest(%s::bigint[]) AS o(id)
CROSS JOIN LATERAL (
  SELECT w.id, w.version, w.service_on FROM visit w WHERE w.practice_id = %s AND w.patient_id = o.id
    AND w.service_on < %s
  ORDER BY w.service_on DESC, w.id DESC LIMIT 1) v
JOIN record r ON r.practice_id = %s AND r.id = v.id AND r.version = v.version
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is worth knowing of a patient before the visit: active problems and medications, what they may not
    be given (`is_asked` False: nobody asked), results that nobody has read, authorizations that are pending
    or hold, and their last visit.
    """

    problems: tuple[ListedProblem, ...] = ()
    medications: tuple[Medication, ...] = ()
    allergies: tuple[Allergy, ...] = ()
    unread: tuple[Result, ...] = ()
    authorizations: tuple[Authorization, ...] = ()
    last_on: date | None = None
    last_reason: str = ""

    @property
    def is_asked(self) -> bool:
        """True where somebody asked about allergies, also where none is known."""
        return bool(self.allergies)


def summaries(session: Session, patient_ids: Sequence[int], eyes: Eyes, *, on: date) -> dict[int, Summary]:
    """Return what is worth knowing of patients before they are seen on a day; a fixed number of queries."""
    if not patient_ids:
        return {}
    ids = list(patient_ids)
    may_see = (SIGHT, sight(eyes))
    problems = Ask(ListedProblem, {"patient_id": ids, "state": _ACTIVE}, *may_see)
    medications = Ask(Medication, {"patient_id": ids, "state": "active"}, *may_see)
    allergies = Ask(Allergy, {"patient_id": ids, "state": "active"}, *may_see)
    unread = Ask(
        Result,
        {"patient_id": ids},
        f"t.read_on IS NULL AND t.state <> ALL(%s) AND {SIGHT}",
        ([*GONE, PROPOSED], *sight(eyes)),
    )
    allowed = Ask(
        Authorization,
        {"patient_id": ids, "state": ["pending", "approved"]},
        "t.since_on <= %s AND (t.until_on IS NULL OR t.until_on > %s)",
        (on, on),
    )
    found = session.gather(problems, medications, allergies, unread, allowed)
    last = last_visits(session, ids, before_on=on)
    return {
        one: Summary(
            tuple(each for each in found.of(problems) if each.entry.patient_id == one),
            tuple(each for each in found.of(medications) if each.entry.patient_id == one),
            tuple(each for each in found.of(allergies) if each.entry.patient_id == one),
            tuple(each for each in found.of(unread) if each.entry.patient_id == one),
            tuple(each for each in found.of(allowed) if each.patient_id == one),
            *last.get(one, (None, "")),
        )
        for one in ids
    }


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An authorization that is pending or allows something yet. `next_on` is the first booked visit that it
    is for, with `with_id`; None and 0 where none is booked.
    """

    id: int
    version: int
    patient_id: int
    patient: str
    number: str
    payer: str
    next_on: date | None
    with_id: int | None


def unread_results(session: Session, provider_id: int, eyes: Eyes, *, on: date) -> list[int]:
    """Return the ids of results that nobody has taken notice of and that are a provider's: of their order or
    visit, else of a patient whom they saw last; the oldest first.
    """
    here = session.practice_id
    values = (here, on - LOOK_BACK, [*GONE, PROPOSED], *sight(eyes), here, here, here, provider_id)
    return [int(found) for (found,) in session.rows(_UNREAD, *values)]


def open_authorizations(session: Session, provider_id: int, *, on: date) -> tuple[OpenRow, ...]:
    """Return the open authorizations by the day of the visit that is booked next, those without one after
    them; of a provider alone, or of all where it is 0.
    """
    with session.cursor() as cursor:
        cursor.execute(_OPEN, {"here": session.practice_id, "on": on, "provider": provider_id})
        return tuple(OpenRow(*row) for row in cursor.fetchall())


def last_visits(
    session: Session, patient_ids: Sequence[int], *, before_on: date
) -> dict[int, tuple[date, str]]:
    """Return the day and the reason of each patient's last visit before a day."""
    here = session.practice_id
    rows = session.rows(_LAST, list(patient_ids), here, before_on, here) if patient_ids else ()
    return {int(patient_id): (on, str(reason or "")) for patient_id, on, reason in rows}
