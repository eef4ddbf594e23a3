"""Laying money on lines: the rules, and over any receipts and balances never too much of either."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect import Allocation, OwedLine, Receipt, Rule, Target, allocate
from almoner.core.ledger import Subject
from almoner.core.plan import Plan
from tests.core.collect.samples import TODAY, line, receipt, sums

OLD = line(1, visit_id=1, days_ago=40)
NEW = line(2, visit_id=2, days_ago=3)


def laid(plan: Plan) -> dict[int, int]:
    """Cents by line id."""
    return {record.line_id: record.cents for record in plan.records if isinstance(record, Allocation)}


def test_the_oldest_line_first() -> None:
    plan = allocate([receipt(9, 5_000)], [OwedLine(NEW, 4_000), OwedLine(OLD, 4_000)], ids=count(1), on=TODAY)
    assert laid(plan) == {OLD.id: 4_000, NEW.id: 1_000}


def test_the_receipts_own_visit_first_then_the_oldest() -> None:
    owed = [OwedLine(OLD, 4_000), OwedLine(NEW, 4_000)]
    plan = allocate([receipt(9, 5_000, visit_id=2)], owed, ids=count(1), on=TODAY)
    assert laid(plan) == {NEW.id: 4_000, OLD.id: 1_000}


def test_what_waits_for_a_person_is_laid_by_a_person_alone() -> None:
    kept, owed = replace(receipt(9, 5_000), target=Target.NOTHING), [OwedLine(NEW, 4_000)]
    assert allocate([kept], owed, ids=count(1), on=TODAY).is_empty
    assert laid(allocate([kept], owed, ids=count(1), on=TODAY, rule=Rule.GIVEN)) == {NEW.id: 4_000}


def test_p22_a_copay_goes_to_its_visit_by_itself() -> None:
    owed = [OwedLine(OLD, 4_000), OwedLine(NEW, 4_000)]
    plan = allocate([receipt(9, 3_000, visit_id=2)], owed, ids=count(1), on=TODAY)
    assert laid(plan) == {NEW.id: 3_000}


def test_the_lines_as_a_person_gave_them() -> None:
    plan = allocate([receipt(9, 5_000)], [OwedLine(NEW, 4_000)], ids=count(1), on=TODAY, rule=Rule.GIVEN)
    assert laid(plan) == {NEW.id: 4_000}


def test_the_earliest_receipt_gives_first() -> None:
    late, early = receipt(8, 1_000), replace(receipt(9, 1_000), received_on=TODAY - timedelta(days=1))
    plan = allocate([late, early], [OwedLine(OLD, 1_500)], ids=count(1), on=TODAY)
    given = [(a.receipt_id, a.cents) for a in plan.records if isinstance(a, Allocation)]
    assert given == [(9, 1_000), (8, 500)]


def test_the_posting_names_everything_that_the_line_knows() -> None:
    plan = allocate([receipt(9, 5_000)], [OwedLine(OLD, 4_000)], ids=count(70), on=TODAY)
    (posting,) = plan.postings
    assert (posting.debit, posting.credit, posting.cents, posting.key) == (
        "unapplied",
        "patient_ar",
        4_000,
        "alloc:70",
    )
    assert posting.subject == Subject(
        patient_id=1,
        visit_id=1,
        line_id=1,
        provider_id=7,
        location_id=8,
        service_on=OLD.service_on,
        receipt_id=9,
    )
    assert plan.reads == {("receipt", 9): 1}


def test_nothing_owed_or_nothing_free_is_an_empty_plan() -> None:
    assert allocate(
        [receipt(9, 5_000)], [OwedLine(OLD, 0), OwedLine(NEW, -300)], ids=count(1), on=TODAY
    ).is_empty
    assert allocate([receipt(9, 5_000, spent=5_000)], [OwedLine(OLD, 100)], ids=count(1), on=TODAY).is_empty


def test_money_stays_with_the_patient_who_paid() -> None:
    other = OwedLine(line(3, patient_id=2), 4_000)
    assert allocate([receipt(9, 5_000)], [other], ids=count(1), on=TODAY).is_empty


CENTS = st.integers(1, 30_000)
RECEIPTS = st.lists(st.tuples(CENTS, st.integers(0, 100), st.integers(1, 3), st.integers(0, 4)), max_size=6)
OWED = st.lists(
    st.tuples(st.integers(-5_000, 20_000), st.integers(1, 3), st.integers(1, 4), st.integers(0, 90)),
    max_size=8,
)


@given(RECEIPTS, OWED, st.sampled_from(Rule))
def test_never_more_than_owed_nor_than_the_receipt(
    paid: list[tuple[int, int, int, int]], due: list[tuple[int, int, int, int]], rule: Rule
) -> None:
    receipts = [
        receipt(100 + place, cents, patient_id=patient, visit_id=visit, spent=cents * share // 100)
        for place, (cents, share, patient, visit) in enumerate(paid)
    ]
    owed = [
        OwedLine(line(place, patient_id=patient, visit_id=visit, days_ago=days), cents)
        for place, (cents, patient, visit, days) in enumerate(due, 1)
    ]
    plan = allocate(receipts, owed, ids=count(1000), on=TODAY, rule=rule)
    allocations = [record for record in plan.records if isinstance(record, Allocation)]
    spent = {record.id: record for record in plan.records if isinstance(record, Receipt)}
    of_patient = {item.line.id: item.line.patient_id for item in owed}

    for before in receipts:
        after = spent.get(before.id, before)
        given = sum(a.cents for a in allocations if a.receipt_id == before.id)
        assert after.allocated_cents == before.allocated_cents + given <= before.cents
        assert after.version == before.version + (given > 0)
    for item in owed:
        assert sum(a.cents for a in allocations if a.line_id == item.line.id) <= max(item.owed_cents, 0)
    assert all(a.cents > 0 and a.patient_id == of_patient[a.line_id] for a in allocations)
    total = sum(a.cents for a in allocations)
    assert sums(plan.postings) == {"unapplied": total, "patient_ar": -total} or total == 0
    assert [posting.cents for posting in plan.postings] == [a.cents for a in allocations]


@given(RECEIPTS, OWED)
def test_what_can_be_laid_is_laid(
    paid: list[tuple[int, int, int, int]], due: list[tuple[int, int, int, int]]
) -> None:
    receipts = [receipt(100 + place, row[0], patient_id=row[2]) for place, row in enumerate(paid)]
    owed = [OwedLine(line(place, patient_id=row[1]), row[0]) for place, row in enumerate(due, 1)]
    plan = allocate(receipts, owed, ids=count(1000), on=TODAY)
    for patient in (1, 2, 3):
        free = sum(item.free_cents for item in receipts if item.patient_id == patient)
        wanted = sum(max(item.owed_cents, 0) for item in owed if item.line.patient_id == patient)
        given = sum(p.cents for p in plan.postings if p.subject.patient_id == patient)
        assert given == min(free, wanted)
