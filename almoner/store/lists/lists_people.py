"""The people who may enter a practice, when each was last here, and what was last decided about them."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with their roles. `signed_in_at` and `acted_at` are None where they never did; `flows` are
    what one of several roles caused of late, of so many acts as are looked at.
    """

    name: str
    roles: tuple[str, ...]
    signed_in_at: datetime | None
    acted_at: datetime | None
    act: str
    decided_on: date | None
    decided_by: str
    flows: frozenset[str] = frozenset()


LOOKED_AT = 2000
_PEOPLE = """
SELECT u.username, array_agg(DISTINCT m.role ORDER BY m.role), u.last_login,
  (SELECT e.recorded_at FROM audit_entry e WHERE e.practice_id = %s AND e.actor = u.username
   ORDER BY e.id DESC LIMIT 1),
  coalesce(d.act, ''), d.decided_on, coalesce(d.decided_by, '')
FROM membership m JOIN auth_user u ON u.id = m.user_id
LEFT JOIN LATERAL (
  SELECT act, decided_on, decided_by FROM access_act
  WHERE practice_id = %s AND person = u.username AND act <> 'password' ORDER BY id DESC LIMIT 1) d ON true
WHERE m.practice_id = %s GROUP BY u.username, u.last_login, d.act, d.decided_on, d.decided_by
ORDER BY u.username LIMIT 1000
"""


_FLOWS = f"""
SELECT n.name, array_agg(DISTINCT e.flow) FROM unnest(%s::text[]) n (name)
CROSS JOIN LATERAL (
  SELECT flow, effective_on FROM audit_entry WHERE practice_id = %s AND actor = n.name
  ORDER BY id DESC LIMIT {LOOKED_AT}) e
WHERE e.effective_on > %s GROUP BY n.name
"""


def people(session: Session, *, since_on: date | None = None) -> list[PersonRow]:
    """Return everybody who may enter the practice, by name; at most a thousand. With a day, those of several
    roles come with what they caused after it.
    """
    here = session.practice_id
    rows = session.rows(_PEOPLE, here, here, here)
    found = [PersonRow(row[0], tuple(row[1]), *row[2:]) for row in rows]
    several = [row.name for row in found if len(row.roles) > 1]
    if since_on is None or not several:
        return found
    flows = {name: frozenset(own) for name, own in session.rows(_FLOWS, several, here, since_on)}
    return [replace(row, flows=flows.get(row.name, frozenset())) for row in found]
