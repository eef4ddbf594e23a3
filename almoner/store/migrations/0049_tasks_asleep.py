"""Work that somebody put off until a day."""

from django.db import migrations, models

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """The column, with no day in any task from before."""

    dependencies = [("store", "0048_card_images")]
    operations = [
        migrations.AddField("Task", "asleep_until", models.DateField(null=True)),
        migrations.RunSQL(index("task", "asleep_until", where="asleep_until IS NOT NULL AND state = 'open'")),
    ]
