"""Providers' days as they were signed; a day is signed once at a time, and one that is open again says why."""

from django.db import migrations, models

from almoner.store.migrations._guards import (
    check,
    foreign_key,
    grants,
    index,
    primary_key,
    row_security,
    version_key,
)

_TABLE = "signed_day"


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE), foreign_key(_TABLE, "provider_id", "provider")]
    made += [
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "provider_id", "day_on"),
        index(_TABLE, "day_on", "provider_id", where="state = 'signed'", is_unique=True),
        check(_TABLE, "has_person", "signed_by <> ''"),
        check(_TABLE, "is_over", "day_on <= signed_on"),
        check(
            _TABLE,
            "says_why",
            "(state = 'reopened') = (reopened_why <> '') AND state IN ('signed', 'reopened')",
        ),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0033_found_by_amount")]
    operations = [
        migrations.CreateModel(
            name="SignedDay",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("day_on", models.DateField()),
                ("signed_on", models.DateField()),
                ("signed_by", models.TextField()),
                ("state", models.TextField()),
                ("reopened_why", models.TextField()),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="store.provider",
                    ),
                ),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
