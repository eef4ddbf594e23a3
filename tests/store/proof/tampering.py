"""Ways to tamper with books by direct SQL, each with the table and what `verify` must say of it."""

ONE_PAYMENT = "id = (SELECT min(id) FROM posting WHERE {here} AND reason = 'payment')"
LAST = "id = (SELECT max(id) FROM audit_entry WHERE {here})"
REORDERED = """
UPDATE audit_entry SET id = 900000 WHERE {here} AND id = 3;
UPDATE audit_entry SET id = 3 WHERE {here} AND id = 4;
UPDATE audit_entry SET id = 4 WHERE {here} AND id = 900000
"""
NO_OWNER = """
ALTER TABLE task DROP CONSTRAINT task_has_owner;
UPDATE task SET owner = '' WHERE {here} AND what = 'denial'
"""
FIRST_CHARGE = "id = (SELECT min(id) FROM posting WHERE {here} AND reason = 'charge')"
OF_KIND = "WHERE {here} AND kind = '%s'"
COPY = """
INSERT INTO posting SELECT p.* FROM posting o, LATERAL jsonb_populate_record(o,
  jsonb_build_object('id', o.id + 900000000, 'key', o.key || ':again',
    'effective_on', '2026-04-01')) p
WHERE o.{here} AND o.reason = 'payment' LIMIT 1
"""

STRAY = """
ALTER TABLE location DROP CONSTRAINT location_record_fk;
INSERT INTO location SELECT p.* FROM location o, LATERAL jsonb_populate_record(o,
  jsonb_build_object('id', o.id + 900000000)) p
WHERE o.{here}
"""

KEPT = """
UPDATE kept_variance SET body = jsonb_set(body, '%s', to_jsonb(99999)) WHERE {here};
UPDATE kept_variance SET digest = encode(sha256(convert_to(body::text, 'UTF8')), 'hex') WHERE {here}
"""
"""Changed by who knows how the digest is made."""

CASES: dict[str, tuple[str, str, str]] = {
    "a changed amount": (
        "posting",
        "UPDATE posting SET cents = cents + 1 WHERE {here} AND " + ONE_PAYMENT,
        "audit seal",
    ),
    "a changed amount in the totals": (
        "posting",
        "UPDATE posting SET cents = cents + 1 WHERE {here} AND " + ONE_PAYMENT,
        "cached account totals",
    ),
    "a changed amount in its remittance": (
        "posting",
        "UPDATE posting SET cents = cents + 1 WHERE {here} AND " + ONE_PAYMENT,
        "remittance whose cash differs",
    ),
    "a deleted posting": ("posting", "DELETE FROM posting WHERE {here} AND " + ONE_PAYMENT, "audit seal"),
    "a deleted charge": (
        "posting",
        "DELETE FROM posting WHERE {here} AND " + FIRST_CHARGE,
        "charge line posted otherwise",
    ),
    "an inserted posting": ("posting", COPY, "audit seal"),
    "an inserted posting in the totals": ("posting", COPY, "cached account totals"),
    "a swapped account": (
        "posting",
        "UPDATE posting SET debit = 'interest' WHERE {here} AND " + ONE_PAYMENT,
        "audit seal",
    ),
    "a swapped account in its remittance": (
        "posting",
        "UPDATE posting SET debit = 'interest' WHERE {here} AND " + ONE_PAYMENT,
        "remittance whose cash differs",
    ),
    "a receivable of another age": (
        "posting",
        "UPDATE posting SET service_on = service_on - 1 WHERE {here} AND " + ONE_PAYMENT,
        "cached receivables by age",
    ),
    "a posting of another day": (
        "posting",
        "UPDATE posting SET effective_on = '2026-04-01' WHERE {here} AND " + ONE_PAYMENT,
        "closed month",
    ),
    "a posting of another instant": (
        "posting",
        "UPDATE posting SET recorded_at = recorded_at - interval '1 day' WHERE {here} AND " + ONE_PAYMENT,
        "posting of another instant than its entry",
    ),
    "a record of another day": (
        "record",
        "UPDATE record SET effective_on = effective_on + 1 " + OF_KIND % "month_close",
        "record of another day or instant than its entry",
    ),
    "a reversal of another amount": (
        "posting",
        "UPDATE posting SET cents = cents + 1 WHERE {here} AND reverses IS NOT NULL",
        "reversal that is not exact",
    ),
    "a reversal that lost its original": (
        "posting",
        (
            "UPDATE posting SET reverses = 'nothing' WHERE {here} AND id = "
            "(SELECT min(id) FROM posting WHERE {here} AND reverses IS NOT NULL)"
        ),
        "reversal that is not exact",
    ),
    "a deleted version of a record": (
        "record",
        "DELETE FROM record WHERE {here} AND kind = 'claim' AND version = 1",
        "versions of claim",
    ),
    "an inserted version of a record": (
        "record",
        (
            "INSERT INTO record SELECT p.* FROM record o, LATERAL jsonb_populate_record(o, "
            "jsonb_build_object('version', o.version + 1)) p WHERE o.{here} AND o.kind = 'month_close'"
        ),
        "versions of month_close",
    ),
    "a changed record": (
        "record",
        "UPDATE record SET body = jsonb_set(body, '{note}', '\"nothing\"') " + OF_KIND % "balance_act",
        "audit seal",
    ),
    "a reordered audit entry": ("audit_entry", REORDERED, "audit seal"),
    "an audit entry of another time": (
        "audit_entry",
        "UPDATE audit_entry SET recorded_at = recorded_at - interval '1 day' WHERE {here} AND " + LAST,
        "audit seal",
    ),
    "an audit entry of another person": (
        "audit_entry",
        "UPDATE audit_entry SET actor = 'nobody' WHERE {here} AND " + LAST,
        "audit seal",
    ),
    "a deleted audit entry": ("audit_entry", "DELETE FROM audit_entry WHERE {here} AND id = 5", "audit seal"),
    "a cut chain": (
        "audit_entry",
        "DELETE FROM audit_entry WHERE {here} AND " + LAST,
        "record outside the audit",
    ),
    "a chain that ends elsewhere": (
        "audit_chain",
        "UPDATE audit_chain SET last_id = last_id - 1 WHERE {here}",
        "end of the audit chain",
    ),
    "books that are closed up to another day": (
        "audit_chain",
        "UPDATE audit_chain SET closed_on = closed_on - 1 WHERE {here}",
        "books closed up to another day",
    ),
    "an audit entry that names other records": (
        "audit_entry",
        "UPDATE audit_entry SET subjects = '{}' WHERE {here} AND " + LAST,
        "audit entry that names other records",
    ),
    "subjects of another shape": (
        "audit_entry",
        """UPDATE audit_entry SET subjects = '{"claim": 1}' WHERE {here} AND """ + LAST,
        "audit entry that names other records",
    ),
    "a reason that there is not": (
        "posting",
        "UPDATE posting SET reason = 'mine' WHERE {here} AND " + ONE_PAYMENT,
        "audit seal",
    ),
    "a record that nobody can read": (
        "record",
        "UPDATE record SET body = '{\"x\": 1}' " + OF_KIND % "month_close",
        "audit seal",
    ),
    "a record that nobody can read, in its check": (
        "record",
        "UPDATE record SET body = '{\"x\": 1}' " + OF_KIND % "month_close",
        "unreadable for months",
    ),
    "a claim that nobody can read": (
        "record",
        "UPDATE record SET body = '{\"x\": 1}' " + OF_KIND % "claim",
        "unreadable for states",
    ),
    "an amount that is a word": (
        "record",
        "UPDATE record SET body = jsonb_set(body, '{cents}', '\"much\"') " + OF_KIND % "receipt",
        "unreadable for projections (DataError)",
    ),
    "a row of no record": ("location", STRAY, "projection of location"),
    "a control number that would be given again": (
        "control_number",
        "UPDATE control_number SET last_given = last_given - 1 WHERE {here}",
        "control number that would be given again",
    ),
    "control numbers that are forgotten": (
        "control_number",
        "DELETE FROM control_number WHERE {here}",
        "control number that would be given again",
    ),
    "a cached balance off by a cent": (
        "account_total",
        "UPDATE account_total SET debit_cents = debit_cents + 1 WHERE {here} AND account = 'cash'",
        "cached account totals",
    ),
    "two sides of a cached balance off by a cent": (
        "account_total",
        "UPDATE account_total SET debit_cents = debit_cents + 1, credit_cents = credit_cents + 1",
        "cached account totals",
    ),
    "a cached receivable off by a cent": (
        "aged_total",
        "UPDATE aged_total SET cents = cents + 1 WHERE {here}",
        "cached receivables by age",
    ),
    "a cached receivable of another provider": (
        "aged_total",
        "UPDATE aged_total SET provider_id = provider_id + 1 WHERE {here} AND cents <> 0",
        "cached receivables by age",
    ),
    "a cached receivable that is gone": (
        "aged_total",
        "DELETE FROM aged_total WHERE {here} AND cents <> 0",
        "cached receivables by age",
    ),
    "a patient's cached balance off by a cent": (
        "patient_total",
        "UPDATE patient_total SET cents = cents + 1 WHERE {here}",
        "cached balances of patients",
    ),
    "a patient's cached balance that moved on another day": (
        "patient_total",
        "UPDATE patient_total SET moved_on = moved_on + 1 WHERE {here}",
        "cached balances of patients",
    ),
    "a cached receivable of all days off by a cent": (
        "due_total",
        "UPDATE due_total SET cents = cents + 1 WHERE {here}",
        "cached receivables of all days",
    ),
    "a cached receivable of all days that is gone": (
        "due_total",
        "DELETE FROM due_total WHERE {here} AND cents <> 0",
        "cached receivables of all days",
    ),
    "a cached total of a day off by a cent": (
        "day_total",
        "UPDATE day_total SET credit_cents = credit_cents + 1 WHERE {here}",
        "cached totals of days",
    ),
    "a cached total of another day": (
        "day_total",
        "UPDATE day_total SET effective_on = effective_on - 900 WHERE {here} AND account = 'cash'",
        "cached totals of days",
    ),
    "a cached total of a day that a later entry moved": (
        "day_total",
        "UPDATE day_total SET last_entry_id = last_entry_id - 1 WHERE {here}",
        "cached totals of days",
    ),
    "a month closed as something else": (
        "record",
        "UPDATE record SET body = jsonb_set(body, '{balances,0,1}', '1') " + OF_KIND % "month_close",
        "closed month",
    ),
    "a receipt that was more": (
        "receipt",
        "UPDATE receipt SET cents = cents + 1 WHERE {here}",
        "receipt whose free",
    ),
    "a receipt that is laid otherwise": (
        "receipt",
        "UPDATE receipt SET allocated_cents = allocated_cents - 1 WHERE {here}",
        "receipt whose allocations differ",
    ),
    "an allocation that came back": (
        "allocation",
        "UPDATE allocation SET undone_on = NULL WHERE {here}",
        "receipt whose allocations differ",
    ),
    "a receipt that never went to the bank": (
        "receipt",
        "UPDATE receipt SET deposit_id = NULL WHERE {here}",
        "account that differs from its records",
    ),
    "a refund of another amount": (
        "refund",
        "UPDATE refund SET cents = cents + 1 WHERE {here} AND state = 'issued'",
        "receipt whose refunds differ",
    ),
    "a refund that was never approved": (
        "refund",
        "UPDATE refund SET state = 'refused' WHERE {here} AND state = 'approved'",
        "account that differs from its records",
    ),
    "a deposit of another amount": (
        "deposit",
        "UPDATE deposit SET cents = cents + 1 WHERE {here}",
        "deposit slip whose receipts differ",
    ),
    "a remittance of another amount": (
        "remittance",
        "UPDATE remittance SET amount_cents = amount_cents + 1 WHERE {here} AND trace = 'T1'",
        "remittance whose cash differs",
    ),
    "an act that nobody posted": (
        "balance_act",
        "UPDATE balance_act SET state = 'refused' WHERE {here}",
        "act posted otherwise",
    ),
    "a write-off of nobody": (
        "posting",
        "UPDATE posting SET key = 'mine' WHERE {here} AND reason = 'denial_write_off'",
        "balance that nobody moved",
    ),
    "a claim that stands otherwise": (
        "claim",
        "UPDATE claim SET state = 'paid' WHERE {here} AND state = 'denied'",
        "projection of claim",
    ),
    "changed bytes": (
        "interchange_bytes",
        "UPDATE interchange_bytes SET content = content || 'x'::bytea WHERE {here}",
        "bytes of a file",
    ),
    "lost bytes": ("interchange_bytes", "DELETE FROM interchange_bytes WHERE {here}", "bytes of a file"),
    "a task that is gone": (
        "task",
        "DELETE FROM task WHERE {here} AND what = 'denial'",
        "denial without an owner",
    ),
    "a task without an owner": ("task", NO_OWNER, "projection of task"),
    "a patient's posting on another": (
        "posting",
        "UPDATE posting SET patient_id = (SELECT max(id) FROM patient WHERE {here}) WHERE {here} AND "
        + ONE_PAYMENT,
        "posting about another patient",
    ),
    "a kept variance that is off by a cent": (
        "kept_variance",
        "UPDATE kept_variance SET body = jsonb_set(body, '{groups,0,4}', to_jsonb(22001)) WHERE {here}",
        "kept variance",
    ),
    "a kept variance that the postings don't bear": ("kept_variance", KEPT % "{short,0,8}", "kept variance"),
    "a kept group that its lines don't bear": ("kept_variance", KEPT % "{groups,0,7}", "kept variance"),
    "a kept group of more money than was decided": (
        "kept_variance",
        KEPT % "{groups,0,5}",
        "kept variance",
    ),
    "a kept takeback that is off by a cent": (
        "kept_standing",
        """UPDATE kept_standing SET body = replace(body, '"cents":400', '"cents":401') WHERE {here}""",
        "kept standing of payers",
    ),
    "a kept day on which more was owed": (
        "kept_receivable",
        """UPDATE kept_receivable SET body = jsonb_set(body, '{0,3,0}', to_jsonb(99999))
        WHERE {here} AND body <> '[]'""",
        "kept receivables",
    ),
    "a role that nobody gave": (
        "membership",
        (
            "INSERT INTO membership (practice_id, user_id, role) "
            "SELECT practice_id, user_id, 'admin' FROM membership WHERE {here}"
        ),
        "role that nobody gave",
    ),
    "a role that was given and is gone": (
        "membership",
        "DELETE FROM membership WHERE {here}",
        "role that was given and is gone",
    ),
}
