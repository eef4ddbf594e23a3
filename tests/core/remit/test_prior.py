"""What a payer decided, as the next one is told: by line, code and day, balanced, and as the books say it."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.claim import PriorAdjustment, PriorPayer
from almoner.core.ledger import Reason
from almoner.core.money import amount
from almoner.core.remit import Book, Desk
from almoner.core.remit.match import Claims
from almoner.core.remit.prior import prior_payer
from tests.core.remit.samples import PAID_ON, Books, clp, era, make_book, secondary, svc, table

TWO_LINES = (("L1", "99213", 100_00), ("L2", "71046", 50_00))


def told(books: Books, *, paid_on: date = PAID_ON) -> PriorPayer:
    """What the next payer is told of the only claim."""
    book = books.books["A1"]
    claims = Claims(Desk(reasons=table(), books={"A1": book}))
    found = prior_payer(book, book.advices, claims, paid_on=dict.fromkeys(books.remittances, paid_on))
    assert found is not None
    return found


def decided(*segments: str | list[str], book: Book | None = None) -> PriorPayer:
    """What is told of a claim of two lines after one remittance."""
    books = Books.of(secondary(book or make_book("A1", TWO_LINES)))
    books.take(era(*segments))
    return told(books)


def balanced(prior: PriorPayer, book: Book) -> bool:
    sums = {line.id: 0 for line in book.lines}
    for line in prior.lines:
        sums[line.line_id] += line.told_cents
    return sums == {line.id: line.charge_cents for line in book.lines}


def test_p9_what_the_next_payer_is_told_balances_on_every_line() -> None:
    prior = decided(
        clp("A1", "1", "150", "80", "20"),
        svc("HC:99213", "100", "60", "CO 45 30", "PR 2 10", control="L1"),
        svc("HC:71046", "50", "20", "CO 45 20", "PR 1 10", control="L2"),
    )
    assert balanced(prior, make_book("A1", TWO_LINES))
    assert [line.share_cents for line in prior.lines] == [10_00, 10_00]


def test_p9_a_reason_that_comes_twice_is_told_once_and_one_of_nothing_not_at_all() -> None:
    prior = decided(
        clp("A1", "1", "150", "80", "20"),
        svc("HC:99213", "100", "60", "CO 45 20", "CO 45 10", "PR 2 10", "PR 1 0", control="L1"),
        svc("HC:71046", "50", "20", "CO 45 20", "PR 1 10", control="L2"),
    )
    assert prior.lines[0].adjustments == (
        PriorAdjustment("CO", "45", 30_00),
        PriorAdjustment("PR", "2", 10_00),
    )
    assert balanced(prior, make_book("A1", TWO_LINES))


def test_p10_the_first_payers_number_is_always_told() -> None:
    prior = decided(
        clp("A1", "1", "150", "150", payer_control="ICN7"),
        svc("HC:99213", "100", "100", control="L1"),
        svc("HC:71046", "50", "50", control="L2"),
    )
    assert prior.payer_control == "ICN7"


def test_lines_without_our_number_are_told_as_they_were_matched() -> None:
    prior = decided(
        clp("A1", "1", "150", "80", "20"),
        svc("HC:71046", "50", "20", "CO 45 20", "PR 1 10"),
        svc("HC:99213", "100", "60", "CO 45 30", "PR 2 10"),
    )
    book = make_book("A1", TWO_LINES)
    assert [line.line_id for line in prior.lines] == [line.id for line in book.lines]
    assert balanced(prior, book)


def test_a_line_paid_in_parts_under_two_codes_is_told_in_two() -> None:
    prior = decided(
        clp("A1", "1", "150", "80", "20"),
        svc("HC:99212", "60", "40", "CO 45 20", control="L1"),
        svc("HC:99211", "40", "20", "CO 45 10", "PR 2 10", control="L1"),
        svc("HC:71046", "50", "20", "CO 45 20", "PR 1 10", control="L2"),
    )
    assert [line.code for line in prior.lines] == ["99212", "99211", "71046"]
    assert balanced(prior, make_book("A1", TWO_LINES))


def bundled(code: str, submitted: str, *rest: str) -> list[str]:
    first, *others = svc(f"HC:{code}", *rest[:2], *rest[2:-1], control=rest[-1])
    return [f"{first}***HC:{submitted}", *others]


def test_a_line_that_was_paid_within_another_names_it() -> None:
    prior = decided(
        clp("A1", "1", "150", "90", "10"),
        bundled("99214", "99213", "100", "90", "CO 45 50", "OA 94 -50", "PR 2 10", "L1"),
        bundled("99214", "71046", "50", "0", "CO 97 50", "L2"),
    )
    first, second = prior.lines
    assert (first.code, first.bundled_into) == ("99214", 0)
    assert (second.code, second.bundled_into) == ("99214", first.line_id)
    assert balanced(prior, make_book("A1", TWO_LINES))


def test_a_line_refused_under_a_code_of_its_own_is_within_no_other() -> None:
    prior = decided(
        clp("A1", "1", "150", "90", "10"),
        svc("HC:99213", "100", "90", "PR 2 10", control="L1"),
        bundled("71045", "71046", "50", "0", "CO 50 50", "L2"),
    )
    assert [line.bundled_into for line in prior.lines] == [0, 0]


def test_the_units_that_were_paid_for_are_told() -> None:
    line = ["SVC*HC:99213*100*60**0.5**1", "CAS*CO*45*40", "REF*6R*L1"]
    other = svc("HC:71046", "50", "50", control="L2")
    prior = decided(clp("A1", "1", "150", "110"), line, other)
    assert [(one.counted, one.units) for one in prior.lines] == [("0.5", 1), ("", 1)]


def test_a_revenue_code_is_no_procedure() -> None:
    books = Books.of(secondary(make_book("A1", (("L1", "0450", 100_00),))))
    books.take(era(clp("A1", "1", "100", "100"), svc("NU:0450", "100", "100", control="L1")))
    (line,) = told(books).lines
    assert line.code == "0450"
    books = Books.of(secondary(make_book("A1", (("L1", "J1885", 100_00),))))
    book = books.books["A1"]
    books.books["A1"] = replace(book, lines=(replace(book.lines[0], ndc="00409379501"),))
    drug = svc("N4:00409379501", "100", "100", control="L1")
    books.take(era(clp("A1", "1", "100", "100"), drug))
    (line,) = told(books).lines
    assert line.code == "J1885"


def test_lines_of_two_payments_keep_their_own_days() -> None:
    books = Books.of(secondary(make_book("A1", TWO_LINES)))
    books.take(era(clp("A1", "1", "100", "100"), svc("HC:99213", "100", "100", control="L1")))
    (first,) = books.remittances
    books.take(era(clp("A1", "1", "50", "50"), svc("HC:71046", "50", "50", control="L2"), trace="T2"))
    book = books.books["A1"]
    claims = Claims(Desk(reasons=table(), books={"A1": book}))
    later = date(2026, 4, 1)
    days = dict.fromkeys(books.remittances, later) | {first: PAID_ON}
    prior = prior_payer(book, book.advices, claims, paid_on=days)
    assert prior is not None
    assert [line.decided_on for line in prior.lines] == [PAID_ON, later]
    assert (prior.decided_on, prior.paid_cents) == (later, 150_00)


def test_the_amounts_and_remarks_of_the_result_go_on() -> None:
    prior = decided(
        clp("A1", "1", "150", "150"),
        "MOA**12.5*MA01*MA18****10*3",
        svc("HC:99213", "100", "100", control="L1"),
        svc("HC:71046", "50", "50", control="L2"),
    )
    assert prior.remarks == ("MA01", "MA18")
    assert {one.place: one.cents for one in prior.outpatient} == {
        "MOA02": 12_50,
        "MOA08": 10_00,
        "MOA09": 3_00,
    }


def test_what_is_told_of_the_claim_stays_there() -> None:
    prior = decided(
        clp("A1", "1", "150", "80", "20"),
        "CAS*PR*1*20",
        svc("HC:99213", "100", "60", "CO 45 40", control="L1"),
        svc("HC:71046", "50", "40", "CO 45 10", control="L2"),
    )
    assert prior.adjustments == (PriorAdjustment("PR", "1", 20_00),)
    assert balanced(prior, make_book("A1", TWO_LINES))
    assert prior.paid_cents == 80_00


@settings(max_examples=60)
@given(
    paid=st.integers(0, 100_00),
    contractual=st.integers(0, 100_00),
    share=st.integers(0, 100_00),
    kind=st.sampled_from(("1", "2", "3")),
)
def test_what_is_told_is_what_the_books_say(paid: int, contractual: int, share: int, kind: str) -> None:
    charge = paid + contractual + share
    if not charge or not paid + share:
        return
    books = Books.of(secondary(make_book("A1", (("L1", "99213", charge),))))
    told_reasons = [f"CO 45 {amount(contractual)}"] * bool(contractual)
    told_reasons += [f"PR {kind} {amount(share)}"] * bool(share)
    line = svc("HC:99213", amount(charge), amount(paid), *told_reasons, control="L1")
    books.take(era(clp("A1", "1", amount(charge), amount(paid), amount(share)), line))
    (decision,) = told(books).lines
    posted = {
        (each.group, each.carc): each.cents for each in books.postings if each.reason is Reason.NEXT_PAYER
    }
    shares = {(one.group, one.carc): one.cents for one in decision.adjustments if one.group == "PR"}
    assert shares == posted
    assert decision.paid_cents == books.total("cash")
    assert decision.told_cents == charge


def test_a_claim_on_which_nothing_was_paid_is_told_as_paid_nothing() -> None:
    prior = decided(
        clp("A1", "1", "150", "0"),
        svc("HC:99213", "100", "0", "CO 50 100", control="L1"),
        svc("HC:71046", "50", "0", "CO 50 50", control="L2"),
    )
    assert (prior.paid_cents, [line.paid_cents for line in prior.lines]) == (0, [0, 0])


def test_of_two_lines_of_one_code_a_refused_one_is_not_within_the_paid_one() -> None:
    prior = decided(
        clp("A1", "1", "150", "100"),
        svc("HC:99213", "100", "100", control="L1"),
        svc("HC:99213", "50", "0", "CO 50 50", control="L2"),
        book=make_book("A1", (("L1", "99213", 100_00), ("L2", "99213", 50_00))),
    )
    assert [line.bundled_into for line in prior.lines] == [0, 0]


def test_how_many_units_a_reason_is_about_is_told_where_it_comes_once() -> None:
    prior = decided(
        clp("A1", "1", "150", "80"),
        svc("HC:99213", "100", "60", "CO 45 40 2", control="L1"),
        svc("HC:71046", "50", "20", "CO 45 20 1", "CO 45 10 1", control="L2"),
    )
    told = [each for line in prior.lines for each in line.adjustments]
    assert told == [PriorAdjustment("CO", "45", 40_00, "2"), PriorAdjustment("CO", "45", 30_00)]


def test_p10_a_decision_without_a_number_is_told_by_the_number_that_the_claim_has() -> None:
    books = Books.of(secondary(make_book()))
    rows = svc("HC:99213", "100", "60", "CO 45 30", "PR 2 10", control="L1")
    books.take(era(clp("A1", "1", "100", "60", "10", payer_control="ICN7"), rows))
    book = books.books["A1"]
    unnumbered = replace(book, advices=tuple(replace(one, payer_control="") for one in book.advices))
    books.books["A1"] = unnumbered
    assert told(books).payer_control == "ICN7"
