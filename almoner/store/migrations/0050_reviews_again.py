"""What is charged after a second review is over may be reviewed too: of a superbill one review is open at a
time, not one for good.
"""

from django.db import migrations

from almoner.store.migrations._guards import index

_TABLE = "coding_review"
_ONCE = f'DROP INDEX "{_TABLE}_superbill_id_idx";'


class Migration(migrations.Migration):
    """The uniqueness of what is open, in place of the uniqueness of all."""

    dependencies = [("store", "0049_tasks_asleep")]
    operations = [
        migrations.RunSQL(
            _ONCE + index(_TABLE, "superbill_id", where="state IN ('drawn', 'differs')", is_unique=True)
        ),
    ]
