"""Another payer is billed after a refusal that says so: the old claim ends, and what is owed stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.coverage import Coverage
from almoner.core.coverage.put_first import Stance
from almoner.core.denial import Denial, DenialState
from almoner.core.plan import Task, TaskState
from almoner.flow.claim import submit
from almoner.flow.follow import look_other_payer
from almoner.flow.follow.other_payer import Wish, bill_other, case_of
from almoner.flow.follow.other_payer_undone import take_back
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, Sent, balances, faults, now, pay, sent_claim
from tests.flow.files import Payment, mirrored
from tests.practices import DAY, House, new_house

ON = date(2026, 3, 16)
SECOND = ("CMA01", "CMA7788990")
WHY = "Medicare says that the plan pays first."


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def refused(house: House, carc: str, group: str = "CO", *covered: tuple[str, str]) -> Sent:
    """A claim that Medicare refused whole."""
    sent = sent_claim(house, covered=covered or (MEDICARE, SECOND))
    told = replace(sent.paid(0, (group, carc, 15000)), status="4")
    pay(house, Payment("MCR01", "T1", [told]), on=ON)
    return sent


def policies(house: House, sent: Sent) -> list[Coverage]:
    with books(house.practice.id) as session:
        return session.find(Coverage, patient_id=sent.claim.patient_id, order="rank")


def wish(house: House, sent: Sent, stance: Stance, payer: str = "CMA01", last_on: date | None = None) -> Wish:
    (chosen,) = (one for one in policies(house, sent) if one.payer_id == house.payers[payer].id)
    return Wish(chosen.id, stance, last_on, WHY)


def billed(house: House, sent: Sent, stance: Stance, last_on: date | None = None) -> Claim:
    chosen = wish(house, sent, stance, last_on=last_on)
    (fresh,) = bill_other(house.actor, sent.claim.id, chosen, on=ON)
    return fresh


def work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN)
    return sorted(task.what for task in found if task.what != "undelivered_file")


@pytest.mark.parametrize("carc", ["22", "109", "24", "27"])
def test_the_right_payer_is_asked_for_the_same_lines(house: House, carc: str) -> None:
    sent = refused(house, carc)
    fresh = billed(house, sent, Stance.BEHIND)
    plan, medicare = policies(house, sent)
    assert (plan.payer_id, plan.rank, medicare.rank) == (house.payers["CMA01"].id, 1, 2)
    assert (fresh.coverage_id, fresh.rank, fresh.state) == (plan.id, 1, ClaimState.READY)
    assert (fresh.total_cents, fresh.cause) == (15000, f"built: in place of {sent.claim.control}")
    old = now(house, sent)
    assert old.state is ClaimState.VOIDED
    assert fresh.control in old.cause
    with books(house.practice.id) as session:
        (denial,) = session.find(Denial, claim_id=old.id)
        revision = session.get(ClaimRevision, fresh.revision_id)
    assert denial.state is DenialState.SETTLED
    assert denial.outcome.startswith("billed to the right payer, Commonwealth PPO")
    assert [other.payer.rank for other in revision.others] == [2]
    assert balances(house, sent) == {"payer_ar:1": 15000, "revenue": -15000}
    assert work(house) == []
    assert faults(house, on=ON) == []
    second = Sent(fresh, sent.lines)
    submit.submit_ready(house.actor, on=ON)
    pay(house, Payment("CMA01", "S1", [second.paid(9000, ("CO", "45", 4000), ("PR", "2", 2000))]), on=ON)
    assert balances(house, sent) == {"cash": 9000, "contractual": 4000, "payer_ar:2": 2000, "revenue": -15000}
    assert work(house) == ["bill_next_payer"]
    assert faults(house, on=ON) == []


def test_a_policy_that_had_ended_ends_and_asks_nobody_behind(house: House) -> None:
    sent = refused(house, "27")
    last = DAY - timedelta(days=5)
    fresh = billed(house, sent, Stance.ENDED, last)
    ended = next(one for one in policies(house, sent) if one.payer_id == sent.claim.payer_id)
    assert ended.last_on == last
    with books(house.practice.id) as session:
        assert session.get(ClaimRevision, fresh.revision_id).others == ()
    assert balances(house, sent) == {f"payer_ar:{fresh.rank}": 15000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_a_payer_that_does_not_pay_for_this_care_keeps_its_place(house: House) -> None:
    sent = refused(house, "109")
    fresh = billed(house, sent, Stance.ASIDE)
    assert [one.version for one in policies(house, sent)] == [1, 1]
    with books(house.practice.id) as session:
        (other,) = session.get(ClaimRevision, fresh.revision_id).others
    assert (fresh.rank, other.is_passed_over) == (2, True)
    assert balances(house, sent) == {"payer_ar:2": 15000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_what_the_payer_paid_in_part_goes_back_first(house: House) -> None:
    sent = sent_claim(house, covered=(MEDICARE, SECOND))
    told = sent.paid(5000, ("CO", "22", 10000))
    pay(house, Payment("MCR01", "T1", [told]), on=ON)
    with pytest.raises(Refused, match="take its decision back"):
        billed(house, sent, Stance.BEHIND)


def test_taken_back_it_is_as_before(house: House) -> None:
    sent = refused(house, "22")
    before, asked = balances(house, sent), work(house)
    fresh = billed(house, sent, Stance.BEHIND)
    take_back(house.actor, sent.claim.id, on=ON, reason="mistaken")
    assert now(house, sent).state is ClaimState.DENIED
    with books(house.practice.id) as session:
        assert session.get(Claim, fresh.id).state is ClaimState.VOIDED
        (denial,) = session.find(Denial, claim_id=sent.claim.id)
    assert (denial.state, denial.version) == (DenialState.OPEN, 3)
    assert [one.payer_id for one in policies(house, sent)] == [
        house.payers["MCR01"].id,
        house.payers["CMA01"].id,
    ]
    assert (balances(house, sent), work(house)) == (before, asked)
    assert faults(house, on=ON) == []
    again = billed(house, sent, Stance.BEHIND)
    assert again.state is ClaimState.READY
    assert balances(house, sent) == before
    assert faults(house, on=ON) == []


def test_what_has_left_is_not_taken_back(house: House) -> None:
    sent = refused(house, "22")
    with pytest.raises(Refused, match="No billing"):
        take_back(house.actor, sent.claim.id, on=ON, reason="mistaken")
    billed(house, sent, Stance.BEHIND)
    submit.submit_ready(house.actor, on=ON)
    with pytest.raises(Refused, match="has left"):
        take_back(house.actor, sent.claim.id, on=ON, reason="mistaken")


def test_nothing_goes_back_over_a_later_change(house: House) -> None:
    sent = refused(house, "22")
    billed(house, sent, Stance.BEHIND)
    plan, _ = policies(house, sent)
    register.change_coverage(house.actor, replace(plan, group_number="G1"), on=ON, reason="told")
    with pytest.raises(Refused, match="changed since"):
        take_back(house.actor, sent.claim.id, on=ON, reason="mistaken")


def test_two_looks_and_one_act(house: House) -> None:
    sent = refused(house, "22")
    with books(house.practice.id) as session:
        seen = case_of(session, session.get(Claim, sent.claim.id)).mark
    chosen = replace(wish(house, sent, Stance.BEHIND), mark=seen)
    assert len(bill_other(house.actor, sent.claim.id, chosen, on=ON)) == 1
    with pytest.raises(Refused, match="changed since you looked"):
        bill_other(house.actor, sent.claim.id, chosen, on=ON)
    with pytest.raises(Refused, match="has ended"):
        bill_other(house.actor, sent.claim.id, replace(chosen, mark=""), on=ON)


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
def test_it_wants_a_reason(house: House, reason: str) -> None:
    sent = refused(house, "22")
    with pytest.raises(Refused, match="reason"):
        bill_other(
            house.actor, sent.claim.id, replace(wish(house, sent, Stance.BEHIND), reason=reason), on=ON
        )


def test_without_another_policy_it_says_what_to_do(house: House) -> None:
    sent = refused(house, "109", "CO", MEDICARE)
    with pytest.raises(Refused, match="Register the policy"):
        bill_other(house.actor, sent.claim.id, Wish(1, Stance.ASIDE, None, WHY), on=ON)


@pytest.mark.parametrize("last", [None, DAY, date(2025, 12, 31)])
def test_a_last_day_lies_before_the_service(house: House, last: date | None) -> None:
    sent = refused(house, "27")
    with pytest.raises(Refused, match="before the service"):
        billed(house, sent, Stance.ENDED, last)


def test_a_claim_on_its_way_or_that_nobody_refused_stays(house: House) -> None:
    sent = sent_claim(house, covered=(MEDICARE, SECOND))
    with pytest.raises(Refused, match="has not decided"):
        billed(house, sent, Stance.BEHIND)


def test_past_the_new_payers_limit_it_is_held_and_still_the_payers(house: House) -> None:
    sent = refused(house, "22")
    late = DAY + timedelta(days=200)
    (fresh,) = bill_other(house.actor, sent.claim.id, wish(house, sent, Stance.BEHIND), on=late)
    assert fresh.state is ClaimState.HELD
    with books(house.practice.id) as session:
        findings = session.get(ClaimRevision, fresh.revision_id).findings
    assert "FIN-01" in {one.edit for one in findings}
    assert balances(house, sent) == {"payer_ar:1": 15000, "revenue": -15000}
    assert faults(house, on=late) == []


def test_the_limit_shown_is_the_one_that_the_scrub_knows(house: House) -> None:
    sent = sent_claim(house, covered=(("CMA01", "CMA7788990"), ("MCR01", MEDICARE[1])))
    told = replace(sent.paid(0, ("CO", "22", 15000)), status="4")
    pay(house, Payment("CMA01", "T1", [told]), on=ON)
    (medicare,) = look_other_payer.look(house.actor, sent.claim.id, look_other_payer.Asked(), on=ON).choices
    assert medicare.limit_on == DAY.replace(year=DAY.year + 1)
    assert medicare.limit_on != DAY + timedelta(days=medicare.payer.filing_days - 1)
    claimed = wish(house, sent, Stance.BEHIND, payer="MCR01")
    (late,) = bill_other(house.actor, sent.claim.id, claimed, on=medicare.limit_on + timedelta(days=1))
    assert late.state is ClaimState.HELD


def test_after_the_payer_took_its_part_payment_back_the_other_is_billed(house: House) -> None:
    sent = sent_claim(house, covered=(MEDICARE, SECOND))
    told = sent.paid(5000, ("CO", "22", 10000))
    pay(house, Payment("MCR01", "T1", [told]), on=ON)
    pay(house, Payment("MCR01", "T2", [mirrored(told)], levels=(("WO", "T1", -5000),)), on=ON)
    assert now(house, sent).state is ClaimState.REVERSED
    billed(house, sent, Stance.BEHIND)
    assert balances(house, sent)["payer_ar:1"] == 15000
    assert faults(house, on=ON) == []
