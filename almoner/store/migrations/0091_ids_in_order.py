"""Ids are drawn by each transaction in short blocks, no longer kept by each process in long ones: whatever is made
after another has the higher id, whichever process makes it. The last long block is left to the process that has it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    """The sequence of ids, in steps of 20."""

    dependencies = [("store", "0090_owed_when_moved")]
    operations = [
        migrations.RunSQL(
            "SELECT setval('almoner_id', (SELECT last_value + 1000 FROM almoner_id), false); "
            "ALTER SEQUENCE almoner_id INCREMENT 20;"
        )
    ]
