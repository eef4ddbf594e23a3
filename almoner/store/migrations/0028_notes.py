"""Notes: drafts by version, psychotherapy notes apart, and what was signed stays as it was signed.

Promises that no role changes or removes a signed note, the owner's neither; and that drafts and the words of
psychotherapy notes are out of the training role's reach.
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

SIGNED = """
CREATE FUNCTION refuse_signed_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a signed note stays as it was signed: write an addendum'
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_stays_signed';
END $$;
CREATE TRIGGER record_stays_signed BEFORE UPDATE OR DELETE ON record FOR EACH ROW
  WHEN (OLD.kind IN ('note', 'psychotherapy_note')) EXECUTE FUNCTION refuse_signed_change();
"""
FROZEN = ("note", "psychotherapy_note", "psychotherapy_text")


def stays(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_stays_signed BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
        "EXECUTE FUNCTION refuse_signed_change();"
    )


def guards() -> str:
    made = [
        primary_key("note_draft", "visit_id"),
        foreign_key("note_draft", "visit_id", "visit"),
        row_security("note_draft"),
        "GRANT SELECT, INSERT, UPDATE, DELETE ON note_draft TO almoner_app;",
        check("note_draft", "counts_its_saves", "version > 0"),
        check("note_draft", "is_an_object", "jsonb_typeof(body) = 'object'"),
        primary_key("psychotherapy_note", "id"),
        version_key("psychotherapy_note"),
        row_security("psychotherapy_note"),
        grants("psychotherapy_note", "SELECT, INSERT"),
        foreign_key("psychotherapy_note", "visit_id", "visit"),
        foreign_key("psychotherapy_note", "patient_id", "patient"),
        index("psychotherapy_note", "patient_id", "signed_by"),
        primary_key("psychotherapy_text", "id"),
        foreign_key("psychotherapy_text", "id", "psychotherapy_note"),
        row_security("psychotherapy_text"),
        "GRANT SELECT, INSERT ON psychotherapy_text TO almoner_app;",
        index("note", "addendum_to_id", where="addendum_to_id IS NOT NULL"),
        SIGNED,
        *(stays(table) for table in FROZEN),
    ]
    return " ".join(made)


def _to(model: str) -> Any:
    return models.ForeignKey(
        db_constraint=False, db_index=False, on_delete=models.DO_NOTHING, related_name="+", to=model
    )


def _optional(model: str) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=model,
    )


class Migration(migrations.Migration):
    """Three tables, and what a note is and points to as columns; notes from before are read for theirs."""

    dependencies = [("store", "0027_coding_decisions")]
    operations = [
        migrations.CreateModel(
            name="NoteDraft",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("visit_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("begun_on", models.DateField()),
                ("saved_on", models.DateField()),
                ("saved_by", models.TextField()),
                ("body", models.JSONField()),
            ],
            options={"db_table": "note_draft"},
        ),
        migrations.CreateModel(
            name="PsychotherapyNote",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("visit", _to("store.visit")),
                ("patient", _to("store.patient")),
                ("signed_by", models.TextField()),
                ("signed_on", models.DateField()),
                ("sha256", models.TextField()),
            ],
            options={"db_table": "psychotherapy_note"},
        ),
        migrations.CreateModel(
            name="PsychotherapyText",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("words", models.TextField()),
            ],
            options={"db_table": "psychotherapy_text"},
        ),
        migrations.AddField("note", "sort", models.TextField(default="visit"), preserve_default=False),
        migrations.AddField("note", "addendum_to", _optional("store.note")),
        migrations.RunSQL(
            """
            UPDATE note t SET
              addendum_to_id = nullif(coalesce((r.body->>'addendum_to')::bigint, 0), 0),
              sort = CASE WHEN coalesce((r.body->>'addendum_to')::bigint, 0) > 0 THEN 'addendum'
                ELSE 'visit' END
            FROM record r WHERE r.practice_id = t.practice_id AND r.id = t.id AND r.version = t.version;
            """
        ),
        migrations.RunSQL(guards()),
    ]
