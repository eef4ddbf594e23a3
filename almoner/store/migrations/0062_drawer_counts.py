"""Counts of the drawer: one a day, superseded when it is counted again."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, index, primary_key, row_security, version_key

_TABLE = "drawer_count"
_CENTS = ("cash_cents", "check_cents", "expected_cash_cents", "expected_check_cents")
_TIES = "cash_cents = expected_cash_cents AND check_cents = expected_check_cents"


def guards() -> str:
    made = [
        primary_key(_TABLE, "id"),
        version_key(_TABLE),
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "counted_on", is_unique=True),
        check(_TABLE, "has_person", "counted_by <> ''"),
        check(_TABLE, "is_no_less_than_nothing", "cash_cents >= 0 AND check_cents >= 0"),
        check(_TABLE, "has_reason_where_off", f"({_TIES}) = (btrim(why) = '')"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """The table with its guards: a count that is off has a reason, and one that ties has none."""

    dependencies = [("store", "0061_kept_owed")]
    operations = [
        migrations.CreateModel(
            name="DrawerCount",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("counted_on", models.DateField()),
                ("counted_by", models.TextField()),
                ("why", models.TextField()),
                *((name, models.BigIntegerField()) for name in _CENTS),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
