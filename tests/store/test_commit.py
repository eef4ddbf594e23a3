"""A commit is one transaction and one sealed entry, or nothing; the database refuses what no plan may do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connections, transaction

from almoner.core.coverage import Coverage
from almoner.core.ledger import Posting, Reason, Subject
from almoner.core.party import Patient, PlaceEnrollment
from almoner.core.plan import Plan
from almoner.flow.access import cause
from almoner.flow.charge import charge
from almoner.flow.patient import register
from almoner.store.commit import AlreadyDone, RefusedByStore, StalePlan, commit
from almoner.store.proof import verify as verifying
from almoner.store.session import books
from tests.practices import DAY, House, add_patient, new_house, visit_of

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(scope="module")
def house(store: Path) -> House:
    """One practice for the tests of this module."""
    assert store.is_dir()
    return new_house()


def broken(house: House) -> list[str]:
    """What `verify` says of the practice."""
    return [str(one) for one in verifying.verify(house.practice.id, on=DAY)]


def test_a_charged_visit_is_in_the_books_whole_and_verified(house: House) -> None:
    patient = add_patient(house, ("MCR01", "1EG4TE5MK73"))
    visit = visit_of(house, patient)
    lines = charge.charge_visits(house.actor, [visit.id], on=DAY)
    assert [line.charge_cents for line in lines] == [15000]
    assert lines[0].control
    assert charge.charge_visits(house.actor, [visit.id], on=DAY) == []
    assert broken(house) == []


def test_a_plan_made_from_an_older_version_is_refused(house: House) -> None:
    patient = add_patient(house)
    first = replace(patient, version=2, phone="5185550111")
    second = replace(patient, version=2, phone="5185550122")
    with books(house.practice.id) as session:
        commit(session, Plan(on=DAY, records=(first,)), cause=cause(house.actor, "test"))
    with pytest.raises(StalePlan), books(house.practice.id) as session:
        commit(session, Plan(on=DAY, records=(second,)), cause=cause(house.actor, "test"))
    with books(house.practice.id) as session:
        assert session.get(Patient, patient.id).phone == "5185550111"
        assert [one.version for one in session.history(Patient, patient.id)] == [1, 2]
    assert broken(house) == []


def test_the_same_effect_twice_is_refused_by_its_key(house: House) -> None:
    posting = Posting("undeposited", "unapplied", 100, Reason.RECEIPT, DAY, key="once")
    with books(house.practice.id) as session:
        commit(session, Plan(on=DAY, postings=(posting,)), cause=cause(house.actor, "test"))
    with pytest.raises(AlreadyDone), books(house.practice.id) as session:
        commit(session, Plan(on=DAY, postings=(posting,)), cause=cause(house.actor, "test"))


def test_overlapping_coverage_of_one_rank_is_refused(house: House) -> None:
    patient = add_patient(house, ("MCR01", "1EG4TE5MK73"))
    payer, plan = house.payers["CMA01"], house.plans["CMA01"]
    second = Coverage(0, patient.id, payer.id, plan.id, 1, "CMA123", date(2026, 2, 1))
    with books(house.practice.id) as session:
        overlapping = Plan(on=DAY, records=(replace(second, id=next(session.ids())),))
    with pytest.raises(RefusedByStore, match="coverage_never_overlaps"), books(house.practice.id) as session:
        commit(session, overlapping, cause=cause(house.actor, "test"))
    register.add_coverage(house.actor, replace(second, rank=2), on=DAY)


def test_a_reference_to_another_practice_is_refused(house: House) -> None:
    stranger = new_house(name="Another practice")
    patient = add_patient(stranger)
    payer, plan = house.payers["CMA01"], house.plans["CMA01"]
    with books(house.practice.id) as session:
        record = Coverage(next(session.ids()), patient.id, payer.id, plan.id, 1, "CMA123", DAY)
    with pytest.raises(RefusedByStore), books(house.practice.id) as session:
        commit(session, Plan(on=DAY, records=(record,)), cause=cause(house.actor, "test"))


def test_a_posting_to_a_line_that_is_not_there_is_refused(house: House) -> None:
    stranger = new_house(name="A third practice")
    visit = visit_of(stranger, add_patient(stranger, ("MCR01", "1EG4TE5MK73")))
    (line,) = charge.charge_visits(stranger.actor, [visit.id], on=DAY)
    subject = Subject(patient_id=line.patient_id, line_id=line.id)
    posting = Posting("cash", "payer_ar:1", 100, Reason.PAYMENT, DAY, "astray", subject)
    with pytest.raises(RefusedByStore, match="posting_line_id_fk"), books(house.practice.id) as session:
        commit(session, Plan(on=DAY, postings=(posting,)), cause=cause(house.actor, "test"))
    with books(stranger.practice.id) as session:
        commit(session, Plan(on=DAY, postings=(posting,)), cause=cause(stranger.actor, "test"))


@pytest.mark.parametrize(
    "act", ["DELETE FROM charge_line WHERE id = {0}", "UPDATE charge_line SET id = 0 WHERE id = {0}"]
)
def test_a_line_with_postings_cannot_go_not_even_by_the_owner(house: House, act: str) -> None:
    visit = visit_of(house, add_patient(house, ("MCR01", "1EG4TE5MK73")))
    (line,) = charge.charge_visits(house.actor, [visit.id], on=DAY)
    unguarded = "ALTER TABLE charge_line DROP CONSTRAINT charge_line_record_fk; "
    with (
        pytest.raises(DatabaseError, match="not there"),
        books(house.practice.id, alias="owner") as session,
    ):
        session.rows(unguarded + act.format(line.id))


@pytest.mark.parametrize(
    "table", ["record", "posting", "audit_entry", "charge_line", "claim_revision", "interchange_bytes"]
)
@pytest.mark.parametrize("act", ["UPDATE {} SET practice_id = practice_id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_cannot_change_what_was_recorded(house: House, table: str, act: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), books(house.practice.id) as session:
        session.rows(act.format(table))


@pytest.mark.parametrize(
    "row",
    [
        "'p1', 'cash', 'cash', 5",
        "'p2', 'cash', 'unapplied', 0",
        "'p3', 'cash', 'unapplied', -5",
        "'p4', 'Robert''); --', 'unapplied', 5",
    ],
)
def test_an_unbalanced_posting_cannot_be_written_even_by_sql(house: House, row: str) -> None:
    sql = f"""
    INSERT INTO posting (practice_id, audit_id, recorded_at, key, debit, credit, cents, reason, effective_on,
      "group", carc, element, rank)
    SELECT %s, 1, now(), {row}, 'receipt', now(), '', '', '', 0
    """
    with pytest.raises(DatabaseError, match="violates check constraint"), books(house.practice.id) as session:
        session.rows(sql, house.practice.id)


def test_a_session_sees_its_own_practice_alone(house: House) -> None:
    other = new_house(name="Another practice")
    with books(other.practice.id) as session:
        assert {row[0] for row in session.rows("SELECT DISTINCT practice_id FROM record")} == {
            other.practice.id
        }
        assert session.rows("SELECT id FROM patient WHERE practice_id = %s", house.practice.id) == []
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (
            lambda house: _edit(
                house, "UPDATE record SET body = jsonb_set(body, '{phone}', '\"1\"') WHERE kind = 'patient'"
            ),
            "seal",
        ),
        (
            lambda house: _edit(
                house, "DELETE FROM posting WHERE id = (SELECT max(id) FROM posting WHERE practice_id = {})"
            ),
            "seal",
        ),
        (
            lambda house: _edit(
                house, "UPDATE audit_entry SET actor = 'nobody' WHERE id = 3 AND practice_id = {}"
            ),
            "seal",
        ),
        (
            lambda house: _edit(house, "UPDATE patient SET phone = '1' WHERE practice_id = {}"),
            "projection of patient",
        ),
        (
            lambda house: _edit(
                house, "UPDATE account_total SET debit_cents = debit_cents + 1 WHERE practice_id = {}"
            ),
            "totals",
        ),
    ],
)
def test_verify_names_what_was_tampered_with(store: Path, harm: Callable[[House], None], named: str) -> None:
    assert store.is_dir()
    house = new_house(name="To be harmed")
    charge.charge_visits(
        house.actor, [visit_of(house, add_patient(house, ("MCR01", "1EG4TE5MK73"))).id], on=DAY
    )
    assert broken(house) == []
    harm(house)
    assert any(named in one for one in broken(house))


def _edit(house: House, sql: str) -> None:
    """Tamper as the owner of the database, who alone can."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"SET LOCAL almoner.practice = '{house.practice.id}'")
        cursor.execute(sql.replace("{}", str(house.practice.id)))


def test_two_agreed_enrollments_of_one_place_share_no_day(house: House) -> None:
    payer = house.payers["MCR01"]
    first = PlaceEnrollment(0, house.location.id, payer.id, date(2026, 1, 1))
    register.set_up(house.actor, [first, replace(first, state="asked")], on=DAY)
    with pytest.raises(RefusedByStore, match="place_enrollment_never_overlaps"):
        register.set_up(house.actor, [replace(first, since_on=date(2026, 6, 1))], on=DAY)
    backwards = replace(first, since_on=DAY, until_on=date(2026, 1, 1), state="refused")
    with pytest.raises(RefusedByStore, match="place_enrollment_has_period"):
        register.set_up(house.actor, [backwards], on=DAY)
