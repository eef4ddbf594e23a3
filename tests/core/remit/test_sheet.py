"""How long each kind of work that a remittance opens may wait, in business days."""

from datetime import date

import pytest

from almoner.core.remit.sheet import DAYS
from tests.core.remit.samples import TODAY, Books, cas, clp, era, make_book, svc


def test_waiting_for_a_payer_takes_a_month_and_a_look_of_our_own_two_weeks() -> None:
    assert set(DAYS.values()) == {22, 10, 3}
    month = {what for what, days in DAYS.items() if days == 22}
    assert month == {"await_correction", "part_decided", "crossover_watch", "forwarded_claim"}
    assert [what for what, days in DAYS.items() if days == 3] == ["bill_next_payer"]


@pytest.mark.parametrize(
    ("segments", "plb", "what", "due_on"),
    [
        ([clp("A1", "23", "100", "0"), cas("OA 23 100")], (), "forwarded_claim", date(2026, 4, 17)),
        ([], ("WO:ZZZ*5",), "recoupment", date(2026, 4, 1)),
    ],
)
def test_work_is_due_as_many_business_days_after_the_remittance(
    segments: list[str], plb: tuple[str, ...], what: str, due_on: date
) -> None:
    books = Books.of(make_book(), make_book("A2"))
    other = [clp("A2", "1", "100", "80"), *svc("HC:99213", "100", "80", "CO 45 20", control="L1")]
    books.take(era(segments, other, plb=plb))
    due = {task.what: (task.opened_on, task.due_on) for task in books.tasks.values()}
    assert due == {what: (TODAY, due_on)}


def test_work_names_a_patient_and_an_amount_only_where_there_is_one() -> None:
    books = Books.of(make_book())
    paid = [clp("A1", "1", "100", "80"), *svc("HC:99213", "100", "80", "CO 45 20", control="L1")]
    back = [clp("A1", "22", "-100", "-80"), *svc("HC:99213", "-100", "-80", "CO 45 -20", control="L1")]
    books.take(era(paid))
    books.take(era(back, plb=("WO:ZZZ*5",), trace="T2"))
    claim = books.claim()
    about = {task.what: (task.patient_id, task.claim_id, task.cents) for task in books.tasks.values()}
    assert about == {"await_correction": (claim.patient_id, claim.id, 0), "recoupment": (0, 0, 5_00)}
