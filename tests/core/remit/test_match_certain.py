"""What makes a line certain: its number, all its facts, and the claim's own sums; and how the claim's own
reasons are shared out.
"""

import pytest

from almoner.core.money import amount
from almoner.core.remit import Desk
from almoner.core.remit.match import Claims, Uncertain, match_lines
from tests.core.remit.samples import Books, cas, clp, era, make_book, read_one, svc, table
from tests.core.remit.test_match import held

TWO = [("L1", "99213", 100_00), ("L2", "93000", 40_00)]


def test_mt9_the_line_that_is_not_whole_is_named_by_its_place_in_the_advice() -> None:
    rows = svc("HC:93000", "40", "30", "CO 45 10", control="L2")
    rows += svc("HC:99213", "60", "50", "CO 45 10", control="L1")
    why = held(Books.of(make_book(lines=TWO)), era(clp("A1", "1", "100", "80"), rows))
    assert "line 2 of the advice charges $60.00, ours $100.00" in why


def test_a_line_of_ours_without_a_number_is_not_named_by_having_none() -> None:
    books = Books.of(make_book(lines=[("", "99213", 100_00)]))
    other = era(clp("A1", "1", "100", "80"), svc("HC:36415", "100", "80", "CO 45 20"))
    assert "never sent" in held(books, other)
    books = Books.of(make_book(lines=[("", "99213", 100_00)]))
    books.take(era(clp("A1", "1", "100", "80"), svc("HC:99213", "100", "80", "CO 45 20")))
    assert books.receivable() == {}


def _recoded(code: str, submitted: str = "") -> bytes:
    """A line by the number of our first, under another code."""
    sent = f"**1*HC:{submitted}*1" if submitted else ""
    service = f"SVC*HC:{code}*100*80{sent}"
    return era([clp("A1", "1", "100", "80"), service, "CAS*CO*45*20", "REF*6R*L1"])


def test_mt5_a_number_and_the_facts_of_another_line_contradict_each_other() -> None:
    lines = [("L1", "99213", 100_00), ("L2", "93000", 100_00)]
    for data in (_recoded("93000"), _recoded("93010", submitted="93000")):
        assert "names one line of ours" in held(Books.of(make_book(lines=lines)), data)
    books = Books.of(make_book(lines=lines))
    books.take(_recoded("93000", submitted="99213"))
    assert books.receivable() == {"payer_ar:1": 100_00}


def test_mt5_a_number_stands_where_another_lines_facts_agree_but_for_a_modifier() -> None:
    books = Books.of(make_book(lines=[("L1", "99213", 100_00), ("L2", "93000:26", 100_00)]))
    books.take(_recoded("93000"))
    assert {posting.subject.line_id for posting in books.postings} == {101}
    assert books.open_work() == ["recode_review"]


def test_mt10_claims_are_apart_until_a_line_of_another_is_named() -> None:
    one, other = make_book("A1"), make_book("A2", lines=[("L9", "93000", 40_00)])
    claims = Claims(Desk(reasons=table(), books={"A1": one, "A2": other}))
    own = svc("HC:99213", "100", "80", "CO 45 20", control="L1")
    match_lines(read_one(era(clp("A1", "1", "100", "80"), own)).advices[0], one, claims)
    assert claims.are_apart
    merged = own + svc("HC:93000", "40", "30", "CO 45 10", control="L9")
    match_lines(read_one(era(clp("A1", "1", "140", "110"), merged)).advices[0], one, claims)
    assert not claims.are_apart


@pytest.mark.parametrize("charge", ["139.99", "140.01"])
def test_an_advice_without_lines_is_shared_out_only_where_it_charges_what_the_claim_does(charge: str) -> None:
    (advice,) = read_one(era([clp("A1", "1", charge, charge)])).advices
    book = make_book(lines=TWO)
    with pytest.raises(Uncertain, match=rf"charges \${charge}, our claim \$140\.00"):
        match_lines(advice, book, Claims(Desk(reasons=table())))


def paid_and_shared(first: int, second: int, *own: tuple[str, int]) -> list[tuple[int, list[int]]]:
    """What two lines are paid after the claim's own reasons, and what each has of these, in cents."""
    paid = amount(first + second - sum(part for _, part in own))
    rows = svc("HC:99213", "100", amount(first), f"CO 50 {amount(100_00 - first)}", control="L1")
    rows += svc("HC:93000", "40", amount(second), f"CO 50 {amount(40_00 - second)}", control="L2")
    segments = [cas(f"{reason} {amount(part)}") for reason, part in own]
    (advice,) = read_one(era([clp("A1", "1", "140", paid), *segments, *rows])).advices
    matched = match_lines(advice, make_book(lines=TWO), Claims(Desk(reasons=table())))
    return [(each.paid_cents, [one.cents for one in each.adjustments[1:]]) for each in matched]


def test_a_claims_own_reason_lowers_only_lines_that_were_paid() -> None:
    assert paid_and_shared(70_00, 0, ("CO 253", 1_40)) == [(68_60, [1_40]), (0, [])]


def test_a_claims_own_reasons_follow_what_is_left_of_each_line_and_then_what_it_charged() -> None:
    assert paid_and_shared(70_00, 30_00, ("CO 253", 100_00), ("OA 225", -14_00)) == [
        (10_00, [70_00, -10_00]),
        (4_00, [30_00, -4_00]),
    ]
