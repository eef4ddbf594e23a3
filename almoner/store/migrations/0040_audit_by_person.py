"""Lets the audit trail be searched by person and by day without reading all of it."""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies = [("store", "0039_charges_taken_back")]
    operations = [
        migrations.RunSQL(index("audit_entry", "actor", "id") + index("audit_entry", "recorded_at", "id"))
    ]
