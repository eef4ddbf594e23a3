"""What is owed and when it last moved is read off one index: who owes little and has been quiet is found without
the rows themselves. Claims of a payer in a state have one too.
"""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """The indexes, one in place of two others."""

    dependencies = [("store", "0089_sparse_looks")]
    operations = [
        migrations.RunSQL(
            "DROP INDEX patient_total_quiet_idx, patient_total_open_idx; "
            "CREATE INDEX patient_total_open_idx ON patient_total (practice_id, patient_id) "
            "INCLUDE (line_id, cents, moved_on) WHERE cents <> 0;" + index("claim", "payer_id", "state", "id")
        )
    ]
