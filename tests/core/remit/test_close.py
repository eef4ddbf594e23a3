"""What a remittance leaves a claim as: decided only where nothing of it waits with the payer."""

import pytest

from tests.core.remit.samples import Books, clp, era, make_book, svc


@pytest.mark.parametrize("cents", [1, 50_00])
def test_a_line_without_a_decision_keeps_its_claim_waiting_whatever_it_is_worth(cents: int) -> None:
    books = Books.of(make_book("A1", (("L1", "99213", 100_00), ("L2", "81002", cents))))
    first = svc("HC:99213", "100", "60", "CO 45 40", control="L1")
    books.take(era(clp("A1", "1", "100", "60"), first))
    assert (books.claim().state, books.receivable()) == ("accepted", {"payer_ar:1": cents})
    whole = f"{cents / 100:.2f}"
    rest = svc("HC:81002", whole, whole, control="L2")
    books.take(era(clp("A1", "1", whole, whole, payer_control="P2"), rest, trace="T2"))
    assert (books.claim().state, books.receivable()) == ("paid", {})


TWO = (("L1", "99213", 100_00), ("L2", "81002", 50_00))


def test_a_line_left_out_of_a_correction_is_somebodys_and_its_decision_ends_the_wait() -> None:
    books = Books.of(make_book("A1", TWO))
    first = svc("HC:99213", "100", "60", "CO 45 40", control="L1")
    second = svc("HC:81002", "50", "30", "CO 45 20", control="L2")
    books.take(era(clp("A1", "1", "150", "90"), first, second))
    back = svc("HC:99213", "-100", "-60", "CO 45 -40", control="L1")
    rest = svc("HC:81002", "-50", "-30", "CO 45 -20", control="L2")
    books.take(era(clp("A1", "22", "-150", "-90"), back, rest, trace="T2"))
    assert books.open_work() == ["await_correction"]
    books.take(era(clp("A1", "1", "100", "60", payer_control="P2"), first, trace="T3"))
    assert (books.open_work(), books.receivable()) == (["part_decided"], {"payer_ar:1": 50_00})
    books.take(era(clp("A1", "1", "50", "30", payer_control="P3"), second, trace="T4"))
    assert (books.open_work(), books.receivable(), books.claim().state) == ([], {}, "paid")


def test_a_policy_that_the_payer_alone_knows_is_to_be_recorded() -> None:
    books = Books.of(make_book())
    rows = svc("HC:99213", "100", "64", "CO 45 20", "PR 2 16", control="L1")
    books.take(era(clp("A1", "19", "100", "64", "16"), "NM1*TT*2*SECOND PLAN", rows))
    assert books.open_work() == ["coverage_proposal", "crossover_watch"]
