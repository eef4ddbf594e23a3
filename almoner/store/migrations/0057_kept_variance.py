"""The variance against contracts as it was counted last, a row a practice; and an index of acts by the day that
they were for, so that a month of them is one short look.
"""

from django.db import migrations, models

from almoner.store.migrations._guards import check, foreign_key, grants, index, primary_key, row_security

_TABLE = "kept_variance"


class Migration(migrations.Migration):
    """The table with its guards, and the index."""

    dependencies = [("store", "0056_long_runs")]
    operations = [
        migrations.CreateModel(
            name="KeptVariance",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("on_day", models.DateField()),
                ("entry_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("took_ms", models.IntegerField()),
                ("body", models.JSONField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(
            primary_key(_TABLE)
            + foreign_key(_TABLE, "entry_id", "audit_entry")
            + row_security(_TABLE)
            + grants(_TABLE, "SELECT, INSERT, UPDATE")
            + check(_TABLE, "took_some_time", "took_ms >= 0")
        ),
        migrations.RunSQL(index("audit_entry", "effective_on", "actor", "flow")),
    ]
