"""Views of the open work that take little of much, and the bank's rows by what became of them, found by an index."""

from django.db import migrations

from almoner.store.migrations._guards import index


class Migration(migrations.Migration):
    """The indexes."""

    dependencies = [("store", "0078_found_by_visit")]
    operations = [
        migrations.RunSQL(
            index("denial", "carc", "id")
            + "CREATE INDEX task_large_denials_idx ON task (practice_id, due_on) "
            "WHERE state = 'open' AND subject_kind = 'denial' AND cents > 25000;"
            + index("deposit", "deposit_kind", "deposited_on", "id")
        )
    ]
