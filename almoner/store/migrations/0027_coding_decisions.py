"""A person's decisions on codes, and the rule that no charge line stands without one over the signed note.

What was decided before gets its decisions here, each of its own person and day, under numbers that follow from
the superbill's: the records of that time, which are sealed, stay as they are.
"""

import json
from datetime import date, datetime
from typing import Any

from django.db import migrations, models

from almoner.store.codec import canonical, encode
from almoner.store.commit import digest_of, seal_of
from almoner.store.migrations._guards import (
    check,
    foreign_key,
    grants,
    index,
    primary_key,
    row_security,
    version_key,
)

_TABLE = "coding_decision"
_TEXTS = "note_sha256 sort code action origin decided_by reason suggested_code tier".split()

# A session keeps the plan that it makes for its first statement, be it of one line or of fifty thousand: only the
# look by the key serves both.
_BY_KEY = "SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off"
_REFUSE = "RAISE EXCEPTION '{}' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{}';"

TRIGGERS = f"""
CREATE FUNCTION refuse_decision_over_another_note() RETURNS trigger LANGUAGE plpgsql {_BY_KEY} AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh f WHERE NOT EXISTS (
      SELECT 1 FROM note n WHERE n.practice_id = f.practice_id AND n.id = f.note_id AND n.visit_id = f.visit_id
        AND n.patient_id = f.patient_id AND n.sha256 = f.note_sha256)) THEN
    {_REFUSE.format("a decision rests on another text than the signed note", "coding_decision_rests_on_note")}
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER coding_decision_rests_on_note AFTER INSERT ON coding_decision REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_decision_over_another_note();
CREATE FUNCTION refuse_undecided_charge() RETURNS trigger LANGUAGE plpgsql {_BY_KEY} AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh f WHERE NOT EXISTS (
      SELECT 1 FROM coding_decision d
      JOIN note n ON n.practice_id = d.practice_id AND n.id = d.note_id AND n.sha256 = d.note_sha256
      WHERE d.practice_id = f.practice_id AND d.id = f.decision_id AND d.visit_id = f.visit_id
        AND d.patient_id = f.patient_id AND d.code = f.code AND d.sort = 'service' AND d.action <> 'reject')) THEN
    {_REFUSE.format("a charge line has no decision of its own", "charge_line_is_decided")}
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER charge_line_is_decided AFTER INSERT ON charge_line REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_undecided_charge();
CREATE TRIGGER charge_line_stays_decided AFTER UPDATE ON charge_line REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_undecided_charge();
CREATE FUNCTION refuse_change_under_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a decision rests on does not change'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'signed_note_stays';
END $$;
CREATE TRIGGER note_keeps_text BEFORE UPDATE ON note FOR EACH ROW
  WHEN ((OLD.sha256, OLD.visit_id, OLD.patient_id) IS DISTINCT FROM (NEW.sha256, NEW.visit_id, NEW.patient_id))
  EXECUTE FUNCTION refuse_change_under_decision();
CREATE TRIGGER coding_decision_stays BEFORE UPDATE OR DELETE ON coding_decision FOR EACH ROW
  EXECUTE FUNCTION refuse_change_under_decision();
"""


def guards() -> str:
    made = [primary_key(_TABLE, "id"), version_key(_TABLE)]
    made += [foreign_key(_TABLE, f"{target}_id", target) for target in ("visit", "patient", "note")]
    made += [
        row_security(_TABLE),
        grants(_TABLE, "SELECT, INSERT"),
        index(_TABLE, "visit_id"),
        index(_TABLE, "decided_on"),
        check(_TABLE, "says_what", "action IN ('accept', 'change', 'reject', 'add') AND code <> ''"),
        check(_TABLE, "says_of_what", "sort IN ('dx', 'service')"),
        check(_TABLE, "has_person", "decided_by <> ''"),
        check(_TABLE, "saw_suggestion", "(action = 'add') = (suggested_code = '')"),
        check(_TABLE, "saw_evidence", "action <> 'accept' OR (evidence_opened AND code = suggested_code)"),
        check(_TABLE, "has_reason", "action NOT IN ('change', 'reject') OR reason <> ''"),
    ]
    return " ".join(made)


def decide_what_stands(_apps: Any, schema_editor: Any) -> None:
    """Give each line of every superbill its decision, as one sealed entry a practice, and name them in the lines."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT practice_id FROM superbill ORDER BY 1")
        for (practice_id,) in cursor.fetchall():
            cursor.execute("SELECT set_config('almoner.practice', %s, true)", [str(practice_id)])
            _decide_practice(cursor, practice_id)
        cursor.execute("SELECT set_config('almoner.practice', '', true)")


_STANDING = """
SELECT s.id, s.visit_id, s.patient_id, s.decided_by, s.decided_on, r.body::text, n.id, n.sha256
FROM superbill s
JOIN record r ON r.practice_id = s.practice_id AND r.id = s.id AND r.version = s.version
JOIN visit v ON v.practice_id = s.practice_id AND v.id = s.visit_id
JOIN record w ON w.practice_id = v.practice_id AND w.id = v.id AND w.version = v.version
JOIN note n ON n.practice_id = v.practice_id AND n.id = (w.body->>'note_id')::bigint
WHERE s.practice_id = %s ORDER BY s.id
"""


def _decide_practice(cursor: Any, practice_id: int) -> None:
    cursor.execute(_STANDING, [practice_id])
    bodies = [body for row in cursor.fetchall() for body in _bodies(row)]
    if not bodies:
        return
    sql = "SELECT last_id, seal, clock_timestamp() FROM audit_chain WHERE practice_id = %s FOR UPDATE"
    cursor.execute(sql, [practice_id])
    last_id, seal, now = cursor.fetchone()
    audit_id, on = last_id + 1, now.date()
    with cursor.copy(
        "COPY record (practice_id, id, version, kind, body, audit_id, effective_on, recorded_at) FROM STDIN"
    ) as copy:
        for body in bodies:
            row = (practice_id, body["id"], 1, _TABLE, encode(body).decode(), audit_id, on, now)
            copy.write_row(row)
    texts = ", ".join(f"coalesce(body->>'{name}', '')" for name in _TEXTS)
    cursor.execute(
        f"INSERT INTO {_TABLE} (practice_id, id, version, visit_id, patient_id, note_id, decided_on, evidence_opened, "
        f"seconds, {', '.join(_TEXTS)}) SELECT practice_id, id, version, (body->>'visit_id')::bigint, "
        "(body->>'patient_id')::bigint, (body->>'note_id')::bigint, (body->>'decided_on')::date, false, 0, "
        f"{texts} FROM record WHERE practice_id = %s AND audit_id = %s",
        [practice_id, audit_id],
    )
    cursor.execute(
        "UPDATE charge_line SET decision_id = -(superbill_id * 1000 + sequence) WHERE practice_id = %s",
        [practice_id],
    )
    _seal(cursor, (practice_id, audit_id, on, now), seal, bodies)


def _seal(
    cursor: Any, entry: tuple[int, int, date, datetime], last: str, bodies: list[dict[str, Any]]
) -> None:
    practice_id, audit_id, on, now = entry
    digest = digest_of(((body["id"], 1, _TABLE, encode(body)) for body in bodies), ())
    header = (practice_id, audit_id, "code", "almoner", "decisions of before become records", on, now)
    seal = seal_of(last, header, digest)
    subjects = json.dumps({_TABLE: [body["id"] for body in bodies]})
    cursor.execute(
        "INSERT INTO audit_entry (practice_id, id, flow, actor, reason, effective_on, recorded_at, record_count, "
        "posting_count, subjects, digest, seal) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0, %s::jsonb, %s, %s)",
        [*header, len(bodies), subjects, digest, seal],
    )
    cursor.execute(
        "UPDATE audit_chain SET last_id = %s, seal = %s WHERE practice_id = %s", [audit_id, seal, practice_id]
    )


def _bodies(row: tuple[Any, ...]) -> list[dict[str, Any]]:
    """The decisions behind a superbill's lines, as records are kept."""
    bill_id, visit_id, patient_id, by, on, body, note_id, sha256 = row
    lines = json.loads(canonical(body))["lines"]
    return [
        {
            "id": -(bill_id * 1000 + sequence),
            "version": 1,
            "visit_id": visit_id,
            "patient_id": patient_id,
            "note_id": note_id,
            "note_sha256": sha256,
            "sort": "service",
            "code": line["code"],
            "action": "add",
            "origin": "taken_over",
            "decided_by": by,
            "decided_on": on.isoformat(),
            "reason": "",
            "evidence_opened": False,
            "seconds": 0,
        }
        for sequence, line in enumerate(lines, 1)
    ]


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
    """The table with its guards, what stands decided in it, and then the rule."""

    dependencies = [("store", "0026_advice_sides")]
    operations = [
        migrations.CreateModel(
            name="CodingDecision",
            fields=[
                ("practice_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("decided_on", models.DateField()),
                ("evidence_opened", models.BooleanField()),
                ("seconds", models.IntegerField()),
                *((name, models.TextField()) for name in _TEXTS),
                *((target, _reference(target)) for target in ("visit", "patient", "note")),
            ],
            options={"db_table": _TABLE},
        ),
        migrations.RunSQL(guards()),
        migrations.AddField("ChargeLine", "decision", _reference("codingdecision", is_optional=True)),
        migrations.RunPython(decide_what_stands),
        migrations.AlterField("ChargeLine", "decision", _reference("codingdecision")),
        migrations.RunSQL(foreign_key("charge_line", "decision_id", "coding_decision") + TRIGGERS),
    ]
