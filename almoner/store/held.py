"""What tells whether held claims are looked at again: which they are, and how far the books have come."""

from almoner.core.claim import ClaimState
from almoner.store.session import Session


def held_claims(session: Session) -> list[int]:
    """Return the ids of the claims that are held, oldest first."""
    sql = "SELECT id FROM claim WHERE practice_id = %s AND state = %s ORDER BY since_on, id"
    return [int(row[0]) for row in session.rows(sql, session.practice_id, ClaimState.HELD.value)]


def next_stuck(session: Session, claim_id: int, state: ClaimState) -> int:
    """Return the claim after this one among those in a state, latest first and round again; 0 without one."""
    sql = """
    SELECT coalesce(
      (SELECT id FROM claim WHERE practice_id = %s AND state = %s AND id < %s ORDER BY id DESC LIMIT 1),
      (SELECT id FROM claim WHERE practice_id = %s AND state = %s AND id <> %s ORDER BY id DESC LIMIT 1), 0)
    """
    asked = (session.practice_id, state.value, claim_id)
    return int(session.value(sql, *asked, *asked))


def chain_end(session: Session) -> str:
    """Return the seal of the practice's last audit entry: where it is the same, nothing was committed, and
    the books are still those.
    """
    found = session.rows("SELECT seal FROM audit_chain WHERE practice_id = %s", session.practice_id)
    return str(found[0][0]) if found else ""
