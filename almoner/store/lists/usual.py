"""What is charged most, at all and for a reason, so that nobody has to know codes by heart."""

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


_FOR_REASON = f"""
WITH latest AS (
  SELECT practice_id, id, version, visit_id, sequence, code, units FROM charge_line
  WHERE practice_id = %s AND NOT is_taken_back ORDER BY id DESC LIMIT {LOOKED_BACK}),
lines AS (
  SELECT l.visit_id, l.sequence,
    concat_ws('-', l.code, nullif(array_to_string(ARRAY(
      SELECT jsonb_array_elements_text(coalesce(b.body->'modifiers', '[]'::jsonb))), '-'), ''))
      || CASE WHEN l.units > 1 THEN 'x' || l.units ELSE '' END AS service
  FROM latest l
  JOIN visit v ON v.practice_id = l.practice_id AND v.id = l.visit_id
  JOIN record r ON r.practice_id = v.practice_id AND r.id = v.id AND r.version = v.version
  JOIN record b ON b.practice_id = l.practice_id AND b.id = l.id AND b.version = l.version
  WHERE r.body->>'reason' = %s),
visits AS (
  SELECT visit_id, string_agg(service, ' ' ORDER BY sequence) AS services FROM lines GROUP BY visit_id)
SELECT services FROM visits GROUP BY services ORDER BY count(*) DESC, services LIMIT 1
"""


def usual_services(session: Session, reason: str) -> str:
    """Return the services that visits for a reason were charged most lately, as somebody would type them for
    an estimate, or an empty text.
    """
    if not reason:
        return ""
    rows = session.rows(_FOR_REASON, session.practice_id, reason)
    return next((services for (services,) in rows), "")
