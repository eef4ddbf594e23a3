"""Denials open once, with an owner and a day, and close when the payer thinks better of it."""

from dataclasses import replace
from datetime import date

from almoner.core.plan import TaskState
from almoner.core.remit.desk import business_days_after
from tests.core.remit.samples import TODAY, Books, clp, era, make_book, svc


def denied(*adjustments: str, trace: str = "T1", payer_control: str = "P1") -> bytes:
    return era(
        clp("A1", "1", "100", "0", payer_control=payer_control),
        svc("HC:99213", "100", "0", *adjustments, control="L1"),
        trace=trace,
    )


def test_a_denial_and_its_task_name_each_other() -> None:
    books = Books.of(make_book())
    books.take(denied("CO 197 100"))
    (denial,), (task,) = books.denials.values(), books.tasks.values()
    assert (task.subject_kind, task.subject_id) == ("denial", denial.id)
    assert (denial.owner, denial.due_on) == (task.owner, task.due_on)
    assert denial.owner == "front_desk"
    assert denial.due_on == business_days_after(TODAY, 5)
    assert "197" in task.why
    assert (denial.claim_id, denial.line_id, denial.patient_id, denial.payer_id) == (100, 101, 150, 1)


def test_the_practice_says_who_owns_what_and_how_long_it_takes() -> None:
    books = Books.of(make_book())
    books.desk = replace(books.desk, owners={"authorization": "helen"}, due_days={"get_authorization": 1})
    books.take(denied("CO 197 100"))
    (denial,) = books.denials.values()
    assert (denial.owner, denial.due_on) == ("helen", business_days_after(TODAY, 1))


def test_the_same_refusal_again_is_one_denial() -> None:
    books = Books.of(make_book())
    books.take(denied("CO 50 100"))
    books.take(denied("CO 50 100", trace="T2", payer_control="P2"))
    assert len(books.denials) == 1
    books.take(denied("CO 197 100", trace="T3", payer_control="P3"))
    assert sorted(denial.carc for denial in books.denials.values()) == ["197", "50"]


def test_a_paid_line_closes_its_denial_and_no_other() -> None:
    books = Books.of(make_book(lines=[("L1", "99213", 100_00), ("L2", "93000", 40_00)]))
    books.take(
        era(
            clp("A1", "1", "140", "0"),
            svc("HC:99213", "100", "0", "CO 16 100", control="L1"),
            svc("HC:93000", "40", "0", "CO 50 40", control="L2"),
        )
    )
    assert (len(books.denials), books.claim().state) == (2, "denied")
    paid = svc("HC:99213", "100", "80", "CO 45 20", control="L1")
    books.take(era(clp("A1", "1", "100", "80", payer_control="P2"), paid, trace="T2"))
    states = {denial.carc: denial.state.value for denial in books.denials.values()}
    assert states == {"16": "overturned", "50": "open"}
    assert books.open_work() == ["denial"]
    assert books.claim().state == "denied"
    closed = [task for task in books.tasks.values() if task.state is TaskState.DONE]
    assert [task.outcome for task in closed] == ["The payer has decided otherwise."]


def test_no_denial_moves_money() -> None:
    for adjustment in ("CO 50 100", "PI 50 100", "OA 18 100", "PR 96 100", "CO 45 100", "CO 97 100"):
        books = Books.of(make_book())
        books.take(denied(adjustment))
        assert books.postings == []
        assert len(books.denials) == 1


def test_business_days_leave_weekends_out() -> None:
    friday, saturday = date(2026, 3, 20), date(2026, 3, 21)
    assert business_days_after(friday, 1) == date(2026, 3, 23)
    assert business_days_after(saturday, 1) == date(2026, 3, 23)
    assert business_days_after(friday, 5) == date(2026, 3, 27)
    assert business_days_after(saturday, 0) == date(2026, 3, 23)
    assert business_days_after(date(2026, 3, 16), 10) == date(2026, 3, 30)
