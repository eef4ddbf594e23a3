"""Claims that a payer sent on itself: none of our own while the answer may come, ours when nobody answers,
and the third payer's behind it.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.plan import Task, TaskState
from almoner.flow.claim import submit
from almoner.flow.follow import follow
from almoner.flow.refused import Refused
from almoner.flow.remit.post import post
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, Sent, balances, faults, pay, sent_claim, take_in
from tests.flow.files import Payment, remittance, whole
from tests.practices import House, new_house

ON = date(2026, 3, 16)
AFTER = ON + timedelta(days=40)
SECOND, THIRD = ("CMA01", "CMA7788990"), ("CMB01", "CMB5544")


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def crossed(house: House, *covered: tuple[str, str]) -> Sent:
    """Medicare has decided and sent the claim on."""
    first = sent_claim(house, covered=(MEDICARE, *covered))
    decided = replace(first.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000)), status="19")
    pay(house, Payment("MCR01", "T1", [decided]), on=ON)
    return first


def answered(house: House, first: Sent, *, paid: int, left: int) -> None:
    """The second payer decides under our first claim's number."""
    reasons = [("OA", "23", 15000 - paid - left), ("PR", "3", left)]
    told = first.paid(paid, *[reason for reason in reasons if reason[2]])
    pay(house, Payment("CMA01", "S1", [replace(told, status="2", payer_control="S1")]), on=ON)


def work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN)
    return sorted(task.what for task in found if task.what not in ("undelivered_file", "missing_deposit"))


def told(house: House, built: Claim) -> dict[str, tuple[int, str]]:
    """What a claim says that others paid, with their own numbers, by payer."""
    with books(house.practice.id) as session:
        revision = session.get(ClaimRevision, built.revision_id)
    return {
        other.payer.claim_payer_id: (other.prior.paid_cents, other.prior.payer_control)
        for other in revision.others
        if other.prior is not None
    }


def test_whom_the_payer_names_has_the_claim_whatever_the_status_says(house: House) -> None:
    first = sent_claim(house, covered=(MEDICARE, SECOND))
    decided = replace(first.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000)), status="1")
    rows = remittance(house, Payment("MCR01", "T1", [decided]))
    place = 1 + next(place for place, row in enumerate(rows) if row.startswith("NM1*QC"))
    told = [*rows[:place], "NM1*TT*2*COMMONWEALTH PPO*****PI*CMA01", *rows[place:]]
    (remittance_id,) = take_in(house, whole(house, told), on=ON).remittance_ids
    post(house.actor, remittance_id, on=ON)
    assert work(house) == ["crossover_watch"]
    assert balances(house, first)["payer_ar:2"] == 2000
    assert faults(house, on=ON) == []


def test_no_second_claim_goes_while_the_answer_may_come(house: House) -> None:
    first = crossed(house, SECOND)
    with pytest.raises(Refused, match="duplicate") as refused:
        follow.bill_next(house.actor, first.claim.id, on=ON)
    assert refused.value.findings[0].edit == "FOL-09"
    assert work(house) == ["crossover_watch"]
    assert balances(house, first)["payer_ar:2"] == 2000
    assert faults(house, on=ON) == []


def test_an_answer_ends_the_watch(house: House) -> None:
    first = crossed(house, SECOND)
    answered(house, first, paid=1500, left=500)
    assert work(house) == []
    assert balances(house, first) == {
        "cash": 9500,
        "contractual": 5000,
        "patient_ar": 500,
        "revenue": -15000,
    }
    assert follow.bill_next(house.actor, first.claim.id, on=AFTER) == []
    assert faults(house, on=AFTER) == []


def test_where_nobody_answers_our_own_claim_is_proposed_and_goes(house: House) -> None:
    first = crossed(house, SECOND)
    proposed = [task for task in follow.watch(house.actor, on=AFTER) if task.what == "bill_next_payer"]
    (task,) = proposed
    assert (task.claim_id, task.cents) == (first.claim.id, 2000)
    assert "nobody answered" in task.why
    assert [one for one in work(house) if one != "silent_claim"] == ["bill_next_payer"]
    (later,) = follow.bill_next(house.actor, first.claim.id, on=AFTER)
    assert (later.rank, told(house, later)) == (2, {"MCR01": (8000, "PCN1")})
    assert submit.submit_ready(house.actor, on=AFTER) is not None
    assert faults(house, on=AFTER) == []


def test_a_watch_before_its_day_proposes_nothing(house: House) -> None:
    crossed(house, SECOND)
    follow.watch(house.actor, on=ON + timedelta(days=5))
    assert "bill_next_payer" not in work(house)


def test_a_person_who_knows_that_none_will_come_need_not_wait(house: House) -> None:
    first = crossed(house, SECOND)
    (later,) = follow.bill_next(house.actor, first.claim.id, on=ON, is_awaited=False)
    assert later.rank == 2
    assert work(house) == []
    assert faults(house, on=ON) == []


def test_a_crossover_that_leaves_nothing_to_anybody_is_over_with_its_watch(house: House) -> None:
    first = sent_claim(house, covered=(MEDICARE, SECOND))
    decided = replace(first.paid(10000, ("CO", "45", 5000)), status="19")
    pay(house, Payment("MCR01", "T1", [decided]), on=ON)
    assert work(house) == ["crossover_watch"]
    follow.watch(house.actor, on=AFTER)
    assert work(house) == []
    assert faults(house, on=AFTER) == []


def test_behind_a_crossover_the_third_payer_is_told_both_decisions(house: House) -> None:
    first = crossed(house, SECOND, THIRD)
    answered(house, first, paid=1500, left=500)
    assert balances(house, first)["payer_ar:3"] == 500
    assert work(house) == ["bill_next_payer"]
    (third,) = follow.bill_next(house.actor, first.claim.id, on=ON)
    assert (third.rank, third.payer_id) == (3, house.payers["CMB01"].id)
    assert told(house, third) == {"MCR01": (8000, "PCN1"), "CMA01": (1500, "S1")}
    assert work(house) == []
    submit.submit_ready(house.actor, on=ON)
    last = replace(
        Sent(third, first.lines).paid(300, ("OA", "23", 14500), ("PR", "3", 200)),
        status="3",
        payer_control="H1",
    )
    pay(house, Payment("CMB01", "H1", [last]), on=ON)
    assert balances(house, first) == {
        "cash": 9800,
        "contractual": 5000,
        "patient_ar": 200,
        "revenue": -15000,
    }
    assert faults(house, on=ON) == []


def test_what_is_left_waits_for_the_last_payer_before_it_is_the_patients(house: House) -> None:
    first = sent_claim(house, covered=(MEDICARE, SECOND, THIRD))
    pay(house, Payment("MCR01", "T1", [first.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=ON)
    (second,) = follow.bill_next(house.actor, first.claim.id, on=ON)
    submit.submit_ready(house.actor, on=ON)
    answer = Sent(second, first.lines).paid(1500, ("OA", "23", 13000), ("PR", "3", 500))
    pay(house, Payment("CMA01", "S1", [replace(answer, status="2", payer_control="S1")]), on=ON)
    assert "patient_ar" not in balances(house, first)
    (third,) = follow.bill_next(house.actor, second.id, on=ON)
    assert told(house, third) == {"MCR01": (8000, "PCN1"), "CMA01": (1500, "S1")}
    submit.submit_ready(house.actor, on=ON)
    last = Sent(third, first.lines).paid(300, ("OA", "23", 14500), ("PR", "3", 200))
    pay(house, Payment("CMB01", "H1", [replace(last, status="3", payer_control="H1")]), on=ON)
    assert balances(house, first)["patient_ar"] == 200
    assert faults(house, on=ON) == []


def test_what_the_second_payer_denies_is_not_the_patients_by_itself(house: House) -> None:
    first = sent_claim(house, covered=(MEDICARE, SECOND))
    pay(house, Payment("MCR01", "T1", [first.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=ON)
    (second,) = follow.bill_next(house.actor, first.claim.id, on=ON)
    submit.submit_ready(house.actor, on=ON)
    refused = Sent(second, first.lines).paid(0, ("OA", "23", 13000), ("CO", "29", 2000))
    pay(house, Payment("CMA01", "S1", [replace(refused, status="2", payer_control="S1")]), on=ON)
    left = balances(house, first)
    assert "patient_ar" not in left
    assert left.get("payer_ar:2", 0) + left.get("denied:2", 0) == 2000
    assert faults(house, on=ON) == []


def test_z9_a_second_payer_that_owes_nothing_more_leaves_nothing(house: House) -> None:
    first = sent_claim(house, covered=(MEDICARE, SECOND))
    pay(house, Payment("MCR01", "T1", [first.paid(8000, ("CO", "45", 5000), ("PR", "2", 2000))]), on=ON)
    (second,) = follow.bill_next(house.actor, first.claim.id, on=ON)
    submit.submit_ready(house.actor, on=ON)
    nothing = Sent(second, first.lines).paid(0, ("OA", "23", 13000), ("CO", "45", 2000))
    pay(house, Payment("CMA01", "S1", [replace(nothing, status="2", payer_control="S1")]), on=ON)
    assert balances(house, first) == {"cash": 8000, "contractual": 7000, "revenue": -15000}
    assert work(house) == []
    assert faults(house, on=ON) == []
