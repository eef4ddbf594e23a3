"""How often people caused what, by day: one statement over an index of the audit trail."""

from datetime import date

from almoner.core.report.productivity import Acts
from almoner.store.session import Session


def acts_between(session: Session, since_on: date, until_on: date, *, without: str) -> list[Acts]:
    """Return the acts for the days [since_on, until_on), without those of one name."""
    sql = """
    SELECT effective_on, actor, flow, count(*) FROM audit_entry
    WHERE practice_id = %s AND effective_on >= %s AND effective_on < %s AND actor <> %s
    GROUP BY effective_on, actor, flow
    """
    return [Acts(*row) for row in session.rows(sql, session.practice_id, since_on, until_on, without)]
