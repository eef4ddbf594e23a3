"""The practice's own numbers of a general ledger by day, one word a row; and the journals that left for it."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, index, primary_key, row_security, version_key

_NUMBERS, _EXPORTS = "account_number", "journal_export"


def _guards(table: str) -> str:
    made = [
        primary_key(table, "id"),
        version_key(table),
        row_security(table),
        grants(table, "SELECT, INSERT"),
    ]
    return "".join([*made, check(table, "is_said_once", "version = 1")])


class Migration(migrations.Migration):
    """Both tables with their guards: nothing in them is ever superseded."""

    dependencies = [("store", "0080_merged_charts")]
    operations = [
        migrations.CreateModel(
            name="AccountNumber",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("account", models.TextField()),
                ("number", models.TextField()),
                ("name", models.TextField()),
                ("since_on", models.DateField()),
                ("set_by", models.TextField()),
            ],
            options={"db_table": _NUMBERS},
        ),
        migrations.CreateModel(
            name="JournalExport",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("since_on", models.DateField()),
                ("until_on", models.DateField()),
                ("entry_id", models.BigIntegerField()),
                ("taken_by", models.TextField()),
            ],
            options={"db_table": _EXPORTS},
        ),
        migrations.RunSQL(
            _guards(_NUMBERS)
            + check(
                _NUMBERS,
                "has_a_number",
                "number ~ '^[A-Za-z0-9]+([.-]+[A-Za-z0-9]+)*$' AND length(number) <= 20",
            )
            + check(_NUMBERS, "has_a_name", "btrim(name) <> '' AND length(name) <= 60 AND set_by <> ''")
            + _guards(_EXPORTS)
            + check(_EXPORTS, "has_days", "until_on > since_on AND entry_id >= 0 AND taken_by <> ''")
            + index(_EXPORTS, "since_on", "until_on", "id")
        ),
    ]
