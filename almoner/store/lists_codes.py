"""Which procedures and diagnoses a practice decided on, from its superbills as they stand."""

from datetime import date

from almoner.store.session import Session

_USED = """
WITH latest AS (
  SELECT DISTINCT ON (id) body FROM record
  WHERE practice_id = %s AND kind = 'superbill' AND effective_on >= %s ORDER BY id, version DESC)
SELECT code, count(*) FROM (
  SELECT jsonb_array_elements(body -> 'lines') ->> 'code' AS code FROM latest
  UNION ALL SELECT jsonb_array_elements_text(body -> 'diagnoses') FROM latest) used
GROUP BY code
"""


def codes_used(session: Session, *, since_on: date) -> dict[str, int]:
    """Return each code with how often it was decided on since a day."""
    rows = session.rows(_USED, session.practice_id, since_on)
    return {str(code): int(count) for code, count in rows}
