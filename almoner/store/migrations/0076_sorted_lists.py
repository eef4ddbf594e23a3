"""Claims by their visit's day and payments by the day they were paid, read in that order and not sorted."""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """The indexes of two columns by which lists are sorted."""

    dependencies = [("store", "0075_no_staging")]
    operations = [
        migrations.RunSQL(index("claim", "service_on", "id")),
        migrations.RunSQL(index("remittance", "paid_on", "id")),
    ]
