"""The ten remittances on which other systems were measured (handbook, billing core 1.4), each with what is
right. Every denial comes twice: with status 4, and with status 1.
"""

import pytest

from almoner.core.ledger import Reason
from almoner.core.remit import RemittanceState
from tests.core.remit.samples import Books, clp, era, make_book, svc

PAID = (clp("A1", "1", "100", "60", "10"), svc("HC:99213", "100", "60", "CO 45 30", "PR 2 10", control="L1"))
BACK = (
    clp("A1", "22", "-100", "-60"),
    svc("HC:99213", "-100", "-60", "CO 45 -30", "PR 2 -10", control="L1"),
)
CORRECTED = (
    clp("A1", "1", "100", "50", "20", payer_control="P2"),
    svc("HC:99213", "100", "50", "CO 45 30", "PR 2 20", control="L1"),
)
DENIALS = pytest.mark.parametrize("status", ["1", "4"])


def taken(*files: bytes, books: Books | None = None) -> Books:
    found = books or Books.of(make_book())
    for file in files:
        found.take(file)
    return found


def standing(books: Books) -> dict[str, int]:
    names = ("cash", "contractual", "suspense")
    return books.receivable() | {name: cents for name in names if (cents := books.total(name))}


USUAL = {"cash": 60_00, "contractual": 30_00, "patient_ar": 10_00}


def test_situation_a_an_ordinary_paid_claim_posts() -> None:
    books = taken(era(*PAID))
    assert standing(books) == USUAL
    assert (books.claim().state, books.open_work()) == ("paid", [])


@pytest.mark.parametrize("order", ["as usual", "turned"])
def test_situation_b_a_reversal_and_its_correction_in_one_file_net_with_their_signs(order: str) -> None:
    both = [*CORRECTED, *BACK] if order == "turned" else [*BACK, *CORRECTED]
    books = taken(era(*PAID, trace="T1"), era(*both, trace="T2"))
    assert standing(books) == {"cash": 50_00, "contractual": 30_00, "patient_ar": 20_00}
    sent = [(one.group, one.carc) for one in books.postings if one.reason is Reason.CONTRACTUAL]
    assert sent == [("CO", "45")] * 3, "what was posted, taken back and posted anew, and nothing invented"
    assert books.total("suspense") == 0


@pytest.mark.parametrize("terminator", ["\n", "'"], ids=["c", "c2"])
def test_situation_c_any_terminator_is_read(terminator: str) -> None:
    file = era(*PAID).replace(b"~", terminator.encode())
    assert standing(taken(file)) == USUAL


def test_situation_d_a_revenue_code_line_is_taken_and_nothing_is_half_done() -> None:
    second = make_book("A2", (("L2", "99213", 50_00),))
    rows = svc("NU:0510", "50", "40", "CO 45 10", control="L2")
    books = taken(era(*PAID, clp("A2", "1", "50", "40"), rows), books=Books.of(make_book(), second))
    assert books.total("cash") == 100_00
    assert (
        books.total("contractual") + sum(books.receivable("A2").values()) - books.total("suspense") >= 40_00
    )
    assert books.total("suspense") == 0, "it is matched by its number"
    assert books.claim("A2").state == "paid"


def test_situation_d_a_revenue_code_that_fits_nothing_waits_and_its_check_still_ties() -> None:
    second = make_book("A2", (("L2", "99213", 50_00),))
    rows = svc("NU:0510", "50", "40", "CO 45 10", control="L9")
    books = taken(era(*PAID, clp("A2", "1", "50", "40"), rows), books=Books.of(make_book(), second))
    assert (books.total("cash"), books.total("suspense")) == (100_00, -40_00)
    assert books.claim("A1").state == "paid"
    assert "suspended_claim" in books.open_work()


def test_situation_e_a_takeback_and_a_forwarded_balance_go_to_the_payers_account() -> None:
    books = taken(era(*PAID, plb=["WO:P0*25", "FB:T0*-10"]))
    assert books.total("payer_recoupment") == 15_00
    assert books.total("cash") == 45_00
    assert [one.carc for one in books.postings if one.reason is Reason.RECOUPMENT] == ["WO", "FB"]
    assert "recoupment" in books.open_work()


@pytest.mark.parametrize("order", ["as usual", "turned"])
def test_situation_f_two_lines_of_one_code_are_told_apart_by_their_numbers(order: str) -> None:
    book = make_book("A1", (("L1", "99213", 100_00), ("L2", "99213", 100_00)))
    one = svc("HC:99213", "100", "60", "CO 45 40", control="L1")
    two = svc("HC:99213", "100", "20", "CO 45 30", "PR 2 50", control="L2")
    rows = [*two, *one] if order == "turned" else [*one, *two]
    books = taken(era(clp("A1", "1", "200", "80", "50"), rows), books=Books.of(book))
    cash = {each.subject.line_id: each.cents for each in books.postings if each.debit == "cash"}
    assert cash == {book.lines[0].id: 60_00, book.lines[1].id: 20_00}
    assert books.receivable() == {"patient_ar": 50_00}


@DENIALS
def test_situation_g_all_remarks_of_a_line_are_kept(status: str) -> None:
    rows = svc("HC:99213", "100", "0", "CO 16 100", control="L1", remarks=["N290", "M51"])
    books = taken(era(clp("A1", status, "100", "0"), rows))
    (denial,) = books.denials.values()
    assert denial.remarks == ("N290", "M51")
    assert standing(books) == {"payer_ar:1": 100_00}


def test_situation_h_a_line_that_is_short_waits_with_its_equation_and_nothing_is_invented() -> None:
    rows = svc("HC:99213", "100", "60", "CO 45 27.50", control="L1")
    books = taken(era(clp("A1", "1", "100", "60"), rows))
    assert standing(books) == {"cash": 60_00, "payer_ar:1": 100_00, "suspense": -60_00}
    (task,) = books.tasks.values()
    assert (task.what, task.cents) == ("unbalanced_claim", 60_00)
    assert "off by $12.50" in task.why
    assert [each.state for each in books.remittances.values()] == [RemittanceState.POSTED]


@DENIALS
def test_situation_i_the_remark_of_the_claim_reaches_the_denial(status: str) -> None:
    rows = svc("HC:99213", "100", "0", "CO 16 100", control="L1")
    books = taken(era(clp("A1", status, "100", "0"), "MOA***MA130", rows))
    (denial,) = books.denials.values()
    assert (denial.remarks, denial.cents, denial.owner != "") == (("MA130",), 100_00, True)
    assert books.claim().state == "denied"
    assert standing(books) == {"payer_ar:1": 100_00}
