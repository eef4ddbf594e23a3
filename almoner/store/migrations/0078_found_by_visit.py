"""What was done, ordered, found and paid at a visit, and patients by their first names, found by an index."""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """The indexes: a claim, its peek and a superbill look at one visit, the palette at one name."""

    dependencies = [("store", "0077_pay_links_stand")]
    operations = [
        migrations.RunSQL(
            index("administration", "visit_id", where="visit_id IS NOT NULL")
            + 'CREATE INDEX order_visit_id_idx ON "order" (practice_id, visit_id) WHERE visit_id IS NOT NULL;'
            + index("result", "visit_id", where="visit_id IS NOT NULL")
            + index("receipt", "visit_id", where="visit_id IS NOT NULL")
            + index("patient", 'first_name COLLATE "C"', 'last_name COLLATE "C"', "id")
        )
    ]
