"""A statement's lines sort the ledger and lose nothing; it asks for what is owed and for nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.ledger import Account, Posting, Reason, reversal_of
from almoner.core.ledger.posting import balance
from almoner.core.report import PatientAccount, Statement, StatementLine
from almoner.core.report.statement_lines import NO_INSURANCE, OTHER
from tests.core.report.samples import PATIENT, TODAY, account, line, moved, told


def stated(of: PatientAccount) -> Statement:
    statement = told(of).statement
    assert statement is not None
    return statement


def one_line(*postings: Posting, cents: int = 10_000) -> StatementLine:
    (only,) = stated(PatientAccount(PATIENT, (line(1, "99213", cents),), {1: postings})).lines
    return only


def ties(item: StatementLine) -> bool:
    return item.charge_cents == (
        item.insurance_paid_cents
        + item.adjusted_cents
        + item.patient_paid_cents
        + item.with_payer_cents
        + item.owed_cents
    )


def test_open_visits_whole_and_settled_visits_not() -> None:
    statement = stated(account())
    assert [item.line_id for item in statement.lines] == [1, 2, 4]
    assert (statement.owed_cents, statement.unapplied_cents, statement.due_cents) == (3_500, 500, 3_000)
    assert statement.due_on == TODAY + timedelta(days=21)


def test_each_amount_says_where_it_comes_from() -> None:
    first = stated(account()).lines[0]
    assert first == StatementLine(
        line_id=1,
        service_on=TODAY - timedelta(days=30),
        code="99213",
        label="Office visit, established patient",
        charge_cents=14_500,
        insurance_paid_cents=6_000,
        adjusted_cents=4_000,
        patient_paid_cents=1_000,
        with_payer_cents=0,
        owed_cents=3_500,
        why="Your deductible 30.00; your coinsurance 15.00.",
        owed_since_on=TODAY - timedelta(days=10),
        patient_id=1,
    )


def test_a_line_that_waits_says_only_that() -> None:
    waiting = stated(account()).lines[2]
    assert (waiting.with_payer_cents, waiting.owed_cents) == (14_500, 0)
    assert waiting.why == "Waiting for your insurance."


@pytest.mark.parametrize(
    ("carc", "why"),
    [
        ("1", "Your deductible."),
        ("2", "Your coinsurance."),
        ("3", "Your copay."),
        ("96", "Not covered by your plan."),
        ("204", "Not covered by your plan."),
        ("999", f"Y{OTHER[1:]}."),
    ],
)
def test_why_in_plain_words(carc: str, why: str) -> None:
    charge, share = (
        moved(Reason.CHARGE, 10_000, line_id=1),
        moved(Reason.PATIENT_SHARE, 10_000, line_id=1, carc=carc),
    )
    assert one_line(charge, share).why == why


def test_without_insurance_the_whole_charge_is_owed() -> None:
    item = one_line(moved(Reason.SELF_PAY_CHARGE, 10_000, line_id=1))
    assert (item.owed_cents, item.why) == (10_000, f"N{NO_INSURANCE[1:]}.")


def test_a_share_beside_a_part_that_waits() -> None:
    item = one_line(
        moved(Reason.CHARGE, 10_000, line_id=1), moved(Reason.PATIENT_SHARE, 2_000, line_id=1, carc="3")
    )
    assert item.why == "Your copay. 80.00 waits for your insurance."


def test_a_denied_part_waits_and_is_not_asked_for() -> None:
    charge, share = (
        moved(Reason.CHARGE, 10_000, line_id=1),
        moved(Reason.PATIENT_SHARE, 500, line_id=1, carc="3"),
    )
    item = one_line(charge, share, moved(Reason.DENIAL, 9_500, line_id=1, carc="50"))
    assert (item.with_payer_cents, item.owed_cents) == (9_500, 500)


def test_a_share_at_the_next_payer_is_not_owed_yet() -> None:
    of = replace(
        account(),
        lines=(line(1, "99213", 10_000),),
        postings={
            1: (moved(Reason.CHARGE, 10_000, line_id=1), moved(Reason.NEXT_PAYER, 2_000, line_id=1, carc="2"))
        },
    )
    assert told(of).statement is None


def test_a_share_that_was_undone_is_no_reason() -> None:
    share = moved(Reason.PATIENT_SHARE, 3_000, line_id=1, carc="1")
    item = one_line(
        moved(Reason.CHARGE, 10_000, line_id=1),
        share,
        reversal_of(share, key="undo", on=TODAY),
        moved(Reason.PATIENT_SHARE, 2_500, line_id=1, carc="3", days_ago=2),
    )
    assert item.why.startswith("Your copay.")
    assert item.owed_since_on == TODAY - timedelta(days=2)


@pytest.mark.parametrize(
    "of",
    [
        replace(account(), unapplied_cents=3_500),
        replace(account(), patient=replace(PATIENT, died_on=TODAY)),
        replace(account(), lines=()),
        replace(account(), postings={}),
    ],
)
def test_nothing_is_asked_where_nothing_may_be(of: PatientAccount) -> None:
    assert told(of).statement is None


@pytest.mark.parametrize(
    ("days", "place"), [(0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (400, 3)]
)
def test_what_is_owed_ages_from_the_day_it_became_the_patients(days: int, place: int) -> None:
    share = moved(Reason.SELF_PAY_CHARGE, 10_000, line_id=1, days_ago=days)
    aged = stated(PatientAccount(PATIENT, (line(1, "99213", 10_000),), {1: (share,)})).aged_cents
    assert aged == tuple(10_000 if place == at else 0 for at in range(4))


MOVES = st.tuples(
    st.sampled_from([reason for reason in Reason if reason not in (Reason.CHARGE, Reason.SELF_PAY_CHARGE)]),
    st.integers(-9_000, 9_000).filter(bool),
    st.sampled_from(["", "1", "2", "3", "45", "96", "999"]),
    st.booleans(),
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Sequence[Posting], int]:
    """A charge, then any movements of any sign in any order, some of them undone."""
    charge = draw(st.integers(1, 50_000))
    first = Reason.CHARGE if draw(st.booleans()) else Reason.SELF_PAY_CHARGE
    postings = [moved(first, charge, line_id=1)]
    for number, (reason, cents, carc, is_undone) in enumerate(draw(st.lists(MOVES, max_size=12))):
        posting = replace(moved(reason, cents, line_id=1, carc=carc), key=f"move:{number}")
        postings.append(posting)
        if is_undone:
            postings.append(reversal_of(posting, key=f"undo:{number}", on=TODAY))
    return postings, charge


@given(st.lists(histories(), min_size=1, max_size=4), st.integers(0, 5_000))
def test_every_line_ties_over_any_history(of: list[tuple[Sequence[Posting], int]], unapplied: int) -> None:
    lines = tuple(line(place, "99213", cents, visit_id=place) for place, (_, cents) in enumerate(of, 1))
    postings = {place: history for place, (history, _) in enumerate(of, 1)}
    statement = told(PatientAccount(PATIENT, lines, postings, unapplied)).statement
    every = [posting for history in postings.values() for posting in history]
    owed = balance(every, Account.PATIENT_AR)
    assert (statement is None) == (owed - unapplied <= 0)
    if statement is None:
        return
    assert statement.owed_cents == owed == sum(item.owed_cents for item in statement.lines)
    assert sum(statement.aged_cents) == owed
    assert statement.due_cents == owed - unapplied
    for item in statement.lines:
        history = list(postings[item.line_id])
        assert ties(item)
        assert item.charge_cents == -balance(history, Account.REVENUE)
        assert item.owed_cents == balance(history, Account.PATIENT_AR)
        assert item.with_payer_cents == balance(history, Account.PAYER_AR) + balance(history, Account.DENIED)
