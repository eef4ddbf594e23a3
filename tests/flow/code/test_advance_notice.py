"""The advance notice from the rules to the books: foreseen, signed before the service, said by the line, and
followed by who owes what Medicare refused.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import pytest

from almoner.core.charge import ChargeLine, SuperbillLine
from almoner.core.chart import Visit
from almoner.core.chart.advance_notice import AdvanceNotice, Choice, Ground, NoticeState, SignedHow
from almoner.core.chart.signed_form import Signature, SignedForm
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.collect import Allocation, Receipt
from almoner.core.denial import Denial
from almoner.core.party import Patient
from almoner.core.schedule import Appointment
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.code.advance_notice import (
    Asked,
    Given,
    NoticePage,
    notice_page,
    sign_notice,
    withdraw_notice,
)
from almoner.flow.collect import adjust, collect
from almoner.flow.collect.adjust import Draft
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.scrub.folders import load_folders
from almoner.store.session import NotFound, books
from tests.flow.cycle import MEDICARE, Sent, balances, faults, pay, sent_claim
from tests.flow.files import Payment
from tests.practices import DAY, House, add_patient, new_house, signed_visit, visit_of

LATER = DAY + timedelta(days=30)
PAID = LATER + timedelta(days=14)
TEST = SuperbillLine("82270", 1, 2000, (1,))
VISIT = SuperbillLine("99213", 1, 15000, (1, 2))
NAME = Signature("Helen Okafor", "self")


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


@pytest.fixture
def patient_id(house: House) -> int:
    """A patient of Medicare who had the test a month ago: eleven months have to go by."""
    return sent_claim(house, VISIT, TEST).claim.patient_id


def booked(house: House, patient_id: int, on: date = LATER) -> Appointment:
    start = datetime.combine(on, time(9))
    draft = Appointment(0, patient_id, house.provider.id, house.location.id, start, 20, "Follow-up")
    return register.book(house.actor, [draft], on=DAY)[0]


def shown(house: House, patient_id: int, asked: Asked, on: date = LATER) -> NoticePage:
    return notice_page(house.actor, patient_id, asked, on=on)


def signed(house: House, patient_id: int, choice: Choice, on: date = LATER) -> AdvanceNotice:
    """A notice of the test, signed on its day for a booking."""
    asked = Asked(booked(house, patient_id).id, "82270", "Z1211")
    draft = shown(house, patient_id, asked).draft
    assert draft
    return sign_notice(house.actor, patient_id, asked, Given(choice, draft.sha256, NAME), on=on)


def charged(house: House, patient_id: int, *modifiers: str) -> tuple[list[Claim], list[ChargeLine]]:
    """The claims and lines of a visit of that day with the test, its line with these modifiers."""
    with books(house.practice.id) as session:
        patient = session.get(Patient, patient_id)
    line = replace(TEST, modifiers=modifiers)
    visit = visit_of(house, patient, VISIT, line, on=LATER, diagnoses=("Z1211", "I10"))
    charge.charge_visits(house.actor, [visit.id], on=LATER)
    built = claim.build_claims(house.actor, [visit.id], on=LATER)
    with books(house.practice.id) as session:
        return built, session.find(ChargeLine, visit_id=visit.id, order="sequence")


def edits_of(house: House, one: Claim) -> set[str]:
    with books(house.practice.id) as session:
        return {found.edit for found in session.get(ClaimRevision, one.revision_id).findings}


def test_the_rules_say_what_may_not_be_paid_and_why_with_its_cost(house: House, patient_id: int) -> None:
    page = shown(house, patient_id, Asked(booked(house, patient_id).id, "99213, 82270", "Z1211"))
    assert page.foreseen.silent == ("99213",)
    (item,) = page.foreseen.items
    assert (item.code, item.ground, item.rule, item.cents) == (
        "82270",
        Ground.FREQUENCY,
        "benefit-too-soon",
        2000,
    )
    assert page.draft is not None
    for words in (house.practice.name, "Helen Okafor", "82270", "$20.00", item.why, "April 1, 2026"):
        assert words in page.draft.text
    assert "1EG4TE5MK73" not in page.draft.text, "the Medicare number stands on no notice"


def test_nothing_is_foreseen_for_who_has_no_medicare(house: House) -> None:
    patient = add_patient(house, ("CMA01", "CMA7788990"))
    page = shown(house, patient.id, Asked(booked(house, patient.id).id, "82270", "Z1211"))
    assert (page.is_medicare, page.draft) == (False, None)
    given = Given(Choice.BILL, "x", NAME)
    with pytest.raises(Refused, match="Medicare itself"):
        sign_notice(house.actor, patient.id, Asked(0, "82270"), given, on=LATER)


def test_a_person_gives_the_reason_where_the_rules_are_silent(house: House, patient_id: int) -> None:
    asked = Asked(booked(house, patient_id).id, "99213", "", Ground.EXCLUDED.value)
    (item,) = shown(house, patient_id, asked).foreseen.items
    assert (item.ground, item.rule) == (Ground.EXCLUDED, "")
    with pytest.raises(Refused, match="no such reason"):
        shown(house, patient_id, replace(asked, ground="because"))


def test_a_signature_is_kept_with_text_and_choice_under_one_hash(house: House, patient_id: int) -> None:
    made = signed(house, patient_id, Choice.BILL)
    assert (made.state, made.how, made.signed_on) == (NoticeState.SIGNED, SignedHow.SCREEN, LATER)
    with books(house.practice.id) as session:
        form = session.get(SignedForm, made.form_id)
    assert form.text.startswith(made.text)
    assert "I want it, and Medicare is asked" in form.text
    assert form.sha256 == form.seal()
    assert faults(house, on=LATER) == []


@pytest.mark.parametrize(
    ("given", "edit"),
    [
        (Given(Choice.NONE, "", NAME), "ABN-04"),
        (Given(Choice.BILL, "", Signature("", "self")), "ABN-05"),
        (Given(Choice.BILL, "", None), "ABN-05"),
        (Given(Choice.BILL, "", None, LATER, " "), "ABN-05"),
        (Given(Choice.BILL, "", None, LATER + timedelta(days=1), "Drawer 2"), "ABN-05"),
        (Given(Choice.BILL, "0" * 64, NAME), "ABN-03"),
    ],
)
def test_what_is_not_whole_is_not_kept(house: House, patient_id: int, given: Given, edit: str) -> None:
    asked = Asked(booked(house, patient_id).id, "82270", "Z1211")
    draft = shown(house, patient_id, asked).draft
    assert draft
    given = replace(given, seen=given.seen or draft.sha256)
    with pytest.raises(Refused) as told:
        sign_notice(house.actor, patient_id, asked, given, on=LATER)
    assert told.value.findings[0].edit == edit
    assert shown(house, patient_id, asked).kept == ()


def test_nothing_signed_after_the_service_counts(house: House, patient_id: int) -> None:
    asked = Asked(booked(house, patient_id).id, "82270", "Z1211")
    draft = shown(house, patient_id, asked).draft
    assert draft
    given = Given(Choice.BILL, draft.sha256, NAME)
    with pytest.raises(Refused, match="given before"):
        sign_notice(house.actor, patient_id, asked, given, on=LATER + timedelta(days=1))
    with books(house.practice.id) as session:
        visit = signed_visit(house, session.get(Patient, patient_id), on=LATER)
    asked = replace(asked, appointment_id=visit.appointment_id)
    draft = shown(house, patient_id, asked).draft
    assert draft
    with pytest.raises(Refused, match="given before"):
        sign_notice(house.actor, patient_id, asked, replace(given, seen=draft.sha256), on=LATER)


def test_paper_is_kept_by_its_day_and_place(house: House, patient_id: int) -> None:
    asked = Asked(booked(house, patient_id).id, "82270", "Z1211")
    draft = shown(house, patient_id, asked).draft
    assert draft
    given = Given(Choice.BILL, draft.sha256, None, LATER - timedelta(days=2), "Cabinet B, 2026")
    made = sign_notice(house.actor, patient_id, asked, given, on=LATER)
    assert (made.how, made.place, made.form_id) == (SignedHow.PAPER, "Cabinet B, 2026", 0)
    assert made.signed_on == LATER - timedelta(days=2)
    assert faults(house, on=LATER) == []


def test_a_line_with_a_signed_notice_has_to_say_ga(house: House, patient_id: int) -> None:
    signed(house, patient_id, Choice.BILL)
    ((held,), _) = charged(house, patient_id)
    assert held.state is ClaimState.HELD
    assert "MED-09" in edits_of(house, held)


def test_ga_on_a_signed_notice_stops_nothing_more(house: House, patient_id: int) -> None:
    signed(house, patient_id, Choice.BILL)
    ((ready,), _) = charged(house, patient_id, "GA")
    assert not edits_of(house, ready) & {"MED-05", "MED-06", "MED-09", "MED-10", "MED-11", "MED-12", "MED-13"}
    assert ready.state is ClaimState.READY


def test_a_notice_for_another_service_is_told_of(house: House, patient_id: int) -> None:
    asked = Asked(booked(house, patient_id).id, "99213", "", Ground.NECESSITY.value)
    draft = shown(house, patient_id, asked).draft
    assert draft
    sign_notice(house.actor, patient_id, asked, Given(Choice.BILL, draft.sha256, NAME), on=LATER)
    ((one,), _) = charged(house, patient_id, "GA")
    assert {"MED-09", "MED-13"} <= edits_of(house, one), (
        "the visit lacks GA, the test has one without a notice"
    )


def test_who_pays_alone_is_charged_and_no_claim_asks_for_it(house: House, patient_id: int) -> None:
    made = signed(house, patient_id, Choice.DONT_BILL)
    ((one,), lines) = charged(house, patient_id)
    assert [(line.code, line.unbilled_by) for line in lines] == [("99213", 0), ("82270", made.id)]
    assert one.total_cents == 15000
    with books(house.practice.id) as session:
        revision = session.get(ClaimRevision, one.revision_id)
    assert [line.code for line in revision.lines] == ["99213"]
    assert balances(house, Sent(one, tuple(lines))) == {
        "payer_ar:1": 15000,
        "patient_ar": 2000,
        "revenue": -17000,
    }
    assert faults(house, on=LATER) == []


def test_what_was_paid_for_it_is_not_told_to_medicare(house: House, patient_id: int) -> None:
    signed(house, patient_id, Choice.DONT_BILL)
    _, (visit, test) = charged(house, patient_id)
    receipt = Receipt(0, patient_id, "cash", 2000, LATER, "desk", visit_id=visit.visit_id)
    taken = collect.take_receipt(house.actor, receipt, on=LATER)
    collect.lay_receipts(house.actor, [patient_id], on=LATER)
    assert taken.cents == 2000
    with books(house.practice.id) as session:
        assert [one.line_id for one in session.find(Allocation, line_id=[visit.id, test.id])] == [test.id]
        (folder,) = load_folders(session, session.find(Visit, id=visit.visit_id))
    assert folder.patient_paid_cents == 0


def test_a_declined_service_that_is_charged_is_held(house: House, patient_id: int) -> None:
    signed(house, patient_id, Choice.DECLINE)
    ((held,), _) = charged(house, patient_id)
    assert "MED-11" in edits_of(house, held)


@dataclass(frozen=True)
class Said:
    """What a line says of its notice, what Medicare says of the line, and who owes it then."""

    modifiers: tuple[str, ...]
    group: str
    carc: str
    owes: int = 0


@pytest.mark.parametrize(
    "said",
    [
        Said(("GA",), "PR", "119", owes=2000),
        Said(("GA",), "PR", "50", owes=2000),
        Said(("GA",), "CO", "50"),
        Said(("GA",), "PR", "29"),
        Said((), "PR", "96"),
    ],
    ids=str,
)
def test_what_medicare_refused_follows_the_notice(house: House, patient_id: int, said: Said) -> None:
    signed(house, patient_id, Choice.BILL)
    refused(house, patient_id, said)


def refused(house: House, patient_id: int, said: Said) -> None:
    """Medicare pays the visit and refuses the test."""
    (one, *_), (visit, test) = charged(house, patient_id, *said.modifiers)
    submit.submit_ready(house.actor, on=LATER)
    with books(house.practice.id) as session:
        one = session.get(Claim, one.id)
    paid = Sent(one, (visit,)).paid(15000)
    no = Sent(one, (test,)).paid(0, (said.group, said.carc, 2000))
    whole = replace(paid, lines=(*paid.lines, *no.lines))
    pay(house, Payment("MCR01", "N1", [whole], paid_on=PAID), on=PAID)
    found = balances(house, Sent(one, (test,)))
    assert found.get("patient_ar", 0) == said.owes
    assert found.get("payer_ar:1", 0) + found.get("denied:1", 0) == 2000 - said.owes
    with books(house.practice.id) as session:
        assert bool(session.find(Denial, claim_id=one.id)) == (said.owes == 0)
    assert faults(house, on=PAID) == []


def test_gz_is_never_the_patients(house: House, patient_id: int) -> None:
    said = Said(("GZ",), "PR", "96")
    refused(house, patient_id, said)
    with books(house.practice.id) as session:
        one = max(session.find(Claim, patient_id=patient_id), key=lambda each: each.id)
        (line,) = [each for each in session.find(ChargeLine, patient_id=patient_id) if "GZ" in each.modifiers]
    draft = Draft("paid_to_patient", {(line.id, "payer_ar:1"): 2000}, "the patient's", claim_id=one.id)
    with pytest.raises(Refused, match="GZ"):
        adjust.ask(house.actor, draft, on=PAID)


def test_another_patients_booking_is_not_found(house: House, patient_id: int) -> None:
    other = add_patient(house, MEDICARE, last="Kowalski")
    with pytest.raises(NotFound):
        shown(house, other.id, Asked(booked(house, patient_id).id, "82270"))


def test_a_withdrawn_notice_says_nothing(house: House, patient_id: int) -> None:
    made = signed(house, patient_id, Choice.DONT_BILL)
    with pytest.raises(Refused, match="reason"):
        withdraw_notice(house.actor, patient_id, (made.id, made.version), " ", on=LATER)
    gone = withdraw_notice(house.actor, patient_id, (made.id, made.version), "changed their mind", on=LATER)
    assert gone.state is NoticeState.WITHDRAWN
    with pytest.raises(Refused, match="changed since"):
        withdraw_notice(house.actor, patient_id, (made.id, made.version), "again", on=LATER)
    _, lines = charged(house, patient_id)
    assert [line.unbilled_by for line in lines] == [0, 0]


def test_what_was_given_under_a_notice_is_not_withdrawn(house: House, patient_id: int) -> None:
    made = signed(house, patient_id, Choice.BILL)
    seen = (made.id, made.version)
    with pytest.raises(Refused, match="under this notice"):
        withdraw_notice(house.actor, patient_id, seen, "too late", on=LATER + timedelta(days=1))
