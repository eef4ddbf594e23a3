"""Proves debts at agencies: what `collections` holds of a charge line is what is placed of it, less what was
brought in.
"""

from collections.abc import Iterator

from almoner.store.session import Session

_UNPLACED = """
SELECT line_id FROM (
  SELECT line_id, sum(CASE debit WHEN 'collections' THEN cents ELSE -cents END) AS cents FROM posting
  WHERE practice_id = %s AND (debit = 'collections' OR credit = 'collections')
  GROUP BY line_id) held
WHERE cents <> 0 AND NOT EXISTS (
  SELECT 1 FROM placement p WHERE p.practice_id = %s AND p.line_id = held.line_id AND p.state = 'placed'
    AND held.cents BETWEEN 0 AND p.cents)
ORDER BY line_id
"""


def misplaced(session: Session) -> Iterator[tuple[str, list[int]]]:
    """Yield what is broken about debts at agencies, with the ids of the lines."""
    ids = [row[0] for row in session.rows(_UNPLACED, session.practice_id, session.practice_id)]
    if ids:
        yield "debt at an agency without its placement", ids
