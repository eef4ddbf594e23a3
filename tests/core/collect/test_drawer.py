"""The count of a drawer: it ties or is refused, a difference has a reason and is work, nothing is posted."""

from dataclasses import replace
from itertools import count

import pytest

from almoner.core.collect.drawer import LONGEST_REASON, MOST_CENTS, Drawer, DrawerCount, count_drawer
from almoner.core.plan import Plan, TaskState
from tests.core.collect.samples import TODAY

BOOKS = Drawer(cash_cents=5_000, check_cents=2_000)
TIED = DrawerCount(0, TODAY, "frances", 5_000, 2_000)


def planned(draft: DrawerCount, drawer: Drawer = BOOKS) -> Plan:
    return count_drawer(draft, drawer, ids=count(7), on=TODAY)


def kept(plan: Plan) -> DrawerCount:
    (made,) = plan.records
    assert isinstance(made, DrawerCount)
    assert plan.postings == (), "a count moves no money"
    return made


def test_a_drawer_that_ties_is_kept_with_what_the_books_said_and_no_reason() -> None:
    plan = planned(replace(TIED, why="in a hurry"))
    made = kept(plan)
    assert (made.id, made.version, made.why) == (7, 1, "")
    assert (made.expected_cash_cents, made.expected_check_cents, made.ties) == (5_000, 2_000, True)
    assert plan.tasks == ()


@pytest.mark.parametrize(
    ("cash", "checks", "said"),
    [
        (4_500, 2_000, "Cash: $5.00 short."),
        (5_000, 2_001, "Checks: $0.01 over."),
        (7_000, 0, "Cash: $20.00 over, Checks: $20.00 short."),
    ],
)
def test_a_difference_is_refused_and_named_by_how_it_was_paid(cash: int, checks: int, said: str) -> None:
    plan = planned(replace(TIED, cash_cents=cash, check_cents=checks, why="  "))
    assert plan.is_empty
    (finding,) = plan.findings
    assert (finding.edit, finding.is_stopping) == ("DRW-01", True)
    assert finding.message == f"The drawer does not tie. {said}"


@pytest.mark.parametrize(
    ("draft", "edit"),
    [
        (replace(TIED, cash_cents=-1), "DRW-02"),
        (replace(TIED, check_cents=MOST_CENTS + 1), "DRW-02"),
        (replace(TIED, cash_cents=0, why="x" * (LONGEST_REASON + 1)), "DRW-03"),
    ],
)
def test_what_can_be_no_count_is_refused(draft: DrawerCount, edit: str) -> None:
    plan = planned(draft)
    assert plan.is_empty
    assert [one.edit for one in plan.findings] == [edit]


def test_a_difference_stays_with_its_reason_and_is_the_manager_s_until_a_count_ties() -> None:
    plan = planned(replace(TIED, cash_cents=4_500, why="a bill is missing"))
    short, (work,) = kept(plan), plan.tasks
    assert (work.owner, work.subject_id, work.cents, work.due_on) == ("manager", short.id, 500, TODAY)
    assert "a bill is missing" in work.why
    worse = planned(
        replace(TIED, cash_cents=4_400, why="two are missing"), replace(BOOKS, standing=short, tasks=[work])
    )
    assert (kept(worse).id, kept(worse).version) == (short.id, 2)
    assert [(one.state, one.cents) for one in worse.tasks] == [(TaskState.DONE, 500), (TaskState.OPEN, 600)]
    tied = planned(TIED, replace(BOOKS, standing=kept(worse), tasks=[worse.tasks[1]]))
    assert (kept(tied).version, kept(tied).ties) == (3, True)
    assert [one.state for one in tied.tasks] == [TaskState.DONE]
    assert tied.reads == {("drawer_count", short.id): 2, ("task", worse.tasks[1].id): 1}
