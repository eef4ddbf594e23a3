"""What is owed at this moment: as the statement says it, less what we hold, and divided to the cent."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from almoner.core.collect.billing_mark import MarkSort
from almoner.core.report.owed_now import OwedNow, divided, owed_now
from almoner.core.report.statement import Bill, PatientAccount, StatedPart, Wording
from tests.core.report.samples import DUNNING, LABELS, TODAY, account, told

WHO = account().patient.id


def now(*accounts: PatientAccount, who: int = WHO) -> OwedNow:
    return owed_now(Bill("patient:1", accounts), Wording(LABELS, DUNNING), [who], on=TODAY)


def test_it_is_what_a_statement_of_the_day_says() -> None:
    stated, found = told(account()).statement, now(account())
    assert stated is not None
    assert (found.lines, found.parts) == (stated.lines, stated.parts)
    assert found.all_cents == stated.due_cents
    assert found.held_cents == stated.unapplied_cents
    assert not found.is_in_part


def test_a_plan_offers_its_part_and_all() -> None:
    found = now(replace(account(), plan_cents=1000))
    assert (found.instalment_cents, found.all_cents) == (1000, 3000)
    assert now(replace(account(), plan_cents=9000)).instalment_cents == 0, "it comes to all"
    assert now(account()).instalment_cents == 0


def test_who_is_not_asked_about_is_not_there() -> None:
    assert now(account(), who=WHO + 1) == OwedNow()


def test_what_may_not_be_collected_is_left_out_and_said_so() -> None:
    found = now(replace(account(), sorts=frozenset({MarkSort.BANKRUPTCY})))
    assert (found.parts, found.lines, found.is_in_part) == ((), (), True)
    small = now(replace(account(), sorts=frozenset({MarkSort.RETURNED_MAIL})))
    assert small.all_cents == 3000, "mail that came back keeps nobody from paying"


PARTS = st.lists(
    st.tuples(st.integers(0, 9999), st.integers(0, 9999), st.none() | st.integers(0, 9999)), max_size=5
)


@given(amounts=PARTS, share=st.floats(0, 1))
def test_a_payment_divides_to_the_cent_and_gives_nobody_more_than_is_owed(
    amounts: list[tuple[int, int, int | None]], share: float
) -> None:
    parts = tuple(StatedPart(place, "", *each) for place, each in enumerate(amounts, 1))
    owed = OwedNow(parts)
    cents = int(owed.all_cents * share)
    found = divided(owed, cents)
    assert sum(one.cents for one in found) == cents
    most = {part.patient_id: max(0, part.owed_cents - part.unapplied_cents) for part in parts}
    assert all(0 < one.cents <= most[one.patient_id] for one in found)
    due = owed.instalment_cents
    assert sum(one.cents for one in divided(owed, due, is_instalment=True)) == due
