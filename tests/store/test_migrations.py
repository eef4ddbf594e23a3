"""The schema as the database holds it: keys led by the practice, row security forced, rights as declared, and
nothing that Django's models say otherwise.
"""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connections

from almoner.store.migrations import _guards
from almoner.store.tables.projections import PROJECTIONS

pytestmark = pytest.mark.usefixtures("store")

INSERT_ONLY = {"SELECT", "INSERT"}
KEPT_CURRENT = {"SELECT", "INSERT", "UPDATE"}
JOURNAL = {"record": INSERT_ONLY, "posting": INSERT_ONLY, "audit_entry": INSERT_ONLY}
JOURNAL |= {"interchange_bytes": INSERT_ONLY, "form_sent": INSERT_ONLY, "kept_board": INSERT_ONLY}
JOURNAL |= {"note_draft": KEPT_CURRENT | {"DELETE"}, "psychotherapy_text": INSERT_ONLY}
JOURNAL |= {"dictation": KEPT_CURRENT, "dictation_audio": INSERT_ONLY | {"DELETE"}}
UNLEARNT = {"note_draft", "psychotherapy_text", "dictation", "dictation_audio"}
"""Words that nobody signed, and those that their author alone opens."""
JOURNAL |= dict.fromkeys(("code_list", "code_pack", "code_pack_bytes"), INSERT_ONLY)
JOURNAL |= {
    "audit_chain": KEPT_CURRENT,
    "account_total": KEPT_CURRENT,
    "aged_total": KEPT_CURRENT,
    "patient_total": KEPT_CURRENT,
    "due_total": KEPT_CURRENT,
    "day_total": KEPT_CURRENT,
    "kept_variance": KEPT_CURRENT,
    "kept_owed": INSERT_ONLY | {"DELETE"},
    "kept_lag": KEPT_CURRENT,
    "kept_preview": KEPT_CURRENT | {"DELETE"},
    "kept_preview_part": INSERT_ONLY | {"DELETE"},
    "kept_receivable": KEPT_CURRENT | {"DELETE"},
    "kept_standing": KEPT_CURRENT,
    "long_run": KEPT_CURRENT,
    "brought_file": INSERT_ONLY | {"DELETE"},
    "control_number": KEPT_CURRENT,
}
SIGNING_IN = ("auth_", "django_", "procrastinate_")
BY_PERSON = {"membership", "person_choices"}
RIGHTS = {
    table: KEPT_CURRENT if projection.is_superseded else INSERT_ONLY
    for table, projection in PROJECTIONS.items()
}
RIGHTS["charge_line"] = INSERT_ONLY
"""Of its columns only those that the row shows may be changed: a right by column, told apart."""
RIGHTS |= JOURNAL


def rows(sql: str, *arguments: str) -> list[tuple[object, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, arguments or None)
        return list(cursor.fetchall())


def tables() -> set[str]:
    return {str(name) for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}


def business() -> Iterator[str]:
    """Every table that holds a practice's own: all but signing in and the job queue."""
    return (one for one in sorted(tables() - BY_PERSON) if not one.startswith(SIGNING_IN))


def test_no_model_waits_for_its_migration() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_every_table_is_known_here() -> None:
    assert set(business()) == set(RIGHTS)


def test_every_key_is_led_by_the_practice() -> None:
    found = rows(
        "SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE i.indisprimary"
    )
    led = {str(table): column for table, column in found}
    assert {table: led.get(table) for table in business()} == dict.fromkeys(business(), "practice_id")


def test_every_index_of_a_practices_table_is_led_by_the_practice() -> None:
    found = rows(
        "SELECT c.relname, x.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
        "JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam "
        "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] "
        "WHERE a.attname IS DISTINCT FROM 'practice_id' AND m.amname = 'btree'"
    )
    ours = set(business())
    assert [pair for pair in found if pair[0] in ours] == []


def test_row_security_is_forced_on_every_table_of_a_practice() -> None:
    found = rows(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'"
    )
    assert {str(name) for (name,) in found} >= set(business())


def test_policies_let_the_application_see_one_practice_alone() -> None:
    found = rows(
        "SELECT tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies "
        "WHERE policyname <> 'owner_reads'"
    )
    assert {str(row[0]) for row in found} == set(business())
    for _, name, command, roles, shown, taken in found:
        assert (name, command, roles) == ("within_practice", "ALL", "{public}")
        assert "almoner.practice" in str(shown)
        assert shown == taken
    reading = rows("SELECT cmd, roles::text FROM pg_policies WHERE policyname = 'owner_reads'")
    assert set(reading) == {("SELECT", "{almoner_owner}")}


@pytest.mark.parametrize("role", ["almoner_app", "almoner_train"])
def test_no_role_but_the_owner_goes_round_row_security(role: str) -> None:
    (found,) = rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", role
    )
    assert found == (False, False, False, False)


def granted(role: str) -> dict[str, set[str]]:
    sql = "SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = %s"
    found: dict[str, set[str]] = {}
    for table, right in rows(sql, role):
        found.setdefault(str(table), set()).add(str(right))
    return found


def test_the_application_has_the_declared_rights_and_no_other() -> None:
    held = granted("almoner_app")
    assert {table: held.get(table, set()) for table in business()} == RIGHTS
    assert held["django_migrations"] == {"SELECT"}


def test_the_training_role_only_reads_and_sees_no_sign_in() -> None:
    held = granted("almoner_train")
    assert set(held) == set(business()) - UNLEARNT
    assert {frozenset(rights) for rights in held.values()} == {frozenset({"SELECT"})}
    (readonly,) = rows("SELECT array_to_string(rolconfig, ' ') FROM pg_roles WHERE rolname = 'almoner_train'")
    assert "default_transaction_read_only=on" in str(readonly[0])


def test_nobody_else_may_do_anything() -> None:
    assert granted("PUBLIC").keys() & tables() == set()


def test_nothing_cascades_and_every_reference_stays_in_its_practice() -> None:
    found = rows(
        "SELECT c.relname, k.conname, k.confdeltype::text, k.confupdtype::text, a.attname "
        "FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1] WHERE k.contype = 'f'"
    )
    ours = set(business())
    references = [row for row in found if row[0] in ours]
    assert len(references) > 60
    assert {row[2:] for row in references} == {("a", "a", "practice_id")}


def test_every_current_row_hangs_on_the_version_that_it_shows() -> None:
    found = rows("SELECT conrelid::regclass::text FROM pg_constraint WHERE conname LIKE '%%_record_fk'")
    looked_at_once = {"advice"}  # by triggers, which test_commit proves
    assert {str(name).strip('"') for (name,) in found} == set(PROJECTIONS) - looked_at_once


def test_every_kind_of_record_has_its_table_and_columns() -> None:
    sql = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
    columns: dict[str, set[str]] = {}
    for table, column in rows(sql):
        columns.setdefault(str(table), set()).add(str(column))
    for kind, projection in PROJECTIONS.items():
        assert columns[kind] == {"practice_id", "id", "version", *projection.columns}


def test_the_guards_name_the_setting_that_a_session_sets() -> None:
    assert "almoner.practice" in _guards.PRACTICE
