"""The chart: a table for each noun with its guards, and papers that can be marked as filed in error.

Promises that an entry's visit, what replaced it and what it belongs to are the same patient's, that no entry is
changed but by a later version, and that an order has somebody who asks.
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
from almoner.store.models.keys import Numeric

COMMON = {
    "state": models.TextField,
    "system": models.TextField,
    "code": models.TextField,
    "happened_on": models.DateField,
    "recorded_on": models.DateField,
    "recorded_by": models.TextField,
    "labels": models.JSONField,
}
MODELS = {
    "ListedProblem": "problem",
    "Allergy": "allergy",
    "Medication": "medication",
    "Order": "order",
    "Administration": "administration",
    "VitalSign": "vital_sign",
    "Report": "report",
    "Result": "result",
    "Immunization": "immunization",
    "PerformedProcedure": "procedure",
    "FamilyHistory": "family_history",
    "SocialHistory": "social_history",
    "Goal": "goal",
}
TEXTS = {
    "problem": ("sort",),
    "order": ("sort",),
    "administration": ("lot",),
    "vital_sign": ("unit",),
    "report": ("sort",),
    "result": ("sort", "unit", "flag"),
    "immunization": ("lot", "funding"),
}
LINKS = {
    "order": {"performer": "provider", "medication": "medication"},
    "administration": {"order": "order", "medication": "medication"},
    "report": {"order": "order"},
    "result": {"report": "report", "order": "order"},
    "immunization": {"location": "location", "order": "order"},
    "procedure": {"order": "order"},
}
"""What may be named beside patient, visit, author and replacement."""
OF_NO_PATIENT = {"provider", "location"}
_OBSERVED = "registered preliminary final amended corrected cancelled"
STATES = {
    "problem": "active recurrence relapse inactive remission resolved",
    "allergy": "active inactive resolved",
    "medication": "draft active on-hold completed stopped cancelled",
    "order": "ordered completed cancelled failed",
    "administration": "completed not-done",
    "vital_sign": "preliminary final amended corrected",
    "report": _OBSERVED,
    "result": _OBSERVED,
    "immunization": "completed not-done",
    "procedure": "preparation in-progress not-done on-hold stopped completed",
    "family_history": "partial completed health-unknown",
    "social_history": "final",
    "goal": "proposed planned accepted active on-hold completed cancelled rejected",
}
OF_PAPERS: dict[str, tuple[Any, Any]] = {
    "state": (models.TextField, "current"),
    "recorded_by": (models.TextField, ""),
    "labels": (models.JSONField, list),
}
"""What a paper gets, and what those from before have."""
NOT_STANDING = "to-reconcile replaced entered-in-error"
FORWARD = """
CREATE FUNCTION chart_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <= OLD.version OR NEW.id <> OLD.id OR NEW.practice_id <> OLD.practice_id THEN
    RAISE EXCEPTION 'an entry of the chart is changed by a later version alone'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_moves_forward';
  END IF;
  RETURN NEW;
END $$;
"""


def targets() -> dict[str, str]:
    return {table: f"store.{name.lower()}" for name, table in MODELS.items()}


def reference(model: str, *, is_optional: bool = True) -> Any:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=is_optional,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=model,
    )


def table(name: str) -> migrations.CreateModel:
    made = MODELS[name]
    fields: list[tuple[str, Any]] = [
        ("practice_id", models.BigIntegerField()),
        ("id", models.BigIntegerField(primary_key=True, serialize=False)),
        ("version", models.IntegerField()),
        ("patient", reference("store.patient", is_optional=False)),
        ("visit", reference("store.visit")),
        ("author", reference("store.provider")),
        ("replaced_by", reference(f"store.{name.lower()}")),
        *((column, kind()) for column, kind in COMMON.items()),
        *((column, models.TextField()) for column in TEXTS.get(made, ())),
    ]
    known = targets() | {"provider": "store.provider", "location": "store.location"}
    fields += [(column, reference(known[target])) for column, target in LINKS.get(made, {}).items()]
    if made in {"vital_sign", "result"}:
        fields.append(("value", Numeric(null=True)))
    if made == "result":
        fields.append(("read_on", models.DateField(null=True)))
    if made == "immunization":
        fields.append(("is_ours", models.BooleanField()))
    return migrations.CreateModel(name=name, fields=fields, options={"db_table": made})


def of_the_patient(made: str, column: str, target: str) -> str:
    """A reference to a row of the same patient."""
    return (
        f'ALTER TABLE "{made}" ADD CONSTRAINT "{made}_{column}_fk" '
        f"FOREIGN KEY (practice_id, {column}, patient_id) "
        f'REFERENCES "{target}" (practice_id, id, patient_id);'
    )


def unique_with_patient(made: str) -> str:
    return f'ALTER TABLE "{made}" ADD CONSTRAINT "{made}_of_patient" UNIQUE (practice_id, id, patient_id);'


def forward(made: str) -> str:
    return (
        f'CREATE TRIGGER "{made}_moves_forward" BEFORE UPDATE ON "{made}" FOR EACH ROW '
        "EXECUTE FUNCTION chart_moves_forward();"
    )


def guards_of(made: str) -> list[str]:
    allowed = ", ".join(f"'{state}'" for state in f"{STATES[made]} {NOT_STANDING}".split())
    return [
        primary_key(made, "id"),
        version_key(made),
        row_security(made),
        grants(made, "SELECT, INSERT, UPDATE"),
        unique_with_patient(made),
        foreign_key(made, "patient_id", "patient"),
        foreign_key(made, "author_id", "provider"),
        index(made, "patient_id", "happened_on DESC", "id DESC"),
        check(made, "has_state", f"state IN ({allowed})"),
        check(made, "is_labelled", "jsonb_typeof(labels) = 'array'"),
        check(made, "is_replaced", "(state = 'replaced') = (replaced_by_id IS NOT NULL)"),
        check(made, "replaces_another", "replaced_by_id <> id"),
        forward(made),
    ]


def links_of(made: str) -> list[str]:
    found = [of_the_patient(made, "visit_id", "visit"), of_the_patient(made, "replaced_by_id", made)]
    for column, target in LINKS.get(made, {}).items():
        link = foreign_key if target in OF_NO_PATIENT else of_the_patient
        found.append(link(made, f"{column}_id", target))
    return found


def guards() -> str:
    made = [FORWARD, unique_with_patient("visit")]
    for name in MODELS.values():
        made += guards_of(name)
    for name in MODELS.values():
        made += links_of(name)
    made += [
        grants("document", "UPDATE"),
        forward("document"),
        index("document", "patient_id", "signed_on DESC", "id DESC"),
        check("document", "has_state", "state IN ('current', 'entered-in-error')"),
        check("document", "is_labelled", "jsonb_typeof(labels) = 'array'"),
        index("result", "patient_id", "code", "happened_on DESC"),
        index("vital_sign", "patient_id", "code", "happened_on DESC"),
        index("result", "recorded_on", where="read_on IS NULL"),
        index("order", "happened_on", where="state = 'ordered'"),
        check("order", "has_asker", "author_id IS NOT NULL"),
        check("immunization", "has_lot", "state <> 'completed' OR NOT is_ours OR btrim(lot) <> ''"),
    ]
    return " ".join(made)


class Migration(migrations.Migration):
    """Thirteen tables; a practice begins with none of them filled."""

    dependencies = [("store", "0023_cards_on_file")]
    operations = [
        *(table(name) for name in MODELS),
        *(
            migrations.AddField("document", column, kind(default=default), preserve_default=False)
            for column, (kind, default) in OF_PAPERS.items()
        ),
        migrations.RunSQL(guards()),
    ]
