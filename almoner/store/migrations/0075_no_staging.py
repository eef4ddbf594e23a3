"""Rows come in as arrays: nothing is copied to staging any more."""

from django.db import migrations


class Migration(migrations.Migration):
    """Both tables go. They are empty between transactions."""

    dependencies = [("store", "0074_rare_looks")]
    operations = [migrations.DeleteModel("StagedPosting"), migrations.DeleteModel("StagedRecord")]
