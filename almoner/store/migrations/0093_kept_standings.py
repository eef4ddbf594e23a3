"""Where payers stood with the practice some weeks ago, a row a practice; and the index of payments that settle over
several tells by itself which of them stand posted, in which version.
"""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, primary_key, row_security

_TABLE = "kept_standing"
_INDEX = "remittance_payer_id_paid_on_id_idx"
_NEW_INDEX = f"""
DROP INDEX {_INDEX};
CREATE INDEX {_INDEX} ON remittance (practice_id, payer_id, paid_on, id) INCLUDE (version, state)
WHERE settling IS NOT NULL;
"""


class Migration(migrations.Migration):
    """The table with its guards, and the index."""

    dependencies = [("store", "0092_kept_previews")]
    operations = [
        migrations.CreateModel(
            name="KeptStanding",
            fields=[
                ("practice_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("through_on", models.DateField()),
                ("payments", models.BigIntegerField()),
                ("print", models.BigIntegerField()),
                ("body", models.TextField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(
            primary_key(_TABLE)
            + row_security(_TABLE)
            + grants(_TABLE, "SELECT, INSERT, UPDATE")
            + check(_TABLE, "counts_payments", "payments >= 0")
        ),
        migrations.RunSQL(_NEW_INDEX),
    ]
