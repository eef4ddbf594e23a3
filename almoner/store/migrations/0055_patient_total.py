"""Keeps what each patient owes by charge line, so that nobody sums all that was ever posted to find who is to be
asked, and who paid too much.
"""

from django.db import migrations, models

from almoner.store.migrations._guards import grants, primary_key, row_security

_TABLE = "patient_total"
_FILL = """
INSERT INTO patient_total (practice_id, patient_id, line_id, cents)
SELECT practice_id, patient_id, coalesce(line_id, 0), sum(CASE debit WHEN 'patient_ar' THEN cents ELSE -cents END)
FROM posting WHERE (debit = 'patient_ar' OR credit = 'patient_ar') AND patient_id IS NOT NULL GROUP BY 1, 2, 3;
"""


class Migration(migrations.Migration):
    """The table with its guards, filled from the postings before rows are guarded by practice."""

    dependencies = [("store", "0054_rare_money")]
    operations = [
        migrations.CreateModel(
            name="PatientTotal",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("patient_id", models.BigIntegerField()),
                ("line_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("cents", models.BigIntegerField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(
            primary_key(_TABLE, "patient_id", "line_id")
            + _FILL
            + row_security(_TABLE)
            + grants(_TABLE, "SELECT, INSERT, UPDATE")
            + f"CREATE INDEX {_TABLE}_open_idx ON {_TABLE} (practice_id, patient_id) INCLUDE (line_id, cents) "
            "WHERE cents <> 0;"
            + f"CREATE INDEX {_TABLE}_beyond_idx ON {_TABLE} (practice_id, line_id) WHERE cents < 0;"
        ),
    ]
