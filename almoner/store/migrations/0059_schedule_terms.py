"""The practice's terms of booking: types of visits, opening hours and closed days, each by period."""

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

_WHOSE = ("provider", "location")


def _common(table: str) -> str:
    made = [primary_key(table, "id"), version_key(table), row_security(table)]
    made += [grants(table, "SELECT, INSERT, UPDATE")]
    made += [check(table, "has_period", "until_on IS NULL OR until_on > since_on")]
    return " ".join(made)


def guards() -> str:
    made = [_common("visit_type"), check("visit_type", "has_name", "btrim(name) <> ''")]
    for table in ("open_hours", "closed_days"):
        made += [_common(table), *(foreign_key(table, f"{name}_id", name) for name in _WHOSE)]
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


def _table(model: str, table: str, *own: tuple[str, Any]) -> migrations.CreateModel:
    fields = [
        ("practice_id", models.BigIntegerField()),
        ("id", models.BigIntegerField(primary_key=True, serialize=False)),
        ("version", models.IntegerField()),
        *own,
        ("since_on", models.DateField()),
        ("until_on", models.DateField(null=True)),
    ]
    return migrations.CreateModel(name=model, fields=fields, options={"db_table": table})


class Migration(migrations.Migration):
    """The tables with their guards."""

    dependencies = [("store", "0058_open_by_money")]
    operations = [
        _table("VisitType", "visit_type", ("name", models.TextField())),
        _table("OpenHours", "open_hours", *((name, _reference(name)) for name in _WHOSE)),
        _table("ClosedDays", "closed_days", *((name, _reference(name)) for name in _WHOSE)),
        migrations.RunSQL(guards()),
    ]
