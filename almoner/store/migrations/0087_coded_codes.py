"""How often a code was chosen is asked by code, for a change of a code set: an index over the decisions' codes."""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """The index."""

    dependencies = [("store", "0086_members_of_before")]
    operations = [
        migrations.RunSQL(
            index("coding_decision", "code", "decided_on", "visit_id", where="action <> 'reject'")
        )
    ]
