"""What a code was charged for the last time, found without every line of that code."""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """The index of what a code cost by its days."""

    dependencies = [("store", "0067_task_owner")]
    operations = [
        migrations.RunSQL(
            index("charge_line", "code", "service_on DESC", "id DESC", where="NOT is_taken_back")
        )
    ]
