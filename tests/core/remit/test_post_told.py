"""What is told of a large remittance while the rest is planned: each thing once, in order."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.claim import Claim, ClaimState
from almoner.core.ledger import Posting
from almoner.core.plan import Record
from almoner.core.remit import Advice, plan_remittance, post
from almoner.core.remit.post import TOLD
from tests.core.remit.samples import TODAY, Books, clp, era, make_book, read_one, svc

Heard = list[tuple[Sequence[Record], Sequence[Posting]]]


def paid(control: str, paid: str = "60", trace: str = "P1") -> list[str]:
    segments = svc("HC:99213", "100", paid, f"CO 45 {100 - int(paid)}", control="L1")
    return [clp(control, "1", "100", paid, payer_control=trace), *segments]


def heard_of(books: Books, data: bytes) -> tuple[Heard, Sequence[Record], Sequence[Posting]]:
    """What was told, and the plan's records and postings."""
    heard: Heard = []
    desk = replace(books.desk, books=books.books, earlier=tuple(books.remittances.values()))
    planned = plan_remittance(
        read_one(data, books.ids),
        desk,
        ids=iter(books.ids),
        on=TODAY,
        tell=lambda records, postings: heard.append((records, postings)),
    )
    return heard, planned.plan.records, planned.plan.postings


def test_what_is_told_of_a_large_one_is_in_its_plan_each_thing_once() -> None:
    count = TOLD + 2
    books = Books.of(*(make_book(f"A{number}") for number in range(1, count + 1)))
    data = era(*(paid(f"A{number}") for number in range(1, count + 1)))
    heard, records, postings = heard_of(books, data)
    told = [record for each, _ in heard for record in each]
    for kind in (Advice, Claim):
        of_kind = [record for record in told if isinstance(record, kind)]
        assert of_kind == [record for record in records if isinstance(record, kind)]
        assert len(of_kind) == count
    assert [posting for _, each in heard for posting in each] == list(postings)
    assert [len(each) for each, _ in heard] == [TOLD, TOLD, 2, 2], "the claims of a part follow its advices"


def test_a_small_one_is_told_whole() -> None:
    books = Books.of(make_book("A1"), make_book("A2"))
    heard, _, postings = heard_of(books, era(paid("A1"), paid("A2", "70"), plb=("FB*-3",)))
    advices, claims = heard
    assert [record.kind for record in advices[0]] == ["advice", "advice"]
    assert list(advices[1]) == []
    assert [(record.kind, getattr(record, "state", "")) for record in claims[0]] == [("claim", "paid")] * 2
    assert list(claims[1]) == list(postings)[: len(claims[1])]
    assert len(claims[1]) == len(postings) - 1, "what a check carries besides its claims isn't told"


def test_a_claim_that_a_later_advice_may_touch_is_not_told_as_ended() -> None:
    books = Books.of(make_book("A1", (("L1", "99213", 100_00), ("L2", "99213", 100_00))), make_book("A2"))
    second = [clp("A1", "1", "100", "60"), *svc("HC:99213", "100", "60", "CO 45 40", control="L2")]
    heard, records, _ = heard_of(books, era(paid("A1"), paid("A2"), second))
    ended = [record.id for each, _ in heard for record in each if isinstance(record, Claim)]
    assert ended == [books.claim("A2").id]
    assert len([record for record in records if isinstance(record, Claim)]) == 2


def test_an_end_that_was_told_stands_no_more_where_another_claims_advice_decides_the_line_after_all() -> None:
    """The payer refuses a claim, and far on in the same check pays its line under another claim's number."""
    merged = make_book(f"A{TOLD + 1}")
    books = Books.of(make_book("A1", (("X1", "93000", 40_00),)), merged)
    many = [make_book(f"A{number}") for number in range(2, TOLD + 1)]
    books.books |= {book.claim.control: book for book in many}
    refused = [clp("A1", "1", "40", "0"), *svc("HC:93000", "40", "0", "CO 50 40", control="X1")]
    own = svc("HC:99213", "100", "60", "CO 45 40", control="L1")
    both = [clp(merged.claim.control, "1", "140", "100"), *own, *svc("HC:93000", "40", "40", control="X1")]
    heard, records, _ = heard_of(books, era(refused, *(paid(one.claim.control) for one in many), both))
    first = books.claim().id
    told = [record for each, _ in heard for record in each if isinstance(record, Claim)]
    assert [record.state for record in told if record.id == first] == ["denied"]
    assert [record.state for record in records if isinstance(record, Claim) and record.id == first] == [
        "paid"
    ]


@given(order=st.permutations(range(7)), told=st.integers(1, 3))
def test_in_whatever_rounds_claims_are_settled_the_plan_is_the_same(order: list[int], told: int) -> None:
    """A claim is paid, taken back and paid again, one comes under a part of its number, one under its
    payer's, and one brings a line of another.
    """
    back = [clp("A1", "22", "-100", "-60"), *svc("HC:99213", "-100", "-60", "CO 45 -40", control="L1")]
    both = [clp("A3", "1", "140", "100"), *paid("A3")[1:], *svc("HC:93000", "40", "40", control="X1")]
    advices = [paid("A1"), back, paid("A1", "70"), paid("A20002"), paid("XX", trace="P6"), both, paid("A5")]

    def planned(size: int) -> tuple[Sequence[Posting], dict[int, Record]]:
        books = Books.of(make_book("A1"), make_book("A4", (("X1", "93000", 40_00),)), make_book("A200021"))
        books.books |= {f"A{number}": make_book(f"A{number}") for number in (3, 5, 6)}
        books.desk = replace(books.desk, by_payer_control={"P6": books.books["A6"]})
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(post, "TOLD", size)
            _, records, postings = heard_of(books, era(*[advices[place] for place in order]))
        return postings, {record.id: record for record in records}

    postings, records = planned(len(advices))
    assert {posting.subject.claim_id for posting in postings} >= {100, 300, 400, 500, 600, 20002100}
    assert planned(told) == (postings, records)


@pytest.mark.parametrize(("control", "is_placed"), [("A20002", False), ("A4", True)])
def test_a_claim_is_settled_after_its_last_advice_by_whatever_name_that_comes(
    monkeypatch: pytest.MonkeyPatch, *, control: str, is_placed: bool
) -> None:
    """What takes its payment back names a part of its number, or stands in a place that is known as its."""
    monkeypatch.setattr(post, "TOLD", 1)
    books = Books.of(make_book("A200021"), make_book("A4"))
    if is_placed:
        books.desk = replace(books.desk, by_ordinal={2: books.books["A200021"]})
    back = [clp(control, "22", "-100", "-60"), *svc("HC:99213", "-100", "-60", "CO 45 -40", control="L1")]
    _, records, _ = heard_of(books, era(paid("A200021"), back))
    claims = [record for record in records if isinstance(record, Claim)]
    assert [(one.control, one.state) for one in claims] == [("A200021", ClaimState.REVERSED)]
