"""Decisions about who may enter a practice; nothing of them is ever changed."""

from django.db import migrations, models

from almoner.store.migrations._guards import (
    check,
    grants,
    index,
    primary_key,
    row_security,
    version_key,
)

_TABLE = "access_act"


def guards() -> str:
    return " ".join(
        (
            primary_key(_TABLE, "id"),
            version_key(_TABLE),
            row_security(_TABLE),
            grants(_TABLE, "SELECT, INSERT"),
            index(_TABLE, "person", "id"),
            check(_TABLE, "has_people", "person <> '' AND decided_by <> ''"),
            check(_TABLE, "is_known", "act IN ('given', 'taken', 'kept')"),
        )
    )


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0046_payer_calls")]
    operations = [
        migrations.CreateModel(
            name="AccessAct",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("person", models.TextField()),
                ("act", models.TextField()),
                ("decided_by", models.TextField()),
                ("decided_on", models.DateField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
