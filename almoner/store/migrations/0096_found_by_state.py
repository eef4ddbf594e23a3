"""The claims of a state stand in their order, a patient's benefits are found by an index, and so is what was mended or
put off again and again: each was found among all.
"""

from django.db import migrations

from almoner.store.migrations._guards import index

_OFTEN = """
CREATE INDEX task_often_idx ON task (practice_id, id) WHERE state = 'open' AND version >= 4;
CREATE INDEX claim_revision_often_idx ON claim_revision (practice_id, claim_id) WHERE number >= 4;
"""


class Migration(migrations.Migration):
    """The indexes."""

    dependencies = [("store", "0095_found_by_chart")]
    operations = [
        migrations.RunSQL(index("claim", "state", "id") + index("benefits", "patient_id", "id") + _OFTEN)
    ]
