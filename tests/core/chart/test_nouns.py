"""What stands against each noun: what it may not leave out, and what it may not say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from almoner.core.chart.allergy import NONE_CONCEPT, Allergy, AllergyStatus, Reaction, contradicted
from almoner.core.chart.entry import Eyes, Label
from almoner.core.chart.goal import Goal
from almoner.core.chart.history import FamilyHistory, SocialHistory
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration, Dosage, Medication, MedicationStatus
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order, OrderState
from almoner.core.chart.problem import ListedProblem, ProblemStatus
from almoner.core.chart.procedure import Implant, PerformedProcedure, ProcedureStatus
from almoner.core.chart.result import Range, Report, Result, ResultStatus, Specimen
from almoner.core.chart.shape import NO_VALUE, Absence, Amount, Concept, Moment, Outsider, Period, Value
from almoner.core.chart.telling import detail
from tests.core.chart.entries import DAY, DIABETES, HIVES, MINE, TODAY, of, one_of_each, percent

TOMORROW = Moment("2026-03-03")
YESTERDAY = Moment("2026-03-01")
NAMED = Outsider("Quest Labs", npi="1234567893")

WRONG: list[tuple[str, AnyNoun]] = [
    ("CHT-05", of(ListedProblem, onset=TOMORROW)),
    ("CHT-04", of(ListedProblem, onset=Moment("soon"))),
    ("CHT-13", of(ListedProblem, abatement=YESTERDAY)),
    ("CHT-06", of(ListedProblem, onset=TODAY, abatement=YESTERDAY, status=ProblemStatus.RESOLVED)),
    ("CHT-17", of(Allergy, concept=NONE_CONCEPT)),
    ("CHT-01", of(Allergy, reactions=(Reaction((Concept(),)),))),
    ("CHT-08", of(Allergy, reactions=(Reaction((HIVES,) * 51),))),
    ("CHT-13", of(Medication, taken=Period(end=YESTERDAY))),
    ("CHT-06", of(Medication, taken=Period(TODAY, YESTERDAY), status=MedicationStatus.STOPPED)),
    ("CHT-07", of(Medication, refills=100)),
    ("CHT-07", of(Medication, days_supply=-1)),
    ("CHT-02", of(Medication, dosages=(Dosage("x" * 501),))),
    ("CHT-07", of(Medication, quantity=Amount(Decimal("NaN")))),
    ("CHT-15", of(Administration, dose=None)),
    ("CHT-15", of(Administration, status="not-done")),
    ("CHT-15", of(Administration, lot="A", expires_on=date(2026, 3, 1))),
    ("CHT-16", of(Order, reasons=())),
    ("CHT-16", of(Order, entry=MINE)),
    ("CHT-16", of(Order, status=OrderState.FAILED, ended=TODAY)),
    ("CHT-19", of(Order, performer=Outsider("Quest Labs", npi="1234567890"))),
    ("CHT-05", of(Order, authored=TOMORROW)),
    ("CHT-09", of(Result, value=NO_VALUE)),
    ("CHT-09", of(Result, value=Value(percent("1"), text="one"))),
    ("CHT-07", of(Result, value=Value(Amount(Decimal("1E+400"), "%")))),
    ("CHT-07", of(Result, value=Value(Amount(Decimal("1." + "1" * 30), "%")))),
    ("CHT-07", of(Result, ranges=(Range(percent("6"), percent("4")),))),
    ("CHT-01", of(Result, specimen=Specimen(Concept()))),
    ("CHT-02", of(Report, conclusion="x" * 20_001)),
    ("CHT-15", of(Immunization, lot="")),
    ("CHT-15", of(Immunization, expires_on=None)),
    ("CHT-15", of(Immunization, expires_on=date(2026, 3, 1))),
    ("CHT-15", of(Immunization, status="not-done")),
    ("CHT-04", of(PerformedProcedure, began=None)),
    ("CHT-05", of(PerformedProcedure, began=TOMORROW)),
    ("CHT-15", of(PerformedProcedure, status=ProcedureStatus.NOT_DONE)),
    ("CHT-01", of(PerformedProcedure, implants=(Implant(Concept()),))),
    ("CHT-01", of(FamilyHistory, conditions=())),
    ("CHT-09", of(FamilyHistory, status="health-unknown")),
    ("CHT-07", of(FamilyHistory, died_aged=131)),
    ("CHT-09", of(SocialHistory, value=NO_VALUE)),
    ("CHT-04", of(Goal, due=None)),
    ("CHT-06", of(Goal, start=TODAY, due=YESTERDAY)),
]
RIGHT: list[AnyNoun] = [
    *one_of_each(),
    of(ListedProblem, abatement=YESTERDAY, status=ProblemStatus.REMISSION),
    of(Allergy, concept=NONE_CONCEPT, reactions=()),
    of(Medication, taken=Period(end=TODAY)),
    of(Administration, status="not-done", why_not="declined", dose=None),
    of(Administration, lot="A", expires_on=DAY),
    of(Order, reasons=(), reason_ids=(5,)),
    of(Order, performer=NAMED),
    of(Result, value=NO_VALUE, status=ResultStatus.REGISTERED),
    of(Result, value=Value(absent=Absence.NOT_PERFORMED)),
    of(Immunization, is_ours=False, lot="", expires_on=None),
    of(Immunization, status="not-done", why_not=Concept("declined"), lot="", expires_on=None),
    of(PerformedProcedure, began=None, status=ProcedureStatus.NOT_DONE, why_not="no consent"),
    of(FamilyHistory, conditions=(), status="health-unknown"),
    of(Goal, start=TOMORROW, due=None),
]


@pytest.mark.parametrize(
    ("edit", "draft"), WRONG, ids=[f"{edit}-{place}" for place, (edit, _) in enumerate(WRONG)]
)
def test_what_a_noun_may_not_be_is_found(edit: str, draft: AnyNoun) -> None:
    assert edit in {finding.edit for finding in draft.against(on=DAY)}


@pytest.mark.parametrize("draft", RIGHT, ids=[f"{one.kind}-{place}" for place, one in enumerate(RIGHT)])
def test_what_a_noun_may_be_is_kept_and_told(draft: AnyNoun) -> None:
    assert draft.against(on=DAY) == []
    assert draft.concept.words
    assert isinstance(detail(draft), str)


def test_none_known_and_an_allergy_contradict_each_other_both_ways() -> None:
    none = of(Allergy, id=1, concept=NONE_CONCEPT, reactions=())
    one = of(Allergy, id=2)
    assert [finding.edit for finding in contradicted(none, [one])] == ["CHT-17"]
    assert [finding.edit for finding in contradicted(one, [none])] == ["CHT-17"]
    gone = replace(none, status=AllergyStatus.RESOLVED)
    wrong = replace(none, entry=replace(MINE, fault="another's"))
    assert contradicted(one, [gone, wrong, one]) == []
    assert contradicted(none, [replace(one, status=AllergyStatus.INACTIVE)]) == []


@pytest.mark.parametrize(
    ("labels", "plain", "restricted", "author"),
    [
        ((), True, True, True),
        ((Label.SELF_PAY,), True, True, True),
        ((Label.PART2,), False, True, False),
        ((Label.MINOR, Label.SELF_PAY), False, True, False),
        ((Label.PSYCHOTHERAPY,), False, False, True),
        ((Label.PSYCHOTHERAPY, Label.PART2), False, False, True),
    ],
)
def test_who_sees_what(labels: tuple[Label, ...], plain: bool, restricted: bool, author: bool) -> None:  # noqa: FBT001
    eyes = (Eyes("kim"), Eyes("lindqvist", sees_restricted=True), Eyes("marsh"))
    assert [one.see(labels, recorded_by="marsh") for one in eyes] == [plain, restricted, author]
    assert not Eyes("").see((Label.PSYCHOTHERAPY,), recorded_by="")


def test_what_an_entry_says_stands_in_one_line() -> None:
    told = {one.kind: detail(one) for one in one_of_each()}
    assert told["allergy"] == "Hives"
    assert told["medication"] == "20 mg once a day"
    assert told["result"] == "7.9 %, 4.0 to 5.6 %"
    assert told["family_history"] == "Type 2 diabetes at 61"
    assert told["vital_sign"] == "72.50 kg"
    assert told["order"] == DIABETES.text
