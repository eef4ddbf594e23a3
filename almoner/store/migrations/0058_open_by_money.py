"""Finds the open tasks with the most money, so that all that is open can be ranked without reading it all."""

from django.db import migrations


class Migration(migrations.Migration):
    """An index of the open tasks alone, with what their order is made of."""

    dependencies = [("store", "0057_kept_variance")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX task_cents_idx ON task (practice_id, cents) INCLUDE (id, due_on, what, owner, asleep_until) "
            "WHERE state = 'open';"
        ),
    ]
