"""What people found payers' takebacks to be about: added, never changed."""

import django.db.models.deletion
from django.db import migrations, models

from almoner.store.migrations._guards import (
    check,
    foreign_key,
    grants,
    index,
    primary_key,
    row_security,
    version_key,
)

TABLE = "takeback_act"
REFERENCES = ("payer", "remittance", "claim")


def reference(name: str) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=name == "claim",
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=f"store.{name}",
    )


def guards() -> str:
    made = [
        primary_key(TABLE, "id"),
        version_key(TABLE),
        row_security(TABLE),
        grants(TABLE, "SELECT, INSERT"),
    ]
    made += [foreign_key(TABLE, f"{name}_id", name) for name in REFERENCES]
    made += [
        check(TABLE, "is_positive", "cents > 0"),
        check(TABLE, "has_author", "btrim(decided_by) <> ''"),
        index(TABLE, "payer_id"),
        index(TABLE, "claim_id", where="claim_id IS NOT NULL"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """Each names the payment and the place of its pair there."""

    dependencies = [("store", "0018_deposits_explained")]
    operations = [
        migrations.CreateModel(
            name="TakebackAct",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                *((name, reference(name)) for name in REFERENCES),
                ("number", models.IntegerField()),
                ("cents", models.BigIntegerField()),
                ("decided_by", models.TextField()),
                ("decided_on", models.DateField()),
            ],
            options={"db_table": TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
