"""Acts of people on balances: superseded as they are signed and taken back; who asks never signs."""

from typing import Any

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

TABLE = "balance_act"
MOVED = "state NOT IN ('posted', 'reversed')"


def reference(model: str) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=model,
    )


def guards() -> str:
    made = [
        primary_key(TABLE, "id"),
        version_key(TABLE),
        row_security(TABLE),
        grants(TABLE, "SELECT, INSERT, UPDATE"),
        foreign_key(TABLE, "patient_id", "patient"),
        foreign_key(TABLE, "claim_id", "claim"),
        index(TABLE, "state", "cents"),
        index(TABLE, "patient_id", where="patient_id IS NOT NULL"),
        index(TABLE, "claim_id", where="claim_id IS NOT NULL"),
        check(TABLE, "moves_cents", "cents > 0"),
        check(TABLE, "has_author", "btrim(proposed_by) <> ''"),
        check(TABLE, "has_a_second_signature", f"{MOVED} OR cents <= alone_cents OR btrim(decided_by) <> ''"),
        check(
            TABLE,
            "is_signed_by_another",
            f"{MOVED} OR lower(btrim(decided_by)) <> lower(btrim(proposed_by))",
        ),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """What moved without a second name was within what one person may do alone."""

    dependencies = [("store", "0012_receipts_back")]
    operations = [
        migrations.CreateModel(
            name="BalanceAct",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("reason", models.TextField()),
                ("state", models.TextField()),
                ("cents", models.BigIntegerField()),
                ("alone_cents", models.BigIntegerField()),
                ("proposed_by", models.TextField()),
                ("proposed_on", models.DateField()),
                ("decided_by", models.TextField()),
                ("patient", reference("store.patient")),
                ("claim", reference("store.claim")),
            ],
            options={"db_table": TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
