"""Finds the bank's fees among all postings, and the echo of a slip among all deposits."""

from django.db import migrations


class Migration(migrations.Migration):
    """Two indexes that hold few rows."""

    dependencies = [("store", "0053_work_views")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX posting_bank_fee_idx ON posting (practice_id, id) WHERE reason = 'bank_fee';"
            "CREATE INDEX deposit_echo_idx ON deposit (practice_id, trace) WHERE deposit_kind = 'echo';"
        ),
    ]
