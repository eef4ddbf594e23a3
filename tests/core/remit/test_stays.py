"""What an open item says: each reason and each remark in words, or that the table does not know it."""

from tests.core.remit.samples import Books, clp, era, make_book, svc, table


def test_an_open_item_says_its_reasons_and_remarks_in_words_and_what_no_table_knows() -> None:
    rows = svc("HC:99213", "100", "0", "CO 50 60", "CO 9Z9 40", control="L1", remarks=("N115", "ZZ99"))
    planned, _ = Books.of(make_book()).plan(era(clp("A1", "1", "100", "0"), rows))
    (item,) = planned.items
    known, remark = table().label("carc", "50"), table().label("rarc", "N115")
    assert known
    assert remark
    assert item.why == (
        f"100.00 stays open. CO 50 60.00: {known}; CO 9Z9 40.00: a number that is not in the table; "
        f"remark N115: {remark}; remark ZZ99"
    )
