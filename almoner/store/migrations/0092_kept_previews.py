"""What posting a large payment would do, as it was planned while it waits: what concerns the whole, a row a payment,
and its claims by their places in the file.
"""

from django.db import migrations, models

from almoner.store.migrations._guards import check, foreign_key, grants, primary_key, row_security

_WHOLE, _PART = "kept_preview", "kept_preview_part"
_BIG = models.BigIntegerField


class Migration(migrations.Migration):
    """The two tables with their guards; what a payment waits for no more is forgotten."""

    dependencies = [("store", "0091_ids_in_order")]
    operations = [
        migrations.CreateModel(
            name="KeptPreview",
            fields=[
                ("practice_id", _BIG()),
                ("remittance_id", _BIG(primary_key=True, serialize=False)),
                ("keep_id", _BIG()),
                ("version", models.IntegerField()),
                ("on_day", models.DateField()),
                ("entry_id", _BIG()),
                ("rests_on", models.TextField()),
                ("body", models.TextField()),
            ],
            options={"db_table": _WHOLE},
        ),
        migrations.CreateModel(
            name="KeptPreviewPart",
            fields=[
                ("practice_id", _BIG()),
                ("remittance_id", _BIG(primary_key=True, serialize=False)),
                ("ordinal", _BIG()),
                ("keep_id", _BIG()),
                ("body", models.TextField()),
            ],
            options={"db_table": _PART},
        ),
        migrations.RunSQL(
            primary_key(_WHOLE, "remittance_id")
            + foreign_key(_WHOLE, "remittance_id", "remittance")
            + foreign_key(_WHOLE, "entry_id", "audit_entry")
            + row_security(_WHOLE)
            + grants(_WHOLE, "SELECT, INSERT, UPDATE, DELETE")
            + primary_key(_PART, "remittance_id", "ordinal")
            + foreign_key(_PART, "remittance_id", "remittance")
            + row_security(_PART)
            + grants(_PART, "SELECT, INSERT, DELETE")
            + check(_PART, "has_a_place", "ordinal > 0")
        ),
    ]
