"""An appeal on the books: sent, answered, told of in time; the refusal never is without an owner."""

from datetime import date, timedelta

import pytest

from almoner.core.chart.disclosure import DisclosureConsent, Purpose
from almoner.core.claim import Claim
from almoner.core.denial import Denial, DenialState
from almoner.core.denial.appeal import Answer, AppealState, Letter
from almoner.core.plan import Task, TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.claim import paper_claim
from almoner.flow.follow import appeal_packet, follow
from almoner.flow.follow.appeal import hear_answer, send_appeal
from almoner.flow.refused import Refused
from almoner.flow.visit import disclosure
from almoner.store.session import books
from tests.flow.cycle import faults, pay, sent_claim
from tests.flow.files import Payment, mirrored
from tests.practices import House, new_house

ON = date(2026, 3, 16)
LETTER = Letter("portal", "R1", "The notes are attached.")


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def refused(house: House) -> Denial:
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(0, ("CO", "50", 15000))]), on=ON)
    return now(house)


def now(house: House) -> Denial:
    with books(house.practice.id) as session:
        (denial,) = session.find(Denial)
    return denial


def work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        return sorted(task.what for task in session.find(Task, state=TaskState.OPEN))


def test_an_appeal_goes_out_and_its_answer_opens_the_next_level(house: House) -> None:
    denial = refused(house)
    made = send_appeal(house.actor, denial.id, LETTER, on=ON)
    assert now(house).state is DenialState.APPEALED
    assert work(house) == ["appeal_answer"]
    assert faults(house, on=ON) == []
    with pytest.raises(Refused):
        send_appeal(house.actor, denial.id, LETTER, on=ON)
    told = Answer(is_overturned=False, decided_on=ON + timedelta(days=40), outcome="Not necessary.")
    with pytest.raises(Refused):
        hear_answer(house.actor, made.id, told, on=ON)
    heard = hear_answer(house.actor, made.id, told, on=ON + timedelta(days=41))
    assert heard.state is AppealState.UPHELD
    assert "denial" in work(house)
    assert "appeal_answer" not in work(house)
    second = send_appeal(house.actor, denial.id, LETTER, on=ON + timedelta(days=50))
    assert second.level == 2
    with pytest.raises(Refused):
        hear_answer(house.actor, made.id, told, on=ON + timedelta(days=60))


def test_a_payment_ends_it(house: House) -> None:
    sent = sent_claim(house)
    first = sent.paid(0, ("CO", "50", 15000))
    pay(house, Payment("MCR01", "T1", [first]), on=ON)
    made = send_appeal(house.actor, now(house).id, LETTER, on=ON)
    hear_answer(house.actor, made.id, Answer(is_overturned=True, decided_on=ON, outcome="They pay."), on=ON)
    later = ON + timedelta(days=20)
    pay(house, Payment("MCR01", "T2", [mirrored(first), sent.paid(15000)]), on=later)
    assert now(house).state is DenialState.OVERTURNED
    assert "appeal_answer" not in work(house)
    assert faults(house, on=later) == []


def test_a_window_that_closes_is_told_once(house: House) -> None:
    refused(house)
    assert "appeal_limit" not in work(house)
    near = ON + timedelta(days=114)
    follow.watch(house.actor, on=near)
    follow.watch(house.actor, on=near + timedelta(days=1))
    assert work(house).count("appeal_limit") == 1


def test_no_payer_is_told_by_hand_without_the_patient_s_consent(house: House) -> None:
    denial = refused(house)
    with books(house.practice.id) as session:
        visit_id = session.get(Claim, denial.claim_id).visit_ids[0]
    assert not paper_claim.on_paper(house.actor, denial.claim_id, on=ON).is_untold
    disclosure.mark(house.actor, visit_id, on=ON)
    for _ in range(2):
        with pytest.raises(Refused, match="no consent on record"):
            send_appeal(house.actor, denial.id, LETTER, on=ON)
    assert (now(house).state, work(house)) == (DenialState.OPEN, ["ask_consent", "denial"])
    with books(house.practice.id) as session:
        (asked,) = session.find(Task, what="ask_consent")
    assert (asked.owner, asked.claim_id) == ("front_desk", denial.claim_id)
    with pytest.raises(Refused, match="no consent on record"):
        appeal_packet.preview(house.actor, denial.id, "A letter.", on=ON)
    with pytest.raises(Refused, match="no consent on record"):
        paper_claim.claim_sheet(house.actor, denial.claim_id, "form", on=ON)
    assert paper_claim.on_paper(house.actor, denial.claim_id, on=ON).is_untold

    def consent(purpose: Purpose) -> None:
        draft = DisclosureConsent(0, denial.patient_id, purpose, ON, "the patient", "", ON, place="drawer 3")
        disclosure.record(house.actor, draft, on=ON)

    consent(Purpose.TREATMENT)
    assert "ask_consent" in work(house)
    consent(Purpose.PAYMENT)
    assert "ask_consent" not in work(house)
    made = send_appeal(house.actor, denial.id, Letter("mail", "R1", "", "A letter."), on=ON)
    assert appeal_packet.packet_of(house.actor, denial.id, made.id, on=ON).startswith(b"%PDF")
    assert faults(house, on=ON) == []


def test_only_who_works_denials_may(house: House) -> None:
    denial = refused(house)
    desk = Actor("frances", house.practice.id, frozenset({"front_desk"}))
    with pytest.raises(AccessDenied):
        send_appeal(desk, denial.id, LETTER, on=ON)
