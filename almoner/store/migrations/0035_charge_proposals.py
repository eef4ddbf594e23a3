"""Charge lines that the chart's records lead to: each record, version, card and part once, one live proposal a part
of a record, and none charged without the decision and the line that it became.
"""

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

_TABLE = "charge_proposal"
_SOURCES = {
    "administration": "administration",
    "immunization": "immunization",
    "order": "order",
    "procedure": "performedprocedure",
    "report": "report",
    "result": "result",
}
_TEXTS = "source_kind card part code state".split()


# Judged when the statement ends: a plan withdraws one and proposes another at once, in any order.
ONE_LIVE = (
    f'ALTER TABLE "{_TABLE}" ADD CONSTRAINT "{_TABLE}_lives_once" EXCLUDE USING btree '
    "(practice_id WITH =, source_id WITH =, part WITH =, source_kind WITH =) WHERE (state <> 'withdrawn') "
    "DEFERRABLE INITIALLY IMMEDIATE;"
)
FORWARD = (
    f'CREATE TRIGGER "{_TABLE}_moves_forward" BEFORE UPDATE ON "{_TABLE}" FOR EACH ROW '
    "EXECUTE FUNCTION chart_moves_forward();"
)


def of_the_patient(column: str, target: str) -> str:
    """A reference to a row of the same patient."""
    return (
        f'ALTER TABLE "{_TABLE}" ADD CONSTRAINT "{_TABLE}_{column}_fk" '
        f'FOREIGN KEY (practice_id, "{column}", patient_id) REFERENCES "{target}" (practice_id, id, patient_id);'
    )


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [foreign_key(_TABLE, "patient_id", "patient"), of_the_patient("visit_id", "visit")]
    made += [of_the_patient(f"{name}_id", name) for name in _SOURCES]
    made += [
        foreign_key(_TABLE, "decision_id", "coding_decision"),
        foreign_key(_TABLE, "line_id", "charge_line"),
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "source_kind", "source_id", "source_version", "card", "part", is_unique=True),
        ONE_LIVE,
        index(_TABLE, "visit_id"),
        index(_TABLE, "line_id", where="line_id IS NOT NULL"),
        check(_TABLE, "has_state", "state IN ('proposed', 'charged', 'refused', 'withdrawn')"),
        check(_TABLE, "is_decided", "(state IN ('charged', 'refused')) = (decision_id IS NOT NULL)"),
        check(_TABLE, "is_charged", "(state = 'charged') = (line_id IS NOT NULL)"),
        check(
            _TABLE,
            "names_source",
            "coalesce(administration_id, immunization_id, order_id, procedure_id, report_id, result_id) = source_id",
        ),
        FORWARD,
    ]
    return " ".join(made)


def _reference(model: str, *, is_optional: bool = False) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=is_optional,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=f"store.{model}",
    )


class Migration(migrations.Migration):
    """The table with its guards."""

    dependencies = [("store", "0034_signed_days")]
    operations = [
        migrations.CreateModel(
            name="ChargeProposal",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("visit", _reference("visit")),
                ("patient", _reference("patient")),
                ("source_id", models.BigIntegerField()),
                ("source_version", models.IntegerField()),
                *((name, _reference(model, is_optional=True)) for name, model in _SOURCES.items()),
                ("decision", _reference("codingdecision", is_optional=True)),
                ("line", _reference("chargeline", is_optional=True)),
                *((name, models.TextField()) for name in _TEXTS),
                ("proposed_on", models.DateField()),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
    ]
