"""What payers allowed beforehand, and the signed papers of visits; a line finds its denials by itself."""

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

REFERENCES = {
    "authorization": {
        "patient_id": "patient",
        "coverage_id": "coverage",
        "payer_id": "payer",
        "provider_id": "provider",
    },
    "document": {"visit_id": "visit", "patient_id": "patient"},
}
RIGHTS = {"authorization": "SELECT, INSERT, UPDATE", "document": "SELECT, INSERT"}


def reference(model: str, *, is_optional: bool = False) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=is_optional,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=model,
    )


def head() -> list[tuple[str, Any]]:
    return [
        ("practice_id", models.BigIntegerField()),
        ("id", models.BigIntegerField(primary_key=True, serialize=False)),
        ("version", models.IntegerField()),
    ]


def guards() -> str:
    made = []
    for table, references in REFERENCES.items():
        made += [
            primary_key(table, "id"),
            version_key(table),
            row_security(table),
            grants(table, RIGHTS[table]),
        ]
        made += [foreign_key(table, column, target) for column, target in references.items()]
    made += [
        index("authorization", "patient_id"),
        index("document", "visit_id"),
        index("denial", "line_id", where="line_id IS NOT NULL"),
        check("authorization", "has_period", "until_on IS NULL OR until_on > since_on"),
        check("authorization", "has_number", "state <> 'approved' OR btrim(number) <> ''"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """An authorization is superseded as the payer decides; a paper is added and never changed."""

    dependencies = [("store", "0006_judgements")]
    operations = [
        migrations.CreateModel(
            name="Authorization",
            fields=[
                *head(),
                ("number", models.TextField()),
                ("state", models.TextField()),
                ("since_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("patient", reference("store.patient")),
                ("coverage", reference("store.coverage")),
                ("payer", reference("store.payer")),
                ("provider", reference("store.provider", is_optional=True)),
            ],
            options={"db_table": "authorization"},
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                *head(),
                ("sort", models.TextField()),
                ("signed_on", models.DateField()),
                ("visit", reference("store.visit")),
                ("patient", reference("store.patient")),
            ],
            options={"db_table": "document"},
        ),
        migrations.RunSQL(guards()),
    ]
