"""Refunds, overpayments of payers, and charges of cards; separate hands are a fact of the table."""

from typing import Any

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

_BIG, _TEXT = models.BigIntegerField, models.TextField
REFERENCES = {
    "refund": ("patient", "receipt", "payer", "claim"),
    "overpayment": ("claim", "patient", "payer"),
    "card_charge": ("patient", "receipt"),
}
OPTIONAL = {
    ("refund", "patient"),
    ("refund", "receipt"),
    ("refund", "payer"),
    ("refund", "claim"),
    ("card_charge", "receipt"),
}


def columns(table: str, *more: tuple[str, Any]) -> list[tuple[str, Any]]:
    """The columns that every row has, its references, and more."""
    head = [
        ("practice_id", _BIG()),
        ("id", _BIG(primary_key=True, serialize=False)),
        ("version", models.IntegerField()),
    ]
    references = [
        (
            name,
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=(table, name) in OPTIONAL,
                on_delete=models.DO_NOTHING,
                related_name="+",
                to=f"store.{name}",
            ),
        )
        for name in REFERENCES[table]
    ]
    return [*head, *references, *more]


def guards() -> str:
    """Keys, references, rights and what each row keeps true."""
    made = []
    for table, references in REFERENCES.items():
        made += [
            primary_key(table, "id"),
            version_key(table),
            row_security(table),
            grants(table, "SELECT, INSERT, UPDATE"),
            check(table, "is_positive", "cents > 0"),
        ]
        made += [foreign_key(table, f"{target}_id", target) for target in references]
    made += [
        check("refund", "has_other_approver", "decided_by <> asked_by"),
        check("refund", "has_other_issuer", "issued_by = '' OR issued_by <> decided_by"),
        check("refund", "is_decided", "(decided_by <> '') = (state <> 'asked')"),
        check(
            "refund", "is_issued", "state NOT IN ('issued', 'cleared') OR (issued_by <> '' AND number <> '')"
        ),
        check("refund", "is_to_one", "(receipt_id IS NULL) <> (payer_id IS NULL)"),
        check("refund", "is_claims_payers", "claim_id IS NULL OR payer_id IS NOT NULL"),
        index("refund", "state", "asked_on"),
        index("refund", "receipt_id", where="receipt_id IS NOT NULL"),
        index("refund", "claim_id", where="claim_id IS NOT NULL"),
        index("refund", "number", where="number <> ''"),
        index("overpayment", "claim_id", where="fate = 'open'", is_unique=True),
        index("card_charge", "state", where="state = 'asked'"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """Added and superseded like every record."""

    dependencies = [("store", "0013_balance_acts")]
    operations = [
        migrations.CreateModel(
            name="Refund",
            fields=columns(
                "refund",
                ("cents", _BIG()),
                ("state", _TEXT()),
                ("number", _TEXT()),
                ("asked_by", _TEXT()),
                ("decided_by", _TEXT()),
                ("issued_by", _TEXT()),
                ("asked_on", models.DateField()),
                ("issued_on", models.DateField(null=True)),
                ("settled_on", models.DateField(null=True)),
                ("settled_by", _TEXT()),
            ),
            options={"db_table": "refund"},
        ),
        migrations.CreateModel(
            name="Overpayment",
            fields=columns(
                "overpayment", ("cents", _BIG()), ("identified_on", models.DateField()), ("fate", _TEXT())
            ),
            options={"db_table": "overpayment"},
        ),
        migrations.CreateModel(
            name="CardCharge",
            fields=columns(
                "card_charge", ("cents", _BIG()), ("state", _TEXT()), ("asked_on", models.DateField())
            ),
            options={"db_table": "card_charge"},
        ),
        migrations.RunSQL(guards()),
    ]
