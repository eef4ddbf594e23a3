"""An amount in suspense that is several: each part goes its own way with its own reason, the rest stays."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.claim import ClaimState
from almoner.core.collect.divide import Part
from almoner.core.plan import Task, TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.collect import refund
from almoner.flow.refused import Refused
from almoner.flow.remit import suspense
from almoner.flow.remit.divide import divide_held, unite_held
from almoner.flow.remit.post import reverse
from almoner.store.session import books
from tests.flow.cycle import Sent, balances, faults, now, pay, sent_claim, standing, totals
from tests.flow.files import Payment, mirrored
from tests.flow.remit.test_suspense import ON, biller, held, number_of, open_work, stranger
from tests.practices import House, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def manager(house: House) -> Actor:
    return Actor("mona", house.practice.id, frozenset({"manager"}))


def tasks_of(house: House, sent: Sent) -> list[Task]:
    """The open work about a claim."""
    with books(house.practice.id) as session:
        return session.find(Task, claim_id=sent.claim.id, state=TaskState.OPEN)


def divided(house: House, *cents: int) -> dict[int, int]:
    """Divide the only amount in suspense; the work about each part by its cents."""
    ((task_id, _, _),) = held(house)
    parts = [Part(each, f"for number {place}") for place, each in enumerate(cents, 1)]
    return {task.cents: task.id for task in divide_held(biller(house), task_id, parts, on=ON)}


def test_one_sum_goes_to_a_claim_a_patient_and_its_payer_and_the_rest_stays(house: House) -> None:
    sent, remittance_id = stranger(house)
    parts = divided(house, 5000, 2000, 1500)
    assert sorted(parts) == [500, 1500, 2000, 5000]
    assert (sorted(cents for _, cents, _ in held(house)), totals(house)["suspense"]) == (sorted(parts), -9000)
    with books(house.practice.id) as session:
        whys = {cents: session.get(Task, number).why for cents, number in parts.items()}
    assert whys[2000] == "for number 2"
    assert whys[500].startswith("No claim of ours has its number")
    assert faults(house, on=ON) == []
    suspense.place_on_claim(biller(house), parts[5000], sent.claim.control, on=ON)
    receipt = suspense.give_patient(biller(house), parts[2000], number_of(house, sent), on=ON)
    asked = refund.ask_for_held(biller(house), parts[1500], on=ON, reason="Paid twice by mistake.")
    refund.decide_refund(manager(house), asked.id, is_approved=True, why="", on=ON)
    assert (receipt.cents, balances(house, sent)["cash"]) == (2000, 5000)
    assert [(cents, control) for _, cents, control in held(house)] == [(500, "STRANGE")]
    left = totals(house)
    assert (left["suspense"], left["unapplied"], left["refunds_payable"]) == (-500, -2000, -1500)
    assert faults(house, on=ON) == []
    with pytest.raises(Refused, match="not in suspense any more"):
        unite_held(biller(house), parts[500], on=ON, why="One sum after all.")
    with pytest.raises(Refused, match="to go back to its payer"):
        reverse(house.actor, remittance_id, on=ON, reason="the wrong file")


def test_parts_are_put_together_again_and_divided_otherwise(house: House) -> None:
    sent, _ = stranger(house)
    before = totals(house)
    parts = divided(house, 5000, 4000)
    placed = parts[5000]
    suspense.place_on_claim(biller(house), placed, sent.claim.control, on=ON)
    with pytest.raises(Refused, match="not in suspense"):
        unite_held(biller(house), parts[4000], on=ON, why="One sum after all.")
    suspense.take_placing_back(biller(house), placed, on=ON, why="Another claim's.")
    whole = unite_held(biller(house), parts[4000], on=ON, why="One sum after all.")
    assert held(house) == [(whole.id, 9000, "STRANGE")]
    assert (whole.what, totals(house)) == ("unknown_claim", before)
    assert now(house, sent).state is ClaimState.SUSPENDED
    assert open_work(house) == ["silent_claim", "unknown_claim"], "the claim is somebody's"
    assert faults(house, on=ON) == []
    with pytest.raises(Refused, match="no part of another"):
        unite_held(biller(house), whole.id, on=ON, why="Again.")
    again = divided(house, 3000, 3000)
    for number in [one for one, _, _ in held(house)]:
        suspense.place_on_claim(biller(house), number, sent.claim.control, on=ON)
    assert (len(again), balances(house, sent)["cash"], held(house)) == (1, 9000, [])
    assert open_work(house) == ["placed_by_hand"], "nobody asks any more what was decided"
    assert faults(house, on=ON) == []


def test_cash_that_was_taken_back_from_a_claim_and_is_anothers_leaves_the_claim_with_an_owner(
    house: House,
) -> None:
    wrong, _ = stranger(house)
    right = sent_claim(house)
    ((number, _, _),) = held(house)
    suspense.place_on_claim(biller(house), number, wrong.claim.control, on=ON)
    again = suspense.take_placing_back(biller(house), number, on=ON, why="Another claim's.")
    suspense.place_on_claim(biller(house), again.id, right.claim.control, on=ON)
    assert (balances(house, wrong)["payer_ar:1"], balances(house, right)["cash"]) == (15000, 9000)
    assert now(house, wrong).state is ClaimState.SUSPENDED
    asked = [task for task in tasks_of(house, wrong) if task.what == "silent_claim"]
    assert len(asked) == len(tasks_of(house, wrong)) == 1, "what the placing had left open ends with it"
    assert faults(house, on=ON) == []


def test_a_part_is_divided_again(house: House) -> None:
    sent, remittance_id = stranger(house)
    parts = divided(house, 6000)
    finer = divide_held(biller(house), parts[6000], [Part(1000, "a copy fee")], on=ON)
    assert sorted(cents for _, cents, _ in held(house)) == [1000, 3000, 5000]
    suspense.place_on_claim(biller(house), parts[3000], sent.claim.control, on=ON)
    joined = unite_held(biller(house), finer[0].id, on=ON, why="It was no fee.")
    assert (joined.cents, sorted(cents for _, cents, _ in held(house))) == (6000, [6000])
    assert faults(house, on=ON) == []
    reverse(house.actor, remittance_id, on=ON, reason="the wrong file")
    assert "suspense" not in totals(house)
    assert faults(house, on=ON) == []


def test_a_divided_decision_waits_for_no_other_and_its_reversal_is_a_persons(house: House) -> None:
    """What of it a person placed stands; the payer's reversal of the whole can't undo a part alone."""
    sent = sent_claim(house)
    first = sent.paid(9000, ("CO", "45", 6000))
    pay(house, Payment("MCR01", "T1", [first]), on=ON)
    second = replace(sent.paid(1000, ("CO", "45", 14000)), payer_control="PCN2")
    pay(house, Payment("MCR01", "T2", [second]), on=ON)
    assert open_work(house) == ["second_adjudication"]
    divided(house, 400)
    pay(house, Payment("MCR01", "T3", [mirrored(first)]), on=ON)
    assert sorted(cents for _, cents, _ in held(house)) == [400, 600], "it is not laid as a whole any more"
    assert balances(house, sent) == {"payer_ar:1": 15000, "revenue": -15000}
    pay(house, Payment("MCR01", "T4", [mirrored(second)]), on=ON)
    assert sorted(cents for _, cents, _ in held(house)) == [-1000, 400, 600]
    assert now(house, sent).state is ClaimState.SUSPENDED
    assert faults(house, on=ON) == []


def test_what_a_payer_took_under_an_unknown_code_is_divided_too(house: House) -> None:
    one, other = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [one.paid(9000, ("CO", "45", 6000))]), on=ON)
    told = [other.paid(9000, ("CO", "45", 6000))]
    pay(house, Payment("MCR01", "T2", told, levels=(("ZZ", "ODD", 2500),)), on=ON)
    ((task_id, cents, _),) = held(house)
    tasks = divide_held(biller(house), task_id, [Part(-1500, "of the first"), Part(-500, "a fee")], on=ON)
    assert (cents, sorted(each for _, each, _ in held(house))) == (-2500, [-1500, -500, -500])
    suspense.place_on_claim(biller(house), tasks[0].id, one.claim.control, on=ON)
    suspense.place_on_claim(biller(house), tasks[1].id, other.claim.control, on=ON)
    assert (balances(house, one)["payer_ar:1"], balances(house, other)["payer_ar:1"]) == (1500, 500)
    suspense.take_placing_back(biller(house), tasks[1].id, on=ON, why="It was a fee.")
    suspense.take_placing_back(biller(house), tasks[0].id, on=ON, why="All of it was.")
    last = held(house)[-1][0]
    assert unite_held(biller(house), last, on=ON, why="All of it was a fee.").cents == 2500
    assert [each for _, each, _ in held(house)] == [-2500]
    assert faults(house, on=ON) == []


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ([], "into 1 to 20 parts"),
        ([Part(9000, "all")], "divides nothing"),
        ([Part(9001, "more")], r"90.01, and \$90.00"),
        ([Part(5000, "a"), Part(4001, "b")], r"90.01, and \$90.00"),
        ([Part(-100, "a")], "sign of the whole"),
        ([Part(0, "a")], "sign of the whole"),
        ([Part(100, " ")], "Say of each part"),
        ([Part(100, "x" * 201)], "Say of each part"),
    ],
)
def test_the_parts_come_to_the_whole_or_nothing_moves(parts: list[Part], why: str, house: House) -> None:
    stranger(house)
    ((task_id, _, _),) = held(house)
    before = standing(house)
    with pytest.raises(Refused, match=why):
        divide_held(biller(house), task_id, parts, on=ON)
    assert standing(house) == before


def test_who_takes_patients_money_divides_nothing(house: House) -> None:
    desk = Actor("frances", house.practice.id, frozenset({"front_desk"}))
    with pytest.raises(AccessDenied):
        divide_held(desk, 1, [], on=ON)
    with pytest.raises(AccessDenied):
        unite_held(desk, 1, on=date(2026, 3, 16), why="")
