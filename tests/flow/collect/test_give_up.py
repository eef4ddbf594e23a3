"""Refusals that nobody will fight go together, as they were seen, within a limit, and come back together."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.claim import ClaimState
from almoner.core.collect.adjust import ActState
from almoner.core.denial import Denial, DenialState
from almoner.core.denial.appeal import Letter
from almoner.core.ledger import Reason
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.collect import adjust, give_up
from almoner.flow.collect.give_up import MOST_TOGETHER
from almoner.flow.follow import appeal
from almoner.flow.refused import Refused
from almoner.store.money.postings import postings_of
from almoner.store.session import books
from tests.flow.collect.test_adjust import ON, PAYER, WHY, biller, denied, manager, work
from tests.flow.cycle import Sent, balances, faults, now, standing, supersede, totals
from tests.practices import House, new_house


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def three(house: House) -> list[Sent]:
    return [denied(house, cents=cents, trace=f"T{cents}") for cents in (700, 800, 900)]


def shown(house: House, *, by: Actor | None = None, on: date = ON) -> dict[int, int]:
    found = give_up.refusals(by or biller(house), on=on)
    return {one.denial.id: one.cents for one in found.rows if not one.stays}


def followed(house: House) -> list[str]:
    return [what for what in work(house) if what != "possible_duplicate"]


def states(house: House) -> set[DenialState]:
    with books(house.practice.id) as session:
        return {one.state for one in session.find(Denial)}


def test_refusals_are_seen_then_given_up_as_one_act_and_taken_back_as_one(house: House) -> None:
    sent = three(house)
    before = totals(house)
    seen = shown(house)
    looked = give_up.preview(biller(house), seen, on=ON)
    assert (sorted(seen.values()), looked.cents, looked.wants_another) == ([700, 800, 900], 2400, False)
    assert totals(house) == before, "a refusal and a look at it move nothing"
    made = give_up.give_up(biller(house), seen, note=WHY, on=ON)
    assert (made.state, made.cents, len(made.parts), made.patient_id) == (ActState.POSTED, 2400, 3, 0)
    with books(house.practice.id) as session:
        posted = postings_of(session, reason=[Reason.DENIAL_WRITE_OFF])
    assert [(one.debit, one.credit) for one in posted] == [("denial_write_off", PAYER)] * 3
    assert {now(house, one).state for one in sent} == {ClaimState.CLOSED}
    assert (states(house), followed(house), shown(house)) == ({DenialState.SETTLED}, [], {})
    assert faults(house, on=ON) == []
    adjust.take_back(biller(house), made.id, on=ON, why="The payer reopened them.")
    assert (totals(house), states(house)) == (before, {DenialState.OPEN})
    assert followed(house) == ["denial"] * 3
    assert faults(house, on=ON) == []


def test_above_the_limit_of_one_act_nothing_moves_until_another_person_signs(house: House) -> None:
    denied(house, cents=1300, trace="T1")
    denied(house, cents=1300, trace="T2")
    before = totals(house)
    seen = shown(house)
    assert give_up.preview(biller(house), seen, on=ON).wants_another, "each alone is within the limit"
    made = give_up.give_up(biller(house), seen, note=WHY, on=ON)
    assert (made.state, totals(house)) == (ActState.PROPOSED, before)
    assert faults(house, on=ON) == []
    adjust.sign(manager(house), made.id, on=ON)
    assert totals(house)["denial_write_off"] == 2600
    assert (states(house), followed(house)) == ({DenialState.SETTLED}, [])
    assert faults(house, on=ON) == []


def test_a_line_that_is_refused_twice_is_given_up_once(house: House) -> None:
    sent = denied(house, cents=700, trace="T1")
    with books(house.practice.id) as session:
        (first,) = session.find(Denial)
        number = next(session.ids())
    supersede(house, replace(first, id=number, line_id=0, carc="16"))
    seen = shown(house)
    assert seen == {first.id: 700, number: 700}
    made = give_up.give_up(biller(house), seen, note=WHY, on=ON)
    assert (made.cents, PAYER in balances(house, sent), states(house)) == (700, False, {DenialState.SETTLED})
    assert faults(house, on=ON) == []


def test_what_was_seen_is_what_is_done(house: House) -> None:
    three(house)
    seen = shown(house)
    before = standing(house)
    number = min(seen)
    for other in ({}, {number: seen[number] - 1}, {**seen, 1: 5}):
        with pytest.raises(Refused, match="changed since"):
            give_up.give_up(biller(house), other, note=WHY, on=ON)
    with pytest.raises(Refused, match="wants a note"):
        give_up.give_up(biller(house), seen, note=" ", on=ON)
    with pytest.raises(Refused, match="At most"):
        give_up.preview(biller(house), range(MOST_TOGETHER + 1), on=ON)
    assert standing(house) == before


def test_one_whose_appeal_waits_for_its_answer_stays(house: House) -> None:
    three(house)
    seen = shown(house)
    number, cents = min(seen.items())
    appeal.send_appeal(biller(house), number, Letter("mail", "R1", "The note shows it."), on=ON)
    assert number not in shown(house)
    (row,) = give_up.preview(biller(house), [number], on=ON).rows
    assert row.stays == "An appeal of the claim waits for its answer."
    with pytest.raises(Refused, match="waits for its answer"):
        give_up.give_up(biller(house), {number: cents}, note=WHY, on=ON)
    assert faults(house, on=ON) == []


def test_they_are_shown_by_reason(house: House) -> None:
    three(house)
    found = give_up.refusals(biller(house), on=ON, carc="197")
    assert {one.denial.carc for one in found.rows} <= {"197"}
    assert give_up.refusals(biller(house), on=ON, carc="ZZ").rows == ()
    assert set(found.carcs) == {one.denial.carc for one in give_up.refusals(biller(house), on=ON).rows}


def test_who_takes_patients_money_gives_nothing_up(house: House) -> None:
    desk = Actor("frances", house.practice.id, frozenset({"front_desk"}))
    for act in (
        lambda: give_up.refusals(desk, on=ON),
        lambda: give_up.preview(desk, [], on=ON),
        lambda: give_up.give_up(desk, {}, note="", on=ON),
    ):
        with pytest.raises(AccessDenied):
            act()
