"""Small balances go together, as they were seen, and come back together; refusals end with what is left."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.collect.adjust import ActState
from almoner.core.denial import Denial, DenialState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.collect import adjust, collect, small
from almoner.flow.desk import merge_charts
from almoner.flow.refused import Refused
from almoner.store.money import acts
from almoner.store.session import books
from tests.flow.collect.test_adjust import ON, biller, denied, manager, of_line
from tests.flow.cycle import Sent, balances, faults, standing, totals
from tests.flow.owing import owing, take
from tests.practices import House, new_house

LATER = date(2026, 6, 1)


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def three(house: House) -> tuple[Sent, Sent, Sent]:
    """Two patients who owe a little, and one who owes one cent too much."""
    return owing(house, 999, trace="T1"), owing(house, 350, trace="T2"), owing(house, 1000, trace="T3")


def test_small_balances_are_seen_then_written_off_as_one_act_and_back_as_one(house: House) -> None:
    one, two, large = three(house)
    before = totals(house)
    seen = small.small_balances(biller(house), on=LATER)
    assert (seen.cents, seen.patient_count) == (1349, 2)
    made = small.write_off_small(biller(house), seen_cents=seen.cents, on=LATER)
    assert (made.state, len(made.parts), made.patient_id) == (ActState.POSTED, 2, 0)
    assert totals(house)["small_balance"] == 1349
    assert "patient_ar" not in balances(house, one) | balances(house, two)
    assert balances(house, large)["patient_ar"] == 1000
    assert faults(house, on=LATER) == []
    assert small.small_balances(biller(house), on=LATER).rows == ()
    adjust.take_back(biller(house), made.id, on=LATER, why="A patient called.")
    assert totals(house) == before
    assert faults(house, on=LATER) == []


def test_the_longest_quiet_go_first_and_the_others_wait(house: House) -> None:
    one, two, _ = three(house)
    ids = [one.claim.patient_id, two.claim.patient_id]
    with books(house.practice.id) as session:
        for limit, patients, is_cut in ((1, ids[:1], True), (2, ids, False), (9, ids, False)):
            rows, is_more = acts.small_balances(session, at_most_cents=999, quiet_since_on=LATER, limit=limit)
            assert ([row.patient_id for row in rows], is_more) == (patients, is_cut)


def test_what_has_moved_lately_is_not_small_yet(house: House) -> None:
    three(house)
    assert small.small_balances(biller(house), on=ON).rows == ()


def test_a_patient_with_free_money_has_no_small_balance(house: House) -> None:
    one, *_ = three(house)
    take(house, one, 100)
    assert small.small_balances(biller(house), on=LATER).cents == 350
    collect.lay_receipts(house.actor, [one.claim.patient_id], on=ON)
    assert small.small_balances(biller(house), on=LATER).cents == 350 + 899


def test_what_was_seen_is_what_is_done(house: House) -> None:
    three(house)
    before = standing(house)
    with pytest.raises(Refused, match="changed since"):
        small.write_off_small(biller(house), seen_cents=1348, on=LATER)
    assert standing(house) == before


def test_much_in_all_wants_a_second_person(house: House) -> None:
    three(house)
    table = adjust.act_reasons()
    reason = table.get("small_balance")
    assert reason is not None
    assert reason.alone(["biller"]) == 50_000
    desk = Actor("frances", house.practice.id, frozenset({"front_desk"}))
    with pytest.raises(AccessDenied):
        small.write_off_small(desk, seen_cents=1349, on=LATER)


def test_a_refusal_ends_only_when_nothing_is_left_of_it(house: House) -> None:
    sent = denied(house)
    with books(house.practice.id) as session:
        (refusal,) = session.find(Denial, claim_id=sent.claim.id)
    with pytest.raises(Refused, match="still open"):
        small.close_refusal(biller(house), refusal.id, on=ON, why="Paid elsewhere.")
    adjust.ask(manager(house), replace(of_line(sent, 2000), reason="contractual"), on=ON)
    with books(house.practice.id) as session:
        assert session.get(Denial, refusal.id).state is DenialState.SETTLED
    with pytest.raises(Refused, match="has ended"):
        small.close_refusal(biller(house), refusal.id, on=ON, why="Paid elsewhere.")
    assert faults(house, on=ON) == []


def test_what_two_merged_charts_owe_together_is_not_small(house: House) -> None:
    one, other, _ = (owing(house, cents, trace=f"M{cents}") for cents in (899, 600, 100))
    assert small.small_balances(biller(house), on=LATER).cents == 899 + 600 + 100
    wish = merge_charts.compare(house.actor, one.claim.patient_id, other.claim.patient_id, on=LATER)
    merge_charts.merge_charts(house.actor, wish.wish("one person"), on=LATER)
    assert small.small_balances(biller(house), on=LATER).cents == 100
