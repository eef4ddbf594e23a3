"""A statement's lines sort the ledger and lose nothing; it asks for what is owed and for nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect.billing_mark import MarkSort
from almoner.core.collect.dunning import Asking, Keep, Told
from almoner.core.ledger import Account, Posting, Reason, reversal_of
from almoner.core.ledger.posting import balance
from almoner.core.report import PatientAccount, Statement, StatementLine
from almoner.core.report.statement_lines import NO_INSURANCE, OTHER
from tests.core.report.samples import DUNNING, PATIENT, TODAY, account, line, moved, told


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
        why="Your deductible $30.00; your coinsurance $15.00.",
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


def test_what_is_with_the_payer_waits_and_is_not_asked_for() -> None:
    charge, share = (
        moved(Reason.CHARGE, 10_000, line_id=1),
        moved(Reason.PATIENT_SHARE, 500, line_id=1, carc="3"),
    )
    item = one_line(charge, share)
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
    assert all(ties(item) for item in statement.lines)
    for line_id in {item.line_id for item in statement.lines}:
        items = [item for item in statement.lines if item.line_id == line_id]
        history = list(postings[line_id])
        assert sum(item.charge_cents for item in items) == -balance(history, Account.REVENUE)
        assert sum(item.owed_cents for item in items) == balance(history, Account.PATIENT_AR)
        waiting = balance(history, Account.PAYER_AR) + balance(history, Account.DENIED)
        assert sum(item.with_payer_cents for item in items) == waiting


def other(cents: int) -> PatientAccount:
    """The account of a second patient of the same guarantor."""
    own = replace(line(9, "93000", cents), patient_id=2, visit_id=9)
    return PatientAccount(
        replace(PATIENT, id=2, name=replace(PATIENT.name, first="Bo")),
        (own,),
        {9: (moved(Reason.SELF_PAY_CHARGE, cents, line_id=9),)},
    )


def test_one_statement_for_all_whom_a_guarantor_answers_for() -> None:
    found = told(account(), other(2_000)).statement
    assert found is not None
    assert [(part.patient_id, part.name, part.due_cents) for part in found.parts] == [
        (1, "Ada Okoro", 3_000),
        (2, "Bo Okoro", 2_000),
    ]
    assert (found.due_cents, found.owed_cents, found.guarantor) == (5_000, 5_500, "person:samuel")
    assert {item.patient_id for item in found.lines} == {1, 2}


def test_ones_money_pays_no_others_part() -> None:
    rich = replace(account(), unapplied_cents=9_000)
    found = told(rich, other(2_000))
    assert found.statement is not None
    assert found.statement.due_cents == 2_000
    assert [(back.patient_id, back.rule) for back in found.kept_back] == [(1, Keep.COVERED)]


@pytest.mark.parametrize("sort", [MarkSort.CONFIDENTIAL, MarkSort.DISPUTE, MarkSort.BANKRUPTCY])
def test_what_is_kept_back_is_not_on_the_statement_at_all(sort: MarkSort) -> None:
    found = told(account(), replace(other(2_000), sorts=frozenset({sort})))
    assert found.statement is not None
    assert {item.patient_id for item in found.statement.lines} == {1}
    assert found.statement.due_cents == 3_000
    (back,) = found.kept_back
    assert (back.patient_id, back.rule.value, back.cents) == (2, sort.value, 2_000)
    assert back.why == DUNNING.keep_back[back.rule]


def test_an_injurys_visit_is_the_insurers_and_the_rest_is_asked_for() -> None:
    found = told(replace(account(), injury_visits=frozenset({1}))).kept_back
    assert [back.rule for back in found] == [Keep.INJURY]
    both = replace(
        account(), postings={**account().postings, 3: (moved(Reason.SELF_PAY_CHARGE, 3_000, line_id=3),)}
    )
    asked = told(replace(both, injury_visits=frozenset({1}))).statement
    assert asked is not None
    assert [item.line_id for item in asked.lines] == [3, 4]
    assert asked.owed_cents == 3_000


def test_a_minor_without_a_guarantor_is_not_asked() -> None:
    alone = replace(account(), patient=replace(PATIENT, guarantor=None))
    assert [back.rule for back in told(alone).kept_back] == [Keep.MINOR]
    grown = replace(PATIENT, guarantor=None, birth_on=date(2008, 3, 5))
    assert told(replace(account(), patient=grown)).statement is not None


@pytest.mark.parametrize(("cents", "is_small"), [(499, True), (500, False)])
def test_what_costs_more_to_ask_for_waits(cents: int, *, is_small: bool) -> None:
    of = PatientAccount(
        PATIENT, (line(1, "99213", cents),), {1: (moved(Reason.SELF_PAY_CHARGE, cents, line_id=1),)}
    )
    found = told(of, policy=DUNNING)
    assert (found.statement is None) is is_small
    assert [(back.patient_id, back.rule) for back in found.kept_back] == (
        [(0, Keep.SMALL)] if is_small else []
    )


def test_a_plan_asks_for_its_instalment_and_does_not_dun() -> None:
    late = Asking(tuple(Told(TODAY - timedelta(days=days), TODAY, 1) for days in (9, 8)))
    found = told(replace(account(), plan_cents=1_000), asking=late).statement
    assert found is not None
    assert (found.due_cents, found.level, found.message) == (1_000, 1, DUNNING.plan_message)
    nothing = told(replace(account(), plan_cents=0))
    assert [back.rule for back in nothing.kept_back] == [Keep.PLAN]
    most = told(replace(account(), plan_cents=99_000)).statement
    assert most is not None
    assert most.due_cents == 3_000, "never more than is owed"


def test_the_words_and_ways_are_those_of_its_level_and_consents() -> None:
    sent = (Told(TODAY - timedelta(days=9), TODAY, 1),)
    with_email = replace(account(), patient=replace(PATIENT, email="a@example.org"))
    agreed = replace(with_email, sorts=frozenset({MarkSort.EMAIL_CONSENT, MarkSort.TEXT_CONSENT}))
    found = told(agreed, asking=Asking(sent), on=TODAY + timedelta(days=16)).statement
    assert found is not None
    assert (found.level, found.message) == (2, DUNNING.levels[1].message)
    assert found.ways == ("paper", "email"), "no phone of the guarantor is on file"
