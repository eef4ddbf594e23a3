"""Keeps what moved each account on a day, what is owed over all days of service, and the last day that moved a
patient's balance: so that a month, an age and the oldest credits are short looks, whatever the books' size.
"""

from django.db import migrations, models

from almoner.store.migrations._guards import grants, index, primary_key, row_security

_BIG, _TEXT = models.BigIntegerField, models.TextField
_SIDES = " UNION ALL ".join(
    f"SELECT practice_id, effective_on, {side} AS account, reason, {debit} AS debited, {credit} AS credited, "
    "audit_id FROM posting"
    for side, debit, credit in (("debit", "cents", "0"), ("credit", "0", "cents"))
)
_FILL_DAYS = f"""
INSERT INTO day_total (practice_id, effective_on, account, reason, debit_cents, credit_cents, last_entry_id)
SELECT practice_id, effective_on, account, reason, sum(debited), sum(credited), max(audit_id)
FROM ({_SIDES}) sides GROUP BY 1, 2, 3, 4;
"""
_FILL_DUE = """
INSERT INTO due_total (practice_id, account, payer_id, provider_id, cents)
SELECT practice_id, account, payer_id, provider_id, sum(cents) FROM aged_total GROUP BY 1, 2, 3, 4;
"""
_FILL_MOVED = """
ALTER TABLE patient_total NO FORCE ROW LEVEL SECURITY;
UPDATE patient_total t SET moved_on = p.moved_on FROM (
  SELECT practice_id, patient_id, coalesce(line_id, 0) AS line_id, max(effective_on) AS moved_on FROM posting
  WHERE (debit = 'patient_ar' OR credit = 'patient_ar') AND patient_id IS NOT NULL GROUP BY 1, 2, 3) p
WHERE p.practice_id = t.practice_id AND p.patient_id = t.patient_id AND p.line_id = t.line_id;
ALTER TABLE patient_total ALTER COLUMN moved_on SET NOT NULL;
ALTER TABLE patient_total FORCE ROW LEVEL SECURITY;
"""


def _guarded(table: str) -> str:
    return row_security(table) + grants(table, "SELECT, INSERT, UPDATE")


class Migration(migrations.Migration):
    """The tables with their guards, filled before rows are guarded by practice; and the looks by day."""

    dependencies = [("store", "0070_pay_links")]
    operations = [
        migrations.CreateModel(
            name="DayTotal",
            fields=[
                ("practice_id", _BIG()),
                ("effective_on", models.DateField(primary_key=True, serialize=False)),
                ("account", _TEXT()),
                ("reason", _TEXT()),
                ("debit_cents", _BIG()),
                ("credit_cents", _BIG()),
                ("last_entry_id", _BIG()),
            ],
            options={"db_table": "day_total"},
        ),
        migrations.CreateModel(
            name="DueTotal",
            fields=[
                ("practice_id", _BIG()),
                ("account", _TEXT()),
                ("payer_id", _BIG()),
                ("provider_id", _BIG(primary_key=True, serialize=False)),
                ("cents", _BIG()),
            ],
            options={"db_table": "due_total"},
        ),
        migrations.AddField("PatientTotal", "moved_on", models.DateField(null=True)),
        migrations.RunSQL(
            primary_key("day_total", "effective_on", "account", "reason") + _FILL_DAYS + _guarded("day_total")
        ),
        migrations.RunSQL(
            primary_key("due_total", "account", "payer_id", "provider_id") + _FILL_DUE + _guarded("due_total")
        ),
        migrations.RunSQL(
            _FILL_MOVED,
            state_operations=[migrations.AlterField("PatientTotal", "moved_on", models.DateField())],
        ),
        migrations.RunSQL(
            index("aged_total", "service_on")
            + "DROP INDEX patient_total_beyond_idx;"
            + index("patient_total", "moved_on", "patient_id", where="cents < 0")
            + index(
                "receipt",
                "received_on",
                "patient_id",
                where="allocated_cents + refunded_cents + returned_cents < cents",
            )
        ),
    ]
