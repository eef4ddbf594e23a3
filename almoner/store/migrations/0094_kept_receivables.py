"""What was owed by age at the end of days of the last months, a row a day."""

from django.db import migrations, models

from almoner.store.migrations._guards import foreign_key, grants, primary_key, row_security

_TABLE = "kept_receivable"


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0093_kept_standings")]
    operations = [
        migrations.CreateModel(
            name="KeptReceivable",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("on_day", models.DateField(primary_key=True, serialize=False)),
                ("entry_id", models.BigIntegerField()),
                ("definition", models.TextField()),
                ("body", models.JSONField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(
            primary_key(_TABLE, "on_day")
            + foreign_key(_TABLE, "entry_id", "audit_entry")
            + row_security(_TABLE)
            + grants(_TABLE, "SELECT, INSERT, UPDATE, DELETE")
        ),
    ]
