"""Costs of the revenue cycle: one a month, superseded when it is entered again."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, index, primary_key, row_security, version_key

_TABLE = "collection_cost"


class Migration(migrations.Migration):
    """A month begins on a first day, and technology is a part of the whole."""

    dependencies = [("store", "0016_asking")]
    operations = [
        migrations.CreateModel(
            name="CollectionCost",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("month_on", models.DateField()),
                ("cents", models.BigIntegerField()),
                ("technology_cents", models.BigIntegerField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(
            " ".join(
                (
                    primary_key(_TABLE, "id"),
                    version_key(_TABLE),
                    row_security(_TABLE),
                    grants(_TABLE, "SELECT, INSERT, UPDATE"),
                    index(_TABLE, "month_on", is_unique=True),
                    check(_TABLE, "is_a_month", "extract(day FROM month_on) = 1"),
                    check(_TABLE, "is_of_the_whole", "cents > 0 AND technology_cents BETWEEN 0 AND cents"),
                )
            )
        ),
    ]
