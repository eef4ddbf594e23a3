"""Guards of the first tables: composite keys, checks, the exclusion of overlapping coverage, row security and grants."""

from django.db import migrations

from almoner.store.migrations._guards import (
    check,
    foreign_key,
    grants,
    index,
    primary_key,
    row_security,
    version_key,
)

SUPERSEDED = (
    "practice location provider payer payer_plan enrollment patient coverage appointment visit claim remittance denial "
    "task receipt"
).split()
FACTS = (
    "benefits note superbill charge_line claim_revision advice interchange transmission acknowledgement allocation "
    "deposit statement day_close"
).split()
REFERENCES = """
payer_plan.payer_id>payer enrollment.provider_id>provider enrollment.payer_id>payer coverage.patient_id>patient
coverage.payer_id>payer coverage.plan_id>payer_plan benefits.coverage_id>coverage benefits.patient_id>patient
appointment.patient_id>patient appointment.provider_id>provider appointment.location_id>location visit.patient_id>patient
visit.provider_id>provider visit.location_id>location visit.appointment_id>appointment note.visit_id>visit
note.patient_id>patient superbill.visit_id>visit superbill.patient_id>patient charge_line.visit_id>visit
charge_line.superbill_id>superbill charge_line.patient_id>patient charge_line.provider_id>provider
charge_line.location_id>location claim.patient_id>patient claim.visit_id>visit claim.coverage_id>coverage
claim.payer_id>payer claim_revision.claim_id>claim remittance.interchange_id>interchange remittance.payer_id>payer
advice.remittance_id>remittance advice.claim_id>claim denial.claim_id>claim denial.line_id>charge_line
denial.patient_id>patient denial.payer_id>payer task.claim_id>claim task.patient_id>patient
interchange_bytes.interchange_id>interchange transmission.interchange_id>interchange
acknowledgement.interchange_id>interchange acknowledgement.original_id>interchange receipt.patient_id>patient
receipt.visit_id>visit receipt.deposit_id>deposit allocation.receipt_id>receipt allocation.line_id>charge_line
allocation.patient_id>patient deposit.remittance_id>remittance statement.patient_id>patient
posting.line_id>charge_line
""".split()

INDEXES = (
    index("record", "audit_id"),
    index("record", "effective_on", "kind", where="kind IN ('remittance', 'allocation')"),
    index("payer", "claim_payer_id"),
    index("payer", "remittance_payer_id"),
    index("enrollment", "provider_id", "payer_id"),
    index("patient", "number", is_unique=True),
    index("patient", 'last_name COLLATE "C"', 'first_name COLLATE "C"', "id"),
    index("patient", "birth_on"),
    index("patient", "phone"),
    index("coverage", "patient_id"),
    index("coverage", "member_id"),
    index("benefits", "coverage_id", "service_on"),
    index("appointment", "starts_at", "id"),
    index("appointment", "patient_id"),
    index("visit", "service_on", "id"),
    index("visit", "patient_id"),
    index("visit", "state", "id", where="state <> 'billed'"),
    index("visit", "appointment_id", where="appointment_id IS NOT NULL", is_unique=True),
    index("note", "visit_id"),
    index("superbill", "visit_id", is_unique=True),
    index("charge_line", "control", is_unique=True),
    index("charge_line", "visit_id"),
    index("charge_line", "patient_id", "service_on"),
    index("claim", "control", is_unique=True),
    index("claim", "payer_control", where="payer_control <> ''"),
    index("claim", "state", "since_on", "id"),
    index("claim", "patient_id"),
    index("claim", "payer_id", "id"),
    index("claim", "visit_id"),
    index("claim", "wait_until", where="wait_until IS NOT NULL"),
    index("claim_revision", "claim_id", "number", is_unique=True),
    index("remittance", "trace"),
    index("remittance", "state", "received_on", "id"),
    index("remittance", "received_on", "id"),
    index("advice", "remittance_id", "ordinal"),
    index("advice", "claim_id", where="claim_id IS NOT NULL"),
    index("denial", "claim_id"),
    index("denial", "state", "due_on"),
    index("task", "state", "due_on", "(-cents)", "id"),
    index("task", "claim_id", where="claim_id IS NOT NULL"),
    index("task", "subject_id"),
    index("interchange", "direction", "sha256", where="about NOT IN ('refused', 'repeated')", is_unique=True),
    index("interchange", "receiver", "control", where="direction = 'out'", is_unique=True),
    index("interchange", "exchanged_on", "id"),
    index("interchange", "name"),
    index("transmission", "interchange_id", is_unique=True),
    index("acknowledgement", "original_id"),
    index("acknowledgement", "interchange_id"),
    index("control_number", "receiver", is_unique=True),
    index("receipt", "patient_id"),
    index("receipt", "received_on"),
    index("receipt", "deposit_id", where="deposit_id IS NULL"),
    index("receipt", "allocated_cents", where="allocated_cents < cents"),
    index("allocation", "receipt_id"),
    index("allocation", "line_id"),
    index("deposit", "remittance_id", where="remittance_id IS NOT NULL", is_unique=True),
    index("deposit", "trace", where="deposit_kind = 'slip'", is_unique=True),
    index("deposit", "deposited_on"),
    index("statement", "patient_id", "stated_on"),
    index("day_close", "closed_on", is_unique=True),
    index("posting", "key", is_unique=True),
    index("posting", "line_id", where="line_id IS NOT NULL"),
    index("posting", "claim_id", where="claim_id IS NOT NULL"),
    index("posting", "patient_id", where="patient_id IS NOT NULL"),
    index("posting", "patient_id", "debit", "cents", where="debit = 'patient_ar' OR credit = 'patient_ar'"),
    index("posting", "remittance_id", where="remittance_id IS NOT NULL"),
    index("posting", "effective_on"),
    index("posting", "audit_id"),
    index("posting", "reverses", where="reverses IS NOT NULL", is_unique=True),
)

CHECKS = (
    check("posting", "is_positive", "cents > 0"),
    check("posting", "moves", "debit <> credit"),
    check("posting", "names_accounts", r"debit ~ '^[a-z_]+(:[1-9])?$' AND credit ~ '^[a-z_]+(:[1-9])?$'"),
    check("posting", "has_subject", "reason <> 'charge' OR (line_id IS NOT NULL AND patient_id IS NOT NULL)"),
    check("receipt", "is_positive", "cents > 0"),
    check("receipt", "is_not_overspent", "allocated_cents BETWEEN 0 AND cents"),
    check("allocation", "is_positive", "cents > 0"),
    check("deposit", "is_not_zero", "cents <> 0"),
    check("coverage", "has_rank", "rank BETWEEN 1 AND 9"),
    check("coverage", "has_period", "until_on IS NULL OR until_on >= since_on"),
    check("enrollment", "has_period", "until_on IS NULL OR until_on >= since_on"),
    check("charge_line", "is_charged", "charge_cents >= 0 AND units > 0"),
    check("claim", "has_rank", "rank BETWEEN 1 AND 9"),
    check("task", "has_owner", "owner <> '' AND (state <> 'open' OR due_on IS NOT NULL)"),
    check("denial", "has_owner", "owner <> ''"),
    check("account_total", "counts", "debit_cents >= 0 AND credit_cents >= 0"),
    (
        "ALTER TABLE coverage ADD CONSTRAINT coverage_never_overlaps EXCLUDE USING gist "
        "(practice_id WITH =, patient_id WITH =, rank WITH =, daterange(since_on, until_on) WITH &&);"
    ),
)

CLOSED_DAY = """
CREATE FUNCTION refuse_closed_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh JOIN audit_chain USING (practice_id) WHERE effective_on <= closed_on) THEN
    RAISE EXCEPTION 'the day is closed: post the correction on an open day' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER posting_refuses_closed_day AFTER INSERT ON posting REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_day();
"""


def statements() -> list[str]:
    """Return the guards in the order in which they can be made."""
    made = ["CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE EXTENSION IF NOT EXISTS pg_trgm;"]
    made += ["CREATE SEQUENCE almoner_id INCREMENT 1000 START 1000; CREATE SEQUENCE almoner_batch;"]
    made += ["ALTER TABLE posting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;"]
    made += [primary_key("record", "id", "version"), primary_key("interchange_bytes", "interchange_id")]
    made += [primary_key("account_total", "account")]
    made += [
        primary_key(table, "id")
        for table in (*SUPERSEDED, *FACTS, "posting", "audit_entry", "control_number")
    ]
    made += [version_key(table) for table in (*SUPERSEDED, *FACTS)]
    for reference in REFERENCES:
        source, target = reference.split(">")
        table, column = source.split(".")
        made.append(foreign_key(table, column, target))
    made += [*INDEXES, *CHECKS, CLOSED_DAY]
    made += [
        f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_pkey"; ALTER TABLE "{table}" SET UNLOGGED; '
        f'CREATE INDEX "{table}_batch_idx" ON "{table}" (practice_id, batch);'
        for table in ("staged_record", "staged_posting")
    ]
    # A claim's revision is just over the 2 kB from which PostgreSQL compresses, which costs more than the whole
    # rest of writing it, and again at every reading.
    made += [
        f'ALTER TABLE "{table}" SET (toast_tuple_target = 8160);' for table in ("record", "staged_record")
    ]
    return made + access()


def access() -> list[str]:
    """Return row security and the rights of the two other roles: records, postings and audit are insert only."""
    insert_only = ("record", "posting", "audit_entry", "interchange_bytes", *FACTS)
    kept_current = (*SUPERSEDED, "audit_chain", "account_total", "control_number")
    made = [row_security(table) for table in (*insert_only, *kept_current)]
    made += [grants(table, "SELECT, INSERT") for table in insert_only]
    made += [grants(table, "SELECT, INSERT, UPDATE") for table in kept_current]
    made += [
        f"GRANT SELECT, INSERT, DELETE ON {table} TO almoner_app;"
        for table in ("staged_record", "staged_posting")
    ]
    signing_in = (
        "membership, auth_user, auth_user_groups, auth_user_user_permissions, auth_group, "
        "auth_group_permissions, auth_permission, django_content_type, django_session"
    )
    made += [
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {signing_in} TO almoner_app;",
        "GRANT SELECT ON django_migrations TO almoner_app;",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO almoner_app;",
        "GRANT USAGE ON SCHEMA public TO almoner_app, almoner_train;",
    ]
    return made


class Migration(migrations.Migration):
    """Composite keys, checks, row security, grants."""

    dependencies = [
        ("store", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunSQL(sql) for sql in statements()]
