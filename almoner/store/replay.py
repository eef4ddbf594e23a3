"""Pages through the claims that were sent, with what became of each sending; each function is one query."""

from collections import defaultdict
from collections.abc import Sequence

from almoner.core.claim import ClaimState
from almoner.store.session import Session, array_of


def claims_after(session: Session, claim_id: int, *, limit: int) -> list[int]:
    """Return the ids of the next claims, in their order."""
    sql = "SELECT id FROM claim WHERE practice_id = %s AND id > %s ORDER BY id LIMIT %s"
    return [row[0] for row in session.rows(sql, session.practice_id, claim_id, limit)]


def claims_before(session: Session, claim_id: int, *, limit: int) -> list[int]:
    """Return the ids of the claims before one, the newest first."""
    sql = "SELECT id FROM claim WHERE practice_id = %s AND id < %s ORDER BY id DESC LIMIT %s"
    return [row[0] for row in session.rows(sql, session.practice_id, claim_id, limit)]


def waiting_after(session: Session, claim_id: int, *, limit: int) -> list[int]:
    """Return the ids of the next claims that have not left yet, in their order."""
    sql = "SELECT id FROM claim WHERE practice_id = %s AND id > %s AND state = ANY(%s) ORDER BY id LIMIT %s"
    states = [ClaimState.READY.value, ClaimState.HELD.value]
    return [row[0] for row in session.rows(sql, session.practice_id, claim_id, states, limit)]


def claims_count(session: Session, *, most: int | None = None) -> int:
    """Return how many claims there are; so many at most."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM claim WHERE practice_id = %s LIMIT %s) counted"
    found: int = session.value(sql, session.practice_id, most)
    return found


def states_by_sending(session: Session, claim_ids: Sequence[int]) -> dict[tuple[int, int], set[ClaimState]]:
    """Return the states that each revision of claims went through, by claim and number of the revision."""
    sql = """
    SELECT id, (body->>'revision_number')::int, body->>'state' FROM record
    WHERE practice_id = %s AND id = ANY(%s) AND kind = 'claim'
    """
    found: dict[tuple[int, int], set[ClaimState]] = defaultdict(set)
    for claim_id, number, state in session.rows(sql, session.practice_id, array_of(claim_ids)):
        found[claim_id, number].add(ClaimState(state))
    return dict(found)
