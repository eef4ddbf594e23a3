"""In which language each guarantor is written to."""

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

_TABLE = "guarantor_choice"


def guards() -> str:
    made = [
        primary_key(_TABLE, "id"),
        version_key(_TABLE),
        foreign_key(_TABLE, "patient_id", "patient"),
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "guarantor", is_unique=True),
        check(_TABLE, "has_a_language", "language ~ '^[a-z]{2,3}$'"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0096_found_by_state")]
    operations = [
        migrations.CreateModel(
            name="GuarantorChoice",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("guarantor", models.TextField()),
                ("language", models.TextField()),
                ("chosen_on", models.DateField()),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
