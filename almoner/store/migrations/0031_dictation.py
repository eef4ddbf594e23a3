"""Dictation: words with their times, and recordings until they are deleted.

Promises that both stay within their practice and out of the training role's reach, and that a piece of a recording is
kept once under its number.
"""

from typing import Any

from django.db import migrations, models

from almoner.store.migrations._guards import check, foreign_key, index, primary_key, row_security


def guards() -> str:
    made = [
        primary_key("dictation", "id"),
        foreign_key("dictation", "visit_id", "visit"),
        row_security("dictation"),
        "GRANT SELECT, INSERT, UPDATE ON dictation TO almoner_app;",
        check("dictation", "is_an_object", "jsonb_typeof(body) = 'object'"),
        index("dictation", "visit_id"),
        primary_key("dictation_audio", "dictation_id", "number"),
        foreign_key("dictation_audio", "dictation_id", "dictation"),
        row_security("dictation_audio"),
        "GRANT SELECT, INSERT, DELETE ON dictation_audio TO almoner_app;",
        check("dictation_audio", "counts_its_pieces", "number >= 0"),
        check("dictation_audio", "is_not_empty", "octet_length(piece) > 0"),
    ]
    return " ".join(made)


def _to(model: str) -> Any:
    return models.ForeignKey(
        db_constraint=False, db_index=False, on_delete=models.DO_NOTHING, related_name="+", to=model
    )


class Migration(migrations.Migration):
    """Two tables."""

    dependencies = [("store", "0030_provider_query")]
    operations = [
        migrations.CreateModel(
            name="Dictation",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("visit", _to("store.visit")),
                ("made_by", models.TextField()),
                ("made_on", models.DateField()),
                ("body", models.JSONField()),
            ],
            options={"db_table": "dictation"},
        ),
        migrations.CreateModel(
            name="DictationAudio",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("dictation", _to("store.dictation")),
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("piece", models.BinaryField()),
            ],
            options={"db_table": "dictation_audio"},
        ),
        migrations.RunSQL(guards()),
    ]
