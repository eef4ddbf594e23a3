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
