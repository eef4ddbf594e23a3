"""Second reviews as lists show them, and what their draw asks of the books."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from almoner.core.coding.review import CodingReview
from almoner.store.session import Session, array_of

MOST_REVIEWS = 200


def has_other_person(session: Session, names: Iterable[str], roles: Collection[str]) -> bool:
    """Return whether anybody beside these has one of the roles in the practice."""
    sql = """
    SELECT EXISTS (SELECT 1 FROM membership m JOIN auth_user u ON u.id = m.user_id
      WHERE m.practice_id = %s AND m.role = ANY(%s) AND u.is_active AND u.username <> ALL(%s))
    """
    return bool(session.value(sql, session.practice_id, array_of(list(roles)), array_of(list(names))))


def finished_before(session: Session, name: str, *, most: int) -> int:
    """Return how many superbills a person has finished, counted to `most`."""
    sql = """
    SELECT count(*) FROM (
      SELECT 1 FROM superbill WHERE practice_id = %s AND decided_by = %s LIMIT %s) s
    """
    return int(session.value(sql, session.practice_id, name, most))


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A second review that is not over. `names` are those who decided on the first codes."""

    review: CodingReview
    number: str
    last_name: str
    first_name: str
    provider: str
    service_on: date


_OPEN = f"""
SELECT r.body::text, p.number, p.last_name, p.first_name, d.listed, v.service_on FROM coding_review w
JOIN record r ON r.practice_id = w.practice_id AND r.id = w.id AND r.version = w.version
JOIN patient p ON p.practice_id = w.practice_id AND p.id = w.patient_id
JOIN provider d ON d.practice_id = w.practice_id AND d.id = w.provider_id
JOIN visit v ON v.practice_id = w.practice_id AND v.id = w.visit_id
WHERE w.practice_id = %s AND w.state IN ('drawn', 'differs') ORDER BY w.due_on, w.id LIMIT {MOST_REVIEWS}
"""


def open_reviews(session: Session) -> tuple[ReviewRow, ...]:
    """Return the second reviews that are not over, the most urgent first, at most `MOST_REVIEWS`."""
    rows = session.rows(_OPEN, session.practice_id)
    return tuple(ReviewRow(session.read(CodingReview, body), *rest) for body, *rest in rows)


_OVER = """
SELECT r.body::text FROM coding_review w
JOIN record r ON r.practice_id = w.practice_id AND r.id = w.id AND r.version = w.version
WHERE w.practice_id = %s AND w.state IN ('agreed', 'settled') AND w.drawn_on >= %s ORDER BY w.id
"""


def reviews_over(session: Session, *, since_on: date) -> list[CodingReview]:
    """Return the second reviews that were drawn since a day and are over."""
    return [
        session.read(CodingReview, body) for (body,) in session.rows(_OVER, session.practice_id, since_on)
    ]
