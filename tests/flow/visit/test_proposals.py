"""What the chart says was done is proposed once, decided on by a person, and charged once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.utils import DatabaseError

from almoner.core.charge import ChargeLine, Superbill, SuperbillLine
from almoner.core.charge.draft import BillForm
from almoner.core.charge.proposal import ChargeProposal, ProposalState
from almoner.core.chart import Visit
from almoner.core.chart.entry import Entry
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.shape import Amount, Coding, Concept, Moment
from almoner.core.chart.systems import CVX
from almoner.core.coding.decision import Act, Origin, Sort
from almoner.core.coding.offer import Offer
from almoner.core.plan import Plan, Task, TaskState
from almoner.core.rules.tables import Line, pack_codes
from almoner.flow.access import Actor
from almoner.flow.charge import charge
from almoner.flow.code import code, superbill
from almoner.flow.code.superbill import Choice
from almoner.flow.refused import Refused
from almoner.flow.visit import chart, document
from almoner.flow.visit.chart import Seen
from almoner.settings import data_folder
from almoner.store.commit import Cause, RefusedByStore, commit
from almoner.store.money.postings import account_totals
from almoner.store.proof.verify import verify
from almoner.store.session import books
from almoner.store.shipped.codes import CodeStore, PartNote, ReleaseNote
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, opened_visit, visit_of

NOTE = "Assessment:\n1. Hypertension, at goal. Continue lisinopril 10 mg because it keeps him at goal.\n"
FEES = {
    "J1885": 900,
    "96372": 4500,
    "90715": 6000,
    "90471": 3000,
    "90472": 2000,
    "J0585": 800,
    "99213": 15000,
}
S = ProposalState


@contextmanager
def priced() -> Iterator[None]:
    """Fees for what the tests charge."""
    store = CodeStore(data_folder())
    lines = [Line(code, date(2026, 1, 1), None, (str(cents),)) for code, cents in FEES.items()]
    part = PartNote(
        store.save_pack("fees", pack_codes(lines, ("fee_cents",), {"kind": "fees"})),
        "2026",
        "",
        len(FEES),
        "",
    )
    note = ReleaseNote("fees", "2026", "2026-01-01", "2027-01-01", is_partial=False, parts=(part,))
    with store.changing():
        store.set_releases({"fees": (note,)})
    try:
        yield
    finally:
        store.roll_back("fees")


@pytest.fixture
def house(store: object) -> Iterator[House]:
    assert store
    with priced():
        yield new_house()


@pytest.fixture
def seen(house: House) -> Visit:
    visit = opened_visit(house, add_patient(house, MEDICARE))
    document.sign_notes(house.actor, {visit.id: NOTE}, on=DAY)
    return visit


def coder(house: House) -> Actor:
    return Actor("kim", house.practice.id, frozenset({"coder"}))


def doctor(house: House) -> Actor:
    return Actor("adeyemi", house.practice.id, frozenset({"provider"}))


def shot(
    visit: Visit, words: str = "Ketorolac", dose: str = "60", unit: str = "mg", **more: object
) -> Administration:
    entry = Entry(visit.patient_id, visit_id=visit.id)
    amount = Amount(Decimal(dose), unit, unit)
    made = Administration(
        0, entry, Concept(words), Moment.of(DAY), dose=amount, route=Concept("intramuscular")
    )
    return replace(made, **more)  # type: ignore[arg-type]


def vaccine(visit: Visit, cvx: str = "115") -> Immunization:
    entry = Entry(visit.patient_id, visit_id=visit.id)
    concept = Concept("A vaccine", (Coding(CVX, cvx),))
    return Immunization(0, entry, concept, Moment.of(DAY), lot="AB1", expires_on=date(2027, 1, 1))


def record(house: House, one: AnyNoun) -> AnyNoun:
    return chart.record(doctor(house), [one], on=DAY)[0]


def changed(house: House, one: AnyNoun, **said: Any) -> AnyNoun:
    shown = Seen(one.entry.patient_id, one.kind, one.id, one.version)
    return chart.amend(doctor(house), shown, lambda seen: replace(seen, **said), on=DAY)


def error(house: House, one: AnyNoun) -> None:
    seen = Seen(one.entry.patient_id, one.kind, one.id, one.version)
    chart.mark_in_error(doctor(house), seen, "another patient", on=DAY)


def stand(house: House, visit: Visit) -> list[tuple[str, str]]:
    with books(house.practice.id) as session:
        return [(one.code, one.state) for one in session.find(ChargeProposal, visit_id=visit.id)]


def offered(house: House, visit: Visit) -> list[Offer]:
    return list(superbill.screen(coder(house), visit.id, BillForm(), on=DAY).offers)


def say(house: House, visit: Visit, one: Offer, action: Act = Act.ACCEPT, reason: str = "") -> None:
    choice = Choice(one.sort, one.name, action, one.code, reason, opened=True, seconds=3, shown=one.shown)
    superbill.choose(coder(house), visit.id, choice, on=DAY)


def accept_all(house: House, visit: Visit) -> None:
    for one in offered(house, visit):
        if one.is_wanted:
            say(house, visit, one)


def charged(house: House, visit: Visit) -> list[ChargeLine]:
    superbill.finish(coder(house), visit.id, BillForm(), on=DAY)
    return charge.charge_visits(house.actor, [visit.id], on=DAY)


def work(house: House, what: str) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what=what, state=TaskState.OPEN)


def test_what_was_given_becomes_lines_with_units_and_their_charge(house: House, seen: Visit) -> None:
    record(house, shot(seen))
    assert stand(house, seen) == [("J1885", S.PROPOSED), ("96372", S.PROPOSED)]
    services = {one.code: one for one in offered(house, seen) if one.origin is Origin.ORDER}
    assert services["J1885"].units == 4
    assert services["J1885"].records == ("Ketorolac, 60 mg, intramuscular",)
    lacks = superbill.screen(coder(house), seen.id, BillForm(), on=DAY).lacks
    assert [one for one in lacks if one.startswith("2 services wait")]
    accept_all(house, seen)
    lines = charged(house, seen)
    assert [(one.code, one.units, one.charge_cents) for one in lines] == [
        ("J1885", 4, 3600),
        ("96372", 1, 4500),
    ]
    with books(house.practice.id) as session:
        made = session.find(ChargeProposal, visit_id=seen.id)
    assert [(one.state, one.line_id, one.decision_id) for one in made] == [
        (S.CHARGED, line.id, line.decision_id) for line in lines
    ]
    assert work(house, "late_charge") == []
    assert verify(house.practice.id, on=DAY) == []


def test_a_vaccine_brings_its_giving_and_its_diagnosis(house: House, seen: Visit) -> None:
    record(house, vaccine(seen))
    codes = {(one.sort, one.code) for one in offered(house, seen) if one.origin is Origin.ORDER}
    assert codes == {(Sort.SERVICE, "90715"), (Sort.SERVICE, "90471"), (Sort.DIAGNOSIS, "Z23")}
    accept_all(house, seen)
    assert {one.diagnoses for one in charged(house, seen)} == {("Z23",)}


def test_what_was_thrown_away_has_a_line_of_its_own(house: House, seen: Visit) -> None:
    wasted = Amount(Decimal(45), "units", "units")
    record(house, shot(seen, "Botox", "155", "units", wasted=wasted, route=None))
    accept_all(house, seen)
    lines = charged(house, seen)
    assert [(one.code, one.units, one.modifiers) for one in lines] == [
        ("J0585", 155, ()),
        ("J0585", 45, ("JW",)),
    ]
    assert len({one.decision_id for one in lines}) == 2
    assert verify(house.practice.id, on=DAY) == []


def test_the_same_record_is_proposed_once_however_often_it_is_asked(house: House, seen: Visit) -> None:
    made = record(house, shot(seen))
    for _ in range(3):
        offered(house, seen)
    changed(house, made, lot="AB12")
    live = [one for one in stand(house, seen) if one[1] == S.PROPOSED]
    assert sorted(live) == [("96372", S.PROPOSED), ("J1885", S.PROPOSED)]
    record(house, shot(seen, dose="30"))
    services = {one.code: one.units for one in offered(house, seen) if one.origin is Origin.ORDER}
    assert services == {"J1885": 6, "96372": 2}


def test_a_decision_holds_only_for_the_record_as_it_was_shown(house: House, seen: Visit) -> None:
    made = record(house, shot(seen))
    drug = next(one for one in offered(house, seen) if one.code == "J1885")
    made = changed(house, made, dose=Amount(Decimal(30), "mg", "mg"))
    with pytest.raises(Refused, match="not suggested any more"):
        say(house, seen, drug)
    drug = next(one for one in offered(house, seen) if one.code == "J1885")
    assert drug.units == 2
    say(house, seen, drug)
    error(house, made)
    found = superbill.screen(coder(house), seen.id, BillForm(), on=DAY)
    assert found.bill.lines == ()
    assert {state for _, state in stand(house, seen)} == {S.WITHDRAWN}


def test_a_refusal_by_a_person_is_final_for_the_record(house: House, seen: Visit) -> None:
    record(house, shot(seen))
    for one in offered(house, seen):
        if one.code == "J1885":
            say(house, seen, one, Act.REJECT, "billed_elsewhere")
        elif one.is_wanted:
            say(house, seen, one)
    assert [one.code for one in charged(house, seen)] == ["96372"]
    assert sorted(stand(house, seen)) == [("96372", S.CHARGED), ("J1885", S.REFUSED)]
    assert work(house, "late_charge") == []


def test_a_record_in_error_after_the_charge_is_work_and_moves_no_money(house: House, seen: Visit) -> None:
    made = record(house, shot(seen))
    accept_all(house, seen)
    charged(house, seen)
    with books(house.practice.id) as session:
        before = account_totals(session)
    error(house, made)
    tasks = work(house, "charge_correction")
    assert [(one.owner, one.patient_id) for one in tasks] == [("biller", seen.patient_id)] * 2
    with books(house.practice.id) as session:
        assert account_totals(session) == before
    assert {state for _, state in stand(house, seen)} == {S.CHARGED}


def test_what_is_done_after_the_superbill_is_somebodys_work(house: House, seen: Visit) -> None:
    record(house, shot(seen))
    accept_all(house, seen)
    charged(house, seen)
    record(house, vaccine(seen))
    (task,) = work(house, "late_charge")
    assert (task.owner, task.subject_id) == ("coder", seen.id)
    assert "90715" in task.why
    record(house, vaccine(seen, "52"))
    assert len(work(house, "late_charge")) == 1


def test_codes_typed_without_a_look_count_for_the_record_and_the_rest_is_work(house: House) -> None:
    visit = opened_visit(house, add_patient(house, MEDICARE))
    record(house, shot(visit))
    other = visit_of(house, add_patient(house, MEDICARE))
    document.sign_notes(house.actor, {visit.id: NOTE}, on=DAY)
    typed = (SuperbillLine("96372", 1, 4500, (1,)),)
    code.decide_codes(house.actor, [Superbill(0, visit.id, 0, ("I10",), typed, "", DAY)], on=DAY)
    charge.charge_visits(house.actor, [visit.id, other.id], on=DAY)
    assert sorted(stand(house, visit)) == [("96372", S.CHARGED), ("J1885", S.PROPOSED)]
    (task,) = work(house, "late_charge")
    assert "J1885" in task.why


def test_the_database_refuses_a_second_live_proposal_and_a_charge_without_decision(
    house: House, seen: Visit
) -> None:
    record(house, shot(seen))
    marked = "UPDATE charge_proposal SET state = '{}', version = version + 1 WHERE visit_id = %s"
    wrong = {
        marked.format("charged"): "is_(charged|decided)",
        marked.format("refused"): "is_decided",
    }
    for sql, guard in wrong.items():
        with books(house.practice.id) as session, pytest.raises(DatabaseError, match=guard):
            session.rows(sql, seen.id)
    with books(house.practice.id) as session:
        first = session.find(ChargeProposal, visit_id=seen.id)[0]
        another = replace(first, id=next(session.ids()), card="another")
        plan = Plan(on=DAY, records=(another,))
        with pytest.raises(RefusedByStore, match="lives_once"):
            commit(session, plan, cause=Cause("test", "tester"))
