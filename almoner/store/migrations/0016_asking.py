"""Who answers for a patient's bill, and how they are asked: marks, payment plans, placed debts, estimates."""

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
    "billing_mark": ("patient",),
    "payment_plan": ("patient",),
    "placement": ("patient", "line"),
    "estimate_notice": ("patient", "provider", "appointment"),
}
TARGETS = {"line": "charge_line"}
OPTIONAL = {"provider", "appointment"}
_KEY = """CASE
WHEN coalesce((r.body->'guarantor'->>'patient_id')::bigint, 0) > 0
  THEN 'patient:' || (r.body->'guarantor'->>'patient_id')
WHEN jsonb_typeof(r.body->'guarantor') = 'object' THEN 'person:' || lower(concat_ws('|',
  r.body->'guarantor'->'name'->>'last', r.body->'guarantor'->'name'->>'first',
  r.body->'guarantor'->'name'->>'middle', r.body->'guarantor'->'name'->>'suffix',
  r.body->'guarantor'->'address'->>'line1', r.body->'guarantor'->'address'->>'line2',
  left(r.body->'guarantor'->'address'->>'zip', 5)))
ELSE 'patient:' || t.id END"""
_FILL = f"""
ALTER TABLE patient NO FORCE ROW LEVEL SECURITY;
UPDATE patient t SET guarantor = {_KEY} FROM record r
WHERE r.practice_id = t.practice_id AND r.id = t.id AND r.version = t.version;
ALTER TABLE patient FORCE ROW LEVEL SECURITY;
ALTER TABLE statement NO FORCE ROW LEVEL SECURITY;
UPDATE statement SET guarantor = 'patient:' || patient_id;
ALTER TABLE statement FORCE ROW LEVEL SECURITY;
"""


def columns(table: str, *more: tuple[str, Any]) -> list[tuple[str, Any]]:
    """The columns that every row has, its references, and more."""
    references = [
        (
            name,
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=name in OPTIONAL,
                on_delete=models.DO_NOTHING,
                related_name="+",
                to="store.chargeline" if name == "line" else f"store.{name}",
            ),
        )
        for name in REFERENCES[table]
    ]
    head = [
        ("practice_id", _BIG()),
        ("id", _BIG(primary_key=True, serialize=False)),
        ("version", models.IntegerField()),
    ]
    return [*head, *references, *more]


def guards() -> str:
    """Keys, references, rights and what each row keeps true."""
    made = [_FILL]
    for table, references in REFERENCES.items():
        made += [
            primary_key(table, "id"),
            version_key(table),
            row_security(table),
            grants(table, "SELECT, INSERT, UPDATE"),
            index(table, "patient_id"),
        ]
        made += [foreign_key(table, f"{name}_id", TARGETS.get(name, name)) for name in references]
    made += [
        index("patient", "guarantor"),
        index("statement", "guarantor", "stated_on"),
        check("billing_mark", "has_period", "until_on IS NULL OR until_on >= since_on"),
        index("payment_plan", "patient_id", "state", where="state = 'open'", is_unique=True),
        check("placement", "is_positive", "cents > 0"),
        index("placement", "line_id", where="state = 'placed'", is_unique=True),
        index("placement", "batch_id"),
        index("estimate_notice", "appointment_id", where="appointment_id IS NOT NULL", is_unique=True),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """Patients without a guarantor answer for themselves; statements from before went by one patient."""

    dependencies = [("store", "0015_posting_lines")]
    operations = [
        migrations.AddField("patient", "guarantor", _TEXT(default="")),
        migrations.AlterField("patient", "guarantor", _TEXT()),
        migrations.AddField("statement", "guarantor", _TEXT(default="")),
        migrations.AlterField("statement", "guarantor", _TEXT()),
        migrations.CreateModel(
            name="BillingMark",
            fields=columns(
                "billing_mark",
                ("sort", _TEXT()),
                ("since_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
            ),
            options={"db_table": "billing_mark"},
        ),
        migrations.CreateModel(
            name="PaymentPlan",
            fields=columns("payment_plan", ("agreed_on", models.DateField()), ("state", _TEXT())),
            options={"db_table": "payment_plan"},
        ),
        migrations.CreateModel(
            name="Placement",
            fields=columns(
                "placement",
                ("batch_id", _BIG()),
                ("agency", _TEXT()),
                ("cents", _BIG()),
                ("placed_on", models.DateField()),
                ("state", _TEXT()),
            ),
            options={"db_table": "placement"},
        ),
        migrations.CreateModel(
            name="EstimateNotice",
            fields=columns(
                "estimate_notice",
                ("service_on", models.DateField()),
                ("due_on", models.DateField()),
                ("delivered_on", models.DateField(null=True)),
            ),
            options={"db_table": "estimate_notice"},
        ),
        migrations.RunSQL(guards()),
    ]
