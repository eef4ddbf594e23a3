"""What is ready to leave, what waits in the outbox, and what of it is due."""

from datetime import datetime

from almoner.core.claim.release import Release
from almoner.store.codec import decode
from almoner.store.session import Session

_WAITING = """
SELECT r.body::text FROM release w
JOIN record r ON r.practice_id = w.practice_id AND r.id = w.id AND r.version = w.version
WHERE w.practice_id = %s AND w.state = 'waiting'{where} ORDER BY w.leaves_at, w.id
"""
_ON_THEIR_WAY = """
SELECT (one)::bigint FROM release w
JOIN record r ON r.practice_id = w.practice_id AND r.id = w.id AND r.version = w.version
CROSS JOIN jsonb_array_elements_text(r.body->'claim_ids') one
WHERE w.practice_id = %s AND w.state = 'waiting'
"""
_READY = f"""
SELECT c.id, c.total_cents FROM claim c
WHERE c.practice_id = %s AND c.state = 'ready' AND c.id NOT IN ({_ON_THEIR_WAY}) ORDER BY c.id
"""
_BY_PAYER = f"""
SELECT py.id, py.name, count(*), sum(c.total_cents)::bigint FROM claim c
JOIN payer py ON py.practice_id = c.practice_id AND py.id = c.payer_id
WHERE c.practice_id = %s AND c.state = 'ready' AND c.id NOT IN ({_ON_THEIR_WAY})
GROUP BY py.id, py.name ORDER BY sum(c.total_cents) DESC, py.id
"""
_UNCLAIMED = """
SELECT count(*) FROM (SELECT 1 FROM visit WHERE practice_id = %s AND state IN ('coded', 'charged')
                      LIMIT 1000) v
"""


def unclaimed_visits(session: Session) -> int:
    """Count the visits whose codes are decided and whose claims are not built yet, up to 1000."""
    return int(session.rows(_UNCLAIMED, session.practice_id)[0][0])


def ready_claims(session: Session) -> list[tuple[int, int]]:
    """Return (id, cents) of the ready claims that nobody has let go yet, oldest first."""
    here = session.practice_id
    return [(claim_id, cents) for claim_id, cents in session.rows(_READY, here, here)]


def ready_by_payer(session: Session) -> list[tuple[int, str, int, int]]:
    """Return (payer, name, claims, cents) of the ready claims that nobody has let go yet, the most money
    first.
    """
    here = session.practice_id
    return [tuple(row) for row in session.rows(_BY_PAYER, here, here)]


def waiting_releases(session: Session) -> list[Release]:
    """Return what waits in the outbox, what leaves first on top."""
    found = session.rows(_WAITING.format(where=""), session.practice_id)
    return [decode(Release, body) for (body,) in found]


def due_releases(session: Session, now: datetime) -> list[Release]:
    """Return what waits in the outbox and has waited long enough."""
    sql = _WAITING.format(where=" AND w.leaves_at <= %s")
    return [decode(Release, body) for (body,) in session.rows(sql, session.practice_id, now)]
