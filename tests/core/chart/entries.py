"""Small valid entries of each noun, for tests to bend."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from almoner.core.chart.allergy import Allergy, Reaction
from almoner.core.chart.entry import Entry
from almoner.core.chart.goal import Goal
from almoner.core.chart.history import TOPICS, FamilyCondition, FamilyHistory, Relative, SocialHistory
from almoner.core.chart.immunization import Funding, Immunization
from almoner.core.chart.medication import Administration, Dosage, Medication
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order, OrderSort
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.procedure import PerformedProcedure
from almoner.core.chart.result import Range, Report, Result
from almoner.core.chart.shape import Amount, Coding, Concept, Moment, Value
from almoner.core.chart.systems import CPT, CVX, HCPCS, ICD10CM, LOINC, RXNORM, SNOMED
from almoner.core.chart.vital import SORTS, VitalSign, measured

DAY = date(2026, 3, 2)
TODAY = Moment("2026-03-02")
BORN = date(1958, 4, 11)
MINE = Entry(7)
DIABETES = Concept("Type 2 diabetes", (Coding(ICD10CM, "E11.9"), Coding(SNOMED, "44054006")))
PENICILLIN = Concept("Penicillin", (Coding(RXNORM, "7980"),))
HIVES = Concept("Hives", (Coding(SNOMED, "247472004"),))
LISINOPRIL = Concept("Lisinopril 20 mg tablet", (Coding(RXNORM, "314077"),))
A1C = Concept("Hemoglobin A1c", (Coding(LOINC, "4548-4"),))
PERCENT = ("%", "%")
N = TypeVar("N", bound=AnyNoun)


def percent(number: str) -> Amount:
    """A percentage as it was typed."""
    return Amount(Decimal(number), *PERCENT)


def one_of_each() -> tuple[AnyNoun, ...]:
    """One valid draft of each noun, of patient 7; none names another record."""
    return (
        ListedProblem(0, MINE, DIABETES, onset=Moment("2019")),
        Allergy(0, MINE, PENICILLIN, reactions=(Reaction((HIVES,)),)),
        Medication(0, MINE, LISINOPRIL, written=TODAY, dosages=(Dosage("20 mg once a day"),)),
        Order(
            0,
            replace(MINE, author_id=3),
            Concept("Hemoglobin A1c", (Coding(CPT, "83036"),)),
            OrderSort.LABORATORY,
            TODAY,
            reasons=(DIABETES,),
        ),
        Administration(
            0,
            MINE,
            Concept("Triamcinolone", (Coding(HCPCS, "J3301"),)),
            TODAY,
            dose=Amount(Decimal(40), "mg", "mg"),
        ),
        VitalSign(0, MINE, SORTS["weight"].concept, TODAY, measured("weight", Decimal("72.50"), "kg")),
        Report(0, MINE, Concept("Metabolic panel"), TODAY, conclusion="Nothing new."),
        Result(0, MINE, A1C, TODAY, Value(percent("7.9")), ranges=(Range(percent("4.0"), percent("5.6")),)),
        Immunization(
            0,
            MINE,
            Concept("Influenza, injectable", (Coding(CVX, "150"),)),
            TODAY,
            lot="AB123",
            expires_on=date(2026, 6, 30),
            funding=Funding.PRIVATE,
        ),
        PerformedProcedure(
            0, MINE, Concept("Injection of the knee", (Coding(CPT, "20610"),)), began=TODAY, side="right"
        ),
        FamilyHistory(0, MINE, Relative.MOTHER, conditions=(FamilyCondition(DIABETES, 61),)),
        SocialHistory(
            0, MINE, TOPICS["smoking"], Value(concept=Concept("Former smoker", (Coding(SNOMED, "8517006"),)))
        ),
        Goal(0, MINE, Concept("A1c below 7"), due=Moment("2026-09")),
    )


def of(noun: type[N], **changes: Any) -> N:
    """The valid draft of a noun, changed."""
    found = next(one for one in one_of_each() if isinstance(one, noun))
    return replace(found, **changes)
