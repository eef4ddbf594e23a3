"""Which remittances of one trace are the same payment, and which only look like it."""

from dataclasses import replace

import pytest

from almoner.core.remit import Remittance
from almoner.core.remit import RemittanceState as S
from tests.core.remit.samples import Books, clp, era, make_book, svc
from tests.core.remit.test_receive import paid, states


def other_payer(data: bytes) -> bytes:
    return data.replace(b"HARB1", b"OTHER")


def test_another_payer_may_use_the_same_trace_and_amount() -> None:
    books = Books.of(make_book(), make_book("A2", [("L2", "99213", 100_00)]))
    books.take(era(paid()))
    second = [
        clp("A2", "1", "100", "80", payer_control="P2"),
        *svc("HC:99213", "100", "80", "CO 45 20", control="L2"),
    ]
    books.take(other_payer(era(second)))
    assert states(books) == ["posted", "posted"]
    assert books.total("cash") == 160_00


def test_the_same_amount_with_another_content_is_held_for_a_person() -> None:
    books = Books.of(make_book())
    books.take(era(paid()))
    changed = [clp("A1", "1", "100", "80", "20"), *svc("HC:99213", "100", "80", "PR 2 20", control="L1")]
    planned = books.take(era(changed))
    assert states(books) == ["posted", "suspect"]
    assert "another content" in planned.suspense[0].why
    assert books.open_work() == ["suspect_remittance"]


def test_a_person_may_say_that_it_is_another_payment() -> None:
    books = Books.of(make_book(), make_book("A2", [("L2", "99213", 100_00)]))
    books.take(era(paid()))
    books.desk = replace(books.desk, is_confirmed=True)
    second = [
        clp("A2", "1", "100", "70", payer_control="P2"),
        *svc("HC:99213", "100", "70", "CO 45 30", control="L2"),
    ]
    books.take(era(second))
    assert states(books) == ["posted", "posted"]
    books.take(era(paid()))
    assert states(books) == ["posted", "posted", "duplicate"], (
        "what is the same to the byte stays a repetition"
    )


def test_what_did_not_balance_may_come_again_corrected() -> None:
    books = Books.of(make_book())
    books.take(era(paid(), check="90"))
    books.take(era(paid(), check="90"))
    assert states(books) == ["unbalanced", "duplicate"]
    books.take(era(paid()))
    assert states(books) == ["unbalanced", "duplicate", "posted"]
    assert books.total("cash") == 80_00


def another() -> list[str]:
    """The advice of another claim, of $70.00."""
    line = svc("HC:99213", "100", "70", "CO 45 30", control="L2")
    return [clp("A2", "1", "100", "70", payer_control="P2"), *line]


@pytest.mark.parametrize(
    ("state", "becomes"), [(S.RECEIVED, S.POSTED), (S.SUSPECT, S.POSTED), (S.POSTED, S.SUSPECT)]
)
def test_of_two_files_of_a_check_that_wait_the_first_posts(state: S, becomes: S) -> None:
    books = Books.of(make_book(), make_book("A2", [("L2", "99213", 100_00)]))
    later, _ = books.plan(era(another()))
    (other,) = (one for one in later.plan.records if isinstance(one, Remittance))
    books.remittances = {1: replace(other, id=9_999_999, state=state)}
    assert books.plan(era(paid()))[0].state is becomes
    books.remittances = {1: replace(other, id=1, state=state)}
    assert books.plan(era(paid()))[0].state is S.SUSPECT


def test_payments_without_a_trace_are_the_same_only_where_they_say_the_same() -> None:
    books = Books.of(make_book(), make_book("A2", [("L2", "99213", 100_00)]))
    books.take(era(paid(), trace=""))
    books.take(era(another(), trace=""))
    assert (states(books), books.total("cash")) == (["posted", "posted"], 150_00)
    books.take(era(paid(), trace=""))
    assert (states(books)[-1], books.total("cash")) == ("duplicate", 150_00)


def test_what_is_held_beside_its_trace_says_where_the_bank_shows_the_sum() -> None:
    books = Books.of(make_book(), make_book("A2", [("L2", "99213", 100_00)]))
    books.take(era(paid()))
    assert "The bank received" not in books.plan(era(another()))[0].suspense[0].why
    books.desk = replace(books.desk, sum_cents=150_00)
    assert (
        books.plan(era(another()))[0]
        .suspense[0]
        .why.endswith("a person decides. The bank received $150.00: all together.")
    )
