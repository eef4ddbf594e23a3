"""Second reviews of coded visits, each of another person than the first coder's, and how far suggestions go by
themselves.
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

_TABLE, _LEVELS = "coding_review", "code_autonomy"
_TARGETS = ("visit", "patient", "provider", "note", "superbill")


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [foreign_key(_TABLE, f"{target}_id", target) for target in _TARGETS]
    made += [
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "superbill_id", is_unique=True),
        index(_TABLE, "visit_id"),
        index(_TABLE, "state", "due_on"),
        check(_TABLE, "has_coder", "coded_by <> ''"),
        check(_TABLE, "is_another_person_s", "reviewed_by <> coded_by AND settled_by <> coded_by"),
        check(_TABLE, "is_coded_before_it_is_over", "state = 'drawn' OR reviewed_by <> ''"),
        check(_TABLE, "is_settled_by_a_person", "(state = 'settled') = (settled_by <> '')"),
        check(_TABLE, "has_state", "state IN ('drawn', 'differs', 'agreed', 'settled')"),
    ]
    made += [
        primary_key(_LEVELS, "id"),
        version_key(_LEVELS),
        row_security(_LEVELS),
        grants(_LEVELS, "SELECT, INSERT, UPDATE"),
        index(_LEVELS, "code_kind", is_unique=True),
        check(_LEVELS, "has_person", "decided_by <> '' AND reason <> ''"),
        check(_LEVELS, "has_level", "level IN ('suggest', 'together', 'filled')"),
        check(_LEVELS, "keeps_visit_levels", "code_kind <> 'visit-level' OR level = 'suggest'"),
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
    """The tables with their guards."""

    dependencies = [("store", "0035_charge_proposals")]
    operations = [
        migrations.CreateModel(
            name="CodingReview",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                *((name, models.TextField()) for name in ("state", "coded_by", "reviewed_by", "settled_by")),
                ("holds_claim", models.BooleanField()),
                ("drawn_on", models.DateField()),
                ("due_on", models.DateField()),
                *((target, _reference(target)) for target in _TARGETS),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.CreateModel(
            name="CodeAutonomy",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                *((name, models.TextField()) for name in ("code_kind", "level", "reason", "decided_by")),
                ("decided_on", models.DateField()),
            ],
            options={"db_table": _LEVELS},
        ),
        migrations.RunSQL(guards()),
    ]
