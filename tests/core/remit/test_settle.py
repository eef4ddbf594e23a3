"""What one claim's decisions, refusals and reversals make of each other, whatever stood before."""

from dataclasses import replace

from tests.core.remit.samples import Books, cas, clp, make_book, svc
from tests.core.remit.test_crossover import silent
from tests.core.remit.test_reversal import DENIED, FIRST, SECOND, SHARED, after, standing

TWO = (("L1", "99213", 100_00), ("L2", "81002", 50_00))
DUPLICATE = [
    clp("A1", "1", "100", "0", payer_control="P5"),
    "SVC*HC:99213*100*0",
    cas("CO 18 100"),
    "REF*6R*L1",
]
AGAIN = replace(SECOND, payer_control="P2").segments()


def line_two(*adjustments: str, paid: str = "30", sign: str = "", status: str = "1") -> list[str]:
    """A decision on the second of two lines alone; or its reversal."""
    head = clp("A1", status, f"{sign}50", f"{sign}{paid}", payer_control="P9")
    return [head, *svc("HC:81002", f"{sign}50", f"{sign}{paid}", *adjustments, control="L2")]


def test_z6_a_refusal_as_duplicate_is_work_once_the_decision_that_it_repeats_is_taken_back() -> None:
    for first in (FIRST, DENIED):
        books = after([first.segments()], [DUPLICATE], [first.reversal()])
        assert books.open_work() == ["duplicate_review"]
        assert (books.claim().state, standing(books)) == ("denied", {"payer_ar:1": 100_00})
        after([SECOND.segments()], books=books)
        assert (books.claim().state, books.open_work()) == ("paid", [])


def test_z6_a_refusal_as_duplicate_adds_nothing_to_what_stands() -> None:
    books = after([FIRST.segments()], [DUPLICATE], [FIRST.reversal(), SECOND.segments()])
    assert (books.claim().state, books.open_work(), books.denials) == ("paid", [], {})
    books = after(
        [DENIED.segments()], [DUPLICATE], [line_two("CO 45 20")], books=Books.of(make_book("A1", TWO))
    )
    assert (books.claim().state, books.open_work()) == ("denied", ["denial"])


def test_z6_a_first_answer_that_says_duplicate_is_work_until_another_comes() -> None:
    books = after([DUPLICATE], [line_two("CO 45 20")], books=Books.of(make_book("A1", TWO)))
    assert (books.claim().state, books.open_work()) == ("denied", ["duplicate_review"])
    after([FIRST.segments()], books=books)
    assert (books.claim().state, books.open_work()) == ("paid", [])


def test_z6_what_has_no_certain_line_is_no_decision_that_a_duplicate_could_repeat() -> None:
    unsure = [clp("A1", "1", "30", "30"), "SVC*HC:36415*30*30"]
    books = after([unsure, DUPLICATE])
    assert books.open_work() == ["duplicate_review", "suspended_claim"]


def test_an_ended_refusal_does_not_come_back_with_what_its_line_keeps_for_another_reason() -> None:
    rows = svc("HC:99213", "100", "60", "CO 45 20", "OA 101 20", control="L1")
    books = after([DENIED.segments()], [[clp("A1", "1", "100", "60", payer_control="P2"), *rows]])
    assert (books.claim().state, books.open_work()) == ("paid", ["other_adjustment"])
    assert [denial.state for denial in books.denials.values()] == ["overturned"]


def test_work_that_awaits_a_decision_does_not_end_with_one_that_is_held() -> None:
    books = after([FIRST.segments()])
    asked = silent(books)
    after([AGAIN], books=books)
    assert books.open_work() == ["second_adjudication", "silent_claim"]
    after([FIRST.reversal()], books=books)
    assert books.tasks[asked.id].state == "done"


def test_a_decision_that_still_waits_keeps_its_claim_held_when_another_line_is_decided() -> None:
    books = after([FIRST.segments()], [AGAIN], books=Books.of(make_book("A1", TWO)))
    assert books.claim().state == "suspended"
    after([line_two("CO 45 20")], books=books)
    assert (books.claim().state, books.total("suspense")) == ("suspended", -60_00)
    after([FIRST.reversal()], books=books)
    assert (books.claim().state, books.total("suspense"), books.receivable()) == ("paid", 0, {})


def test_what_is_undone_is_keyed_by_its_reversal_and_number() -> None:
    books = after([SHARED.segments()], [SHARED.reversal()])
    _, reversal = books.remittances
    undone = [posting.key for posting in books.postings if posting.reverses]
    assert undone == [f"era:{reversal}:1:u:{number}" for number in (1, 2, 3)]


def test_work_about_a_decision_goes_with_it_and_work_about_another_stays() -> None:
    """Each of two decisions leaves something to ask about; the payer takes one of them back."""
    first = [clp("A1", "1", "100", "80"), *svc("HC:99213", "100", "80", "OA 101 20", control="L1")]
    books = after([first], [line_two("OA 101 20")], books=Books.of(make_book("A1", TWO)))
    assert books.open_work() == ["other_adjustment"] * 2
    after([line_two("OA 101 -20", sign="-", status="22")], books=books)
    (left,) = [
        task for task in books.tasks.values() if task.what == "other_adjustment" and not task.closed_on
    ]
    assert left.subject_id == next(iter(books.books["A1"].advices)).id


def test_what_posted_nothing_is_undone_by_nothing_whatever_the_contract_says_by_now() -> None:
    refused = [clp("A1", "1", "100", "0"), *svc("HC:99213", "100", "0", "CO 24 100", control="L1")]
    back = [clp("A1", "22", "-100", "0"), *svc("HC:99213", "-100", "0", "CO 24 -100", control="L1")]
    books = after([refused])
    books.books["A1"] = replace(books.books["A1"], is_capitated=True)
    after([back], books=books)
    assert (books.postings, books.claim().state) == ([], "reversed")
