"""Warnings that the practice lets hold claims, decision by decision."""

from django.db import migrations, models

from almoner.store.migrations._guards import check, grants, index, primary_key, row_security, version_key

TABLE = "rule_stop"


def guards() -> str:
    made = [
        primary_key(TABLE, "id"),
        version_key(TABLE),
        row_security(TABLE),
        grants(TABLE, "SELECT, INSERT"),
        index(TABLE, "card"),
        check(TABLE, "has_author", "decided_by <> '' AND btrim(reason) <> ''"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """A decision is added and never changed: the latest of a card counts."""

    dependencies = [("store", "0065_payer_contracts")]
    operations = [
        migrations.CreateModel(
            name="RuleStop",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("card", models.TextField()),
                ("reason", models.TextField()),
                ("decided_by", models.TextField()),
                ("decided_on", models.DateField()),
            ],
            options={"db_table": TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
