"""The joint between two payers: what the first decided is what the second is told, also when it changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almoner.core.charge import ChargeLine, SuperbillLine
from almoner.core.claim import Claim, ClaimRevision, ClaimState
from almoner.core.claim.state import Event, after
from almoner.core.collect import Receipt
from almoner.core.coverage import Coverage
from almoner.core.plan import Plan, Task, TaskState
from almoner.core.wire.interchange import Interchange
from almoner.flow.access import cause
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.collect import collect
from almoner.flow.follow import follow
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.remit.post import reverse
from almoner.store.commit import commit
from almoner.store.load import revision_lines
from almoner.store.session import books
from tests.flow.cycle import MEDICARE, Sent, balances, faults, now, pay, sent_claim, take_in
from tests.flow.files import Decided, Payment, Served, acknowledging, mirrored
from tests.practices import DAY, House, add_patient, new_house, visit_of

ON = date(2026, 3, 16)
SECOND = ("CMA01", "CMA7788990")
SPLIT = (("CO", "45", 5000), ("PR", "2", 2000))


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def billed(house: House) -> tuple[Sent, Decided, Claim]:
    """A claim that Medicare has decided, with the claim to the next payer."""
    first = sent_claim(house, covered=(MEDICARE, SECOND))
    decided = first.paid(8000, *SPLIT)
    pay(house, Payment("MCR01", "T1", [decided]), on=ON)
    (later,) = follow.bill_next(house.actor, first.claim.id, on=ON)
    return first, decided, later


def correct_first(house: House, first: Sent, decided: Decided, *, paid: int, share: int) -> None:
    corrected = replace(first.paid(paid, ("CO", "45", 5000), ("PR", "2", share)), payer_control="PCN2")
    pay(house, Payment("MCR01", "T2", [mirrored(decided), corrected]), on=ON)


def told(house: House, claim_id: int) -> tuple[str, int]:
    """The frequency of a later claim's last revision, and what it says that the first payer paid."""
    with books(house.practice.id) as session:
        current = session.get(Claim, claim_id)
        revision = session.get(ClaimRevision, current.revision_id)
    (other,) = revision.others
    assert other.prior is not None
    return revision.frequency, other.prior.paid_cents


def work(house: House) -> list[str]:
    with books(house.practice.id) as session:
        found = session.find(Task, state=TaskState.OPEN)
    return sorted(task.what for task in found if task.what != "undelivered_file")


def happen(house: House, claim_id: int, event: Event, **said: str) -> None:
    """What a payer says of a claim, without its file."""
    with books(house.practice.id) as session:
        moved = after(session.get(Claim, claim_id), event, on=ON, **said)
        commit(session, Plan(on=ON, records=(moved,)), cause=cause(house.actor, "test"))


def test_asked_twice_the_next_payers_claim_is_built_once(house: House) -> None:
    first, _, later = billed(house)
    assert follow.bill_next(house.actor, first.claim.id, on=ON) == []
    assert (later.rank, told(house, later.id)) == (2, ("1", 8000))
    assert faults(house, on=ON) == []


def test_a_later_claim_that_came_back_still_tells_what_was_decided_before(house: House) -> None:
    _, _, later = billed(house)
    submit.submit_ready(house.actor, on=ON)
    happen(house, later.id, Event.PAYER_REJECTED)
    assert claim.recheck(house.actor, later.id, on=ON).state is ClaimState.READY
    assert told(house, later.id) == ("1", 8000)


def test_a_changed_decision_holds_the_later_claim_until_it_is_built_anew(house: House) -> None:
    first, decided, later = billed(house)
    correct_first(house, first, decided, paid=7000, share=3000)
    assert work(house) == ["bill_next_payer", "held_claim"]
    assert submit.submit_ready(house.actor, on=ON) is None
    (again,) = follow.bill_next(house.actor, first.claim.id, on=ON)
    assert (again.id, again.state) == (later.id, ClaimState.READY)
    assert told(house, later.id) == ("1", 7000)
    assert work(house) == []
    assert faults(house, on=ON) == []


def test_a_later_claim_that_its_payer_has_waits_and_is_then_replaced(house: House) -> None:
    first, decided, later = billed(house)
    submit.submit_ready(house.actor, on=ON)
    correct_first(house, first, decided, paid=7000, share=3000)
    assert follow.bill_next(house.actor, first.claim.id, on=ON) == []
    assert work(house) == ["bill_next_payer"]
    second = Sent(later, first.lines)
    answer = replace(second.paid(2000, ("OA", "23", 13000)), status="2", payer_control="S1")
    pay(house, Payment("CMA01", "S1", [answer]), on=ON)
    (again,) = follow.bill_next(house.actor, first.claim.id, on=ON)
    assert (again.id, told(house, later.id)) == (later.id, ("7", 7000))
    assert balances(house, first) == {
        "cash": 9000,
        "contractual": 5000,
        "payer_ar:2": 1000,
        "revenue": -15000,
    }
    assert faults(house, on=ON) == []


def test_what_a_payer_paid_too_much_stays_somebodys_when_its_claim_is_sent_again(house: House) -> None:
    first, decided, later = billed(house)
    submit.submit_ready(house.actor, on=ON)
    correct_first(house, first, decided, paid=7000, share=3000)
    answer = replace(Sent(later, first.lines).paid(3500, ("OA", "23", 11500)), status="2", payer_control="S1")
    pay(house, Payment("CMA01", "S1", [answer]), on=ON)
    assert work(house) == ["bill_next_payer", "overpaid"]
    follow.bill_next(house.actor, first.claim.id, on=ON)
    assert balances(house, first)["payer_ar:2"] == -500
    assert work(house) == ["overpaid"]
    assert faults(house, on=ON) == []


def test_the_same_decision_under_a_new_number_builds_nothing_anew(house: House) -> None:
    first, decided, later = billed(house)
    submit.submit_ready(house.actor, on=ON)
    correct_first(house, first, decided, paid=8000, share=2000)
    assert work(house) == ["bill_next_payer"]
    assert follow.bill_next(house.actor, first.claim.id, on=ON) == []
    assert work(house) == []
    assert told(house, later.id) == ("1", 8000)


def test_nobody_is_billed_next_before_a_decision_stands(house: House) -> None:
    first = sent_claim(house, covered=(MEDICARE, SECOND))
    with pytest.raises(Refused, match="No decision"):
        follow.bill_next(house.actor, first.claim.id, on=ON)


def test_a_withdrawn_claim_frees_what_it_rests_on(house: House) -> None:
    first, _, later = billed(house)
    with books(house.practice.id) as session:
        (advice,) = session.rows("SELECT remittance_id FROM advice WHERE practice_id = %s", house.practice.id)
    with pytest.raises(Refused, match="Withdraw"):
        reverse(house.actor, advice[0], on=ON, reason="typed wrongly")
    gone = follow.withdraw(house.actor, later.id, on=ON, reason="the first decision is wrong")
    assert gone.state is ClaimState.VOIDED
    assert work(house) == ["bill_next_payer"]
    assert faults(house, on=ON) == []
    reverse(house.actor, advice[0], on=ON, reason="typed wrongly")
    assert balances(house, first) == {"payer_ar:1": 15000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_what_a_payer_has_is_not_withdrawn(house: House) -> None:
    first, _, later = billed(house)
    submit.submit_ready(house.actor, on=ON)
    for claim_id in (first.claim.id, later.id):
        with pytest.raises(Refused, match="has not got"):
            follow.withdraw(house.actor, claim_id, on=ON, reason="no")


def test_each_part_of_a_divided_visit_keeps_its_own_lines(house: House) -> None:
    lines = [SuperbillLine(f"7{3000 + place}", 1, 1000 + place, (1,)) for place in range(51)]
    first = sent_claim_of(house, lines)
    assert [len(part.lines) for part in first] == [50, 1]
    for number, part in enumerate(first):
        served = tuple(Served(line, 0, (("PR", "1", line.charge_cents),)) for line in part.lines)
        decided = Decided(part.claim, served, payer_control=f"P{number}")
        pay(house, Payment("MCR01", f"T{number}", [decided]), on=ON)
    built = [one for part in first for one in follow.bill_next(house.actor, part.claim.id, on=ON)]
    assert [one.total_cents for one in built] == [part.claim.total_cents for part in first]
    assert [one.state for one in built] == [ClaimState.READY] * 2
    happen(house, built[1].id, Event.HELD)
    assert claim.recheck(house.actor, built[1].id, on=ON).total_cents == first[1].claim.total_cents


def sent_claim_of(house: House, lines: list[SuperbillLine]) -> list[Sent]:
    """The claims of one visit that needs more than one, on their way."""
    visit = visit_of(house, add_patient(house, MEDICARE, SECOND), *lines)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    claim.build_claims(house.actor, [visit.id], on=DAY)
    submit.submit_ready(house.actor, on=DAY)
    with books(house.practice.id) as session:
        found = session.find(ChargeLine, visit_id=visit.id)
        claims = session.find(Claim, visit_id=visit.id)
        carried = revision_lines(session, [one.revision_id for one in claims])
    return [Sent(one, tuple(line for line in found if line.id in carried[one.revision_id])) for one in claims]


def policy(house: House, patient_id: int, *, rank: int) -> Coverage:
    with books(house.practice.id) as session:
        return next(one for one in session.find(Coverage, patient_id=patient_id) if one.rank == rank)


def test_a_next_payer_that_has_gone_leaves_its_part_to_the_patient(house: House) -> None:
    first = sent_claim(house, covered=(MEDICARE, SECOND))
    pay(house, Payment("MCR01", "T1", [first.paid(8000, *SPLIT)]), on=ON)
    gone = replace(policy(house, first.claim.patient_id, rank=2), until_on=date(2026, 2, 1))
    register.change_coverage(house.actor, gone, on=ON, reason="it had ended")
    assert follow.bill_next(house.actor, first.claim.id, on=ON) == []
    assert balances(house, first) == {
        "cash": 8000,
        "contractual": 5000,
        "patient_ar": 2000,
        "revenue": -15000,
    }
    assert work(house) == []
    assert faults(house, on=ON) == []


def test_a_next_payer_that_is_learnt_answers_for_the_patients_part(house: House) -> None:
    first = sent_claim(house)
    patient_id = first.claim.patient_id
    pay(house, Payment("MCR01", "T1", [first.paid(8000, *SPLIT)]), on=ON)
    collect.take_receipt(house.actor, Receipt(0, patient_id, "cash", 500, ON, "desk"), on=ON)
    collect.lay_receipts(house.actor, [patient_id], on=ON)
    payer, plan = house.payers["CMA01"], house.plans["CMA01"]
    learnt = Coverage(0, patient_id, payer.id, plan.id, 2, "CMA7788990", date(2026, 1, 1))
    register.add_coverage(house.actor, learnt, on=ON)
    (later,) = follow.bill_next(house.actor, first.claim.id, on=ON)
    assert (balances(house, first)["payer_ar:2"], balances(house, first)["patient_ar"]) == (2000, -500)
    assert work(house) == ["refund_review"]
    submit.submit_ready(house.actor, on=ON)
    answer = replace(Sent(later, first.lines).paid(2000, ("OA", "23", 13000)), status="2", payer_control="S1")
    pay(house, Payment("CMA01", "S1", [answer]), on=ON)
    assert "payer_ar:2" not in balances(house, first)
    assert faults(house, on=ON) == []


def test_an_answer_ends_the_silence(house: House) -> None:
    late = DAY + timedelta(days=10)
    first, second = sent_claim(house), sent_claim(house)
    follow.watch(house.actor, on=late)
    assert work(house).count("silent_claim") == 2
    with books(house.practice.id) as session:
        control = session.get(Interchange, now(house, second).interchange_id).control
    take_in(house, acknowledging(house, control), on=late)
    pay(house, Payment("MCR01", "T1", [first.paid(15000)]), on=late)
    assert "silent_claim" not in work(house)
