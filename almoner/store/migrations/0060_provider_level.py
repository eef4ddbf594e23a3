"""Finds the advices that moved money of a whole provider among the versions of all records."""

from django.db import migrations


class Migration(migrations.Migration):
    """An index that holds the few remittances with provider-level amounts."""

    dependencies = [("store", "0059_schedule_terms")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX record_provider_level_idx ON record (practice_id, id, version) "
            "WHERE kind = 'remittance' AND jsonb_array_length(body->'provider_level') > 0;"
        ),
    ]
