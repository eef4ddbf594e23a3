"""Questions to providers as records, each with its answer and how long it took; none is asked twice of a note."""

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

_TABLE = "provider_query"
_TARGETS = {
    "visit": "visit",
    "patient": "patient",
    "provider": "provider",
    "note": "note",
    "addendum": "note",
}


# Before there are statistics the planner takes any index that the practice leads, unless the look is by the key
# and by nothing else: the rest is compared outside of it.
BY_KEY = """
CREATE OR REPLACE FUNCTION refuse_undecided_charge() RETURNS trigger LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh f WHERE (
      SELECT d.visit_id = f.visit_id AND d.patient_id = f.patient_id AND d.code = f.code
        AND d.sort = 'service' AND d.action <> 'reject'
      FROM coding_decision d WHERE d.practice_id = f.practice_id AND d.id = f.decision_id) IS NOT TRUE) THEN
    RAISE EXCEPTION 'a charge line has no decision of its own'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'charge_line_is_decided';
  END IF;
  RETURN NULL;
END $$;
"""


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [foreign_key(_TABLE, f"{name}_id", target) for name, target in _TARGETS.items()]
    made += [
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT, UPDATE"),
        index(_TABLE, "note_id", "about", "axis", is_unique=True),
        index(_TABLE, "visit_id"),
        check(_TABLE, "has_person", "asked_by <> ''"),
        check(
            _TABLE,
            "is_answered_whole",
            "(state = 'answered') = (answered_by <> '' AND answered_on IS NOT NULL AND addendum_id IS NOT NULL)",
        ),
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

    dependencies = [("store", "0029_no_charge")]
    operations = [
        migrations.CreateModel(
            name="ProviderQuery",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                *(
                    (name, models.TextField())
                    for name in ("about", "axis", "state", "asked_by", "answered_by")
                ),
                ("asked_on", models.DateField()),
                ("answered_on", models.DateField(null=True)),
                *(
                    (name, _reference(target, is_optional=name == "addendum"))
                    for name, target in _TARGETS.items()
                ),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
        migrations.RunSQL(BY_KEY),
    ]
