"""Why something leads to no charge; and the rule on charges looks only at what can still be wrong."""

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

_TABLE = "no_charge"

# A decision was proven to rest on its note when it was laid, and neither changes: so a line asks for the decision
# alone. That the note is the visit's and the patient's own says where visit and patient are.
RULE = """
CREATE OR REPLACE FUNCTION refuse_undecided_charge() RETURNS trigger LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh f WHERE NOT EXISTS (
      SELECT 1 FROM coding_decision d
      WHERE d.practice_id = f.practice_id AND d.id = f.decision_id AND d.visit_id = f.visit_id
        AND d.patient_id = f.patient_id AND d.code = f.code AND d.sort = 'service' AND d.action <> 'reject')) THEN
    RAISE EXCEPTION 'a charge line has no decision of its own'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'charge_line_is_decided';
  END IF;
  RETURN NULL;
END $$;
ALTER TABLE coding_decision DROP CONSTRAINT coding_decision_visit_id_fk;
ALTER TABLE coding_decision DROP CONSTRAINT coding_decision_patient_id_fk;
"""


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [foreign_key(_TABLE, f"{target}_id", target) for target in ("patient", "visit", "appointment")]
    made += [
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT"),
        index(_TABLE, "visit_id", where="visit_id IS NOT NULL"),
        index(_TABLE, "appointment_id", where="appointment_id IS NOT NULL"),
        check(_TABLE, "has_person", "decided_by <> '' AND reason <> ''"),
        check(_TABLE, "names_something", "visit_id IS NOT NULL OR appointment_id IS NOT NULL"),
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

    dependencies = [("store", "0028_notes")]
    operations = [
        migrations.CreateModel(
            name="NoCharge",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("reason", models.TextField()),
                ("decided_by", models.TextField()),
                ("decided_on", models.DateField()),
                ("patient", _reference("patient")),
                ("visit", _reference("visit", is_optional=True)),
                ("appointment", _reference("appointment", is_optional=True)),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
        migrations.RunSQL(RULE),
    ]
