"""What records and accounts must agree on; each query returns the ids of what does not."""

from almoner.store.lay import receivable_sides

DEPOSITS = """
SELECT coalesce(d.id, p.id) FROM (
  SELECT id,
    CASE WHEN remittance_id IS NULL AND deposit_kind IN ('eft', 'check') THEN cents ELSE 0 END AS cents
  FROM deposit WHERE practice_id = %s) d
FULL JOIN (
  SELECT split_part(key, ':', 2)::bigint AS id,
    sum(CASE debit WHEN 'bank' THEN cents ELSE -cents END) AS cents
  FROM posting WHERE practice_id = %s AND reason = 'unexplained_deposit' GROUP BY 1) p USING (id)
WHERE coalesce(d.cents, 0) <> coalesce(p.cents, 0)
"""
"""Payers' money in the bank that no advice explains is held in suspense, and nothing else is."""

ACCOUNTS = """
SELECT 0 FROM (
  SELECT 'cash' AS account, coalesce(sum(CASE
    WHEN r.state = 'posted' AND d.id IS NULL THEN r.amount_cents
    WHEN r.state <> 'posted' AND d.id IS NOT NULL THEN -r.amount_cents ELSE 0 END), 0) AS cents
  FROM remittance r LEFT JOIN deposit d ON d.practice_id = r.practice_id AND d.remittance_id = r.id
  WHERE r.practice_id = %s
  UNION ALL
  SELECT 'undeposited', coalesce(sum(cents - returned_cents), 0) FROM receipt
  WHERE practice_id = %s AND deposit_id IS NULL
    AND method <> 'payer'
  UNION ALL
  SELECT 'unapplied', -coalesce(sum(cents - allocated_cents - refunded_cents - returned_cents), 0)
  FROM receipt WHERE practice_id = %s
  UNION ALL
  SELECT 'refunds_payable', -coalesce(sum(cents), 0) FROM refund
  WHERE practice_id = %s AND state = 'approved') told
LEFT JOIN account_total a ON a.practice_id = %s AND a.account = told.account
WHERE coalesce(a.debit_cents - a.credit_cents, 0) <> told.cents
"""
"""What waits for the bank, lies in the drawer, is not applied yet, or is approved to go back, by records and
by account.
"""

AGENCIES = """
SELECT line_id FROM (
  SELECT line_id, sum(CASE debit WHEN 'collections' THEN cents ELSE -cents END) AS cents,
    coalesce(sum(cents) FILTER (WHERE reason = 'collections_allocation' AND reverses IS NOT NULL), 0) AS freed
  FROM posting WHERE practice_id = %s AND (debit = 'collections' OR credit = 'collections')
  GROUP BY line_id) held
WHERE cents <> 0 AND NOT cents BETWEEN 0 AND coalesce((
  SELECT p.cents FROM placement p
  WHERE p.practice_id = %s AND p.line_id = held.line_id AND p.state = 'placed'), freed)
UNION ALL
SELECT p.line_id FROM placement p
LEFT JOIN posting t ON t.practice_id = p.practice_id AND t.key = 'placed:' || p.id
WHERE p.practice_id = %s AND t.cents IS DISTINCT FROM p.cents
"""
"""What an agency works on is what was placed of a line, less what was brought in. Money that was taken off
after the placement ended may stand there until it is brought home.
"""

DUE = f"""
SELECT 0 FROM (
  SELECT account, payer_id, provider_id, sum(cents)::bigint AS cents
  FROM ({receivable_sides("posting")}) sides WHERE practice_id = %s GROUP BY 1, 2, 3) derived
FULL JOIN (SELECT * FROM due_total WHERE practice_id = %s) cached USING (account, payer_id, provider_id)
WHERE coalesce(derived.cents, 0) <> coalesce(cached.cents, 0)
"""
DAYS = """
SELECT 0 FROM (
  SELECT effective_on, account, reason, sum(debit)::bigint AS debit, sum(credit)::bigint AS credit,
    max(audit_id) AS entry_id
  FROM (
    SELECT effective_on, debit AS account, reason, cents AS debit, 0 AS credit, audit_id
    FROM posting WHERE practice_id = %s
    UNION ALL SELECT effective_on, credit, reason, 0, cents, audit_id
    FROM posting WHERE practice_id = %s) sides
  GROUP BY 1, 2, 3) derived
FULL JOIN (SELECT * FROM day_total WHERE practice_id = %s) cached USING (effective_on, account, reason)
WHERE (derived.debit, derived.credit, derived.entry_id)
  IS DISTINCT FROM (cached.debit_cents, cached.credit_cents, cached.last_entry_id)
"""
PATIENTS = """
SELECT patient_id FROM (
  SELECT patient_id, coalesce(line_id, 0) AS line_id, max(effective_on) AS moved_on,
    sum(CASE debit WHEN 'patient_ar' THEN cents ELSE -cents END)::bigint AS cents
  FROM posting WHERE practice_id = %s AND (debit = 'patient_ar' OR credit = 'patient_ar')
    AND patient_id IS NOT NULL GROUP BY 1, 2) derived
FULL JOIN (SELECT * FROM patient_total WHERE practice_id = %s) cached USING (patient_id, line_id)
WHERE (derived.cents, derived.moved_on) IS DISTINCT FROM (cached.cents, cached.moved_on)
"""
"""The cached balances of patients by line are what the postings say."""

RECEIPTS = {
    "receipt whose allocations differ": """
SELECT r.id FROM receipt r LEFT JOIN allocation a ON a.practice_id = r.practice_id AND a.receipt_id = r.id
  AND a.undone_on IS NULL
WHERE r.practice_id = %s
GROUP BY r.id, r.allocated_cents HAVING coalesce(sum(a.cents), 0) <> r.allocated_cents
""",
    "receipt whose free money differs": """
SELECT r.id FROM receipt r LEFT JOIN posting p ON p.practice_id = r.practice_id AND p.receipt_id = r.id
WHERE r.practice_id = %s
GROUP BY r.id, r.cents, r.allocated_cents, r.refunded_cents, r.returned_cents
HAVING coalesce(sum(CASE 'unapplied' WHEN p.credit THEN p.cents WHEN p.debit THEN -p.cents ELSE 0 END), 0)
  <> r.cents - r.allocated_cents - r.refunded_cents - r.returned_cents
""",
    "receipt whose return differs": """
SELECT r.id FROM receipt r LEFT JOIN posting p ON p.practice_id = r.practice_id AND p.receipt_id = r.id
  AND p.reason = 'returned_payment'
WHERE r.practice_id = %s GROUP BY r.id, r.returned_cents, r.deposit_id
HAVING coalesce(sum(CASE p.credit WHEN 'bank' THEN p.cents ELSE -p.cents END), 0)
  <> CASE WHEN r.deposit_id IS NULL THEN 0 ELSE r.returned_cents END
""",
    "receipt whose refunds differ": """
SELECT r.id FROM receipt r LEFT JOIN refund f ON f.practice_id = r.practice_id AND f.receipt_id = r.id
  AND f.state IN ('approved', 'issued', 'cleared')
WHERE r.practice_id = %s
GROUP BY r.id, r.refunded_cents HAVING coalesce(sum(f.cents), 0) <> r.refunded_cents
""",
    "refund posted otherwise": """
SELECT f.id FROM refund f
CROSS JOIN (VALUES ('approved', '{approved,issued,cleared}'::text[]),
  ('issued', '{issued,cleared}')) act (name, states)
LEFT JOIN posting p ON p.practice_id = f.practice_id AND p.key = concat('refund:', f.id, ':', act.name)
LEFT JOIN posting u ON u.practice_id = p.practice_id AND u.reverses = p.key
WHERE f.practice_id = %s
  AND CASE WHEN p.id IS NULL OR u.id IS NOT NULL THEN 0 ELSE p.cents END
    <> CASE WHEN f.state = ANY(act.states) THEN f.cents ELSE 0 END
""",
}
"""By its name, what a receipt's or a refund's records and postings must agree on."""

NUMBERS = """
SELECT i.id FROM interchange i
LEFT JOIN control_number c ON c.practice_id = i.practice_id AND c.receiver = i.receiver
WHERE i.practice_id = %s AND i.direction = 'out' AND i.control ~ '^[0-9]{1,9}$'
  AND coalesce(c.last_given, 0) < i.control::bigint
"""
"""The number of an interchange that left is never given again."""

CLOCKS = {
    "posting of another instant than its entry": """
    SELECT p.id FROM posting p JOIN audit_entry a ON a.practice_id = p.practice_id AND a.id = p.audit_id
    WHERE p.practice_id = %s AND p.recorded_at <> a.recorded_at
    """,
    "record of another day or instant than its entry": """
    SELECT r.id FROM record r JOIN audit_entry a ON a.practice_id = r.practice_id AND a.id = r.audit_id
    WHERE r.practice_id = %s AND (r.recorded_at <> a.recorded_at OR r.effective_on <> a.effective_on)
    """,
}
"""When it was recorded is said by the sealed entry; what was known at an instant is asked of the rows."""

WORDS = """
SELECT n.id FROM psychotherapy_note n
JOIN record r ON r.practice_id = n.practice_id AND r.id = n.id AND r.version = n.version
LEFT JOIN psychotherapy_text t ON t.practice_id = n.practice_id AND t.id = n.id
WHERE n.practice_id = %s
  AND encode(sha256(convert_to(t.words, 'UTF8')), 'hex') IS DISTINCT FROM r.body->>'sha256'
"""
"""The words of a psychotherapy note are kept apart from the record of it, which has their digest."""
