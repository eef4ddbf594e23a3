"""Cash in suspense finds its place whole: on a claim, or with the patient whose payment it was, and back."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.claim import ClaimState
from almoner.core.party import Patient
from almoner.core.plan import Task, TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.books import close
from almoner.flow.collect import collect
from almoner.flow.refused import Refused
from almoner.flow.remit import suspense
from almoner.flow.remit.post import reverse
from almoner.flow.remit.takebacks import Onto, Pair, place_takeback
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, now, pay, sent_claim, supersede, totals
from tests.flow.files import Payment, mirrored
from tests.practices import House, new_house

ON = date(2026, 3, 16)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def biller(house: House) -> Actor:
    return Actor("bea", house.practice.id, frozenset({"biller"}))


def stranger(house: House, paid: int = 9000, trace: str = "S1") -> tuple[Sent, int]:
    """A claim that is with its payer, and a payment of it under a number that is none of ours."""
    sent = sent_claim(house)
    told = replace(sent.paid(paid, ("CO", "45", 15000 - paid)), control="STRANGE", payer_control="OTHER")
    remittance_id = pay(house, Payment("MCR01", trace, [told]), on=ON)
    return sent, remittance_id


def held(house: House) -> list[tuple[int, int, str]]:
    """The task, the cents and the payer's name of the claim of each amount in suspense."""
    found = suspense.suspense(biller(house), on=ON)
    return [(one.held.task.id, one.held.cents, one.control) for one in found.items]


def number_of(house: House, sent: Sent) -> str:
    with books(house.practice.id) as session:
        return session.get(Patient, sent.claim.patient_id).number


def open_work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN)
    return sorted(task.what for task in found if task.what != "undelivered_file")


def test_cash_goes_to_the_claim_that_it_paid(house: House) -> None:
    sent, _ = stranger(house)
    ((task_id, cents, control),) = held(house)
    assert (cents, control, totals(house)["suspense"]) == (9000, "STRANGE", -9000)
    suspense.place_on_claim(biller(house), task_id, f" {sent.claim.control.lower()} ", on=ON)
    assert "suspense" not in totals(house)
    assert balances(house, sent) == {"cash": 9000, "payer_ar:1": 6000, "revenue": -15000}
    assert (now(house, sent).state, held(house)) == (ClaimState.PAID, [])
    assert open_work(house) == ["placed_by_hand"]
    assert faults(house, on=ON) == []
    close.close_books(house.actor, on=date(2026, 3, 2))


def test_what_was_placed_is_undone_with_the_payers_own_reversal(house: House) -> None:
    """A payment of a claim in doubt, placed by hand, is the advice's own afterwards."""
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(9000, ("CO", "45", 6000))]), on=ON)
    second = replace(sent.paid(1000, ("CO", "45", 14000)), payer_control="PCN2")
    pay(house, Payment("MCR01", "T2", [second]), on=ON)
    ((task_id, cents, _),) = held(house)
    assert cents == 1000
    with pytest.raises(Refused, match=r"0\.00, and \$10\.00 is held"):
        suspense.place_on_claim(biller(house), task_id, sent.claim.control, on=ON)
    pay(house, Payment("MCR01", "T3", [mirrored(second)]), on=ON)
    assert (held(house), totals(house).get("suspense", 0)) == ([], 0)
    assert faults(house, on=ON) == []


def test_a_placing_is_taken_back_whole_and_can_be_made_again(house: House) -> None:
    sent, _ = stranger(house)
    before = totals(house)
    ((task_id, _, _),) = held(house)
    suspense.place_on_claim(biller(house), task_id, sent.claim.control, on=ON)
    again = suspense.take_placing_back(biller(house), task_id, on=ON, why="Another claim's.")
    assert totals(house) == before
    assert held(house) == [(again.id, 9000, "STRANGE")]
    assert now(house, sent).state is ClaimState.SUSPENDED
    assert faults(house, on=ON) == []
    with pytest.raises(Refused, match="No placing"):
        suspense.take_placing_back(biller(house), task_id, on=ON, why="Again.")
    suspense.place_on_claim(biller(house), again.id, sent.claim.control, on=ON)
    assert balances(house, sent)["payer_ar:1"] == 6000
    assert faults(house, on=ON) == []


def test_the_remittance_is_still_undone_as_a_unit(house: House) -> None:
    sent, remittance_id = stranger(house)
    ((task_id, _, _),) = held(house)
    suspense.place_on_claim(biller(house), task_id, sent.claim.control, on=ON)
    reverse(house.actor, remittance_id, on=ON, reason="the wrong file")
    assert balances(house, sent) == {"payer_ar:1": 15000, "revenue": -15000}
    assert "cash" not in totals(house)
    assert faults(house, on=ON) == []


def test_a_patients_own_payment_becomes_a_receipt_that_lies_on_no_line(house: House) -> None:
    sent, remittance_id = stranger(house)
    ((task_id, _, _),) = held(house)
    receipt = suspense.give_patient(biller(house), task_id, number_of(house, sent), on=ON)
    assert (receipt.method, receipt.free_cents) == ("payer", 9000)
    assert totals(house)["unapplied"] == -9000
    assert (held(house), totals(house)["cash"]) == ([], 9000)
    assert faults(house, on=ON) == []
    assert close.deposit_receipts(house.actor, on=ON) is None, "it never lay in the drawer"
    assert collect.unapplied_patients(house.actor) == [sent.claim.patient_id]
    with pytest.raises(Refused, match="holds no cash"):
        suspense.give_patient(biller(house), task_id, "", on=ON)
    with pytest.raises(Refused, match="given to a patient"):
        reverse(house.actor, remittance_id, on=ON, reason="the wrong file")
    day = date(2026, 3, 2)
    close.close_books(house.actor, on=day)
    close.close_books(house.actor, on=ON)


def test_a_placing_is_taken_back_while_other_cash_of_the_claim_still_waits(house: House) -> None:
    sent = sent_claim(house)
    for trace, paid in (("T1", 9000), ("T2", 4000)):
        pay(house, Payment("MCR01", trace, [sent.paid(paid, ("CO", "45", 1000))]), on=ON)
    (first, _, _), (_, _, _) = held(house)
    suspense.place_on_claim(biller(house), first, sent.claim.control, on=ON)
    assert now(house, sent).state is ClaimState.SUSPENDED
    suspense.take_placing_back(biller(house), first, on=ON, why="Another claim's.")
    assert (len(held(house)), totals(house)["suspense"]) == (2, -13000)
    assert faults(house, on=ON) == []


def test_a_claim_whose_suspended_cash_was_anothers_stays_followed_until_its_payer_speaks(
    house: House,
) -> None:
    sent = sent_claim(house)
    odd = Payment("MCR01", "T1", [sent.paid(9000, ("CO", "45", 5000))])
    pay(house, odd, on=ON)
    ((task_id, _, _),) = held(house)
    assert now(house, sent).state is ClaimState.SUSPENDED
    suspense.give_patient(biller(house), task_id, number_of(house, sent), on=ON)
    assert open_work(house) == ["silent_claim"]
    assert faults(house, on=ON) == []
    pay(house, Payment("MCR01", "T2", [sent.paid(9000, ("CO", "45", 6000))]), on=ON)
    assert (now(house, sent).state, open_work(house)) == (ClaimState.PAID, [])
    assert faults(house, on=ON) == []


def test_a_decided_claim_stands_as_it_was_decided_when_later_cash_was_anothers(house: House) -> None:
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(9000, ("CO", "45", 6000))]), on=ON)
    second = replace(sent.paid(1000, ("CO", "45", 14000)), payer_control="PCN2")
    pay(house, Payment("MCR01", "T2", [second]), on=ON)
    ((task_id, _, _),) = held(house)
    assert now(house, sent).state is ClaimState.SUSPENDED
    suspense.give_patient(biller(house), task_id, number_of(house, sent), on=ON)
    assert (now(house, sent).state, open_work(house)) == (ClaimState.PAID, [])
    assert faults(house, on=ON) == []


def test_cash_that_a_payer_took_under_an_unknown_code_is_taken_off_the_claim(house: House) -> None:
    sent = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [sent.paid(9000, ("CO", "45", 6000))]), on=ON)
    other = sent_claim(house)
    levels = (("ZZ", "UNKNOWN", 2500),)
    pay(house, Payment("MCR01", "T2", [other.paid(9000, ("CO", "45", 6000))], levels=levels), on=ON)
    ((task_id, cents, _),) = held(house)
    assert (cents, totals(house)["suspense"]) == (-2500, 2500)
    with pytest.raises(Refused, match="payer took"):
        suspense.give_patient(biller(house), task_id, number_of(house, sent), on=ON)
    suspense.place_on_claim(biller(house), task_id, sent.claim.control, on=ON)
    assert balances(house, sent)["payer_ar:1"] == 2500
    assert (held(house), totals(house).get("suspense", 0)) == ([], 0)
    assert faults(house, on=ON) == []


def test_what_the_payer_took_back_at_provider_level_is_not_taken_off_the_line_again(house: House) -> None:
    sent, other = sent_claim(house), sent_claim(house)
    paid = sent.paid(8000, ("CO", "45", 7000))
    pay(house, Payment("MCR01", "T1", [paid]), on=ON)
    taken = pay(house, Payment("MCR01", "T2", [other.paid(15000)], levels=(("WO", "THEIRS", 8000),)), on=ON)
    place_takeback(house.actor, Pair(taken, 1), Onto(sent.claim.control), on=ON, why="their letter")
    strange = replace(mirrored(paid), control="STRANGE", payer_control="OTHER")
    pay(house, Payment("MCR01", "T3", [strange], levels=(("FB", "X", -8000),)), on=ON)
    ((task_id, cents, _),) = held(house)
    assert cents == -8000
    with pytest.raises(Refused, match=r"0\.00, and -\$80\.00 is held"):
        suspense.place_on_claim(biller(house), task_id, sent.claim.control, on=ON)
    assert balances(house, sent)["payer_ar:1"] == 8000
    assert faults(house, on=ON) == []


def test_more_than_the_claim_takes_is_refused(house: House) -> None:
    stranger(house, 15000)
    small = sent_claim(house)
    pay(house, Payment("MCR01", "T1", [small.paid(9000, ("CO", "45", 6000))]), on=ON)
    ((task_id, _, _),) = held(house)
    with pytest.raises(Refused, match=r"0\.00, and \$150\.00 is held"):
        suspense.place_on_claim(biller(house), task_id, small.claim.control, on=ON)
    with pytest.raises(Refused, match="No claim of ours"):
        suspense.place_on_claim(biller(house), task_id, "NOBODY", on=ON)


def test_who_takes_patients_money_places_none(house: House) -> None:
    desk = Actor("frances", house.practice.id, frozenset({"front_desk"}))
    with pytest.raises(AccessDenied):
        suspense.place_on_claim(desk, 1, "A", on=ON)


def test_a_task_that_holds_no_cash_places_none(house: House) -> None:
    sent, _ = stranger(house)
    ((task_id, _, _),) = held(house)
    suspense.place_on_claim(biller(house), task_id, sent.claim.control, on=ON)
    for number in (task_id, sent.lines[0].id):
        with pytest.raises((Refused, LookupError)):
            suspense.place_on_claim(biller(house), number, sent.claim.control, on=ON)


def test_verify_finds_suspense_that_its_task_does_not_own(house: House) -> None:
    stranger(house)
    ((task_id, _, _),) = held(house)
    with books(house.practice.id) as session:
        task = session.get(Task, task_id)
    supersede(house, replace(task, version=task.version + 1, cents=8999))
    broken = {one.check for one in verify(house.practice.id, on=ON)}
    assert "suspense without its task" in broken
