"""The people who may enter a practice, when each was last here, and what was last decided about them."""

from dataclasses import dataclass
from datetime import date, datetime

from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with their roles. `signed_in_at` and `acted_at` are None where they never did."""

    name: str
    roles: tuple[str, ...]
    signed_in_at: datetime | None
    acted_at: datetime | None
    act: str
    decided_on: date | None
    decided_by: str


_PEOPLE = """
SELECT u.username, array_agg(DISTINCT m.role ORDER BY m.role), u.last_login,
  (SELECT e.recorded_at FROM audit_entry e WHERE e.practice_id = %s AND e.actor = u.username
   ORDER BY e.id DESC LIMIT 1),
  coalesce(d.act, ''), d.decided_on, coalesce(d.decided_by, '')
FROM membership m JOIN auth_user u ON u.id = m.user_id
LEFT JOIN LATERAL (
  SELECT act, decided_on, decided_by FROM access_act
  WHERE practice_id = %s AND person = u.username ORDER BY id DESC LIMIT 1) d ON true
WHERE m.practice_id = %s GROUP BY u.username, u.last_login, d.act, d.decided_on, d.decided_by
ORDER BY u.username LIMIT 1000
"""


def people(session: Session) -> list[PersonRow]:
    """Return everybody who may enter the practice, by name; at most a thousand."""
    here = session.practice_id
    rows = session.rows(_PEOPLE, here, here, here)
    return [PersonRow(row[0], tuple(row[1]), *row[2:]) for row in rows]
