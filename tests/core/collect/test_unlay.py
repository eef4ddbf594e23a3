"""Taking money off lines: exact reversals, the newest first, and a part that stays is laid anew."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect import Allocation, OwedLine, Receipt, allocate
from almoner.core.collect.unlay import Laid, free_excess, unlay
from almoner.core.plan import Plan
from tests.core.collect.samples import TODAY, line, receipt, sums

LINES = (line(1, days_ago=40), line(2, days_ago=3))


def laid(*cents: int, owed: int = 9_000) -> tuple[list[Receipt], list[Laid]]:
    """Receipts of these amounts, each laid on the two lines as far as they owe."""
    plan = allocate(
        [receipt(100 + place, one) for place, one in enumerate(cents)],
        [OwedLine(one, owed) for one in LINES],
        ids=count(1),
        on=TODAY,
    )
    allocations = [one for one in plan.records if isinstance(one, Allocation)]
    receipts = [one for one in plan.records if isinstance(one, Receipt)]
    return receipts, [Laid(*pair) for pair in zip(allocations, plan.postings, strict=True)]


def standing(found: list[Laid], plan: Plan) -> dict[int, int]:
    """Cents on each line after a plan."""
    sum_of = {one.id: 0 for one in LINES}
    told = {one.allocation.id: one.allocation for one in found}
    told |= {one.id: one for one in plan.records if isinstance(one, Allocation)}
    for one in told.values():
        sum_of[one.line_id] += one.cents if one.undone_on is None else 0
    return sum_of


def test_what_is_taken_off_is_reversed_exactly_and_free_again() -> None:
    receipts, found = laid(5_000)
    plan = unlay(receipts, found, on=TODAY)
    (undone,) = plan.postings
    (posting,) = (one.posting for one in found)
    assert (undone.debit, undone.credit, undone.cents) == (posting.credit, posting.debit, posting.cents)
    assert (undone.key, undone.reverses) == (f"undo:{posting.key}", posting.key)
    (after,) = (one for one in plan.records if isinstance(one, Receipt))
    assert (after.free_cents, after.allocated_cents, after.version) == (5_000, 0, receipts[0].version + 1)
    (gone,) = (one for one in plan.records if isinstance(one, Allocation))
    assert (gone.undone_on, gone.version) == (TODAY, 2)
    assert plan.reads == {("receipt", 100): receipts[0].version, ("allocation", gone.id): 1}


def test_the_newest_gives_first_and_what_is_owed_of_it_is_laid_anew() -> None:
    receipts, found = laid(3_000, 3_000, 3_000)
    plan = free_excess(receipts, found, {1: 4_000}, ids=count(500), on=TODAY)
    told = [
        (one.receipt_id, one.cents, one.undone_on is None)
        for one in plan.records
        if isinstance(one, Allocation)
    ]
    assert told == [(102, 3_000, False), (101, 3_000, False), (101, 2_000, True)]
    assert sums(plan.postings) == {"patient_ar": 4_000, "unapplied": -4_000}
    assert standing(found, plan)[1] == 5_000
    assert plan.postings[-1].key == "alloc:500"


def test_what_no_payment_made_stays() -> None:
    receipts, found = laid(3_000)
    plan = free_excess(receipts, found, {1: 99_000, 2: 500}, ids=count(500), on=TODAY)
    assert sums(plan.postings) == {"patient_ar": 3_000, "unapplied": -3_000}
    assert free_excess(receipts, found, {2: 500}, ids=count(500), on=TODAY).is_empty


@given(
    st.lists(st.integers(1, 9_000), min_size=1, max_size=6),
    st.dictionaries(st.sampled_from([1, 2]), st.integers(1, 20_000)),
)
def test_no_cent_is_lost_whatever_is_taken_off(cents: list[int], excess: dict[int, int]) -> None:
    receipts, found = laid(*cents)
    before = {one.id: 0 for one in LINES}
    for one in found:
        before[one.allocation.line_id] += one.allocation.cents
    plan = free_excess(receipts, found, excess, ids=count(500), on=TODAY)
    after = standing(found, plan)
    for line_id, had in before.items():
        assert after[line_id] == had - min(had, excess.get(line_id, 0))
    told = {one.id: one for one in receipts}
    told |= {one.id: one for one in plan.records if isinstance(one, Receipt)}
    assert sum(one.allocated_cents for one in told.values()) == sum(after.values())
    assert all(one.free_cents >= 0 for one in told.values())
