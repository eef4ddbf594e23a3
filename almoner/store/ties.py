"""What records and accounts must agree on; each query returns the ids of what does not."""

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
