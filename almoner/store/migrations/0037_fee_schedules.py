"""The practice's dated lists of fees: no two for one payer and place on one day; and which of them priced a line."""

from typing import Any

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

_TABLE = "fee_schedule"
# Judged when the statement ends: loading a version ends the one before, in any order.
NEVER_OVERLAPS = (
    f'ALTER TABLE "{_TABLE}" ADD CONSTRAINT "{_TABLE}_never_overlaps" EXCLUDE USING gist '
    "(practice_id WITH =, coalesce(payer_id, 0) WITH =, coalesce(location_id, 0) WITH =, "
    "daterange(since_on, until_on) WITH &&) DEFERRABLE INITIALLY IMMEDIATE;"
)
FORWARD = (
    f'CREATE TRIGGER "{_TABLE}_moves_forward" BEFORE UPDATE ON "{_TABLE}" FOR EACH ROW '
    "EXECUTE FUNCTION chart_moves_forward();"
)


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [foreign_key(_TABLE, f"{name}_id", name) for name in ("payer", "location")]
    made += [
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        check(_TABLE, "has_period", "until_on IS NULL OR until_on > since_on"),
        check(_TABLE, "has_name", "btrim(name) <> '' AND loaded_by <> ''"),
        NEVER_OVERLAPS,
        FORWARD,
        foreign_key("charge_line", "schedule_id", _TABLE),
        index("charge_line", "schedule_id", where="schedule_id IS NOT NULL"),
    ]
    return " ".join(made)


def _reference(model: str) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=f"store.{model}",
    )


class Migration(migrations.Migration):
    """The table with its guards; lines from before name no list."""

    dependencies = [("store", "0036_coding_review")]
    operations = [
        migrations.CreateModel(
            name="FeeSchedule",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("payer", _reference("payer")),
                ("location", _reference("location")),
                ("name", models.TextField()),
                ("loaded_by", models.TextField()),
                ("since_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.AddField("ChargeLine", "schedule", _reference("feeschedule")),
        migrations.RunSQL(guards()),
    ]
