"""What is charged most, so that nobody has to know codes by heart."""

from almoner.store.session import Session

LOOKED_BACK = 500
"""Lines of the latest charges that are counted: the cost doesn't grow with the books."""
_USUAL = f"""
SELECT code FROM (SELECT code FROM charge_line WHERE practice_id = %s ORDER BY id DESC LIMIT {LOOKED_BACK}) l
GROUP BY code ORDER BY count(*) DESC, code LIMIT %s
"""


def usual_codes(session: Session, *, most: int) -> tuple[str, ...]:
    """Return up to `most` codes of the latest charges, the most frequent first."""
    return tuple(code for (code,) in session.rows(_USUAL, session.practice_id, most))
