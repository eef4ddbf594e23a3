"""What an open item says: each reason and each remark in words, or that the table does not know it."""

from dataclasses import replace

from tests.core.remit.samples import PAYER, Books, clp, era, make_book, svc, table


def test_an_open_item_says_its_reasons_and_remarks_in_words_and_what_no_table_knows() -> None:
    rows = svc("HC:99213", "100", "0", "CO 50 60", "CO 9Z9 40", control="L1", remarks=("N115", "ZZ99"))
    planned, _ = Books.of(make_book()).plan(era(clp("A1", "1", "100", "0"), rows))
    (item,) = planned.items
    known, remark = table().label("carc", "50"), table().label("rarc", "N115")
    assert known
    assert remark
    assert item.why == (
        f"$100.00 stays open: {known} (CO-50 $60.00); A number that is not in the table (CO-9Z9 $40.00); "
        f"remark N115: {remark}; remark ZZ99."
    )


def test_one_reason_for_all_of_it_is_said_first_with_its_number_behind_it() -> None:
    rows = svc("HC:99213", "100", "0", "CO 50 100", control="L1")
    planned, _ = Books.of(make_book()).plan(era(clp("A1", "1", "100", "0"), rows))
    (item,) = planned.items
    assert item.why == f"{table().label('carc', '50')}: $100.00 stays open (CO-50)."


def test_every_reason_is_said_where_the_first_alone_is_as_much_as_all_together() -> None:
    reasons = ("CO 50 100", "CO 9Z9 40", "CO 16 -40")
    rows = svc("HC:99213", "100", "0", *reasons, control="L1")
    planned, _ = Books.of(make_book()).plan(era(clp("A1", "1", "100", "0"), rows))
    (item,) = planned.items
    assert item.why.startswith("$100.00 stays open: ")
    for number in ("CO-50 $100.00", "CO-9Z9 $40.00", "CO-16 -$40.00"):
        assert number in item.why


def test_a_cent_that_the_payer_allowed_less_than_expected_is_said() -> None:
    books = Books.of(make_book())
    books.desk = replace(books.desk, payer=replace(PAYER, contract_discount_bp=2500))
    rows = svc("HC:99213", "100", "74.99", "CO 45 25.01", control="L1")
    books.take(era(clp("A1", "1", "100", "74.99"), rows))
    (task,) = books.tasks.values()
    assert "allowed $0.01 less than expected" in task.why
