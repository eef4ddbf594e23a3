"""What a mission's steps count in the books of a room; each count is of records that flows wrote."""

from collections.abc import Iterable

from almoner.store.session import Session

COUNTS = {
    "patients": "SELECT count(*) FROM patient",
    "coverages": "SELECT count(*) FROM coverage",
    "arrived": "SELECT count(*) FROM appointment WHERE state IN ('arrived', 'done')",
    "ended_coverage_solved": (
        "SELECT count(*) FROM task WHERE what = 'eligibility_exception' AND state = 'done'"
    ),
    "receipts": "SELECT count(*) FROM receipt",
    "remittances_posted": "SELECT count(*) FROM remittance WHERE state = 'posted'",
    "holds_mended": (
        "SELECT count(*) FROM claim c JOIN task t ON t.claim_id = c.id AND t.what = 'held_claim' "
        "WHERE c.state <> 'held'"
    ),
    "claims_sent": "SELECT count(*) FROM claim WHERE state NOT IN ('held', 'ready', 'draft')",
    "denials_appealed": "SELECT count(*) FROM denial WHERE state = 'appealed'",
    "slips": "SELECT count(*) FROM deposit WHERE deposit_kind = 'slip'",
    "bills_coded": "SELECT count(*) FROM superbill",
    "questions_asked": "SELECT count(*) FROM provider_query",
    "questions_answered": "SELECT count(*) FROM provider_query WHERE state = 'answered'",
    "notes_signed": "SELECT count(*) FROM note WHERE sort = 'visit'",
    "days_closed": "SELECT count(*) FROM day_close",
    "booked": "SELECT count(*) FROM appointment WHERE state = 'booked'",
    "missed": "SELECT count(*) FROM appointment WHERE state IN ('no_show', 'cancelled')",
    "drawers_counted": "SELECT coalesce(sum(version), 0) FROM drawer_count",
    "released": "SELECT count(*) FROM release",
    "calls": "SELECT count(*) FROM payer_call",
    "stops_set": "SELECT count(*) FROM record WHERE kind = 'rule_stop' AND (body->>'is_on')::boolean",
    "fee_lists": "SELECT count(*) FROM fee_schedule",
    "acts_signed": "SELECT count(*) FROM balance_act WHERE state = 'posted' AND decided_by <> proposed_by",
}
"""SQL by the name that a mission's card uses; row security keeps it to the practice."""


def count(session: Session, names: Iterable[str]) -> dict[str, int]:
    """Return the counts of these names, by one query."""
    wanted = sorted(set(names))
    sql = " UNION ALL ".join(f"SELECT {place}, ({COUNTS[name]})" for place, name in enumerate(wanted))
    found = dict(session.rows(sql)) if wanted else {}
    return {name: found[place] for place, name in enumerate(wanted)}
