"""A long run goes on in its person's name part by part, stops, goes on, and tells what wants them."""

from dataclasses import replace

import pytest

from almoner.core.chart import Visit, VisitState
from almoner.core.claim import Claim
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.report.statement import Statement
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.claim import claim_coded
from almoner.flow.refused import Refused
from almoner.flow.setup import people
from almoner.flow.work import long_run
from almoner.flow.work.long_sorts import is_long
from almoner.store.kept import long_runs
from almoner.store.kept.long_runs import DONE, GOING, STOPPED, Begun, LongRun, Took
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, sent_claim, take_in
from tests.flow.files import Decided, Payment, Served, paying
from tests.flow.owing import ON, owing
from tests.practices import House, add_patient, new_house, visit_of


@pytest.fixture(scope="module")
def house(store: object) -> House:
    """A practice with a biller, and three patients who owe."""
    assert store
    made = new_house()
    people.invite(Actor("ada", made.practice.id, frozenset({"admin"})), biller(made).name, "biller", on=ON)
    return made


def biller(house: House) -> Actor:
    return Actor(f"biller{house.practice.id}", house.practice.id, frozenset({"biller"}))


def arrived(house: House, payment: Payment) -> int:
    (remittance_id,) = take_in(house, paying(house, payment), on=ON).remittance_ids
    return remittance_id


def kept(house: House, run_id: int) -> LongRun:
    return long_run.show(biller(house), run_id, on=ON).run


def stated(house: House) -> int:
    with books(house.practice.id) as session:
        return len(session.find(Statement))


def test_a_run_stops_goes_on_and_is_put_away(house: House) -> None:
    with pytest.raises(Refused, match="Nothing is left"):
        long_run.begin_statements(biller(house), on=ON)
    owing(house)
    run_id = long_run.begin_statements(biller(house), on=ON)
    with books(house.practice.id) as session:
        sql = "DELETE FROM procrastinate_jobs WHERE args->>'run_id' = %s RETURNING 1"
        assert session.rows(sql, str(run_id)) == [(1,)], "a job takes it on"
    seen = long_run.show(biller(house), run_id, on=ON)
    assert seen.frame.run is not None
    assert (seen.frame.run.done, seen.frame.run.total, seen.run.state) == (0, 1, GOING)
    with pytest.raises(Refused, match="still going"):
        long_run.put_away(biller(house), run_id)
    long_run.stop(biller(house), run_id)
    assert not long_run.take_on(house.actor, run_id, on=ON), "it is stopped"
    assert stated(house) == 0
    long_run.go_on(biller(house), run_id)
    assert not long_run.take_on(house.actor, run_id, on=ON), "nothing is left"
    assert stated(house) == 1
    assert (kept(house, run_id).state, kept(house, run_id).problems) == (DONE, ())
    with pytest.raises(Refused, match="is done"):
        long_run.go_on(biller(house), run_id)
    long_run.put_away(biller(house), run_id)
    assert long_run.show(biller(house), run_id, on=ON).frame.run is None


def test_a_part_that_was_done_is_not_counted_twice(house: House) -> None:
    patient_id = owing(house, trace="T2").claim.patient_id
    with books(house.practice.id, person=biller(house).name) as session:
        run_id = next(session.ids())
        long_runs.begin(session, run_id, Begun("statements", [patient_id] * 21), on=ON)
        seen = long_runs.run(session, run_id)
    assert long_run.take_on(house.actor, run_id, on=ON), "one is left"
    assert kept(house, run_id).done == 20
    with books(house.practice.id) as session:
        assert not long_runs.took(session, seen, 20, Took()), "another worker saw it as it was before"
    assert not long_run.take_on(house.actor, run_id, on=ON)
    assert kept(house, run_id).state == DONE


def test_a_payment_that_needs_eyes_is_told_and_stops_no_other(house: House) -> None:
    sent = sent_claim(house)
    line = replace(sent.lines[0], charge_cents=26999)
    unknown = Decided(sent.claim, (Served(line, 26999),), control="A00STRANGE")
    strange = arrived(house, Payment("MCR01", "C1", [unknown]))
    clean = arrived(house, Payment("MCR01", "C2", [sent.paid(15000)]))
    run_id = long_run.begin_payments(biller(house), on=ON)
    while long_run.take_on(house.actor, run_id, on=ON):
        pass
    assert [one.subject_id for one in kept(house, run_id).problems] == [strange]
    with books(house.practice.id) as session:
        assert session.get(Remittance, clean).state is RemittanceState.POSTED
        assert session.get(Remittance, strange).state is RemittanceState.RECEIVED


def test_coded_visits_become_claims_part_by_part_whatever_the_clockwork_did_meanwhile(house: House) -> None:
    seen = [visit_of(house, add_patient(house, MEDICARE, last=f"Patient{at}")) for at in range(3)]
    run_id = long_run.begin_claims(biller(house), on=ON)
    begun = kept(house, run_id)
    assert {one.id for one in seen} <= set(begun.subjects)
    claim_coded.claim_these(house.actor, [seen[0].id], on=ON)
    while long_run.take_on(house.actor, run_id, on=ON):
        pass
    assert (kept(house, run_id).state, kept(house, run_id).problems) == (DONE, ())
    with books(house.practice.id) as session:
        assert [len(session.find(Claim, visit_id=one.id)) for one in seen] == [1, 1, 1]
        assert {session.get(Visit, one.id).state for one in seen} == {VisitState.BILLED}
    assert (is_long("claims", 50), is_long("claims", 51)) == (False, True)
    desk = Actor("d", house.practice.id, frozenset({"front_desk"}))
    with pytest.raises(AccessDenied):
        long_run.begin_claims(desk, on=ON)


def test_a_run_is_its_person_s_alone_and_ends_with_their_right(house: House) -> None:
    owing(house, trace="T3")
    run_id = long_run.begin_statements(biller(house), on=ON)
    other = Actor("other", house.practice.id, frozenset({"biller"}))
    for act in (long_run.stop, long_run.go_on, long_run.put_away):
        with pytest.raises(Refused, match="Somebody else"):
            act(other, run_id)
    admin = Actor("ada", house.practice.id, frozenset({"admin"}))
    people.invite(admin, biller(house).name, "coder", on=ON)
    people.take_away(admin, biller(house).name, ["biller"], on=ON)
    before = stated(house)
    assert not long_run.take_on(house.actor, run_id, on=ON)
    assert kept(house, run_id).state == STOPPED
    assert stated(house) == before
    with pytest.raises(AccessDenied):
        long_run.begin_statements(Actor("c", house.practice.id, frozenset({"coder"})), on=ON)
