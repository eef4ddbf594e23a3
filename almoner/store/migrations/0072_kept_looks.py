"""What was owed as it was counted last, by the thing that owes it and by its day, so that a page of it needs no
look at all the others; and patients' balances by their amount.
"""

from django.db import migrations, models

from almoner.store.migrations._guards import index

_TABLE = "kept_owed"
_COLUMN = f"""
ALTER TABLE {_TABLE} NO FORCE ROW LEVEL SECURITY;
UPDATE {_TABLE} SET thing = coalesce(line_id, -claim_id, 0);
ALTER TABLE {_TABLE} ALTER COLUMN thing SET NOT NULL;
ALTER TABLE {_TABLE} FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """The thing: a line, or by its negative number a claim. What was kept before tells its own."""

    dependencies = [("store", "0071_day_total")]
    operations = [
        migrations.AddField("KeptOwed", "thing", models.BigIntegerField(null=True)),
        migrations.RunSQL(
            _COLUMN, state_operations=[migrations.AlterField("KeptOwed", "thing", models.BigIntegerField())]
        ),
        migrations.RunSQL(
            index(_TABLE, "thing")
            + f"CREATE INDEX {_TABLE}_service_on_idx ON {_TABLE} (practice_id, service_on) "
            "INCLUDE (thing, account, payer_id, cents);"
            + index(_TABLE, "account", "line_id", where="cents < 0")
            + index("patient_total", "cents", "patient_id", where="cents > 0")
        ),
    ]
