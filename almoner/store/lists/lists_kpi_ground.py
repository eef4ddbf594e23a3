"""What the indicators rest on: the facts of claims, denials, decisions, visits and balances, as they stood on
a day and as known at an audit entry. Each is a named query of one statement, run only where it is used.

`@here`, `@on` and the like stand for the practice and the days that are asked.
"""

from hashlib import sha256

from almoner.core.claim.claim import ENDED
from almoner.core.report.kpi_money import natural_debits

_NATURAL = ", ".join(f"('{reason}', '{debit}')" for reason, debit in natural_debits().items())
_ENDED = ", ".join(f"'{state.value}'" for state in sorted(ENDED))
_RECEIVABLE = (
    "(account LIKE 'payer_ar:%' OR account LIKE 'denied:%' OR account IN ('patient_ar', 'collections'))"
)
KNOWN = "{0}.audit_id <= @known AND {0}.effective_on < @until"
_OF_RECORDS = (
    "JOIN record r ON r.practice_id = x.practice_id AND r.id = x.id AND r.kind = '{0}' AND "
    + KNOWN.format("r")
)


def workdays(since: str, until: str) -> str:
    """Return the SQL of how many working days lie after one day up to another."""
    days = f"generate_series({since} + 1, {until}, interval '1 day')"
    return f"(SELECT count(*) FROM {days} d WHERE extract(isodow FROM d) < 6)"


_MONEY = f"""
SELECT p.id, p.key, p.reason, p.line_id, p.claim_id, p.patient_id, p.payer_id, p.receipt_id, p.service_on,
  p.provider_id, p.visit_id, p.effective_on, p.reverses,
  CASE WHEN split_part(p.debit, ':', 1) = n.debit THEN p.cents ELSE -p.cents END
    AS cents
FROM posting p JOIN (VALUES {_NATURAL}) n (reason, debit) ON n.reason = p.reason
WHERE p.practice_id = @here AND p.effective_on >= @first AND {KNOWN.format("p")}
"""
_PARTS = f"""posting p
CROSS JOIN LATERAL (VALUES (p.debit, p.cents), (p.credit, -p.cents)) side (account, part)
WHERE p.practice_id = @here AND {KNOWN.format("p")}"""
_OWED_COUNTED = f"""
SELECT account, line_id, patient_id, visit_id, CASE WHEN line_id IS NULL THEN claim_id END AS claim_id,
  coalesce(service_on, '0001-01-01') AS service_on, CASE WHEN account NOT LIKE '%:%' THEN 0
    WHEN other_payer_id IS NOT NULL AND account NOT LIKE '%:' || rank THEN other_payer_id
    ELSE coalesce(payer_id, 0) END AS payer_id, sum(part)::bigint AS cents
FROM {_PARTS} AND {_RECEIVABLE}{{moved}} GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(part) <> 0
"""
_FREE = f"""
SELECT patient_id, max(effective_on) AS last_on, sum(part)::bigint AS cents
FROM {_PARTS} AND account = 'unapplied' GROUP BY 1 HAVING sum(part) <> 0
"""
_SUSPENDED = f"""
SELECT remittance_id, claim_id, max(patient_id) AS patient_id, max(payer_id) AS payer_id,
  min(effective_on) AS first_on, sum(part)::bigint AS cents
FROM {_PARTS} AND account = 'suspense' GROUP BY 1, 2 HAVING sum(part) <> 0
"""
_TOLD = f"""
SELECT x.id, x.patient_id, x.payer_id, x.rank, x.visit_id,
  min(r.effective_on) AS built_on,
  min(r.effective_on) FILTER (WHERE s.state = 'ready') AS ready_on,
  min(r.effective_on) FILTER (WHERE s.state = 'sent') AS sent_on,
  min(r.version) FILTER (WHERE s.state = 'held') AS held_version,
  min(r.version) FILTER (WHERE s.state = 'sent') AS sent_version,
  min(s.number) FILTER (WHERE s.state = 'sent') AS sent_number,
  max(s.number) AS number,
  (array_agg(s.total ORDER BY r.version) FILTER (WHERE s.state = 'sent'))[1] AS sent_cents,
  (array_agg(s.revision_id ORDER BY r.version) FILTER (WHERE s.state = 'sent'))[1] AS sent_revision_id,
  min(s.number) FILTER (WHERE s.state = 'rejected') AS rejected_number,
  min(s.number) FILTER (WHERE s.state = 'received') AS received_number,
  min(s.number) FILTER (WHERE s.state = 'accepted') AS accepted_number,
  min(r.effective_on) FILTER (WHERE s.state IN ('paid', 'denied')) AS decided_on,
  (array_agg(s.state ORDER BY r.version) FILTER (WHERE s.state IN ('paid', 'denied')))[1] AS decided,
  (array_agg(s.number ORDER BY r.version) FILTER (WHERE s.state IN ('paid', 'denied')))[1] AS decided_number,
  (array_agg(s.state ORDER BY r.version DESC))[1] AS state,
  (array_agg(s.total ORDER BY r.version DESC))[1] AS cents,
  (array_agg(s.wait_until ORDER BY r.version DESC))[1] AS wait_until
FROM claim x {_OF_RECORDS.format("claim")}
CROSS JOIN LATERAL (SELECT r.body->>'state' AS state, (r.body->>'revision_number')::int AS number,
  (r.body->>'total_cents')::bigint AS total, (r.body->>'revision_id')::bigint AS revision_id,
  (r.body->>'wait_until')::date AS wait_until OFFSET 0) s
WHERE x.practice_id = @here AND NOT (x.state IN ({_ENDED}) AND x.since_on < @since)
GROUP BY x.practice_id, x.id, x.patient_id, x.payer_id, x.rank, x.visit_id
"""
"""A claim that ended before the period began is left out: nothing of it falls into the period."""

_REMITS = f"""
SELECT r.id, (min(r.body->>'payer_id'))::bigint AS payer_id, min((r.body->>'received_on')::date) AS
  received_on,
  min(r.effective_on) FILTER (WHERE r.body->>'state' = 'posted') AS posted_on,
  min(r.audit_id) FILTER (WHERE r.body->>'state' = 'posted') AS posted_audit_id,
  (array_agg(r.body->>'state' ORDER BY r.version DESC))[1] AS state
FROM record r WHERE r.practice_id = @here AND r.kind = 'remittance' AND {KNOWN.format("r")}
GROUP BY r.id
"""
_REFUSED = f"""
SELECT x.id, x.claim_id, x.line_id, x.patient_id, x.payer_id, min(r.body->>'carc') AS carc,
  min(r.body->>'group') AS adjusted, min(r.body->>'category') AS category,
  (array_agg((r.body->>'cents')::bigint ORDER BY r.version))[1] AS cents,
  min((r.body->>'advice_id')::bigint) AS advice_id,
  min(r.effective_on) AS opened_on,
  min(r.effective_on) FILTER (WHERE r.version > 1) AS acted_on,
  min(r.effective_on) FILTER (WHERE r.body->>'state' = 'appealed') AS appealed_on,
  (array_agg(r.effective_on ORDER BY r.version DESC))[1] AS last_on,
  (array_agg(r.body->>'state' ORDER BY r.version DESC))[1] AS state
FROM denial x {_OF_RECORDS.format("denial")}
LEFT JOIN advice a ON a.practice_id = x.practice_id AND a.id = (r.body->>'advice_id')::bigint
LEFT JOIN remits m ON m.id = a.remittance_id
WHERE x.practice_id = @here AND m.state IS DISTINCT FROM 'reversed'
GROUP BY x.practice_id, x.id, x.claim_id, x.line_id, x.patient_id, x.payer_id
"""
_DECISIONS = """
SELECT a.id, a.claim_id, a.remittance_id, c.patient_id, coalesce(c.payer_id, m.payer_id) AS payer_id,
  m.posted_on, m.posted_audit_id, coalesce(a.paid_cents, 0) AS paid, b.cents, b.lines,
  coalesce(nullif(b.rank, 0), c.rank, 1) AS rank, coalesce(f.cents, 0) AS denied_cents,
  CASE WHEN f.is_whole THEN b.lines ELSE least(coalesce(f.lines, 0), b.lines) END AS denied_lines,
  coalesce(f.is_duplicate, false) AS is_duplicate
FROM remits m JOIN advice a ON a.practice_id = @here AND a.remittance_id = m.id
JOIN record r ON r.practice_id = a.practice_id AND r.id = a.id AND r.version = 1 AND r.audit_id <= @known
CROSS JOIN LATERAL (SELECT coalesce((r.body->>'charge_cents')::bigint, 0) AS cents,
  greatest(jsonb_array_length(r.body->'lines'), 1) AS lines, (r.body->>'rank')::int AS rank) b
LEFT JOIN claim c ON c.practice_id = a.practice_id AND c.id = a.claim_id
LEFT JOIN (SELECT advice_id, sum(cents) AS cents, count(DISTINCT line_id) AS lines,
  bool_or(line_id IS NULL) AS is_whole, bool_or(carc = '18') AS is_duplicate
  FROM refused GROUP BY advice_id) f ON f.advice_id = a.id
WHERE m.state = 'posted' AND m.posted_on >= @since AND a.status NOT IN ('22', '23', '25')
"""
_SEEN = f"""
SELECT x.id, x.patient_id, x.service_on, (array_agg(r.body->>'state' ORDER BY r.version DESC))[1] AS state
FROM visit x {_OF_RECORDS.format("visit")}
WHERE x.practice_id = @here AND x.service_on < @until AND (x.service_on >= @year OR x.state <> 'billed')
GROUP BY x.practice_id, x.id, x.patient_id, x.service_on
"""
_ASKS = f"""
SELECT x.id, x.what, x.subject_id, x.claim_id, x.patient_id, x.opened_on,
  (array_agg((r.body->>'cents')::bigint ORDER BY r.version))[1] AS cents,
  min(r.effective_on) FILTER (WHERE r.version > 1) AS acted_on,
  (array_agg(r.body->>'state' ORDER BY r.version DESC))[1] AS state
FROM task x {_OF_RECORDS.format("task")}
WHERE x.practice_id = @here AND (x.opened_on >= @since OR x.state = 'open' OR x.claim_id IS NOT NULL)
GROUP BY x.practice_id, x.id, x.what, x.subject_id, x.claim_id, x.patient_id, x.opened_on
"""
_COSTS = f"""
SELECT DISTINCT ON (x.id) x.id, r.body FROM collection_cost x {_OF_RECORDS.format("collection_cost")}
WHERE x.practice_id = @here AND x.month_on >= @year AND x.month_on + interval '1 month' <= @until
ORDER BY x.id, r.version DESC
"""
_BILLED_COUNTED = f"""
SELECT x.visit_id, min(r.effective_on) AS sent_on
FROM (SELECT DISTINCT visit_id FROM owed) o
JOIN claim x ON x.practice_id = @here AND x.visit_id = o.visit_id {_OF_RECORDS.format("claim")}
WHERE r.body->>'state' = 'sent'{{unless}} GROUP BY x.visit_id
"""
DEFINITION = sha256((_OWED_COUNTED + _BILLED_COUNTED).encode()).hexdigest()[:32]
_COLUMNS = "account, line_id, patient_id, visit_id, claim_id, service_on, payer_id, cents"
_KEPT_THEN = f"""kept_owed
WHERE practice_id = @here AND definition = '{DEFINITION}' AND on_day = @on AND entry_id = @known"""
_IS_KEPT = "(@kept_on = @on AND @kept_entry = @known)"
_KEPT = f"""kept_owed k WHERE k.practice_id = @here AND (
  SELECT definition = '{DEFINITION}' AND on_day = @kept_on AND entry_id = @kept_entry
  FROM kept_owed WHERE practice_id = @here AND place = 1)"""
"""What is kept is of one question for all rows: the first of them says which."""
_LATER = " AND p.audit_id > @kept_entry"
_AHEAD = " AND p.audit_id <= @kept_entry AND p.effective_on > @kept_on"
_MOVED = f"""
SELECT coalesce(line_id, -claim_id, 0) AS thing, {_COLUMNS} FROM (
  ({_OWED_COUNTED.format(moved=_LATER)}) UNION ALL ({_OWED_COUNTED.format(moved=_AHEAD)})) parts
"""
"""What moved since an earlier question: what was entered later, and before that for a later day."""
_OWED = f"""
(SELECT {_COLUMNS}, CASE WHEN {_IS_KEPT} THEN k.sent_on END AS sent_on
FROM {_KEPT} AND k.thing NOT IN (SELECT thing FROM moved)@narrowed)
UNION ALL
SELECT {_COLUMNS.replace("cents", "sum(cents)::bigint")}, NULL::date FROM (
  SELECT {_COLUMNS} FROM {_KEPT} AND k.thing IN (SELECT thing FROM moved)
  UNION ALL SELECT {_COLUMNS} FROM moved) moving
GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(cents) <> 0
"""
"""What is kept of things that moved since is put together with what moved; of all others it stands as it is.
When a visit was billed first is kept of the very day and entry alone (`sent_on`); else `billed` counts it.
`@narrowed` may say which of the kept a page needs.
"""

_BILLED = _BILLED_COUNTED.format(unless=f" AND NOT {_IS_KEPT}")
_COUNTED = f"""
WITH owed AS MATERIALIZED ({_OWED_COUNTED.format(moved="")}),
billed AS MATERIALIZED ({_BILLED_COUNTED.format(unless="")}),
counted AS MATERIALIZED (
  SELECT {_COLUMNS}, b.sent_on, coalesce(line_id, -claim_id, 0) AS thing
  FROM owed LEFT JOIN billed b USING (visit_id))
"""
FORGET_OWED = "DELETE FROM kept_owed WHERE practice_id = @here"
KEEP_OWED = f"""{_COUNTED}
INSERT INTO kept_owed (practice_id, place, on_day, entry_id, definition, {_COLUMNS}, sent_on, thing)
SELECT @here, row_number() OVER (ORDER BY line_id, claim_id, account), @on, @known, '{DEFINITION}', counted.*
FROM counted
"""
"""What is owed on the day as known at the entry is kept, so that `GROUND` needn't count it again; what was
kept before is forgotten first.
"""

OWED_OTHERWISE = f"""{_COUNTED}, kept AS MATERIALIZED (SELECT {_COLUMNS}, sent_on, thing FROM {_KEPT_THEN})
SELECT count(*) FROM (
  (SELECT * FROM kept EXCEPT ALL SELECT * FROM counted)
  UNION ALL (SELECT * FROM counted EXCEPT ALL SELECT * FROM kept)) differing
WHERE EXISTS (SELECT 1 FROM kept)
"""
"""How many rows that are kept of the day and entry are not what counting them again says."""

_GROUND = {
    "money": _MONEY,
    "moved": _MOVED,
    "owed": _OWED,
    "free": _FREE,
    "suspended": _SUSPENDED,
    "told": _TOLD,
    "remits": _REMITS,
    "refused": _REFUSED,
    "decisions": _DECISIONS,
    "seen": _SEEN,
    "asks": _ASKS,
    "billed": _BILLED,
    "costs": _COSTS,
}
GROUND = "WITH " + ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in _GROUND.items())
"""The beginning of every statement about indicators."""
_BY_PAGE = frozenset({"owed", "billed", "money"})
LOOSE_GROUND = "WITH " + ", ".join(
    f"{name} AS {'NOT ' if name in _BY_PAGE else ''}MATERIALIZED ({sql})" for name, sql in _GROUND.items()
)
"""The same where but some items are asked: of what is owed, or moved, no more is read than they want."""
