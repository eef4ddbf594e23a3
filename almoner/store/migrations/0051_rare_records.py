"""Finds a day's deposits and what cards in shadow said among the versions of all records, which are many."""

from django.db import migrations


class Migration(migrations.Migration):
    """Two indexes that hold few rows."""

    dependencies = [("store", "0050_reviews_again")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX record_deposits_idx ON record (practice_id, effective_on) WHERE kind = 'deposit';"
            "CREATE INDEX record_shadow_idx ON record (practice_id) "
            "WHERE kind = 'judgement' AND body->'shadow' <> '[]'::jsonb;"
        ),
    ]
