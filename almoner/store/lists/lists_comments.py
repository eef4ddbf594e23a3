"""Comments about a patient with all their versions, the notices of a person, and who may be named."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from almoner.core.party.comment import Comment
from almoner.store.codec import decode
from almoner.store.session import Session, array_of

MOST = 50


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment with every version, the oldest first, and its claim's number or visit's day."""

    versions: tuple[Comment, ...]
    control: str
    service_on: date | None

    @property
    def comment(self) -> Comment:
        """How it stands now."""
        return self.versions[-1]


_PEOPLE = (
    "SELECT DISTINCT u.username FROM membership m JOIN auth_user u ON u.id = m.user_id "
    "WHERE m.practice_id = %s AND m.role = ANY(%s) AND u.is_active ORDER BY 1 LIMIT 1000"
)
_COMMENTS = f"""
SELECT ARRAY({_PEOPLE}), coalesce((
  SELECT json_agg(json_build_array(t.id, r.body::text, coalesce(c.control, ''), v.service_on)
    ORDER BY t.id DESC, r.version)
  FROM (SELECT * FROM comment WHERE practice_id = %s AND patient_id = ANY(%s) {{only}}
        ORDER BY id DESC LIMIT {MOST}) t
  JOIN record r ON r.practice_id = t.practice_id AND r.id = t.id
  LEFT JOIN claim c ON c.practice_id = t.practice_id AND c.id = t.claim_id
  LEFT JOIN visit v ON v.practice_id = t.practice_id AND v.id = t.visit_id), '[]')::text
"""


@dataclass(frozen=True, slots=True)
class Comments:
    """The latest comments, the newest first, and who may be named in the next."""

    rows: tuple[CommentRow, ...] = ()
    people: tuple[str, ...] = ()


NO_COMMENTS = Comments()


def about_patient(session: Session, patient_id: int, roles: Iterable[str], *, with_claims: bool) -> Comments:
    """Return the comments about a patient, on claims too `with_claims`. Who has a role may be named."""
    only = "" if with_claims else "AND claim_id IS NULL"
    return _found(session, only, roles, session.charts.whole(patient_id))


def about_claim(session: Session, patient_id: int, claim_id: int, roles: Iterable[str]) -> Comments:
    """Return the comments on a claim of a patient and on its visits."""
    visits = (
        "SELECT jsonb_array_elements(r.body->'visit_ids')::bigint FROM claim c JOIN record r "
        "ON r.practice_id = c.practice_id AND r.id = c.id AND r.version = c.version "
        "WHERE c.practice_id = %s AND c.id = %s"
    )
    only = f"AND (claim_id = %s OR visit_id IN ({visits}))"
    return _found(
        session, only, roles, session.charts.whole(patient_id), claim_id, session.practice_id, claim_id
    )


def _found(session: Session, only: str, roles: Iterable[str], *arguments: object) -> Comments:
    here = session.practice_id
    sql = _COMMENTS.format(only=only)
    people, versions = session.rows(sql, here, array_of(sorted(roles)), here, *arguments)[0]
    rows = []
    for _, group in groupby(json.loads(versions), key=itemgetter(0)):
        found = list(group)
        _, _, control, service_on = found[0]
        bodies = tuple(decode(Comment, body) for _, body, _, _ in found)
        rows.append(CommentRow(bodies, control, date.fromisoformat(service_on) if service_on else None))
    return Comments(tuple(rows), tuple(people))


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with what its comment says now, about whom, and its claim's number or visit's day."""

    id: int
    told_by: str
    told_on: date
    text: str
    patient_id: int
    last_name: str
    first_name: str
    number: str
    claim_id: int
    control: str
    service_on: date | None


_NOTICES = f"""
SELECT n.id, n.told_by, n.told_on, r.body->>'text', p.id, p.last_name, p.first_name, p.number,
  coalesce(c.id, 0), coalesce(c.control, ''), v.service_on
FROM notice n
JOIN comment t ON t.practice_id = n.practice_id AND t.id = n.comment_id
JOIN record r ON r.practice_id = t.practice_id AND r.id = t.id AND r.version = t.version
JOIN patient p ON p.practice_id = n.practice_id AND p.id = n.patient_id
LEFT JOIN claim c ON c.practice_id = t.practice_id AND c.id = t.claim_id
LEFT JOIN visit v ON v.practice_id = t.practice_id AND v.id = t.visit_id
WHERE n.practice_id = %s AND n.person = %s AND n.state = 'open' ORDER BY n.id LIMIT {MOST}
"""


def notices(session: Session) -> tuple[NoticeRow, ...]:
    """Return the open notices of the person who looks, the oldest first."""
    return tuple(NoticeRow(*row) for row in session.rows(_NOTICES, session.practice_id, session.person))


def people_with(session: Session, roles: Iterable[str]) -> tuple[str, ...]:
    """Return the sign-in names of everybody in the practice who has one of the roles, sorted."""
    found = session.rows(_PEOPLE, session.practice_id, array_of(sorted(roles)))
    return tuple(name for (name,) in found)
