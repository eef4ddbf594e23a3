"""Charge capture: one line a service, one posting a line, to the first payer or to the patient."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.charge import ChargeLine, SuperbillLine, capture, line_control, responsible
from almoner.core.charge.superbill import decide, faults, typed
from almoner.core.chart import Accident, Note, Visit, VisitState
from almoner.core.chart.note import note_hash
from almoner.core.coding.decision import Act, Sort
from almoner.core.ledger import Reason
from tests.core.claim.samples import PAYERS, TODAY, coverage, superbill, visit


def test_a_covered_visit_opens_the_first_payers_receivable() -> None:
    plan = capture(visit(), superbill(), [coverage(1), coverage(2, rank=2)], ids=count(7), on=TODAY)
    lines = [record for record in plan.records if isinstance(record, ChargeLine)]
    assert [(line.id, line.code, line.control) for line in lines] == [
        (7, "99213", line_control(7)),
        (8, "85025", line_control(8)),
    ]
    assert lines[0].diagnoses == ("E119", "I10")
    assert lines[1].diagnoses == ("I10",)
    assert [(one.debit, one.credit, one.cents) for one in plan.postings] == [
        ("payer_ar:1", "revenue", 14550),
        ("payer_ar:1", "revenue", 2500),
    ]
    assert plan.postings[0].subject.payer_id == 1
    assert plan.postings[0].key == f"charge:{line_control(7)}"


def test_nobody_covers_so_the_patient_owes() -> None:
    plan = capture(visit(), superbill(), [], ids=count(7), on=TODAY)
    assert {one.reason for one in plan.postings} == {Reason.SELF_PAY_CHARGE}
    assert {one.debit for one in plan.postings} == {"patient_ar"}


def test_the_visit_becomes_charged_and_was_read() -> None:
    seen = visit()
    plan = capture(seen, superbill(), [], ids=count(7), on=TODAY)
    (after,) = (record for record in plan.records if isinstance(record, Visit))
    assert after == replace(seen, version=2, state=VisitState.CHARGED)
    assert plan.reads == {("visit", 100): 1, ("superbill", 200): 1}


def test_a_reporting_code_without_a_charge_opens_no_receivable() -> None:
    codes = superbill((SuperbillLine(code="3044F", units=1, charge_cents=0, pointers=(1,)),))
    plan = capture(visit(), codes, [coverage(1)], ids=count(1), on=TODAY)
    assert len(plan.records) == 2
    assert not plan.postings


@given(st.lists(st.integers(min_value=0, max_value=10**7), min_size=1, max_size=60))
def test_postings_sum_to_the_charges_and_controls_differ(charges: list[int]) -> None:
    codes = superbill(
        [SuperbillLine(code="99213", units=1, charge_cents=cents, pointers=(1,)) for cents in charges]
    )
    plan = capture(visit(), codes, [coverage(1)], ids=count(1), on=TODAY)
    lines = [record for record in plan.records if isinstance(record, ChargeLine)]
    assert sum(one.cents for one in plan.postings) == sum(charges)
    assert len({line.control for line in lines}) == len(charges)
    assert all(len(line.control) == 9 for line in lines)


def test_an_injury_insurer_pays_for_its_injury_alone() -> None:
    policies = [coverage(1), coverage(3, rank=2)]
    at_work = visit(accident=Accident(cause="EM", happened_on=date(2026, 3, 1)))
    by_car = visit(accident=Accident(cause="AA", happened_on=date(2026, 3, 1)))
    assert [one.payer_id for one in responsible(at_work, policies, PAYERS)] == [3]
    assert [one.payer_id for one in responsible(by_car, policies, PAYERS)] == [1]
    assert [one.payer_id for one in responsible(visit(), policies, PAYERS)] == [1]


def test_a_policy_that_ended_does_not_answer() -> None:
    ended = coverage(1, until_on=date(2026, 3, 2))
    assert responsible(visit(), [ended, coverage(2, rank=2)], PAYERS) == [coverage(2, rank=2)]


def test_a_decision_records_the_codes_and_marks_the_visit() -> None:
    note = Note(5, 100, 10, "Seen.", "dr", TODAY, note_hash("Seen."))
    made = typed(superbill(), note, ids=count(500))
    codes = replace(superbill(), decision_ids=(500, 501))
    plan = decide(visit(state=VisitState.SIGNED), codes, made, on=TODAY)
    assert plan.records[:-1] == (*made, codes)
    assert plan.reads == {("visit", 100): 1}
    assert [(one.sort, one.code) for one in made] == [
        (Sort.SERVICE, "99213"),
        (Sort.SERVICE, "85025"),
        (Sort.DIAGNOSIS, "E119"),
        (Sort.DIAGNOSIS, "I10"),
    ]
    assert {(one.note_sha256, one.action, one.decided_by) for one in made} == {
        (note.sha256, Act.ADD, "coder")
    }
    lines = capture(visit(), codes, (), ids=count(7), on=TODAY).records
    assert [one.decision_id for one in lines if isinstance(one, ChargeLine)] == [500, 501]


def test_a_line_from_before_rests_on_the_decision_that_was_made_of_its_superbill() -> None:
    lines = capture(visit(), superbill(), (), ids=count(7), on=TODAY).records
    assert [one.decision_id for one in lines if isinstance(one, ChargeLine)] == [-200_001, -200_002]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (SuperbillLine(code="", units=1, charge_cents=1, pointers=(1,)), "code is missing"),
        (SuperbillLine(code="99213", units=0, charge_cents=1, pointers=(1,)), "units"),
        (SuperbillLine(code="99213", units=1, charge_cents=-1, pointers=(1,)), "not negative"),
        (SuperbillLine(code="99213", units=1, charge_cents=1, pointers=()), "one to four"),
        (SuperbillLine(code="99213", units=1, charge_cents=1, pointers=(1, 1)), "one to four"),
        (SuperbillLine(code="99213", units=1, charge_cents=1, pointers=(3,)), "not there"),
        (
            SuperbillLine(code="99213", units=1, charge_cents=1, pointers=(1,), modifiers=("1",) * 5),
            "four modifiers",
        ),
    ],
)
def test_codes_that_are_no_superbill_are_told_to_the_person(line: SuperbillLine, fault: str) -> None:
    (said,) = faults(("E119", "I10"), (line,))
    assert fault in said


def test_good_codes_have_no_fault() -> None:
    assert faults(superbill().diagnoses, superbill().lines) == []
    assert len(faults((), ())) == 2
