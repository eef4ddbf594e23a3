"""Keeping proposals in step: once for each record, never in silence, never for what others did."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almoner.core.charge.charge_cards import at
from almoner.core.charge.given import measure
from almoner.core.charge.proposal import ChargeProposal, ProposalState, follow
from almoner.core.charge.proposed_line import lines_of
from almoner.core.charge.wanted import Scene
from almoner.core.chart import Visit, VisitState
from almoner.core.chart.entry import Entry, Label, Source
from almoner.core.chart.medication import Administration
from almoner.core.chart.shape import Amount, Concept, Moment
from almoner.core.plan import Plan
from almoner.store.shipped.charge_cards import shipped_charge_cards

ON = date(2026, 3, 2)
VISIT = Visit(1, 10, 1, 1, ON, "11", state=VisitState.SIGNED)
CARDS = at(shipped_charge_cards(), ON)
S = ProposalState


def shot(
    record_id: int = 1, dose: str = "60", unit: str = "mg", entry: Entry | None = None
) -> Administration:
    amount = Amount(Decimal(dose), unit)
    mine = entry or Entry(10, visit_id=1)
    route = Concept("IM")
    return Administration(record_id, mine, Concept("Ketorolac"), Moment.of(ON), dose=amount, route=route)


def scene(*records: Administration, visit: Visit = VISIT, payer: str = "commercial") -> Scene:
    return Scene(visit, records, CARDS, payer, 40)


def made(plan: Plan, *before: ChargeProposal) -> list[ChargeProposal]:
    """The proposals as they are after the plan."""
    now = {one.id: one for one in before} | {
        one.id: one for one in plan.records if isinstance(one, ChargeProposal)
    }
    return list(now.values())


def test_asked_again_nothing_is_planned_again() -> None:
    first = made(follow(scene(shot()), (), ids=count(1), on=ON))
    assert [(one.code, one.amount) for one in first] == [("J1885", "4"), ("96372", "1")]
    assert follow(scene(shot()), first, ids=count(9), on=ON).is_empty


def test_a_later_version_of_the_record_takes_the_place_of_the_one_before() -> None:
    first = made(follow(scene(shot()), (), ids=count(1), on=ON))
    later = replace(shot(dose="30"), version=2)
    after = made(follow(scene(later), first, ids=count(9), on=ON), *first)
    live = [(one.code, one.amount, one.source_version) for one in after if one.is_live]
    assert live == [("J1885", "2", 2), ("96372", "1", 2)]
    assert len(after) == 4


def test_what_was_withdrawn_and_holds_again_is_the_same_proposal() -> None:
    first = made(follow(scene(shot()), (), ids=count(1), on=ON))
    gone = made(follow(scene(), first, ids=count(9), on=ON), *first)
    assert {one.state for one in gone} == {S.WITHDRAWN}
    again = made(follow(scene(shot()), gone, ids=count(9), on=ON), *gone)
    assert [(one.id, one.state, one.version) for one in again] == [(1, S.PROPOSED, 3), (2, S.PROPOSED, 3)]


def charged(one: ChargeProposal) -> ChargeProposal:
    return replace(one, version=2, state=S.CHARGED, decision_id=5, line_id=6)


@pytest.mark.parametrize("now", [(), (shot(dose="30"),), (replace(shot(dose="75"), version=2),)])
def test_a_change_under_a_charge_is_work_and_leaves_the_charge(now: tuple[Administration, ...]) -> None:
    first = [charged(one) for one in made(follow(scene(shot()), (), ids=count(1), on=ON))]
    billed = replace(VISIT, state=VisitState.BILLED)
    plan = follow(scene(*now, visit=billed), first, ids=count(9), on=ON)
    assert plan.records == ()
    assert plan.postings == ()
    assert {(task.what, task.owner) for task in plan.tasks} == {("charge_correction", "biller")}
    assert plan.tasks[0].subject_id == first[0].id


def test_a_new_version_that_charges_the_same_changes_nothing_under_a_charge() -> None:
    first = [charged(one) for one in made(follow(scene(shot()), (), ids=count(1), on=ON))]
    assert follow(scene(replace(shot(), version=2, lot="A1")), first, ids=count(9), on=ON).is_empty


def test_what_was_refused_stays_refused_until_the_record_says_something_else() -> None:
    first = made(follow(scene(shot()), (), ids=count(1), on=ON))
    refused = [replace(one, version=2, state=S.REFUSED, decision_id=5) for one in first]
    assert follow(scene(replace(shot(), version=2, lot="A1")), refused, ids=count(9), on=ON).is_empty
    plan = follow(scene(replace(shot(dose="30"), version=2)), refused, ids=count(9), on=ON)
    assert [(one.code, one.state) for one in made(plan, *refused) if one.is_live] == [
        ("96372", S.REFUSED),
        ("J1885", S.PROPOSED),
    ]


@pytest.mark.parametrize(
    "entry",
    [
        Entry(10, visit_id=1, source=Source.OUTSIDE),
        Entry(10, visit_id=1, source=Source.PATIENT),
        Entry(10, visit_id=1, fault="another patient"),
        Entry(10, visit_id=1, is_proposed=True),
        Entry(10, visit_id=1, replaced_by=5),
    ],
)
def test_what_others_told_or_does_not_stand_is_not_proposed(entry: Entry) -> None:
    assert follow(scene(shot(entry=entry)), (), ids=count(1), on=ON).is_empty


def test_what_was_done_on_another_day_is_not_of_the_visit() -> None:
    assert follow(scene(replace(shot(), given=Moment("2026-03-01"))), (), ids=count(1), on=ON).is_empty
    assert follow(scene(replace(shot(), given=Moment("2026-03"))), (), ids=count(1), on=ON).is_empty


def test_a_closed_record_is_charged_without_a_word_of_it() -> None:
    closed = Entry(10, visit_id=1, labels=(Label.PART2,))
    says = {one.says for one in made(follow(scene(shot(entry=closed)), (), ids=count(1), on=ON))}
    assert says == {"A record that only some may see."}


def test_a_dose_that_cannot_be_counted_asks_for_it() -> None:
    (line, _) = lines_of(made(follow(scene(shot(dose="2", unit="mL")), (), ids=count(1), on=ON)))
    assert (line.code, line.units, line.missing) == ("J1885", 1, ("the dose in mg",))


@given(st.lists(st.integers(min_value=1, max_value=5000), min_size=1, max_size=6))
def test_units_of_a_day_are_never_more_than_a_unit_above_what_was_given(doses: list[int]) -> None:
    records = [shot(number, str(dose)) for number, dose in enumerate(doses, 1)]
    lines = {one.code: one for one in lines_of(made(follow(scene(*records), (), ids=count(1), on=ON)))}
    exact = Fraction(sum(doses), 15)
    assert exact <= lines["J1885"].units < exact + 1
    assert lines["96372"].units == len(doses)


@given(
    st.decimals(min_value="0.1", max_value="400", places=1),
    st.decimals(min_value="0", max_value="400", places=1),
)
def test_given_and_thrown_away_make_the_container(dose: Decimal, wasted: Decimal) -> None:
    one = replace(shot(dose=str(dose)), concept=Concept("Botox"), wasted=Amount(wasted, "units"), route=None)
    one = replace(one, dose=Amount(dose, "units"))
    lines = lines_of(made(follow(scene(one, payer="medicare"), (), ids=count(1), on=ON)))
    whole = dose + wasted
    units = sum(line.units for line in lines)
    assert whole <= units < whole + 1
    assert [line.modifiers for line in lines] in ([("JZ",)], [(), ("JW",)])


@pytest.mark.parametrize(
    ("value", "unit", "units"),
    [("0.06", "g", 4), ("60000", "mcg", 4), ("60", "milligrams", None), ("60", "mL", None), ("60", "MG", 4)],
)
def test_amounts_are_counted_in_the_units_of_the_code(value: str, unit: str, units: int | None) -> None:
    (drug,) = [one for one in CARDS.drugs if one.code == "J1885"]
    assert measure(Amount(Decimal(value), unit), drug) == units
    assert measure(Amount(Decimal(value), unit, comparator="<"), drug) is None
    assert measure(None, drug) is None
