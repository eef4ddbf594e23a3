"""A provider's day: what each visit wants, the signature with its reasons, the late charge that opens it."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from almoner.core.charge import Superbill, SuperbillLine
from almoner.core.charge.no_charge import NoCharge
from almoner.core.charge.signed_day import DayState, Left, SignedDay, Want
from almoner.core.chart import Visit
from almoner.core.plan import Task, TaskState
from almoner.core.schedule import Appointment
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.charge import charge, my_day
from almoner.flow.charge.my_day import Closing, MyDay
from almoner.flow.code import code
from almoner.flow.follow import follow
from almoner.flow.manage import funnel
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.visit import document
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, opened_visit, signed_visit, visit_of

TOMORROW = DAY + timedelta(days=1)
LATER = Left(reason="later", owner="provider", due_on=TOMORROW)


@pytest.fixture
def house(store: object) -> House:
    assert store
    made = new_house()
    (provider,) = register.set_up(
        made.actor, [replace(made.provider, version=made.provider.version + 1, user="adeyemi")], on=DAY
    )
    assert provider.kind == "provider"
    return made


def doctor(house: House) -> Actor:
    return Actor("adeyemi", house.practice.id, frozenset({"provider"}))


def seen(house: House, *, day: object = DAY) -> MyDay:
    assert day in {DAY, TOMORROW}
    on = DAY if day == DAY else TOMORROW
    return my_day.my_day(doctor(house), day_on=on, on=on)


def said(found: MyDay, own: Left = LATER) -> dict[str, Left]:
    return {one.seen.key: one.seen.left or own for one in found.open_rows}


def sign(house: House, *, day: object = DAY) -> SignedDay:
    found = seen(house, day=day)
    closing = Closing(found.day_on, found.seen, said(found))
    return my_day.close_my_day(doctor(house), closing, on=found.day_on)


def charged(house: House) -> Visit:
    visit = visit_of(house, add_patient(house, MEDICARE))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    return visit


def arrived(house: House) -> Appointment:
    patient = add_patient(house, MEDICARE)
    draft = Appointment(
        0, patient.id, house.provider.id, house.location.id, datetime.combine(DAY, time(11)), 20, "Follow-up"
    )
    (booked,) = register.book(house.actor, [draft], on=DAY)
    return register.check_in(house.actor, booked.id, on=DAY)


def kept(house: House) -> list[SignedDay]:
    with books(house.practice.id) as session:
        return session.find(SignedDay)


def left_open(house: House) -> list[Task]:
    with books(house.practice.id) as session:
        return session.find(Task, what="left_open", state=TaskState.OPEN)


def test_each_visit_says_what_it_wants(house: House) -> None:
    done = charged(house)
    draft = opened_visit(house, add_patient(house, MEDICARE))
    signed = signed_visit(house, add_patient(house, MEDICARE))
    coded = visit_of(house, add_patient(house, MEDICARE))
    booked = arrived(house)
    found = seen(house)
    wants = {one.seen.key: one.seen.wants for one in found.rows}
    assert wants == {
        f"v{done.id}": (),
        f"v{draft.id}": (Want.SIGNATURE,),
        f"v{signed.id}": (Want.CODES,),
        f"v{coded.id}": (Want.CHARGE,),
        f"a{booked.id}": (Want.NOTE,),
    }
    assert dict(found.counts) == {
        "seen": 5,
        "closed": 1,
        "note": 1,
        "signature": 1,
        "codes": 1,
        "charge": 1,
    }
    owners = {one.seen.key: one.seen.left.owner for one in found.rows if one.seen.left}
    assert owners == {f"v{signed.id}": "coder", f"v{coded.id}": "biller"}
    assert found.unsaid == 2


def test_the_day_is_signed_when_every_visit_is_closed_or_somebodys(house: House) -> None:
    charged(house)
    draft = opened_visit(house, add_patient(house, MEDICARE))
    signed_visit(house, add_patient(house, MEDICARE))
    found = seen(house)
    silent = {key: left for key, left in said(found).items() if key != f"v{draft.id}"}
    with pytest.raises(Refused, match="1 visits are neither closed nor say why not"):
        my_day.close_my_day(doctor(house), Closing(DAY, found.seen, silent), on=DAY)
    for bad in (
        replace(LATER, reason="so"),
        replace(LATER, owner="nobody"),
        replace(LATER, due_on=DAY - timedelta(days=1)),
        replace(LATER, due_on=DAY + timedelta(days=61)),
    ):
        with pytest.raises(Refused, match="without a reason, an owner or a day"):
            my_day.close_my_day(doctor(house), Closing(DAY, found.seen, said(found, bad)), on=DAY)
    with pytest.raises(Refused, match="does not wait for others alone"):
        my_day.close_my_day(
            doctor(house), Closing(DAY, found.seen, said(found, replace(LATER, reason="others"))), on=DAY
        )
    made = sign(house)
    assert kept(house) == [made]
    assert made.sha256 == made.seal() != replace(made, counts=()).seal()
    assert dict(made.counts)["seen"] == 3
    assert [(one.owner, one.due_on, one.subject_id) for one in left_open(house)] == [
        ("provider", TOMORROW, draft.id)
    ]
    assert seen(house).signed == made
    with pytest.raises(Refused, match="signed already"):
        sign(house)
    assert verify(house.practice.id, on=DAY) == []


def test_what_changed_since_the_page_was_loaded_is_not_signed(house: House) -> None:
    visit = opened_visit(house, add_patient(house, MEDICARE))
    found = seen(house)
    document.sign_notes(house.actor, {visit.id: "Seen. Stable."}, on=DAY)
    with pytest.raises(Refused, match="has changed since"):
        my_day.close_my_day(doctor(house), Closing(DAY, found.seen, said(found)), on=DAY)
    with pytest.raises(Refused, match="when it is over"):
        my_day.close_my_day(doctor(house), Closing(TOMORROW, found.seen, {}), on=DAY)


def test_what_is_left_open_stands_on_the_next_day_with_what_was_said(house: House) -> None:
    draft = opened_visit(house, add_patient(house, MEDICARE))
    charged(house)
    sign(house)
    (row,) = seen(house, day=TOMORROW).rows
    assert (row.seen.visit_id, row.seen.left) == (draft.id, LATER)
    document.sign_notes(house.actor, {draft.id: "Seen. Stable."}, on=TOMORROW)
    finish(house, draft)
    assert seen(house, day=TOMORROW).rows == ()
    follow.watch(house.actor, on=TOMORROW)
    assert left_open(house) == []


def finish(house: House, visit: Visit, *, after: int = 1) -> None:
    bill = Superbill(0, visit.id, 0, ("E119", "I10"), (SuperbillLine("99213", 1, 15000, (1, 2)),), "", DAY)
    code.decide_codes(house.actor, [bill], on=DAY + timedelta(days=after))
    charge.charge_visits(house.actor, [visit.id], on=DAY + timedelta(days=after))


def test_a_charge_that_was_foreseen_leaves_the_day_signed(house: House) -> None:
    signed = signed_visit(house, add_patient(house, MEDICARE))
    sign(house)
    finish(house, signed, after=5)
    (day,) = kept(house)
    assert day.state is DayState.SIGNED
    assert verify(house.practice.id, on=TOMORROW) == []


def test_a_late_charge_opens_the_day_with_its_reason_and_it_is_signed_again(house: House) -> None:
    signed = signed_visit(house, add_patient(house, MEDICARE))
    sign(house)
    finish(house, signed, after=9)
    (day,) = kept(house)
    assert (day.state, day.reopened_on) == (DayState.REOPENED, DAY + timedelta(days=9))
    assert day.reopened_why == "A charge came after 2026-03-07, the day that was said."
    assert [one.id for one in seen(house).reopened] == [day.id]
    sign(house)
    assert [one.state for one in kept(house)] == [DayState.REOPENED, DayState.SIGNED]
    assert seen(house).reopened == ()
    assert verify(house.practice.id, on=DAY) == []


def test_a_visit_that_came_after_the_signature_opens_the_day_when_it_is_charged(house: House) -> None:
    cleared = signed_visit(house, add_patient(house, MEDICARE))
    manager = Actor("moira", house.practice.id, frozenset({"manager"}))
    funnel.clear(manager, NoCharge(0, 0, "courtesy", "", "", DAY, visit_id=cleared.id), on=DAY)
    sign(house)
    finish(house, signed_visit(house, add_patient(house, MEDICARE)))
    (day,) = kept(house)
    assert day.reopened_why == "A charge came for a visit that was not there at the signature."
    sign(house)
    finish(house, cleared)
    assert [one.reopened_why for one in kept(house)][1] == (
        "A charge came for a visit that was signed as closed."
    )


def test_the_next_visit_is_the_next_that_wants_something_of_the_provider(house: House) -> None:
    signed_visit(house, add_patient(house, MEDICARE))
    first, second = (opened_visit(house, add_patient(house, MEDICARE)) for _ in range(2))
    who = doctor(house)
    found = [my_day.next_of(who, after=after, on=DAY) for after in ("", f"v{first.id}", f"v{second.id}")]
    assert [one.visit_id for one in found if one] == [first.id, second.id, first.id]


def test_only_a_provider_signs_and_only_the_own_day(house: House) -> None:
    for role in ("coder", "biller", "manager", "front_desk", "admin"):
        with pytest.raises(AccessDenied):
            my_day.my_day(Actor("adeyemi", house.practice.id, frozenset({role})), day_on=DAY, on=DAY)
    other = Actor("okafor", house.practice.id, frozenset({"provider"}))
    with pytest.raises(Refused, match="no provider of this practice"):
        my_day.my_day(other, day_on=DAY, on=DAY)


def test_verify_tells_of_a_late_charge_beside_a_signed_day(house: House) -> None:
    signed = signed_visit(house, add_patient(house, MEDICARE))
    sign(house)
    finish(house, signed, after=9)
    sql = "UPDATE signed_day SET state = 'signed', reopened_why = '' WHERE practice_id = %s"
    with books(house.practice.id, alias="owner") as session:
        session.rows(sql, house.practice.id)
    broken = {one.check for one in verify(house.practice.id, on=DAY)}
    assert broken == {"late charge beside a signed day", "projection of signed_day"}
