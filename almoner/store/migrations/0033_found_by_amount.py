"""Lets the one search box find claims and payments by their amount."""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """Amounts, each led by the practice."""

    dependencies = [("store", "0032_looks_of_decisions")]
    operations = [
        migrations.RunSQL(
            index("claim", "total_cents", "id")
            + index("remittance", "amount_cents", "id")
            + index("receipt", "cents", "id")
        )
    ]
