"""The practice's lists of fees: looked at, loaded, dated, and named by the lines that they price."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.charge import ChargeLine
from almoner.core.charge.draft import BillForm
from almoner.core.chart import Visit
from almoner.core.coding.decision import Act, Sort
from almoner.core.party import Location
from almoner.core.plan import Plan
from almoner.core.pricing.fee_schedule import FeeSchedule
from almoner.flow.access import ROLES, AccessDenied, Actor, Permission
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.code import superbill
from almoner.flow.code.superbill import Choice
from almoner.flow.refused import Refused
from almoner.flow.setup import fee_schedules
from almoner.flow.setup.fee_schedules import Part, Upload
from almoner.flow.visit import document
from almoner.store.commit import Cause, RefusedByStore, commit
from almoner.store.proof.verify import verify
from almoner.store.session import NotFound, books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, opened_visit, visit_of

NOTE = "Assessment:\n1. Hypertension, at goal. Continue lisinopril 10 mg because it keeps him at goal.\n"
JAN, JUL = date(2026, 1, 1), date(2026, 7, 1)
EVERYBODY = Upload("Standard", b"code,fee\n99213,140.00\n99214,200\n", JAN)


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def manager(house: House) -> Actor:
    return Actor("moira", house.practice.id, frozenset({"manager"}))


def charged_line(house: House, *codes: str) -> list[ChargeLine]:
    visit: Visit = opened_visit(house, add_patient(house, MEDICARE))
    document.sign_notes(house.actor, {visit.id: NOTE}, on=DAY)
    coder = Actor("kim", house.practice.id, frozenset({"coder"}))
    for code in codes:
        superbill.choose(coder, visit.id, Choice(Sort.SERVICE, "", Act.ADD, code), on=DAY)
    for one in superbill.screen(coder, visit.id, BillForm(), on=DAY).offers:
        if one.is_wanted:
            said = Choice(one.sort, one.name, Act.ACCEPT, one.code, opened=True, seconds=3)
            superbill.choose(coder, visit.id, said, on=DAY)
    superbill.finish(coder, visit.id, BillForm(), on=DAY)
    return charge.charge_visits(house.actor, [visit.id], on=DAY)


def test_a_line_keeps_which_version_priced_it(house: House) -> None:
    standard = fee_schedules.load(manager(house), EVERYBODY, on=DAY)
    own = replace(EVERYBODY, name="Medicare", content=b"code,fee\n99213,150\n")
    own = replace(own, payer_id=house.payers["MCR01"].id)
    medicare = fee_schedules.load(manager(house), own, on=DAY)
    here = replace(own, name="Here", content=b"code,fee\n99213,155\n", location_id=house.location.id)
    place = fee_schedules.load(manager(house), here, on=DAY)
    later = replace(here, name="Here, later", content=b"code,fee\n99213,999\n", since_on=JUL)
    fee_schedules.load(manager(house), later, on=DAY)
    lines = charged_line(house, "99213", "99214")
    assert {(one.code, one.charge_cents, one.schedule_id) for one in lines} == {
        ("99213", 15500, place.id),
        ("99214", 20000, standard.id),
    }
    with books(house.practice.id) as session:
        found = {one.id: one.until_on for one in session.find(FeeSchedule)}
        assert (found[place.id], found[medicare.id], found[standard.id]) == (JUL, None, None)
    assert verify(house.practice.id, on=DAY) == []


def test_a_look_at_a_list_shows_what_it_changes_and_changes_nothing(house: House) -> None:
    visit_of(house, add_patient(house, MEDICARE))
    visit_of(house, add_patient(house))
    charge.charge_visits(house.actor, charge.coded_visits(house.actor), on=DAY)
    found = fee_schedules.preview(manager(house), EVERYBODY, on=DAY)
    assert found.preview is not None
    (impact,) = found.preview.impact
    assert (impact.code, impact.units, impact.charged_cents, impact.would_be_cents) == (
        "99213",
        2,
        30000,
        28000,
    )
    assert impact.more_cents == -2000
    assert (found.preview.lately, found.preview.still_open) == (Part(30000, 28000), Part())
    claim.build_claims(house.actor, claim.charged_visits(house.actor), on=DAY)
    looked = fee_schedules.preview(manager(house), EVERYBODY, on=DAY + timedelta(days=100)).preview
    assert looked is not None
    assert (looked.lately, looked.still_open) == (Part(), Part(15000, 14000))
    medicare = replace(EVERYBODY, payer_id=house.payers["MCR01"].id)
    seen = fee_schedules.preview(manager(house), medicare, on=DAY).preview
    assert seen is not None
    assert [one.units for one in seen.impact] == [1]
    late = fee_schedules.preview(manager(house), EVERYBODY, on=date(2027, 6, 1)).preview
    assert late is not None
    assert late.impact == ()
    assert fee_schedules.screen(manager(house), on=DAY).schedules == ()


def test_what_a_list_leaves_out_is_told_and_kept_where_that_is_asked(house: House) -> None:
    visit_of(house, add_patient(house))
    charge.charge_visits(house.actor, charge.coded_visits(house.actor), on=DAY)
    whole = b"code,modifier,fee\n99213,,140.00\n93000,,60.00\n93000,26,20.00\n99214,,200.00\n"
    fee_schedules.load(manager(house), replace(EVERYBODY, content=whole), on=DAY)
    some = replace(EVERYBODY, content=b"code,fee\n99214,210.00\n93000,70\n", since_on=DAY + timedelta(days=9))
    seen = fee_schedules.preview(manager(house), some, on=DAY).preview
    assert seen is not None
    assert (seen.dropped, seen.dropped_units) == (("9300026", "99213"), 1)
    kept = replace(some, keeps_rest=True)
    seen = fee_schedules.preview(manager(house), kept, on=DAY).preview
    assert seen is not None
    assert (seen.dropped, seen.dropped_units, seen.keeps_rest) == ((), 0, True)
    made = fee_schedules.load(manager(house), kept, on=DAY)
    assert {fee.key: fee.cents for fee in made.fees} == {
        "99213": 14000,
        "93000": 7000,
        "9300026": 2000,
        "99214": 21000,
    }


def test_overlaps_and_files_that_cannot_be_read_are_refused(house: House) -> None:
    fee_schedules.load(manager(house), EVERYBODY, on=DAY)
    with pytest.raises(Refused, match="holds on days of the new one"):
        fee_schedules.load(manager(house), EVERYBODY, on=DAY)
    with pytest.raises(Refused, match="Row 2"):
        fee_schedules.load(manager(house), replace(EVERYBODY, content=b"code,fee\n=1,1\n"), on=DAY)
    for wrong in (replace(EVERYBODY, name=" "), replace(EVERYBODY, since_on=None)):
        with pytest.raises(Refused, match="no name or no first day"):
            fee_schedules.load(manager(house), wrong, on=DAY)
    with pytest.raises(NotFound):
        fee_schedules.load(manager(house), replace(EVERYBODY, payer_id=99), on=DAY)
    assert len(fee_schedules.screen(manager(house), on=DAY).schedules) == 1


def test_the_database_refuses_two_lists_of_one_day(house: House) -> None:
    made = fee_schedules.load(manager(house), EVERYBODY, on=DAY)
    with books(house.practice.id) as session:
        place = session.find(Location)[0]
        beside = replace(made, id=next(session.ids()), location_id=place.id)
        commit(session, Plan(on=DAY, records=(beside,)), cause=Cause("test", "tester"))
        again = replace(made, id=next(session.ids()), since_on=JUL)
        with pytest.raises(RefusedByStore, match="never_overlaps"):
            commit(session, Plan(on=DAY, records=(again,)), cause=Cause("test", "tester"))


@pytest.mark.parametrize("role", sorted(ROLES))
def test_only_who_sets_up_the_practice_sees_and_loads_fees(house: House, role: str) -> None:
    actor = Actor("somebody", house.practice.id, frozenset({role}))
    if Permission.SETUP_WRITE in ROLES[role]:
        assert fee_schedules.screen(actor, on=DAY).schedules == ()
        return
    for act in (fee_schedules.preview, fee_schedules.load):
        with pytest.raises(AccessDenied):
            act(actor, EVERYBODY, on=DAY)
    with pytest.raises(AccessDenied):
        fee_schedules.screen(actor, on=DAY)


def test_a_list_that_is_taken_back_lets_hold_again_what_it_ended(house: House) -> None:
    first = fee_schedules.load(manager(house), EVERYBODY, on=DAY)
    content = b"code,fee\n99213,150\n99215,300\n"
    later = replace(EVERYBODY, name="Later", since_on=date(2026, 2, 1), content=content)
    seen = fee_schedules.preview(manager(house), later, on=DAY).preview
    assert seen is not None
    assert [(one.key, one.was_cents, one.will_be_cents) for one in seen.changes] == [
        ("99213", 14000, 15000),
        ("99214", 20000, None),
        ("99215", None, 30000),
    ]
    second = fee_schedules.load(manager(house), replace(later, content=seen.text.encode()), on=DAY)
    fee_schedules.withdraw(manager(house), second.id, on=DAY, why="not signed")
    found = {one.id: one for one in fee_schedules.screen(manager(house), on=DAY).schedules}
    assert (found[first.id].until_on, found[first.id].holds(JUL), found[second.id].holds(JUL)) == (
        None,
        True,
        False,
    )
    assert [(one.code, one.charge_cents) for one in charged_line(house, "99213")] == [("99213", 14000)]
    with pytest.raises(Refused, match="taken back already"):
        fee_schedules.withdraw(manager(house), second.id, on=DAY, why="again")
    assert fee_schedules.load(manager(house), later, on=DAY).ended_ids == (first.id,)
    assert verify(house.practice.id, on=DAY) == []
