"""A large remittance is laid while it is planned; it ends exactly as a small one does, or leaves nothing."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.claim import ClaimState
from almoner.core.plan import Plan
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.remit import post as planning
from almoner.flow import close
from almoner.flow.access import cause
from almoner.flow.post import post, post_if_clean, preview, reverse
from almoner.store import ahead
from almoner.store.commit import AlreadyDone, ClosedDay, commit
from almoner.store.session import books
from tests.flow.cycle import balances, faults, now, pay, sent_claim, standing, take_in
from tests.flow.files import Payment, paying
from tests.practices import DAY, House, new_house

ON = date(2026, 3, 16)
SHARED = (("CO", "45", 5000), ("PR", "1", 2000))


@pytest.fixture
def house(store: object, monkeypatch: pytest.MonkeyPatch) -> House:
    """A practice of the test's own, where two advices are many."""
    assert store
    monkeypatch.setattr(ahead, "AHEAD", 2)
    monkeypatch.setattr(ahead, "AT_ONCE", 2)
    monkeypatch.setattr(ahead, "IDS_A_PART", 0)
    monkeypatch.setattr(planning, "TOLD", 1)
    return new_house()


def received(house: House, *, astray: bool = False) -> int:
    """A remittance of three claims, or of two and one of a claim that isn't ours."""
    sent = [sent_claim(house) for _ in range(3)]
    decided = [one.paid(8000, *SHARED) for one in sent]
    if astray:
        decided[2] = replace(decided[2], control="NOBODYS1")
    (remittance_id,) = take_in(house, paying(house, Payment("MCR01", "T1", decided)), on=ON).remittance_ids
    return remittance_id


def test_what_was_laid_ahead_is_sealed_with_the_rest(house: House) -> None:
    sent = [sent_claim(house) for _ in range(3)]
    remittance_id = pay(house, Payment("MCR01", "T1", [one.paid(8000, *SHARED) for one in sent]), on=ON)
    assert {now(house, one).state for one in sent} == {ClaimState.PAID}
    for one in sent:
        assert balances(house, one) == {
            "cash": 8000,
            "contractual": 5000,
            "patient_ar": 2000,
            "revenue": -15000,
        }
    assert faults(house, on=ON) == []
    reverse(house.actor, remittance_id, on=ON, reason="the wrong file")
    assert faults(house, on=ON) == []


def test_a_plan_that_is_not_committed_leaves_nothing_of_what_was_laid(house: House) -> None:
    remittance_id = received(house, astray=True)
    before = standing(house)
    assert not post_if_clean(house.actor, remittance_id, on=ON)
    assert standing(house) == before
    assert faults(house, on=ON) == []
    assert post(house.actor, remittance_id, on=ON).planned.suspense
    assert faults(house, on=ON) == []


def test_a_closed_day_takes_nothing_ahead_either(house: House) -> None:
    remittance_id = received(house)
    for day in (DAY, ON):
        close.close_books(house.actor, on=day)
    before = standing(house)
    with pytest.raises(ClosedDay):
        post(house.actor, remittance_id, on=ON)
    assert standing(house) == before


def test_an_effect_that_stands_already_is_found_while_it_is_laid(house: House) -> None:
    remittance_id = received(house)
    first = preview(house.actor, remittance_id, on=ON).plan.postings[0]
    with books(house.practice.id) as session:
        commit(session, Plan(on=ON, postings=(first,)), cause=cause(house.actor, "test"))
    before = standing(house)
    with pytest.raises(AlreadyDone):
        post(house.actor, remittance_id, on=ON)
    assert standing(house) == before


def test_what_was_told_and_is_not_in_the_plan_is_never_sealed(house: House) -> None:
    remittance_id = received(house)
    made = preview(house.actor, remittance_id, on=ON)
    before = standing(house)

    def lay(plan: Plan) -> None:
        with (
            books(house.practice.id) as session,
            ahead.laying_ahead(session, on=ON, parts=2) as laying,
        ):
            assert laying is not None
            laying.tell((), made.plan.postings)
            laying.commit(plan, cause=cause(house.actor, "test"))

    with pytest.raises(AssertionError, match="lies is in the plan"):
        lay(replace(made.plan, postings=made.plan.postings[1:]))
    assert standing(house) == before
    lay(Plan(on=ON))
    assert standing(house) == before
    lay(made.plan)
    with books(house.practice.id) as session:
        assert session.get(Remittance, remittance_id).state is RemittanceState.POSTED
    assert faults(house, on=ON) == []


def test_a_small_one_is_laid_at_its_commit(house: House) -> None:
    with books(house.practice.id) as session, ahead.laying_ahead(session, on=ON, parts=1) as laying:
        assert laying is None
