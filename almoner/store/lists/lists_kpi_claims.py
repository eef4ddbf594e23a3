"""The measures of claims, decisions, denials, visits and clocks; items as in `lists_kpi_money`."""

from almoner.core.claim.claim import ENDED, OWNED, WAITING
from almoner.core.denial.open import LIVE
from almoner.store.lists.lists_kpi_ground import workdays


def _list(states: frozenset[str]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(map(str, states)))


def _told(where: str, *, day: str = "t.sent_on", value: str = "1") -> str:
    return f"""
    SELECT 'claim' AS kind, t.id, t.id AS claim_id, t.patient_id, t.payer_id, {day} AS day, {value} AS value
    FROM told t WHERE {where}
    """


_SENT = "t.sent_on >= @since"
_BUILT = "t.built_on >= @since"
_CLEAN = (
    "(t.held_version IS NULL OR t.held_version > coalesce(t.sent_version, 0) AND t.sent_version IS NOT NULL) "
    "AND coalesce(t.sent_number, t.number) = 1"
)
_TAKEN = "(t.accepted_number = t.sent_number OR t.decided_number = t.sent_number)"
_NOT_BACK = "t.rejected_number IS DISTINCT FROM t.sent_number"
_PAID_FIRST = f"t.decided = 'paid' AND t.decided_number = t.sent_number AND {_NOT_BACK}"
_FIRST_DENIED = "t.decided = 'denied' AND t.decided_on >= @since"
_LINES = """(SELECT jsonb_array_length(r.body->'lines') FROM record r
  WHERE r.practice_id = @here AND r.id = t.sent_revision_id AND r.version = 1)"""
_OPEN = f"t.state NOT IN ({_list(ENDED)})"
_SILENT = f"""{_OPEN} AND (t.state IN ({_list(OWNED)})
    OR t.state IN ({_list(WAITING)}) AND (t.wait_until IS NULL OR t.wait_until < @on - 4))
  AND NOT EXISTS (SELECT 1 FROM asks k WHERE k.claim_id = t.id AND k.state = 'open')"""

_CLAIMS = {
    "built": _told(_BUILT, day="t.built_on"),
    "clean_built": _told(f"{_BUILT} AND {_CLEAN}", day="t.built_on"),
    "sent": _told(_SENT),
    "clean_sent": _told(f"{_SENT} AND {_CLEAN}"),
    "sent_cents": _told(_SENT, value="t.sent_cents"),
    "sent_lines": _told(_SENT, value=f"coalesce({_LINES}, 1)"),
    "sent_decided": _told(f"{_SENT} AND t.decided_on IS NOT NULL"),
    "paid_first": _told(f"{_SENT} AND {_PAID_FIRST}"),
    "accepted_first": _told(f"{_SENT} AND {_TAKEN} AND {_NOT_BACK}"),
    "cleared_first": _told(f"{_SENT} AND ({_TAKEN} OR t.received_number = t.sent_number)"),
    "first_denied": _told(_FIRST_DENIED, day="t.decided_on"),
    "first_denied_cents": _told(_FIRST_DENIED, day="t.decided_on", value="coalesce(t.sent_cents, t.cents)"),
    "days_to_pay": _told(
        "t.decided = 'paid' AND t.decided_on >= @since AND t.sent_on IS NOT NULL",
        day="t.decided_on",
        value="t.decided_on - t.sent_on",
    ),
    "claims_held": _told("t.state = 'held' AND t.rank = 1", day="t.built_on", value="t.cents"),
    "claims_ready": _told("t.state = 'ready' AND t.rank = 1", day="t.built_on", value="t.cents"),
    "claims_open": _told(_OPEN, day="t.built_on"),
    "claims_silent": _told(_SILENT, day="t.built_on"),
}


def _decided(where: str = "true", *, value: str = "1") -> str:
    return f"""
    SELECT 'advice' AS kind, d.id, d.claim_id, d.patient_id, d.payer_id, d.posted_on AS day, {value} AS value
    FROM decisions d WHERE {where}
    """


_DENIED = "d.paid = 0 AND d.denied_lines > 0"
_PRIMARY = "d.rank = 1 AND d.posted_on >= @weeks AND NOT d.is_duplicate"
_ITSELF = """EXISTS (SELECT 1 FROM audit_entry e
  WHERE e.practice_id = @here AND e.id = d.posted_audit_id AND e.flow = 'post' AND e.reason = 'clean')"""

_DECISIONS = {
    "advices": _decided(),
    "advices_denied": _decided(_DENIED),
    "advice_lines": _decided(value="d.lines"),
    "advice_lines_denied": _decided("d.denied_lines > 0", value="d.denied_lines"),
    "advice_cents": _decided(value="d.cents"),
    "advice_cents_denied": _decided("d.denied_cents <> 0", value="d.denied_cents"),
    "advice_paid": _decided(value="d.paid"),
    "advices_by_themselves": _decided(_ITSELF),
    "paid_by_themselves": _decided(_ITSELF, value="d.paid"),
    "primary": _decided(_PRIMARY),
    "primary_zero": _decided(f"{_PRIMARY} AND d.paid = 0"),
    "primary_denied": _decided(f"{_PRIMARY} AND {_DENIED}"),
}


def _refused(where: str, *, day: str = "f.opened_on", value: str = "1") -> str:
    return f"""
    SELECT 'denial' AS kind, f.id, f.claim_id, f.patient_id, f.payer_id, {day} AS day, {value} AS value
    FROM refused f WHERE {where}
    """


_FIRST = """f.opened_on >= @since
  AND EXISTS (SELECT 1 FROM told t WHERE t.id = f.claim_id AND t.decided_on = f.opened_on)"""
_FIRST_LINES = f"""
    SELECT 'claim' AS kind, t.id, t.id AS claim_id, t.patient_id, t.payer_id, t.decided_on AS day,
      CASE WHEN g.is_whole THEN coalesce({_LINES}, 1) ELSE g.lines END AS value
    FROM told t JOIN (SELECT f.claim_id, f.opened_on, count(DISTINCT f.line_id) AS lines,
      bool_or(f.line_id IS NULL) AS is_whole FROM refused f GROUP BY 1, 2) g
      ON g.claim_id = t.id AND g.opened_on = t.decided_on
    WHERE {_FIRST_DENIED}
"""
_DENIED_CLAIMS = """
    SELECT 'claim' AS kind, f.claim_id AS id, f.claim_id, min(f.patient_id) AS patient_id,
      min(f.payer_id) AS payer_id, min(f.opened_on) AS day, 1 AS value
    FROM refused f WHERE f.opened_on >= @since GROUP BY f.claim_id
"""
_SHORT = """
    SELECT 'claim' AS kind, k.claim_id AS id, k.claim_id, k.patient_id, c.payer_id, k.opened_on AS day,
      k.cents AS value
    FROM asks k JOIN claim c ON c.practice_id = @here AND c.id = k.claim_id
    WHERE k.what IN ('underpayment', 'variance') AND k.opened_on >= @since
"""
_RESOLVED = f"f.last_on >= @since AND f.state NOT IN ({_list(LIVE)})"
_OVERTURNED = "f.last_on >= @since AND f.state = 'overturned'"

_DENIALS = {
    "first_lines_denied": _FIRST_LINES,
    "first_cents_denied": _refused(_FIRST, value="f.cents"),
    "denied_cents": _refused("f.opened_on >= @since", value="f.cents"),
    "denied_claims": _DENIED_CLAIMS,
    "short_cents": _SHORT,
    "days_to_appeal": _refused(
        "f.appealed_on >= @since", day="f.appealed_on", value="f.appealed_on - f.opened_on"
    ),
    "days_to_resolve": _refused(_RESOLVED, day="f.last_on", value="f.last_on - f.opened_on"),
    "resolved": _refused(_RESOLVED, day="f.last_on"),
    "resolved_cents": _refused(_RESOLVED, day="f.last_on", value="f.cents"),
    "overturned": _refused(_OVERTURNED, day="f.last_on"),
    "overturned_cents": _refused(_OVERTURNED, day="f.last_on", value="f.cents"),
}


def _visits(where: str = "true") -> str:
    return f"""
    SELECT 'visit' AS kind, v.id, NULL::bigint AS claim_id, v.patient_id, NULL::bigint AS payer_id,
      v.service_on AS day, 1 AS value
    FROM seen v WHERE v.service_on >= @since AND {where}
    """


_COVERED = """EXISTS (SELECT 1 FROM coverage c WHERE c.practice_id = @here AND c.patient_id = v.patient_id
  AND c.since_on <= v.service_on AND (c.until_on IS NULL OR c.until_on > v.service_on))"""
_VERIFIED = """EXISTS (SELECT 1 FROM benefits b
  JOIN record r ON r.practice_id = b.practice_id AND r.id = b.id AND r.version = b.version
    AND r.audit_id <= @known
  WHERE b.practice_id = @here AND b.patient_id = v.patient_id AND b.state <> 'refused'
    AND b.answered_on >= v.service_on - 30 AND b.answered_on <= {0})"""
_SIGNED = """
    SELECT 'visit' AS kind, v.id, NULL::bigint AS claim_id, v.patient_id, NULL::bigint AS payer_id,
      n.signed_on AS day, n.signed_on - v.service_on AS value
    FROM seen v JOIN note n ON n.practice_id = @here AND n.visit_id = v.id
    WHERE v.state <> 'open' AND n.signed_on >= @since AND n.signed_on < @until
"""
_CODED = """
    SELECT 'visit' AS kind, v.id, NULL::bigint AS claim_id, v.patient_id, NULL::bigint AS payer_id,
      b.decided_on AS day, b.decided_on - (SELECT min(n.signed_on) FROM note n
        WHERE n.practice_id = @here AND n.visit_id = v.id) AS value
    FROM seen v JOIN superbill b ON b.practice_id = @here AND b.visit_id = v.id
    WHERE v.state NOT IN ('open', 'signed') AND b.decided_on >= @since AND b.decided_on < @until
"""

_VISITS = {
    "visits": _visits(),
    **{
        f"visits_{state}": _visits(f"v.service_on < @on AND v.state = '{state}'")
        for state in ("open", "signed", "coded", "charged")
    },
    "visits_covered": _visits(_COVERED),
    "visits_verified": _visits(f"{_COVERED} AND {_VERIFIED.format('@on')}"),
    "visits_verified_before": _visits(f"{_COVERED} AND {_VERIFIED.format('v.service_on')}"),
    "signature_lag": _SIGNED,
    "coding_lag": _CODED,
}


def _clock(name: str, days: int, source: str) -> dict[str, str]:
    """A clock's items from a source of them with `since_on` and `done_on`: those that are due, and those that
    were met.
    """
    taken = f"(k.done_on IS NOT NULL AND {workdays('k.since_on', 'k.done_on')} <= {days})"
    due = f"(k.done_on IS NOT NULL OR {workdays('k.since_on', '@on')} > {days})"
    items = f"""
    SELECT k.kind, k.id, k.claim_id, k.patient_id, k.payer_id, k.since_on AS day, 1 AS value
    FROM ({source}) k WHERE k.since_on >= @since AND """
    return {f"{name}_due": items + due, f"{name}_met": items + taken}


_POSTED = """
    SELECT 'remittance' AS kind, m.id, NULL::bigint AS claim_id, NULL::bigint AS patient_id, m.payer_id,
      m.received_on AS since_on, m.posted_on AS done_on
    FROM remits m WHERE m.state IN ('received', 'posted', 'reversed', 'unbalanced', 'suspect')"""
_FOLLOWED = """
    SELECT 'claim' AS kind, a.claim_id AS id, a.claim_id, a.patient_id, t.payer_id, a.opened_on AS since_on,
      a.acted_on AS done_on
    FROM asks a JOIN claim t ON t.practice_id = @here AND t.id = a.claim_id WHERE a.what = 'silent_claim'"""
_ACTED = """
    SELECT 'denial' AS kind, f.id, f.claim_id, f.patient_id, f.payer_id, f.opened_on AS since_on,
      least(f.acted_on, a.acted_on) AS done_on
    FROM refused f
    LEFT JOIN (SELECT subject_id, min(acted_on) AS acted_on FROM asks GROUP BY subject_id) a
      ON a.subject_id = f.id"""
_LEFT = """
    SELECT 'claim' AS kind, t.id, t.id AS claim_id, t.patient_id, t.payer_id, t.ready_on AS since_on,
      t.sent_on AS done_on
    FROM told t"""

CLAIM_MEASURES: dict[str, str] = {
    **_CLAIMS,
    **_DECISIONS,
    **_DENIALS,
    **_VISITS,
    **_clock("ck1", 4, _POSTED),
    **_clock("ck2", 20, _FOLLOWED),
    **_clock("ck3", 10, _ACTED),
    **_clock("ck4", 3, _LEFT),
}
