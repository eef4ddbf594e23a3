"""Undoing a remittance closes what it denied, once."""

from almoner.core.denial.undo import undo_denials
from tests.core.remit.samples import TODAY, Books, clp, era, make_book, svc


def test_open_denials_close_and_closed_ones_are_left_alone() -> None:
    books = Books.of(make_book())
    books.take(era(clp("A1", "1", "100", "0"), svc("HC:99213", "100", "0", "CO 50 100", control="L1")))
    plan = undo_denials(books.denials.values(), on=TODAY)
    books.commit(plan)
    (denial,) = books.denials.values()
    assert (denial.state.value, denial.version) == ("overturned", 2)
    assert plan.reads == {("denial", denial.id): 1}
    assert undo_denials(books.denials.values(), on=TODAY).is_empty
