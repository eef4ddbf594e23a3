"""Lets a deposit say later which advice explains it, and finds those that none does."""

from django.db import migrations

from almoner.store.migrations._guards import grants, index

GUARDS = grants("deposit", "UPDATE") + index(
    "deposit", "cents", where="remittance_id IS NULL AND deposit_kind IN ('eft', 'check')"
)


class Migration(migrations.Migration):
    """A payer's money may come before its advice; the row is superseded when the advice is posted."""

    dependencies = [("store", "0017_collection_costs")]
    operations = [migrations.RunSQL(GUARDS)]
