"""What stronger models said of signed notes, each as it was said."""

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

_TABLE = "model_opinion"
_TARGETS = ("visit", "patient", "note")


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [foreign_key(_TABLE, f"{target}_id", target) for target in _TARGETS]
    made += [
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT"),
        index(_TABLE, "note_id"),
        check(_TABLE, "has_person", "asked_by <> ''"),
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

    dependencies = [("store", "0037_fee_schedules")]
    operations = [
        migrations.CreateModel(
            name="ModelOpinion",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                *((name, models.TextField()) for name in ("note_sha256", "model", "asked_by")),
                ("asked_on", models.DateField()),
                *((target, _reference(target)) for target in _TARGETS),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
