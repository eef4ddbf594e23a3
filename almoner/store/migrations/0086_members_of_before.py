"""Who might enter before their roles were decisions of record: `verify` asks no decision for these."""

from django.db import migrations, models

_BEFORE = """
ALTER TABLE membership ALTER COLUMN is_of_before SET DEFAULT false;
UPDATE membership SET is_of_before = true
"""


class Migration(migrations.Migration):
    """The column, true of every role that is there now, and of none that comes."""

    dependencies = [("store", "0085_arrived")]
    operations = [
        migrations.AddField("Membership", "is_of_before", models.BooleanField(default=False)),
        migrations.RunSQL(_BEFORE),
    ]
