"""What happens at the demonstration's visits: reasons, notes, diagnoses, and services with their fees."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.charge import SuperbillLine
from almoner.core.chart import Accident, Problem, Procedure, Visit, Vital

FEES = {
    "17110": 24000, "20610": 18500, "36415": 1500, "83036": 4000, "90471": 4500, "90686": 4200,
    "90834": 19500, "93000": 6500, "95910": 42000, "97110": 8000, "97140": 7500, "99202": 14000,
    "99203": 21000, "99204": 31000, "99205": 41000, "99211": 4500, "99212": 10500, "99213": 16500,
    "99214": 24000, "99215": 33500, "G0008": 4500, "J3301": 300,
}  # fmt: skip
"""What the practice charges for a unit of a service, in cents."""

MEDICARE_CODES = {"90471": "G0008"}
"""What Medicare wants in place of a code: it has its own for the giving of a flu vaccine."""

KNOWN_CODES = {"99203": "99213"}
"""What is billed in place of a new patient's visit where the specialty has met the patient before."""

AT_CLINIC = frozenset(
    {
        "Diabetes follow-up",
        "Blood pressure check",
        "Chest discomfort",
        "Knee injection",
        "Talk therapy",
        "Warts",
    }
)
"""Reasons for which patients also come to the rural health clinic."""

PAID_BY = "CG"
"""Marks the line that Medicare pays a rural health clinic by."""

DRUGS = {"J3301": "00003029305"}
"""The drug product (NDC) that the practice gives under a drug code."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One kind of visit: why, what is found, and the services as (code, modifiers, units, pointers)."""

    reason: str
    problems: tuple[tuple[str, str], ...]
    services: tuple[tuple[str, tuple[str, ...], int, tuple[int, ...]], ...]
    note: str
    done: str = ""
    weight: int = 10
    is_injury: bool = False
    is_ordered: bool = False
    """Another doctor of the practice asked for it, whom the claim names."""


OCCASIONS = (
    Occasion(
        "Diabetes follow-up",
        (("Type 2 diabetes without complications", "E119"), ("High blood pressure", "I10")),
        (("99214", (), 1, (1, 2)), ("83036", (), 1, (1,)), ("36415", (), 1, (1,))),
        "Home readings reviewed. A1c drawn. Metformin continued, lisinopril raised to 20 mg. "
        "Recheck in three months.",
        weight=30,
    ),
    Occasion(
        "Blood pressure check",
        (("High blood pressure", "I10"),),
        (("99213", (), 1, (1,)),),
        "Pressure at goal on the present dose. No dizziness, no swelling. Continue, return in six months.",
        weight=22,
    ),
    Occasion(
        "Chest discomfort",
        (("Chest pain", "R079"), ("High blood pressure", "I10")),
        (("99214", ("25",), 1, (1, 2)), ("93000", (), 1, (1,))),
        "Two days of brief chest discomfort at rest. Tracing read here: sinus rhythm, no acute change. "
        "Return if worse.",
        "Twelve-lead tracing, read and recorded",
    ),
    Occasion(
        "Knee injection",
        (("Osteoarthritis of the right knee", "M1711"),),
        (("20610", ("RT",), 1, (1,)), ("J3301", (), 4, (1,))),
        "Right knee pain limits stairs. Consent obtained. 40 mg triamcinolone injected under sterile "
        "technique, no bleeding.",
        "Injection of the right knee",
        weight=8,
    ),
    Occasion(
        "Warts",
        (("Viral warts", "B079"), ("High blood pressure", "I10")),
        (("99213", ("25",), 1, (1, 2)), ("17110", (), 1, (1,))),
        "Three warts on the left hand, frozen twice each. Care explained. Blood pressure reviewed: at goal, "
        "no change.",
        "Destruction of three warts",
        weight=5,
    ),
    Occasion(
        "Talk therapy",
        (("Generalized anxiety", "F411"),),
        (("90834", (), 1, (1,)),),
        "Session from 10:02 to 10:46, 44 minutes face to face. Worked on sleep and avoidance. "
        "Plan unchanged.",
        weight=12,
    ),
    Occasion(
        "Low back pain",
        (("Low back pain", "M5450"),),
        (("97110", ("GP",), 2, (1,)), ("97140", ("GP",), 1, (1,))),
        "Exercise 26 minutes, manual techniques 14 minutes, one to one. Tolerated well.",
        weight=8,
        is_ordered=True,
    ),
    Occasion(
        "Numb hands",
        (("Carpal tunnel syndrome, right", "G5601"),),
        (("95910", (), 1, (1,)),),
        "Seven nerve conduction studies of both arms. Right median slowing at the wrist.",
        "Nerve conduction studies",
        weight=5,
        is_ordered=True,
    ),
    Occasion(
        "Flu shot",
        (("Vaccination", "Z23"),),
        (("90471", (), 1, (1,)), ("90686", (), 1, (1,))),
        "No contraindication. Given in the left arm, lot and site recorded.",
        weight=7,
    ),
    Occasion(
        "Sprained ankle at work",
        (("Sprain of the right ankle", "S93401A"),),
        (("99203", (), 1, (1,)),),
        "Slipped on a wet floor at work. Swelling outside, no bone tenderness. Brace, light duty for a week.",
        weight=4,
        is_injury=True,
    ),
)


def choose(chance: random.Random) -> Occasion:
    """Pick what a visit is about."""
    return chance.choices(OCCASIONS, weights=[occasion.weight for occasion in OCCASIONS])[0]


def occasion_of(visit: Visit) -> Occasion:
    """Return what a visit that was booked here is about."""
    return next(one for one in OCCASIONS if one.reason == visit.reason)


def lines(
    occasion: Occasion, *, is_medicare: bool = False, is_known: bool = False, is_at_clinic: bool = False
) -> tuple[SuperbillLine, ...]:
    """Return the services as a person codes them for a payer, with the practice's fees. `is_known`: the
    specialty has met the patient before.
    """
    swapped = (MEDICARE_CODES if is_medicare else {}) | (KNOWN_CODES if is_known else {})
    first, *more = tuple(
        SuperbillLine(code, units, FEES[code] * units, pointers, modifiers, ndc=DRUGS.get(code, ""))
        for wanted, modifiers, units, pointers in occasion.services
        for code in [swapped.get(wanted, wanted)]
    )
    if is_at_clinic and is_medicare:
        first = replace(first, modifiers=(*first.modifiers, PAID_BY))
    return (first, *more)


def problems(occasion: Occasion) -> tuple[Problem, ...]:
    """Return what was found."""
    return tuple(Problem(text, code) for text, code in occasion.problems)


def procedures(occasion: Occasion) -> tuple[Procedure, ...]:
    """Return what was done beside talking."""
    return (Procedure(occasion.done),) if occasion.done else ()


def vitals(chance: random.Random) -> tuple[Vital, ...]:
    """Return a set of plausible measurements."""
    return (
        Vital("blood pressure", f"{chance.randint(108, 152)}/{chance.randint(64, 92)}", "mmHg"),
        Vital("pulse", str(chance.randint(58, 96)), "1/min"),
        Vital("weight", str(chance.randint(520, 1080) / 10), "kg"),
    )


def injury(on: date, chance: random.Random) -> Accident:
    """Return the facts of an injury at work a few days before."""
    return Accident(
        "EM", on - timedelta(days=chance.randint(1, 6)), "NY", f"AV{chance.randint(100000, 999999)}"
    )
