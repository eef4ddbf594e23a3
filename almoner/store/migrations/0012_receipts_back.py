"""What goes back of a receipt, what it is meant for, and allocations that are taken off again."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, index

_BIG, _TEXT = models.BigIntegerField, models.TextField
_FREE = "allocated_cents + refunded_cents + returned_cents < cents"
_REFERENCES = """
ALTER TABLE receipt NO FORCE ROW LEVEL SECURITY;
UPDATE receipt t SET reference = r.body->>'reference' FROM record r
WHERE r.practice_id = t.practice_id AND r.id = t.id AND r.version = t.version AND r.body->>'reference' <> '';
ALTER TABLE receipt FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """Receipts from before are the account's, and nothing of them went back."""

    dependencies = [("store", "0011_month_close")]
    operations = [
        migrations.AddField("receipt", "refunded_cents", _BIG(default=0)),
        migrations.AddField("receipt", "returned_cents", _BIG(default=0)),
        migrations.AddField("receipt", "target", _TEXT(default="account")),
        migrations.AddField("receipt", "reference", _TEXT(default="")),
        migrations.AddField("receipt", "returned_on", models.DateField(null=True)),
        migrations.AddField("allocation", "undone_on", models.DateField(null=True)),
        migrations.AlterField("receipt", "refunded_cents", _BIG()),
        migrations.AlterField("receipt", "returned_cents", _BIG()),
        migrations.AlterField("receipt", "target", _TEXT()),
        migrations.AlterField("receipt", "reference", _TEXT()),
        migrations.RunSQL(
            " ".join(
                (
                    _REFERENCES,
                    "ALTER TABLE receipt DROP CONSTRAINT receipt_is_not_overspent;",
                    check(
                        "receipt",
                        "is_not_overspent",
                        "allocated_cents >= 0 AND refunded_cents >= 0 AND returned_cents >= 0 "
                        "AND allocated_cents + refunded_cents + returned_cents <= cents",
                    ),
                    check(
                        "receipt", "is_returned_on_a_day", "(returned_cents > 0) = (returned_on IS NOT NULL)"
                    ),
                    "DROP INDEX receipt_allocated_cents_idx;",
                    index("receipt", "allocated_cents", "patient_id", where=_FREE),
                    index("receipt", "reference", where="reference <> ''"),
                    index("receipt", "returned_on", where="returned_on IS NOT NULL"),
                    grants("allocation", "UPDATE"),
                )
            )
        ),
    ]
