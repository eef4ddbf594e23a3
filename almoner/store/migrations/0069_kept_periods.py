"""Boards of indicators are kept by how far they look back."""

from django.db import migrations, models

_BOARD = "kept_board"


class Migration(migrations.Migration):
    """The column, and the key with it."""

    dependencies = [("store", "0068_last_charged")]
    operations = [
        migrations.AddField("keptboard", "period", models.TextField(default="3m")),
        migrations.RunSQL(
            f"ALTER TABLE {_BOARD} DROP CONSTRAINT {_BOARD}_pkey, "
            "ADD PRIMARY KEY (practice_id, on_day, entry_id, period, definitions)"
        ),
    ]
