"""Comments of the practice's people on patients, claims and visits, and the notices that they make."""

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


def guards() -> str:
    made = []
    for table in ("comment", "notice"):
        made += [primary_key(table, "id"), version_key(table), row_security(table)]
        made += [grants(table, "SELECT, INSERT, UPDATE"), foreign_key(table, "patient_id", "patient")]
    made += [
        foreign_key("comment", "claim_id", "claim"),
        foreign_key("comment", "visit_id", "visit"),
        foreign_key("notice", "comment_id", "comment"),
        index("comment", "patient_id"),
        index("notice", "person", "id", where="state = 'open'"),
        index("notice", "comment_id"),
        check("comment", "has_writer", "written_by <> ''"),
        check("comment", "has_state", "state IN ('standing', 'withdrawn')"),
        check("comment", "has_one_subject", "claim_id IS NULL OR visit_id IS NULL"),
        check("notice", "has_person", "person <> ''"),
        check("notice", "has_state", "state IN ('open', 'done')"),
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
    """The tables with their guards."""

    dependencies = [("store", "0051_rare_records")]
    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("patient", _reference("patient")),
                ("claim", _reference("claim", is_optional=True)),
                ("visit", _reference("visit", is_optional=True)),
                ("written_by", models.TextField()),
                ("written_on", models.DateField()),
                ("state", models.TextField()),
            ],
            options={"db_table": "comment"},
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("comment", _reference("comment")),
                ("patient", _reference("patient")),
                ("person", models.TextField()),
                ("told_by", models.TextField()),
                ("told_on", models.DateField()),
                ("state", models.TextField()),
            ],
            options={"db_table": "notice"},
        ),
        migrations.RunSQL(guards()),
    ]
