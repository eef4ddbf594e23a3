"""What a decision lays on its lines: under which keys, by whose terms, and what a later one leaves of it."""

from dataclasses import replace

import pytest

from tests.core.remit.samples import Books, clp, era, make_book, secondary, svc
from tests.core.remit.test_crossover import books_of, first, second, take

TWO = (("L1", "99213", 100_00), ("L2", "81002", 50_00))
DENIED = svc("HC:99213", "100", "0", "CO 50 100", control="L1")
PAID = svc("HC:99213", "100", "80", "CO 45 20", control="L1")


def test_every_effect_is_keyed_by_its_remittance_advice_line_and_number() -> None:
    books = Books.of(make_book("A1", TWO), make_book("A2"))
    second = svc("HC:81002", "50", "30", "CO 45 20", control="L2")
    planned = books.take(era(clp("A1", "1", "150", "110"), PAID, second, clp("A2", "1", "100", "80"), PAID))
    (remittance,) = books.remittances
    told = [posting.key for posting in planned.plan.postings]
    places = ["1:1:1", "1:1:2", "1:2:1", "1:2:2", "2:1:1", "2:1:2"]
    assert told == [f"era:{remittance}:{place}" for place in places]


def test_an_advice_without_lines_is_keyed_by_the_claims_own_lines() -> None:
    books = Books.of(make_book("A1", TWO))
    planned = books.take(era([clp("A1", "1", "150", "120"), "CAS*CO*45*30"]))
    (remittance,) = books.remittances
    told = [posting.key for posting in planned.plan.postings]
    assert told == [f"era:{remittance}:1:{place}" for place in ("1:1", "1:2", "2:1", "2:2")]


def test_only_what_is_passed_on_names_another_payer() -> None:
    books = Books.of(secondary(make_book()))
    shared = svc("HC:99213", "100", "60", "CO 45 20", "PR 2 20", control="L1")
    books.take(era(clp("A1", "1", "100", "60", "20"), shared))
    told = {each.reason: (each.debit, each.subject.other_payer_id) for each in books.postings}
    assert told == {
        "payment": ("cash", 0),
        "contractual": ("contractual", 0),
        "next_payer": ("payer_ar:2", 2),
    }


def test_what_all_lines_pass_on_together_is_what_the_next_claim_is_worth() -> None:
    books = Books.of(secondary(make_book("A1", TWO)))
    rows = svc("HC:99213", "100", "60", "CO 45 20", "PR 2 15", "PR 3 5", control="L1")
    rows += svc("HC:81002", "50", "40", "PR 2 10", control="L2")
    books.take(era(clp("A1", "1", "150", "100", "30"), rows))
    assert [(task.what, task.cents) for task in books.tasks.values()] == [("bill_next_payer", 30_00)]


def test_of_claims_that_a_payer_merged_each_is_judged_by_its_own_terms() -> None:
    capitated = replace(make_book("A2", lines=[("L9", "93000", 40_00)]), is_capitated=True)
    rows = svc("HC:99213", "100", "50", "CO 24 50", control="L1")
    rows += svc("HC:93000", "40", "0", "CO 24 40", control="L9")
    books = Books.of(make_book("A1"), capitated)
    books.take(era(clp("A1", "1", "140", "50"), rows))
    assert (books.receivable("A1"), books.receivable("A2")) == ({"payer_ar:1": 50_00}, {})
    assert [books.claim(control).state for control in ("A1", "A2")] == ["denied", "paid"]


def test_a_refusal_goes_where_the_same_remittance_decides_the_line_after_all() -> None:
    books = Books.of(make_book("A1", TWO))
    other = svc("HC:81002", "50", "0", "CO 50 50", control="L2")
    planned = books.take(era(clp("A1", "1", "150", "0"), DENIED, other, clp("A1", "1", "100", "80"), PAID))
    assert [(item.line_id, item.cents) for item in planned.items] == [(102, 50_00)]
    assert [denial.line_id for denial in books.denials.values()] == [102]
    assert (books.claim().state, books.open_work()) == ("denied", ["denial"])


def test_a_refused_line_that_is_paid_further_on_leaves_its_claim_paid() -> None:
    books = Books.of(make_book())
    books.take(era(clp("A1", "1", "100", "0"), DENIED, clp("A1", "1", "100", "80"), PAID))
    assert (books.claim().state, books.receivable(), books.open_work()) == ("paid", {}, [])
    assert books.denials == {}


def test_a_line_refused_twice_in_one_remittance_keeps_both_reasons() -> None:
    books = Books.of(make_book())
    again = svc("HC:99213", "100", "0", "CO 16 100", control="L1")
    books.take(era(clp("A1", "1", "100", "0"), DENIED, clp("A1", "1", "100", "0"), again))
    assert sorted(denial.carc for denial in books.denials.values()) == ["16", "50"]
    assert books.claim().state == "denied"


@pytest.mark.parametrize(("paid", "settled", "left"), [("16", "83.99", 0), ("15.99", "84", 1)])
def test_a_later_payer_moves_no_cent_that_is_not_with_it(paid: str, settled: str, left: int) -> None:
    books = books_of()
    take(books, first(), of_second=False)
    take(books, second(f"OA 23 {settled}", "PR 3 0.01", paid=paid), of_second=True)
    moved = [each.cents for each in books.postings if each.debit == "patient_ar"]
    assert (moved, books.receivable()) == ([1] * left, {"patient_ar": 1} if left else {})
