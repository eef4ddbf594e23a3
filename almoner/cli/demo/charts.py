"""The charts of the demonstration: what a patient comes with at the first visit, and what each visit adds.

Plausible and invented; the same seed makes the same charts.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from almoner.core.chart import Visit
from almoner.core.chart.allergy import NONE_CONCEPT, Allergy, AllergyCategory, Reaction
from almoner.core.chart.entry import Entry, Source
from almoner.core.chart.goal import Goal, Target
from almoner.core.chart.history import TOPICS, FamilyCondition, FamilyHistory, Relative, SocialHistory
from almoner.core.chart.immunization import Funding, Immunization
from almoner.core.chart.medication import Administration, Dosage, Medication
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order, OrderSort
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.procedure import PerformedProcedure
from almoner.core.chart.result import Range, Result
from almoner.core.chart.shape import Amount, Coding, Concept, Moment, Value
from almoner.core.chart.systems import CPT, CVX, HCPCS, ICD10CM, LOINC, MVX, RXNORM, SNOMED, written
from almoner.core.chart.vital import SORTS, Part, VitalSign, measured

EARLIER = timedelta(days=92)
LOTS_EXPIRE_ON = date(2027, 1, 31)


def _concept(words: str, system: str, code: str) -> Concept:
    return Concept(words, (Coding(system, written(system, code)),))


A1C = _concept("Hemoglobin A1c", LOINC, "4548-4")
LDL = _concept("LDL cholesterol", LOINC, "13457-7")
HIVES = _concept("Hives", SNOMED, "247472004")
ALLERGIES = (
    Allergy(
        0,
        Entry(0),
        _concept("Penicillin", RXNORM, "7980"),
        category=AllergyCategory.MEDICATION,
        reactions=(Reaction((HIVES,)),),
    ),
    Allergy(0, Entry(0), Concept("Sulfa drugs"), category=AllergyCategory.MEDICATION),
    Allergy(0, Entry(0), Concept("Latex"), category=AllergyCategory.ENVIRONMENT),
)
DRUGS = {
    "E119": (_concept("Metformin 500 mg tablet", RXNORM, "6809"), "1 tablet twice a day with food"),
    "I10": (_concept("Lisinopril 20 mg tablet", RXNORM, "29046"), "1 tablet once a day"),
    "F411": (_concept("Sertraline 50 mg tablet", RXNORM, "36437"), "1 tablet every morning"),
    "M1711": (
        _concept("Acetaminophen 500 mg tablet", RXNORM, "161"),
        "2 tablets up to 3 times a day as needed",
    ),
}
"""What is taken for what, by the diagnosis."""
PASSING = frozenset({"Z23", "R079", "S93401A", "B079"})
"""Diagnoses of one visit, which stay off the problem list."""
SMOKING = (("Never smoked", "266919005"), ("Former smoker", "8517006"))


@dataclass(frozen=True, slots=True)
class Seeing:
    """A visit with the chance of its patient; `is_first` where the chart is empty yet."""

    visit: Visit
    chance: random.Random
    is_first: bool

    @property
    def entry(self) -> Entry:
        """What every entry of the visit carries."""
        return Entry(self.visit.patient_id, visit_id=self.visit.id, author_id=self.visit.provider_id)

    @property
    def on(self) -> Moment:
        """The day of the visit."""
        return Moment.of(self.visit.service_on)


def entries(seeing: Seeing, known: frozenset[str]) -> list[AnyNoun]:
    """Return what a visit writes into the chart; `known` are the diagnoses that stand on the list already."""
    told = [*_background(seeing)] if seeing.is_first else []
    return [*told, *_listed(seeing, known), *_measured(seeing), *_done(seeing)]


def _background(seeing: Seeing) -> Iterator[AnyNoun]:
    chance, told = seeing.chance, replace(seeing.entry, source=Source.PATIENT)
    if chance.random() < 0.4:
        yield replace(chance.choice(ALLERGIES), entry=told)
    else:
        yield Allergy(0, told, NONE_CONCEPT)
    words, code = chance.choice(SMOKING)
    smoking = Value(concept=_concept(words, SNOMED, code))
    yield SocialHistory(0, told, TOPICS["smoking"], smoking, since=seeing.on)
    relative = chance.choice((Relative.MOTHER, Relative.FATHER))
    disease = chance.choice((_concept("Type 2 diabetes", ICD10CM, "E119"), Concept("Heart attack")))
    yield FamilyHistory(0, told, relative, conditions=(FamilyCondition(disease, chance.randint(48, 79)),))
    yield SocialHistory(
        0, told, TOPICS["occupation"], Value(text=chance.choice(("teacher", "driver", "retired")))
    )


def _listed(seeing: Seeing, known: frozenset[str]) -> Iterator[AnyNoun]:
    """Problems that stay, with what is taken for them."""
    for problem in seeing.visit.problems:
        if not problem.code or problem.code in PASSING or written(ICD10CM, problem.code) in known:
            continue
        since = Moment(str(seeing.chance.randint(2008, 2024)))
        concept = _concept(problem.text, ICD10CM, problem.code)
        yield ListedProblem(0, seeing.entry, concept, onset=since)
        if problem.code in DRUGS:
            drug, dosage = DRUGS[problem.code]
            yield Medication(
                0,
                seeing.entry,
                drug,
                written=seeing.on,
                dosages=(Dosage(dosage),),
                reasons=(concept,),
                refills=3,
                days_supply=90,
            )
        if problem.code == "E119":
            yield from _diabetes(seeing)


def _diabetes(seeing: Seeing) -> Iterator[AnyNoun]:
    before = Moment.of(seeing.visit.service_on - EARLIER)
    yield Result(0, seeing.entry, A1C, before, Value(percent(seeing.chance)), ranges=(NORMAL_A1C,))
    ldl = Amount(Decimal(seeing.chance.randint(62, 168)), "mg/dL", "mg/dL")
    high = Range(high=Amount(Decimal(100), "mg/dL", "mg/dL"))
    yield Result(0, seeing.entry, LDL, before, Value(ldl), ranges=(high,))
    due = Moment.of(seeing.visit.service_on + 2 * EARLIER)
    target = Target(A1C, high=Amount(Decimal(7), "%", "%"), text="A1c below 7 %")
    yield Goal(0, seeing.entry, Concept("A1c below 7 %"), start=seeing.on, due=due, targets=(target,))


NORMAL_A1C = Range(Amount(Decimal("4.0"), "%", "%"), Amount(Decimal("5.6"), "%", "%"))


def percent(chance: random.Random) -> Amount:
    """An A1c as a laboratory gives it."""
    return Amount(Decimal(chance.randint(62, 94)) / 10, "%", "%")


def _measured(seeing: Seeing) -> Iterator[VitalSign]:
    """What the visit measured, as its own list says it; the height once."""
    for vital in seeing.visit.vitals:
        if vital.name == "blood pressure":
            numbers = [Decimal(number) for number in vital.value.split("/")]
            sort = SORTS["blood_pressure"]
            parts = tuple(
                Part(_concept(words, LOINC, code), measured("blood_pressure", number))
                for (code, words), number in zip(sort.parts.items(), numbers, strict=True)
            )
            yield VitalSign(0, seeing.entry, sort.concept, seeing.on, parts=parts)
        else:
            yield _sign(seeing, vital.name, Decimal(vital.value))
    if seeing.is_first:
        yield _sign(seeing, "height", Decimal(seeing.chance.randint(152, 193)))


def _sign(seeing: Seeing, name: str, number: Decimal) -> VitalSign:
    return VitalSign(0, seeing.entry, SORTS[name].concept, seeing.on, measured(name, number))


def _done(seeing: Seeing) -> Iterator[AnyNoun]:
    """What was ordered, given and done by the reason of the visit."""
    reason = seeing.visit.reason
    if reason == "Flu shot":
        yield Immunization(
            0,
            seeing.entry,
            _concept("Influenza, injectable", CVX, "150"),
            seeing.on,
            lot=f"FL{seeing.chance.randint(1000, 9999)}",
            expires_on=LOTS_EXPIRE_ON,
            maker=_concept("Sanofi Pasteur", MVX, "PMC"),
            site=Concept("left deltoid"),
            route=Concept("intramuscular"),
            dose=Amount(Decimal("0.5"), "mL", "mL"),
            funding=Funding.PRIVATE,
            location_id=seeing.visit.location_id,
        )
    if reason == "Knee injection":
        knee = _concept("Injection of the right knee", CPT, "20610")
        yield PerformedProcedure(0, seeing.entry, knee, began=seeing.on, side="right")
        yield Administration(
            0,
            seeing.entry,
            _concept("Triamcinolone", HCPCS, "J3301"),
            seeing.on,
            dose=Amount(Decimal(40), "mg", "mg"),
            site=Concept("right knee"),
            lot=f"TR{seeing.chance.randint(1000, 9999)}",
            expires_on=LOTS_EXPIRE_ON,
        )
    if reason == "Diabetes follow-up":
        diabetes = _concept("Type 2 diabetes without complications", ICD10CM, "E119")
        test = _concept("Hemoglobin A1c", CPT, "83036")
        yield Order(0, seeing.entry, test, OrderSort.LABORATORY, seeing.on, reasons=(diabetes,))
    if reason == "Chest discomfort":
        pain = _concept("Chest pain", ICD10CM, "R079")
        stress = Concept("Exercise stress test")
        yield Order(0, seeing.entry, stress, OrderSort.REFERRAL, seeing.on, reasons=(pain,))


def answer(order: Order, chance: random.Random) -> Result:
    """Return the value that answers an order of the day."""
    entry = replace(order.entry, recorded_by="", recorded_on=None, changed_by="")
    value = Value(percent(chance))
    return Result(0, entry, A1C, order.authored, value, ranges=(NORMAL_A1C,), order_id=order.id)
