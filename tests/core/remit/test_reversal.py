"""Reversal and correction (2.5): exact, in any order, in any number, until the books stand at the last
decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.collect.divide import Part, divide
from almoner.core.collect.suspense import HeldCash, Placing, place
from almoner.core.ledger import Account
from almoner.core.money import amount
from almoner.core.remit import Book
from almoner.core.remit.reversal import difference
from almoner.core.remit.takeback import PaidLine
from tests.core.remit.samples import TODAY, Books, cas, clp, era, make_book, read_one, secondary


@dataclass(frozen=True)
class Decision:
    """A payer's decision on a claim of one line of 100.00: what it pays, writes down, and leaves to the
    patient.
    """

    paid: int
    contractual: int
    share: int
    payer_control: str = "P1"

    @property
    def denied(self) -> int:
        return 100_00 - self.paid - self.contractual - self.share

    def segments(self, sign: int = 1, status: str = "1") -> list[str]:
        """The decision, or with -1 its reversal, as 835 segments."""

        def money(cents: int) -> str:
            return amount(sign * cents)

        share = money(self.share) if sign > 0 else ""
        rows = [
            clp("A1", status, money(100_00), money(self.paid), share, payer_control=self.payer_control),
            f"SVC*HC:99213*{money(100_00)}*{money(self.paid)}",
        ]
        rows += [cas(f"CO 45 {money(self.contractual)}")] if self.contractual else []
        rows += [cas(f"PR 2 {money(self.share)}")] if self.share else []
        rows += [cas(f"CO 50 {money(self.denied)}")] if self.denied else []
        return [*rows, "REF*6R*L1"]

    def reversal(self) -> list[str]:
        return self.segments(-1, "22")


FIRST = Decision(80_00, 20_00, 0)
SHARED = Decision(60_00, 20_00, 20_00)
SECOND = Decision(60_00, 40_00, 0)
DENIED = Decision(0, 0, 0)


def after(*files: Sequence[list[str]], books: Books | None = None) -> Books:
    """Books after files of decisions and reversals."""
    books = books or Books.of(make_book())
    for segments in files:
        books.take(era(*segments, trace=f"T{len(books.remittances)}"))
    return books


def standing(books: Books) -> dict[str, int]:
    """Where the claim's money is: what is owed, what came, what was given up, what is held."""
    accounts = (Account.CASH, Account.CONTRACTUAL, Account.SUSPENSE)
    return books.receivable() | {name: cents for name in accounts if (cents := books.total(name.value))}


def test_rv1_both_in_one_file_in_either_order() -> None:
    wanted = standing(after([SECOND.segments()]))
    for segments in ([FIRST.reversal(), SECOND.segments()], [SECOND.segments(), FIRST.reversal()]):
        books = after([FIRST.segments()], segments)
        assert standing(books) == wanted
        assert books.claim().state == "paid"
        assert books.open_work() == []
        assert sorted(each.reverses for each in books.postings if each.reverses) == sorted(
            each.key for each in books.postings[:2]
        ), "the history shows original, reversal and correction"


def _naming(segments: list[str], original: str) -> list[str]:
    """The same, with a number of the payer that is named apart."""
    return [segments[0], f"REF*F8*{original}", *segments[1:]]


@pytest.mark.parametrize("last", ["P2", "P1"], ids=["the number of both", "the number of the first alone"])
def test_rv11_a_correction_of_a_correction_may_still_name_the_first_decision(last: str) -> None:
    again = replace(SECOND, payer_control="P2")
    books = after([FIRST.segments()], [FIRST.reversal(), _naming(again.segments(), "P1")])
    back = replace(again, payer_control=last)
    final = replace(SHARED, payer_control="P3")
    books = after([_naming(back.reversal(), "P1"), final.segments()], books=books)
    if last == "P2":
        assert standing(books) == {"cash": 60_00, "contractual": 20_00, "patient_ar": 20_00}
        assert (books.claim().state, books.open_work()) == ("paid", [])
    else:
        assert books.claim().state == "suspended", "it names nothing that stands"
        assert books.open_work() == ["reversal_differs", "second_adjudication"]


def test_rv2_a_reversal_alone_reopens_and_waits() -> None:
    books = after([SHARED.segments()], [SHARED.reversal()])
    assert standing(books) == {"payer_ar:1": 100_00}
    assert books.claim().state == "reversed"
    assert books.claim().wait_until is not None
    assert books.open_work() == ["await_correction"]


def test_rv3_a_correction_before_its_reversal_waits_for_it() -> None:
    books = after([FIRST.segments()], [SECOND.segments()])
    assert books.total("suspense") == -60_00
    assert books.open_work() == ["second_adjudication"]
    assert books.claim().state == "suspended"

    after([FIRST.reversal()], books=books)
    assert standing(books) == standing(after([SECOND.segments()]))
    assert books.open_work() == []
    assert books.claim().state == "paid"


def test_rv4_a_reversal_of_other_amounts_holds_both() -> None:
    books = after([FIRST.segments()], [Decision(70_00, 30_00, 0).reversal(), SECOND.segments()])
    assert books.receivable() == {}
    assert books.total("suspense") == 10_00
    assert books.open_work() == ["reversal_differs", "second_adjudication"]
    (task,) = [task for task in books.tasks.values() if task.what == "reversal_differs"]
    assert "CO 45 -$10.00" in task.why
    assert "paid $10.00" in task.why


def test_rv5_a_reversal_of_what_was_never_posted() -> None:
    books = after([FIRST.reversal()])
    assert standing(books) == {"payer_ar:1": 100_00, "cash": -80_00, "suspense": 80_00}
    assert books.open_work() == ["unknown_original"]

    after([FIRST.segments()], books=books)
    assert standing(books) == {"payer_ar:1": 100_00}, "the original came late and was undone at once"
    assert books.claim().state == "reversed"


def test_a_reversal_that_a_person_has_placed_undoes_nothing_any_more() -> None:
    """Its cash is on the line: the decision that it named, coming late, finds no reversal that waits."""
    books = after([replace(SECOND, payer_control="P2").segments()], [SECOND.reversal()])
    (task,) = [each for each in books.tasks.values() if each.what == "reversal_differs"]
    held = next(each for each in books.postings if each.key.endswith(":s"))
    book = books.books["A1"]
    line = book.lines[0]
    to = Placing(book.claim, (PaidLine(line, 60_00, 0),), {line.id: -60_00})
    root = held.key.removesuffix(":s")
    books.commit(place(HeldCash(held, root, task), to, by="biller", ids=iter(books.ids), on=TODAY))
    assert (books.total("suspense"), books.total("cash")) == (0, 0)
    after([SECOND.segments()], books=books)
    assert (books.total("suspense"), books.total("cash")) == (-60_00, 60_00)
    assert "second_adjudication" in books.open_work()


def test_rv6_the_patient_who_has_paid_is_not_forgotten() -> None:
    books = Books.of(make_book())
    books.take(era(*[SHARED.segments()]))
    line = books.books["A1"].lines[0]
    books.books["A1"] = replace(
        books.books["A1"], balances={**books.books["A1"].balances, (line.id, "patient_ar"): 0}
    )
    planned, _ = books.plan(era(SHARED.reversal(), SECOND.segments(), trace="T2"))
    (task,) = [task for task in planned.plan.tasks if task.what == "refund_review"]
    assert task.cents == 20_00


def test_rv7_a_later_payers_claim_is_to_be_sent_anew() -> None:
    books = Books.of(secondary(make_book()))
    books.take(era(SHARED.segments()))
    book = books.books["A1"]
    paid_by_second = {key: cents for key, cents in book.balances.items() if key[1] != "payer_ar:2"}
    books.books["A1"] = replace(book, balances=paid_by_second)
    planned, _ = books.plan(era(SHARED.reversal(), SECOND.segments(), trace="T2"))
    (task,) = [task for task in planned.plan.tasks if task.what == "replace_secondary"]
    assert task.cents == 20_00


def test_rv9_money_that_is_not_taken_back_now_is_deferred() -> None:
    books = after([FIRST.segments()])
    books.take(era(FIRST.reversal(), plb=["WO:P1*-80"], trace="T2"))
    assert books.total("cash") == 80_00
    assert books.total("payer_recoupment") == -80_00
    books.take(era(plb=["WO:P1*80"], check="-80", trace="T3"))
    assert books.total("payer_recoupment") == 0


def test_rv11_another_number_of_the_payer_is_no_match() -> None:
    books = after([FIRST.segments()], [replace(FIRST, payer_control="P9").reversal()])
    assert books.receivable() == {}
    (task,) = [task for task in books.tasks.values() if task.what == "reversal_differs"]
    assert "control number" in task.why


def test_rv12_z11_a_reversal_of_a_zero_payment_undoes_share_and_contractual() -> None:
    whole_share = Decision(0, 20_00, 80_00)
    books = after([whole_share.segments()], [whole_share.reversal()])
    assert standing(books) == {"payer_ar:1": 100_00}
    assert books.total("cash") == 0
    assert books.open_work() == ["await_correction"]


def test_a_denial_taken_back_closes() -> None:
    books = after([DENIED.segments()], [DENIED.reversal()])
    assert [denial.state.value for denial in books.denials.values()] == ["overturned"]
    assert books.claim().state == "reversed"

    books = after([DENIED.segments()], [DENIED.reversal(), FIRST.segments()])
    assert [denial.state.value for denial in books.denials.values()] == ["overturned"]
    assert (books.claim().state, books.open_work()) == ("paid", [])


def test_a_paid_resubmission_settles_a_denial_without_a_reversal() -> None:
    books = after([DENIED.segments()], [replace(FIRST, payer_control="P2").segments()])
    assert standing(books) == standing(after([FIRST.segments()]))
    assert [denial.state.value for denial in books.denials.values()] == ["overturned"]
    assert (books.claim().state, books.open_work()) == ("paid", [])


def test_a_denial_on_a_paid_claim_waits_for_the_reversal() -> None:
    books = after([FIRST.segments()], [replace(DENIED, payer_control="P2").segments()])
    assert (books.denials, books.open_work()) == ({}, ["second_adjudication"])
    after([FIRST.reversal()], books=books)
    assert books.claim().state == "denied"
    assert books.open_work() == ["denial"]
    assert books.receivable() == {"payer_ar:1": 100_00}


def test_the_same_file_twice_changes_nothing() -> None:
    books = after([FIRST.segments()])
    before = list(books.postings)
    books.take(era(FIRST.segments(), trace="T0"))
    assert books.postings == before
    assert [each.state.value for each in books.remittances.values()] == ["posted", "duplicate"]


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    paid = draw(st.integers(0, 100)) * 100
    contractual = draw(st.integers(0, (100_00 - paid) // 100)) * 100
    share = draw(st.one_of(st.just(0), st.just(100_00 - paid - contractual)))
    return Decision(paid, contractual, share)


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[Decision], list[list[list[str]]]]:
    """A chain of decisions, each reversed but the last, cut into files and shuffled, some files sent
    twice.
    """
    made = draw(st.lists(decisions(), min_size=1, max_size=4))
    is_renumbered = draw(st.booleans())
    if is_renumbered:
        made = [replace(each, payer_control=f"P{number}") for number, each in enumerate(made)]
    parts = [each.segments() for each in made] + [each.reversal() for each in made[:-1]]
    joins = draw(st.lists(st.sampled_from([True, False]), min_size=len(parts), max_size=len(parts)))
    files: list[list[list[str]]] = []
    for part, is_joined in zip(draw(st.permutations(parts)), joins, strict=True):
        if files and is_joined:
            files[-1].append(part)
        else:
            files.append([part])
    return made, files


@settings(max_examples=150, deadline=None)
@given(
    chains(), st.lists(st.integers(0, 20), max_size=3), st.sampled_from([make_book(), secondary(make_book())])
)
def test_rv8_every_chain_ends_at_the_last_decision(
    chain: tuple[list[Decision], list[list[list[str]]]], again: list[int], start: Book
) -> None:
    made, files = chain
    books = Books.of(start)
    numbered = list(enumerate(files))
    for repeat in again:
        numbered.insert(repeat % (len(numbered) + 1), numbered[repeat % len(numbered)])
    for number, segments in numbered:
        books.take(era(*segments, trace=f"T{number}"))
    wanted = after([made[-1].segments()], books=Books.of(start))
    assert standing(books) == standing(wanted)
    assert books.claim().state == wanted.claim().state
    assert books.open_work() == wanted.open_work()


@pytest.mark.parametrize("first", [FIRST, SHARED, DENIED])
def test_money_is_held_nowhere_when_a_chain_is_whole(first: Decision) -> None:
    books = after([SECOND.segments()], [first.segments()], [SECOND.reversal()])
    assert books.total("suspense") == 0


def test_rv4_what_a_reversal_leaves_out_is_told_by_its_reason() -> None:
    posted = Decision(80_00, 15_00, 5_00)
    advice = read_one(era(posted.segments())).advices[0]
    exact = read_one(era(posted.segments(-1, "22"))).advices[0]
    assert difference(exact, advice) == ""
    less = replace(exact, adjustments=(), lines=tuple(replace(one, adjustments=()) for one in exact.lines))
    told = difference(replace(less, paid_cents=None), advice)
    assert told == "paid $80.00, CO 45 $15.00, PR 2 $5.00"
    assert difference(replace(exact, payer_control="P9"), advice) == "the payer's control number"
    assert difference(exact, replace(advice, paid_cents=None)) == "paid -$80.00"


def test_rv4_what_a_reversal_says_beside_what_was_posted_is_told_to_the_cent() -> None:
    posted = read_one(era(FIRST.segments())).advices[0]
    other = read_one(era(Decision(80_00, 0, 20_00).reversal())).advices[0]
    assert difference(other, posted) == "CO 45 $20.00, PR 2 -$20.00"


def test_a_reversal_that_still_waits_keeps_its_claim_held_when_another_decision_comes() -> None:
    books = after([FIRST.reversal()], [SECOND.segments()])
    assert standing(books) == {"cash": -20_00, "contractual": 40_00, "suspense": 80_00}
    assert (books.claim().state, books.open_work()) == ("suspended", ["unknown_original"])


def _unsure(sign: int, status: str) -> list[str]:
    """A decision on one of two lines alike, with no number to tell which; or its reversal."""
    charge, paid, cut = (amount(sign * cents) for cents in (100_00, 80_00, 20_00))
    return [clp("A1", status, charge, paid), f"SVC*HC:99213*{charge}*{paid}", cas(f"CO 45 {cut}")]


def test_a_reversal_of_what_has_no_certain_line_is_held_beside_it() -> None:
    alike = [("L1", "99213", 100_00), ("L2", "99213", 100_00)]
    together = after([_unsure(1, "1"), _unsure(-1, "22")], books=Books.of(make_book(lines=alike)))
    assert together.open_work() == ["reversal_differs", "suspended_claim"]
    one_by_one = after([_unsure(-1, "22")], [_unsure(1, "1")], books=Books.of(make_book(lines=alike)))
    assert one_by_one.open_work() == ["suspended_claim", "unknown_original"]
    for books in (together, one_by_one):
        held = [(each.debit, each.credit, each.cents) for each in books.postings]
        assert sorted(held) == [("cash", "suspense", 80_00), ("suspense", "cash", 80_00)]


def test_a_decision_whose_cash_a_person_divided_waits_for_no_reversal() -> None:
    """A part lies on a line and the rest is another's: what takes the whole back finds no such decision."""
    alike = [("L1", "99213", 100_00), ("L2", "99213", 100_00)]
    books = after([_unsure(1, "1")], books=Books.of(make_book(lines=alike)))
    (task,), (posting,) = books.tasks.values(), books.postings
    held = HeldCash(posting, posting.key.removesuffix(":s"), task, posting.key)
    parts = [Part(20_00, "of this claim"), Part(60_00, "of another")]
    books.commit(divide(held, parts, by="biller", ids=iter(books.ids), on=TODAY))
    first, work = books.postings[-2], next(one for one in books.tasks.values() if one.cents == 20_00)
    book = books.books["A1"]
    line = book.lines[0]
    to = Placing(book.claim, (PaidLine(line, 0, 100_00),), {line.id: 20_00})
    part = HeldCash(first, held.root, work, first.key)
    books.commit(place(part, to, by="biller", ids=iter(books.ids), on=TODAY))
    assert (books.total("suspense"), books.total("cash")) == (-60_00, 80_00)
    after([_unsure(-1, "22")], books=books)
    assert "unknown_original" in books.open_work()
