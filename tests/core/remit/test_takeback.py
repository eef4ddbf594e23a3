"""A takeback laid on a claim: no line gives back more than was paid there; what stands again has an owner."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.plan import Plan
from almoner.core.remit import ProviderLevel
from almoner.core.remit.recoupment import OpenPair, TakebackAct, open_pairs, standing
from almoner.core.remit.takeback import PaidLine, place, room
from tests.core.remit.samples import era, make_book, read_one

ON = date(2026, 4, 1)
EMPTY = read_one(era()).remittance
BOOK = make_book()


def paid_lines(*each: tuple[int, int]) -> list[PaidLine]:
    line = BOOK.lines[0]
    return [PaidLine(replace(line, id=place), paid, left) for place, (paid, left) in enumerate(each, 1)]


def placed(cents: int, *lines: tuple[int, int]) -> Plan:
    taken = OpenPair("WO", "X", cents, EMPTY, 1)
    act = TakebackAct(9, 1, EMPTY.id, 1, cents, "bea", ON, "their letter", claim_id=BOOK.claim.id)
    return place(act, taken, BOOK.claim, paid_lines(*lines), ids=count(50))


@given(st.lists(st.tuples(st.integers(-500, 9_000), st.integers(-500, 500)), min_size=1), st.data())
def test_each_line_gives_back_at_most_what_was_paid_there(
    lines: list[tuple[int, int]], data: st.DataObject
) -> None:
    most = room(paid_lines(*lines))
    if not most:
        return
    cents = data.draw(st.integers(1, most))
    plan = placed(cents, *lines)
    assert sum(posting.cents for posting in plan.postings) == cents
    paid = {place: paid for place, (paid, _) in enumerate(lines, 1)}
    assert all(posting.cents <= paid[posting.subject.line_id] for posting in plan.postings)
    assert {(posting.debit, posting.credit) for posting in plan.postings} == {
        (f"payer_ar:{BOOK.claim.rank}", "payer_recoupment")
    }


@pytest.mark.parametrize(
    ("left", "owed"), [(0, 2_000), (300, 2_000), (-500, 1_500), (-2_000, 0), (-9_000, 0)]
)
def test_what_stands_open_again_is_somebodys(left: int, owed: int) -> None:
    tasks = placed(2_000, (10_000, left)).tasks
    assert [task.cents for task in tasks] == ([owed] if owed else [])


def test_what_a_person_matched_is_neither_open_nor_taken() -> None:
    first = replace(
        EMPTY, id=1, paid_on=date(2026, 3, 1), provider_level=(ProviderLevel("WO", "P1", -8_000),)
    )
    second = replace(
        EMPTY, id=2, paid_on=date(2026, 3, 2), provider_level=(ProviderLevel("WO", "THEIRS", 9_000),)
    )
    act = TakebackAct(9, 1, 2, 1, 9_000, "bea", ON, "told", open_remittance_id=1, open_number=1)
    assert [each.cents for each in open_pairs([first, second])] == [8_000]
    stand = standing([second, first], [act])
    assert (stand.open, [each.cents for each in stand.taken]) == ([], [1_000])
    assert standing([first], [act]).open, "what was undone is open again"


def test_lines_give_back_in_their_order_as_far_as_each_was_paid() -> None:
    plan = placed(2_500, (1_000, 0), (0, 0), (-300, 0), (1_200, 0), (900, 0), (700, 0))
    assert [(posting.subject.line_id, posting.cents) for posting in plan.postings] == [
        (1, 1_000),
        (4, 1_200),
        (5, 300),
    ]
    assert room(paid_lines((1_000, 0), (-300, 0), (1, 0))) == 1_001


def test_one_cent_that_stands_again_is_somebodys_within_ten_business_days() -> None:
    (task,) = placed(2_000, (10_000, -1_999)).tasks
    assert (task.cents, task.due_on) == (1, date(2026, 4, 15))


def test_a_line_takes_what_is_open_there_or_gives_what_was_paid_and_never_less_than_nothing() -> None:
    (one,) = paid_lines((30_00, 7_00))
    assert [one.room(cents) for cents in (1, 50_00, -1)] == [7_00, 7_00, 30_00]
    (beyond,) = paid_lines((-5_00, -2_00))
    assert [beyond.room(cents) for cents in (1, -1)] == [0, 0]
