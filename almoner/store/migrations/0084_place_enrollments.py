"""Which payers take institutional claims (837I) from which places, by period."""

from typing import Any

from django.db import migrations, models

from almoner.store.migrations._guards import (
    check,
    foreign_key,
    grants,
    primary_key,
    row_security,
    version_key,
)

TABLE = "place_enrollment"
NEVER_OVERLAPS = (
    f"ALTER TABLE {TABLE} ADD CONSTRAINT {TABLE}_never_overlaps EXCLUDE USING gist "
    "(practice_id WITH =, location_id WITH =, payer_id WITH =, daterange(since_on, until_on) WITH &&) "
    "WHERE (state = 'in_force');"
)
GUARDS = " ".join(
    [
        primary_key(TABLE, "id"),
        version_key(TABLE),
        foreign_key(TABLE, "location_id", "location"),
        foreign_key(TABLE, "payer_id", "payer"),
        row_security(TABLE),
        grants(TABLE, "SELECT, INSERT, UPDATE"),
        check(TABLE, "has_period", "until_on IS NULL OR until_on > since_on"),
        check(TABLE, "has_state", "state IN ('asked', 'in_force', 'refused')"),
        NEVER_OVERLAPS,
    ]
)


def _reference(model: str) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=f"store.{model}",
    )


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0083_settled_looks")]
    operations = [
        migrations.CreateModel(
            name="PlaceEnrollment",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("location", _reference("Location")),
                ("payer", _reference("Payer")),
                ("state", models.TextField()),
                ("since_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
            ],
            options={"db_table": TABLE},
        ),
        migrations.RunSQL(GUARDS),
    ]
