"""What payers took at provider level is listed by payer until something or somebody explains it."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.collect.refund import Refund
from almoner.core.plan import Task, TaskState
from almoner.flow.access import Actor
from almoner.flow.collect import refund
from almoner.flow.collect.refund import Wish
from almoner.flow.refused import Refused
from almoner.flow.remit.post import post, reverse
from almoner.flow.remit.takebacks import Onto, Pair, match_takeback, place_takeback, takebacks
from almoner.flow.remit.undone import take_up_again
from almoner.store.session import books
from tests.flow.cycle import balances, faults, pay, sent_claim, standing, totals
from tests.flow.files import Payment, mirrored
from tests.practices import House, new_house

ON = date(2026, 3, 16)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        return sorted(
            task.what
            for task in session.find(Task, state=TaskState.OPEN)
            if task.what != "possible_duplicate"
        )


def told(house: House) -> list[tuple[str, int, int]]:
    return [(row.payer.name, row.open_cents, row.taken_cents) for row in takebacks(house.actor, on=ON).payers]


def test_what_a_payer_deferred_is_listed_until_it_is_collected(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    paid = first.paid(8000, ("CO", "45", 7000))
    pay(house, Payment("MCR01", "T1", [paid]), on=ON)
    pay(house, Payment("MCR01", "T2", [mirrored(paid)], levels=(("WO", "PCN1", -8000),)), on=ON)
    assert told(house) == [("Medicare", 8000, 0)]
    pay(house, Payment("MCR01", "T3", [second.paid(15000)], levels=(("WO", "PCN1", 3000),)), on=ON)
    assert told(house) == [("Medicare", 5000, 0)]


def test_a_takeback_under_another_reference_is_matched_by_a_person_and_moves_nothing(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    paid = first.paid(8000, ("CO", "45", 7000))
    pay(house, Payment("MCR01", "T1", [paid]), on=ON)
    opened = pay(house, Payment("MCR01", "T2", [mirrored(paid)], levels=(("WO", "PCN1", -8000),)), on=ON)
    levels = (("L6", "I", -100), ("WO", "THEIRS", 8000))
    taken = pay(house, Payment("MCR01", "T3", [second.paid(15000)], levels=levels), on=ON)
    assert told(house) == [("Medicare", 8000, 8000)]
    assert "recoupment" in work(house)
    before = totals(house)
    with pytest.raises(Refused, match="Nothing of this takeback"):
        match_takeback(house.actor, Pair(taken, 1), Pair(opened, 1), on=ON, why="told by telephone")
    with pytest.raises(Refused, match="reason"):
        match_takeback(house.actor, Pair(taken, 2), Pair(opened, 1), on=ON, why=" ")
    match_takeback(house.actor, Pair(taken, 2), Pair(opened, 1), on=ON, why="told by telephone")
    assert totals(house) == before
    assert told(house) == []
    assert "recoupment" not in work(house)
    assert faults(house, on=ON) == []


def test_a_takeback_is_laid_on_the_claim_that_it_was_for(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [first.paid(8000, ("CO", "45", 7000))]), on=ON)
    payment = Payment("MCR01", "T2", [second.paid(15000)], levels=(("WO", "THEIRS", 6000),))
    taken = pay(house, payment, on=ON)
    place_takeback(
        house.actor, Pair(taken, 1), Onto(first.claim.control), on=ON, why="their letter of 3 March"
    )
    assert balances(house, first) == {
        "cash": 8000,
        "contractual": 7000,
        "payer_recoupment": -6000,
        "payer_ar:1": 6000,
        "revenue": -15000,
    }
    assert totals(house).get("payer_recoupment", 0) == 0
    assert told(house) == []
    assert work(house) == ["takeback"]
    assert faults(house, on=ON) == []
    reverse(house.actor, taken, on=ON, reason="a test")
    assert "payer_ar:1" not in balances(house, first)
    assert faults(house, on=ON) == []


def test_no_more_is_laid_on_a_claim_than_was_paid_there(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [first.paid(8000, ("CO", "45", 7000))]), on=ON)
    payment = Payment("MCR01", "T2", [second.paid(15000)], levels=(("WO", "THEIRS", 9000),))
    pair = Pair(pay(house, payment, on=ON), 1)
    before = standing(house)
    for control, match in ((first.claim.control, r"No more than \$80.00"), ("A00000STRANGE", "No claim")):
        with pytest.raises(Refused, match=match):
            place_takeback(house.actor, pair, Onto(control), on=ON, why="their letter")
    assert standing(house) == before
    place_takeback(house.actor, pair, Onto(first.claim.control, 8000), on=ON, why="their letter")
    assert told(house) == [("Medicare", 0, 1000)]
    assert work(house) == ["recoupment", "takeback"], "the rest is somebody's still"
    third = sent_claim(house)
    pay(house, Payment("MCR01", "T3", [third.paid(15000)]), on=ON)
    place_takeback(house.actor, pair, Onto(third.claim.control), on=ON, why="their second letter")
    assert told(house) == []
    assert work(house) == ["takeback", "takeback"]


def test_an_advance_that_is_drawn_down_is_laid_on_no_claim(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [first.paid(15000)]), on=ON)
    drawn = pay(house, Payment("MCR01", "T2", [second.paid(15000)], levels=(("AP", "A1", 5000),)), on=ON)
    before = totals(house)
    with pytest.raises(Refused, match="draws down an advance"):
        place_takeback(house.actor, Pair(drawn, 1), Onto(first.claim.control), on=ON, why="their letter")
    assert totals(house) == before
    assert faults(house, on=ON) == []


def by(house: House, name: str) -> Actor:
    """Another person with every role."""
    return replace(house.actor, name=name)


def test_rv9_what_a_payer_deferred_is_settled_in_money_by_three_people(house: House) -> None:
    first = sent_claim(house)
    paid = first.paid(8000, ("CO", "45", 7000))
    pay(house, Payment("MCR01", "T1", [paid]), on=ON)
    opened = pay(house, Payment("MCR01", "T2", [mirrored(paid)], levels=(("WO", "PCN1", -8000),)), on=ON)
    assert totals(house)["payer_recoupment"] == -8000
    pair, wish = Pair(opened, 1), Wish(8000, "they asked for a check")
    with pytest.raises(Refused, match="No more can go back"):
        refund.ask_for_deferred(by(house, "dana"), pair, replace(wish, cents=8001), on=ON)
    asked = refund.ask_for_deferred(by(house, "dana"), pair, wish, on=ON)
    with pytest.raises(Refused, match="No more can go back"):
        refund.ask_for_deferred(by(house, "dana"), pair, replace(wish, cents=1), on=ON)
    refund.decide_refund(by(house, "moira"), asked.id, is_approved=True, why="", on=ON)
    refund.issue_refund(by(house, "frances"), asked.id, method="check", number="2001", on=ON)
    assert (totals(house)["refunds_in_transit"], totals(house)["payer_recoupment"]) == (8000, -8000)
    assert told(house) == [("Medicare", 8000, 0)]
    refund.settle_refund(by(house, "dana"), asked.id, on=ON, reason="they wrote that they have it")
    left = totals(house)
    assert (left.get("payer_recoupment", 0), left.get("refunds_in_transit", 0)) == (0, 0)
    assert told(house) == []
    assert faults(house, on=ON) == []
    second = sent_claim(house)
    pay(house, Payment("MCR01", "T3", [second.paid(15000)], levels=(("WO", "PCN1", 8000),)), on=ON)
    assert told(house) == [("Medicare", 0, 8000)], "taken a second time: somebody's"
    assert "recoupment" in work(house)


def test_pl3_a_deferral_that_was_paid_by_check_is_closed_by_the_payers_advice(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    paid = first.paid(8000, ("CO", "45", 7000))
    pay(house, Payment("MCR01", "T1", [paid]), on=ON)
    opened = pay(house, Payment("MCR01", "T2", [mirrored(paid)], levels=(("WO", "PCN1", -8000),)), on=ON)
    asked = refund.ask_for_deferred(by(house, "dana"), Pair(opened, 1), Wish(8000, "asked"), on=ON)
    refund.decide_refund(by(house, "moira"), asked.id, is_approved=True, why="", on=ON)
    refund.issue_refund(by(house, "frances"), asked.id, method="check", number="2001", on=ON)
    levels = (("WO", "PCN1", 8000), ("72", "PCN1", -8000))
    pay(house, Payment("MCR01", "T3", [second.paid(15000)], levels=levels), on=ON)
    assert refund.acknowledge_refunds(house.actor, on=ON) == 1
    left = totals(house)
    assert (left.get("payer_recoupment", 0), left.get("refunds_in_transit", 0)) == (0, 0)
    assert told(house) == []
    with pytest.raises(Refused, match="waits for no payer"):
        refund.settle_refund(by(house, "dana"), asked.id, on=ON, reason="again")
    assert faults(house, on=ON) == []


def deferred(house: House) -> tuple[Pair, Refund]:
    """A payer takes a payment back and defers to collect it; one asks that it gets the money."""
    paid = sent_claim(house).paid(8000, ("CO", "45", 7000))
    pay(house, Payment("MCR01", "T1", [paid]), on=ON)
    opened = pay(house, Payment("MCR01", "T2", [mirrored(paid)], levels=(("WO", "PCN1", -8000),)), on=ON)
    pair = Pair(opened, 1)
    return pair, refund.ask_for_deferred(by(house, "dana"), pair, Wish(8000, "they asked"), on=ON)


def test_the_payment_of_a_deferral_is_not_undone_while_its_money_goes_back(house: House) -> None:
    pair, asked = deferred(house)
    wanted = r"goes back to it in money \(\$80\.00, {} on 2026-03-16\)"
    with pytest.raises(Refused, match=wanted.format("asked")):
        reverse(house.actor, pair.remittance_id, on=ON, reason="the wrong file")
    refund.decide_refund(by(house, "moira"), asked.id, is_approved=True, why="", on=ON)
    refund.issue_refund(by(house, "frances"), asked.id, method="check", number="2001", on=ON)
    with pytest.raises(Refused, match=wanted.format("issued")):
        reverse(house.actor, pair.remittance_id, on=ON, reason="the wrong file")
    refund.void_refund(by(house, "moira"), asked.id, on=ON, reason="the check is stopped")
    reverse(house.actor, pair.remittance_id, on=ON, reason="the wrong file")
    assert totals(house).get("payer_recoupment", 0) == 0
    assert faults(house, on=ON) == []


def test_the_payment_of_a_deferral_that_was_repaid_stands(house: House) -> None:
    pair, asked = deferred(house)
    refund.decide_refund(by(house, "moira"), asked.id, is_approved=True, why="", on=ON)
    refund.issue_refund(by(house, "frances"), asked.id, method="check", number="2001", on=ON)
    refund.settle_refund(by(house, "dana"), asked.id, on=ON, reason="they wrote that they have it")
    before = standing(house)
    with pytest.raises(Refused, match=r"80\.00, taken on 2026-03-16"):
        reverse(house.actor, pair.remittance_id, on=ON, reason="the wrong file")
    assert standing(house) == before
    assert faults(house, on=ON) == []


def test_a_payment_that_acknowledged_a_refund_is_undone_with_the_acknowledgement(house: House) -> None:
    _, asked = deferred(house)
    refund.decide_refund(by(house, "moira"), asked.id, is_approved=True, why="", on=ON)
    refund.issue_refund(by(house, "frances"), asked.id, method="check", number="2001", on=ON)
    second = sent_claim(house)
    levels = (("WO", "PCN1", 8000), ("72", "PCN1", -8000))
    told_by = pay(house, Payment("MCR01", "T3", [second.paid(15000)], levels=levels), on=ON)
    assert refund.acknowledge_refunds(house.actor, on=ON) == 1
    reverse(house.actor, told_by, on=ON, reason="the wrong file")
    with books(house.practice.id) as session:
        waiting = session.get(Refund, asked.id)
    assert (waiting.is_in_transit, totals(house)["refunds_in_transit"]) == (True, 8000)
    assert told(house) == [("Medicare", 8000, 0)]
    assert faults(house, on=ON) == []
    again = take_up_again(house.actor, told_by, on=ON, reason="it was right")
    post(house.actor, again.id, on=ON)
    assert refund.acknowledge_refunds(house.actor, on=ON) == 1
    assert totals(house).get("refunds_in_transit", 0) == 0
    assert (told(house), faults(house, on=ON)) == ([], [])


def test_a_takeback_that_was_laid_on_a_claim_is_undone_with_its_payment(house: House) -> None:
    first, second = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [first.paid(8000, ("CO", "45", 7000))]), on=ON)
    payment = Payment("MCR01", "T2", [second.paid(15000)], levels=(("WO", "THEIRS", 8000),))
    pair = Pair(pay(house, payment, on=ON), 1)
    place_takeback(house.actor, pair, Onto(first.claim.control, 8000), on=ON, why="their letter")
    reverse(house.actor, pair.remittance_id, on=ON, reason="the wrong file")
    assert (balances(house, first)["cash"], told(house)) == (8000, [])
    assert faults(house, on=ON) == []
