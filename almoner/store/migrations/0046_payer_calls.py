"""Calls to payers about claims, as they were written down."""

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

_TABLE = "payer_call"


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [foreign_key(_TABLE, f"{name}_id", name) for name in ("claim", "patient", "payer")]
    made += [
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT"),
        index(_TABLE, "claim_id"),
        check(_TABLE, "has_person", "called_by <> ''"),
        check(_TABLE, "asks_later", "next_on IS NULL OR next_on > called_on"),
    ]
    return " ".join(made)


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

    dependencies = [("store", "0045_coding_calibration")]
    operations = [
        migrations.CreateModel(
            name="PayerCall",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("claim", _reference("claim")),
                ("patient", _reference("patient")),
                ("payer", _reference("payer")),
                ("called_by", models.TextField()),
                ("called_on", models.DateField()),
                ("next_on", models.DateField(null=True)),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
