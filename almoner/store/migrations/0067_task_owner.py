"""What is open of one owner, found without looking at everybody's."""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """The index of the count beside *My work*."""

    dependencies = [("store", "0066_rule_stops")]
    operations = [migrations.RunSQL(index("task", "owner", "due_on", where="state = 'open'"))]
