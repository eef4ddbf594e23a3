"""Forms that act once: the key of each that has acted, beside the entry of what it did."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, foreign_key, grants, primary_key, row_security

_TABLE = "form_sent"


def guards() -> str:
    made = [
        primary_key(_TABLE, "key"),
        foreign_key(_TABLE, "audit_id", "audit_entry"),
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT"),
        check(_TABLE, "has_a_key", "key ~ '^[A-Za-z0-9_-]{16,64}$' AND said ~ '^[0-9a-f]{64}$'"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0021_coverage_swaps")]
    operations = [
        migrations.CreateModel(
            name="FormSent",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("audit_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("key", models.TextField()),
                ("said", models.TextField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
