"""What appeals rest on: the date of each refusal's decision, and whose closing window nobody was told of."""

from collections.abc import Iterable, Mapping
from datetime import date

from almoner.core.denial import Denial
from almoner.store.session import Session, array_of


def decided_on(session: Session, advice_ids: Iterable[int]) -> Mapping[int, date]:
    """Return the payer's own date of each advice's remittance, by advice."""
    sql = """
    SELECT a.id, r.paid_on FROM advice a
    JOIN remittance r ON r.practice_id = a.practice_id AND r.id = a.remittance_id
    WHERE a.practice_id = %s AND a.id = ANY(%s)
    """
    return dict(session.rows(sql, session.practice_id, array_of(advice_ids)))


def unwarned(session: Session, what: str, cuts: Mapping[int, date], *, limit: int) -> list[Denial]:
    """Return open refusals, the oldest first, that were never appealed and which their payer decided on or
    before its day in `cuts` (by payer), and about which there never was a task of that kind.
    """
    sql = """
    SELECT r.body::text FROM denial d
    JOIN unnest(%s::bigint[], %s::date[]) cut (payer_id, last_on) ON cut.payer_id = d.payer_id
    JOIN record r ON r.practice_id = d.practice_id AND r.id = d.id AND r.version = d.version
    JOIN advice a ON a.practice_id = d.practice_id AND a.id = (r.body->>'advice_id')::bigint
    JOIN remittance m ON m.practice_id = a.practice_id AND m.id = a.remittance_id AND m.paid_on <= cut.last_on
    WHERE d.practice_id = %s AND d.state = 'open'
      AND NOT EXISTS (SELECT 1 FROM task t WHERE t.practice_id = d.practice_id AND t.subject_id = d.id
        AND t.what = %s)
      AND NOT EXISTS (SELECT 1 FROM appeal p WHERE p.practice_id = d.practice_id AND p.denial_id = d.id)
    ORDER BY d.id LIMIT %s
    """
    payers = sorted(cuts)
    asked = (payers, [cuts[payer] for payer in payers], session.practice_id, what, limit)
    return [session.read(Denial, body) for (body,) in session.rows(sql, *asked)]
