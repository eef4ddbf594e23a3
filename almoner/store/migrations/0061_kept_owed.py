"""What was owed, line by line, as it was counted last, so that what indicators say of it needs no sum of all
postings.
"""

from django.db import migrations, models

from almoner.store.migrations._guards import foreign_key, grants, index, primary_key, row_security

_TABLE = "kept_owed"
_BIG, _DAY = models.BigIntegerField, models.DateField


class Migration(migrations.Migration):
    """The table with its guards; each night's rows take the place of those of the last. And an index of what
    was posted since an entry.
    """

    dependencies = [("store", "0060_provider_level")]
    operations = [
        migrations.CreateModel(
            name="KeptOwed",
            fields=[
                ("practice_id", _BIG()),
                ("place", _BIG(primary_key=True, serialize=False)),
                ("on_day", _DAY()),
                ("entry_id", _BIG()),
                ("definition", models.TextField()),
                ("account", models.TextField()),
                ("line_id", _BIG(null=True)),
                ("patient_id", _BIG(null=True)),
                ("visit_id", _BIG(null=True)),
                ("claim_id", _BIG(null=True)),
                ("service_on", _DAY()),
                ("payer_id", _BIG()),
                ("cents", _BIG()),
                ("sent_on", _DAY(null=True)),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(
            primary_key(_TABLE, "place")
            + foreign_key(_TABLE, "entry_id", "audit_entry")
            + row_security(_TABLE)
            + grants(_TABLE, "SELECT, INSERT, DELETE")
        ),
        migrations.RunSQL(index("posting", "audit_id")),
    ]
