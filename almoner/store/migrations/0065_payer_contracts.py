"""Payers' contracts that a practice brings, no two in force for one scope on one day; lists of fees that are
taken back; and what a long run is about and has found.
"""

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

_TABLE = "payer_contract"
# Judged when the statement ends, as of the lists of fees; what was taken back holds on no day and meets nothing.
NEVER_OVERLAPS = (
    f'ALTER TABLE "{_TABLE}" ADD CONSTRAINT "{_TABLE}_never_overlaps" EXCLUDE USING gist '
    "(practice_id WITH =, payer_id WITH =, coalesce(plan_id, 0) WITH =, coalesce(location_id, 0) WITH =, "
    "daterange(since_on, until_on) WITH &&) WHERE (is_in_force) DEFERRABLE INITIALLY IMMEDIATE;"
)
FORWARD = (
    f'CREATE TRIGGER "{_TABLE}_moves_forward" BEFORE UPDATE ON "{_TABLE}" FOR EACH ROW '
    "EXECUTE FUNCTION chart_moves_forward();"
)
PERIOD = "until_on IS NULL OR until_on >= since_on"


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [
        foreign_key(_TABLE, "payer_id", "payer"),
        foreign_key(_TABLE, "plan_id", "payer_plan"),
        foreign_key(_TABLE, "location_id", "location"),
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "payer_id"),
        check(_TABLE, "has_period", PERIOD),
        check(_TABLE, "has_name", "btrim(name) <> '' AND brought_by <> ''"),
        NEVER_OVERLAPS,
        FORWARD,
        'ALTER TABLE "fee_schedule" DROP CONSTRAINT "fee_schedule_has_period";',
        check("fee_schedule", "has_period", PERIOD),
    ]
    return " ".join(made)


def _reference(model: str, *, is_optional: bool = False) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=is_optional,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=f"store.{model}",
    )


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0064_person_choices")]
    operations = [
        migrations.CreateModel(
            name="PayerContract",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("payer", _reference("payer")),
                ("plan", _reference("payerplan", is_optional=True)),
                ("location", _reference("location", is_optional=True)),
                ("name", models.TextField()),
                ("brought_by", models.TextField()),
                ("since_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("is_in_force", models.BooleanField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.AddField("LongRun", "about_id", models.BigIntegerField(default=0)),
        migrations.AddField("LongRun", "result", models.JSONField(default=list)),
        migrations.RunSQL(
            'ALTER TABLE "long_run" ALTER COLUMN "about_id" SET DEFAULT 0, '
            "ALTER COLUMN \"result\" SET DEFAULT '[]'; " + guards()
        ),
    ]
