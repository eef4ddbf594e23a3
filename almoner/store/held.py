"""What tells whether held claims are looked at again: which they are, and how far the books have come."""

from almoner.core.claim import ClaimState
from almoner.store.session import Session


def held_claims(session: Session) -> list[int]:
    """Return the ids of the claims that are held, oldest first."""
    sql = "SELECT id FROM claim WHERE practice_id = %s AND state = %s ORDER BY since_on, id"
    return [int(row[0]) for row in session.rows(sql, session.practice_id, ClaimState.HELD.value)]


def chain_end(session: Session) -> int:
    """Return the number of the practice's last audit entry: where it is the same, nothing was committed."""
    found = session.rows("SELECT last_id FROM audit_chain WHERE practice_id = %s", session.practice_id)
    return int(found[0][0]) if found else 0
