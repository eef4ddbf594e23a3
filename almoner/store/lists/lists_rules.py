"""How the cards do on the practice's own claims."""

from collections.abc import Mapping

from almoner.store.session import Session


def shadow_counts(session: Session) -> Mapping[str, int]:
    """Return on how many claims each card in shadow spoke, by card."""
    sql = """
    SELECT told->'because'->>'card', count(DISTINCT (body->>'claim_id'))
    FROM record, jsonb_array_elements(body->'shadow') told
    WHERE practice_id = %s AND kind = 'judgement' AND body->'shadow' <> '[]' GROUP BY 1
    """
    return dict(session.rows(sql, session.practice_id))
