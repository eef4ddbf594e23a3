"""Lets a bank's list find the deposits of its traces without a look at all of them."""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """Deposits by trace, of every kind."""

    dependencies = [("store", "0004_needless_index")]
    operations = [migrations.RunSQL(index("deposit", "trace").replace("_trace_idx", "_any_trace_idx"))]
