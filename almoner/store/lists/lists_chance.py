"""What became of refusals like one: the practice's own, lately ended."""

from dataclasses import dataclass

from almoner.core.denial import DenialState
from almoner.store.session import Session

LATELY = 2_000
"""So many refusals are looked through, those that were opened last: the page of a
claim stays fast in large books."""
ENDED = (DenialState.OVERTURNED.value, DenialState.SETTLED.value)


@dataclass(frozen=True, slots=True)
class Ended:
    """Refusals of one payer for one reason that have an end, and how many of them were paid after all."""

    ended: int = 0
    paid: int = 0


_ENDED = f"""
SELECT count(*), count(*) FILTER (WHERE state = '{DenialState.OVERTURNED.value}')
FROM (SELECT state, payer_id, carc FROM denial WHERE practice_id = %s ORDER BY id DESC LIMIT {LATELY}) lately
WHERE payer_id = %s AND carc = %s AND state = ANY(%s)
"""


def ended_like(session: Session, payer_id: int, carc: str) -> Ended:
    """Return how refusals of a payer for a reason ended, among the practice's last 2,000."""
    ((ended, paid),) = session.rows(_ENDED, session.practice_id, payer_id, carc, list(ENDED))
    return Ended(ended, paid)
