"""Which remittances of one trace are the same payment, and which only look like it."""

from dataclasses import replace

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
