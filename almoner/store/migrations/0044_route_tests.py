"""Tests of the routes to payers: each has its own file with the question, and an answer only once it came."""

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

_TABLE = "route_test"


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [foreign_key(_TABLE, "payer_id", "payer"), foreign_key(_TABLE, "interchange_id", "interchange")]
    made += [
        foreign_key(_TABLE, "answer_id", "interchange"),
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "payer_id", "id"),
        index(_TABLE, "interchange_id", is_unique=True),
        index(_TABLE, "id", where="state = 'waiting'"),
        check(
            _TABLE,
            "is_answered",
            "(state = 'waiting') = (answer_id IS NULL) AND state IN ('waiting', 'works', 'refused')",
        ),
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

    dependencies = [("store", "0043_releases")]
    operations = [
        migrations.CreateModel(
            name="RouteTest",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("payer", _reference("payer")),
                ("interchange", _reference("interchange")),
                ("answer", _reference("interchange", is_optional=True)),
                ("asked_on", models.DateField()),
                ("state", models.TextField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
