"""Who arrived and was not seen yet, by provider: found without the bookings of a year."""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """The index."""

    dependencies = [("store", "0084_place_enrollments")]
    operations = [
        migrations.RunSQL(index("appointment", "provider_id", "starts_at", where="state = 'arrived'"))
    ]
