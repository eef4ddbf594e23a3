"""Appeals: each level's window to the day, an owner and a day at every turn, and no level twice."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from almoner.core.denial import Denial, DenialState
from almoner.core.denial.appeal import (
    LONGEST,
    LONGEST_TEXT,
    Answer,
    Appeal,
    Letter,
    Standing,
    answered,
    appeal,
    business_days_before,
    faults,
    levels_of,
    limit_tasks,
)
from almoner.core.plan import Plan
from almoner.flow.follow.appeal import levels

DECIDED = date(2026, 3, 16)
MEDICARE = levels_of(levels(), payer_kind="medicare", payer="MCR01")
DENIAL = Denial(7, 1, 2, 3, 4, 5, "CO", "50", (), 15000, "necessity", "appeal", "biller", DECIDED, DECIDED)
OPEN = Standing(DENIAL, DECIDED, MEDICARE)
LAST = date(2026, 7, 19)
"""120 days after the fifth day from the decision (42 CFR 405.942)."""
LETTER = Letter("portal", "R1")


def sent(standing: Standing, *, on: date, letter: Letter = LETTER) -> tuple[Plan, Standing]:
    plan = appeal(standing, letter, by="ada", ids=count(100), on=on)
    made, waiting = plan.records
    assert isinstance(made, Appeal)
    assert isinstance(waiting, Denial)
    return plan, replace(standing, denial=waiting, appeals=(*standing.appeals, made), tasks=plan.tasks[-1:])


def test_an_appeal_has_its_level_its_window_and_an_owner() -> None:
    plan, after = sent(OPEN, on=date(2026, 4, 1))
    (made,) = after.appeals
    assert (made.level, made.name, made.limit_on) == (1, "redetermination", LAST)
    assert made.answer_due_on == date(2026, 5, 31)
    assert after.denial.state is DenialState.APPEALED
    (task,) = plan.tasks
    assert (task.what, task.owner, task.due_on) == ("appeal_answer", "biller", date(2026, 5, 31))
    assert plan.postings == ()


@pytest.mark.parametrize(
    ("on", "letter", "count_of"),
    [
        (LAST, LETTER, 0),
        (LAST + timedelta(days=1), LETTER, 1),
        (LAST + timedelta(days=1), Letter("mail", note="The office was flooded."), 0),
        (DECIDED, Letter("pigeon"), 1),
        (DECIDED, Letter("fax", note="x" * (LONGEST + 1)), 1),
    ],
)
def test_what_keeps_it_from_going_is_named(on: date, letter: Letter, count_of: int) -> None:
    assert len(faults(OPEN, letter, on=on)) == count_of


def test_the_last_day_of_a_window_is_within_it_and_the_next_wants_a_reason() -> None:
    assert faults(OPEN, LETTER, on=LAST) == []
    (said,) = faults(OPEN, LETTER, on=LAST + timedelta(days=1))
    assert "The window has closed" in said


def test_a_letter_is_as_long_as_it_may_be_and_no_longer() -> None:
    whole = replace(LETTER, reference="r" * LONGEST, text="x" * LONGEST_TEXT)
    assert faults(OPEN, whole, on=DECIDED) == []
    assert len(faults(OPEN, replace(whole, text="x" * (LONGEST_TEXT + 1)), on=DECIDED)) == 1


def test_one_waits_at_a_time() -> None:
    _, after = sent(OPEN, on=DECIDED)
    assert after.next_level is None
    assert len(faults(after, LETTER, on=DECIDED)) == 2


def test_what_the_payer_upholds_opens_the_next_level() -> None:
    _, after = sent(OPEN, on=date(2026, 4, 1))
    told = Answer(is_overturned=False, decided_on=date(2026, 5, 20), outcome="Upheld.")
    plan = answered(after, told, by="ada", ids=count(200), on=date(2026, 5, 22))
    heard, denial = plan.records
    assert isinstance(heard, Appeal)
    assert isinstance(denial, Denial)
    next_up = replace(after, denial=denial, appeals=(heard,))
    assert next_up.next_level is not None
    assert (next_up.next_level.name, next_up.limit_on) == ("reconsideration", date(2026, 11, 21))
    done, task = plan.tasks
    assert (done.outcome, task.what) == ("Upheld.", "denial")
    assert denial.state is DenialState.OPEN
    assert task.due_on == denial.due_on == business_days_before(date(2026, 11, 21), 10)


def test_after_the_last_level_a_person_decides() -> None:
    only = replace(OPEN, levels=MEDICARE[:1])
    _, after = sent(only, on=DECIDED)
    told = Answer(is_overturned=False, decided_on=DECIDED, outcome="")
    plan = answered(after, told, by="ada", ids=count(200), on=DECIDED)
    denial, task = plan.records[1], plan.tasks[-1]
    assert isinstance(denial, Denial)
    assert denial.state is DenialState.UPHELD
    assert "no level is left" in task.why


def test_who_gives_way_is_looked_at_until_it_pays() -> None:
    _, after = sent(OPEN, on=DECIDED)
    told = Answer(is_overturned=True, decided_on=DECIDED, outcome="Paid in full.")
    plan = answered(after, told, by="ada", ids=count(200), on=DECIDED)
    denial, task = plan.records[1], plan.tasks[-1]
    assert isinstance(denial, Denial)
    assert denial.state is DenialState.APPEALED
    assert (task.what, task.due_on) == ("appeal_answer", DECIDED + timedelta(days=30))


def test_a_window_is_told_ten_business_days_before_it_closes_and_once() -> None:
    first = business_days_before(LAST, 10)
    assert limit_tasks([OPEN], (), ids=count(1), on=first - timedelta(days=1)) == []
    (task,) = limit_tasks([OPEN], (), ids=count(1), on=first)
    assert (task.what, task.due_on) == ("appeal_limit", business_days_before(LAST, 3))
    assert "closes on 2026-07-19" in task.why
    assert limit_tasks([OPEN], (task,), ids=count(1), on=first) == []
    (today,) = limit_tasks([OPEN], (), ids=count(1), on=LAST)
    assert "closes on 2026-07-19" in today.why
    assert today.due_on == LAST
    (late,) = limit_tasks([OPEN], (), ids=count(1), on=LAST + timedelta(days=1))
    assert "closed on 2026-07-19" in late.why


def test_a_payers_own_levels_come_before_those_of_its_kind() -> None:
    own = replace(MEDICARE[0], payers=frozenset({"CMA01"}), days=30)
    found = levels_of([*levels(), own], payer_kind="commercial", payer="CMA01")
    assert found == (own,)
    (usual,) = levels_of([*levels(), own], payer_kind="commercial", payer="CMB01")
    assert usual.days == 180


def test_every_kind_of_payer_has_a_level_with_its_source() -> None:
    kinds = "medicare medicare_advantage medicaid commercial tricare va workers_comp auto self_pay other"
    assert all(levels_of(levels(), payer_kind=kind, payer="") for kind in kinds.split())
    assert all(level.source for level in levels())
