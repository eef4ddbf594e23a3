"""A patient's notes, a visit's procedures and immunizations and a claim's judgements have an index each: they were
found by reading those of all.
"""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """The indexes."""

    dependencies = [("store", "0094_kept_receivables")]
    operations = [
        migrations.RunSQL(
            index("note", "patient_id", "signed_on DESC", "id DESC")
            + index("procedure", "visit_id")
            + index("immunization", "visit_id")
            + index("judgement", "claim_id")
        )
    ]
