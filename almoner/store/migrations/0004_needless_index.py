"""Drops an index that Django made for a text key of its own and that no query of ours can use."""

from django.db import migrations


class Migration(migrations.Migration):
    """One index less on the cached account totals, which every commit with postings writes."""

    dependencies = [("store", "0003_jobs")]
    operations = [migrations.RunSQL("DROP INDEX IF EXISTS account_total_account_3361a70f_like")]
