"""Closed months: added, never changed."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, index, primary_key, row_security, version_key

_TABLE = "month_close"


class Migration(migrations.Migration):
    """One close a month; it begins on a first day."""

    dependencies = [("store", "0010_mend_consents")]
    operations = [
        migrations.CreateModel(
            name="MonthClose",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("month_on", models.DateField()),
                ("closed_by", models.TextField()),
                ("entry_id", models.BigIntegerField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(
            " ".join(
                (
                    primary_key(_TABLE, "id"),
                    version_key(_TABLE),
                    row_security(_TABLE),
                    grants(_TABLE, "SELECT, INSERT"),
                    index(_TABLE, "month_on", is_unique=True),
                    check(_TABLE, "is_a_month", "extract(day FROM month_on) = 1"),
                )
            )
        ),
    ]
