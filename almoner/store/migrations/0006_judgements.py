"""What the edits said of a revision later than at its building, and what a person decided against them."""

from typing import Any

import django.db.models.deletion
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

TABLES = ("judgement", "finding_override")


def reference(model: str) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=model,
    )


def head() -> list[tuple[str, Any]]:
    return [
        ("practice_id", models.BigIntegerField()),
        ("id", models.BigIntegerField(primary_key=True, serialize=False)),
        ("version", models.IntegerField()),
        ("claim", reference("store.claim")),
        ("revision", reference("store.claimrevision")),
    ]


def guards() -> str:
    made = []
    for table in TABLES:
        made += [
            primary_key(table, "id"),
            version_key(table),
            foreign_key(table, "claim_id", "claim"),
            foreign_key(table, "revision_id", "claim_revision"),
            row_security(table),
            grants(table, "SELECT, INSERT"),
        ]
    made += [
        index("judgement", "revision_id"),
        index("finding_override", "revision_id", "finding", is_unique=True),
        check("finding_override", "has_reason", "length(btrim(reason)) BETWEEN 1 AND 500"),
        check("finding_override", "has_author", "decided_by <> ''"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """Both are added and never changed: a later one stands beside an earlier one."""

    dependencies = [("store", "0005_deposits_by_trace")]
    operations = [
        migrations.CreateModel(
            name="Judgement",
            fields=[*head(), ("judged_on", models.DateField()), ("policy", models.TextField())],
            options={"db_table": "judgement"},
        ),
        migrations.CreateModel(
            name="FindingOverride",
            fields=[
                *head(),
                ("finding", models.TextField()),
                ("edit", models.TextField()),
                ("reason", models.TextField()),
                ("decided_by", models.TextField()),
                ("decided_on", models.DateField()),
            ],
            options={"db_table": "finding_override"},
        ),
        migrations.RunSQL(guards()),
    ]
