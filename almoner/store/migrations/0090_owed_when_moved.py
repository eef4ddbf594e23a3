"""What is owed and when it last moved is read off one index: who owes little and has been quiet is found without
the rows themselves.
"""

from django.db import migrations


class Migration(migrations.Migration):
    """The index in place of two others."""

    dependencies = [("store", "0089_sparse_looks")]
    operations = [
        migrations.RunSQL(
            "DROP INDEX patient_total_quiet_idx, patient_total_open_idx; "
            "CREATE INDEX patient_total_open_idx ON patient_total (practice_id, patient_id) "
            "INCLUDE (line_id, cents, moved_on) WHERE cents <> 0;"
        )
    ]
