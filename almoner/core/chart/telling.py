"""What an entry of the chart says beside its name, in one line; for lists, the timeline and histories."""

from almoner.core.chart.allergy import Allergy
from almoner.core.chart.goal import Goal
from almoner.core.chart.history import FamilyHistory, SocialHistory
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration, Medication
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.procedure import PerformedProcedure
from almoner.core.chart.result import Report, Result
from almoner.core.chart.vital import VitalSign


def detail(one: AnyNoun) -> str:
    """Return what it says, without its name, its state and its days."""
    return ", ".join(part for part in _parts(one) if part)


def _parts(one: AnyNoun) -> tuple[str, ...]:
    match one:
        case ListedProblem():
            return (one.severity or "", one.body_site.words if one.body_site else "")
        case Allergy():
            return (one.reaction_words,)
        case Medication():
            return (one.dosage_words, one.why_ended)
        case Administration():
            return (_dose(one), _lot(one.lot), one.why_not)
        case VitalSign():
            return (one.words,)
        case _:
            return _more_parts(one)


def _more_parts(one: AnyNoun) -> tuple[str, ...]:
    match one:
        case Result():
            return (one.value.words, one.ranges[0].words if one.ranges else "")
        case Report():
            return (one.conclusion,)
        case Immunization():
            return (_lot(one.lot), one.why_not.words if one.why_not else "")
        case PerformedProcedure():
            return (one.side, one.site.words if one.site else "", one.outcome or one.why_not)
        case FamilyHistory():
            return tuple(_condition(part.concept.words, part.age) for part in one.conditions)
        case _:
            return _last_parts(one)


def _last_parts(one: AnyNoun) -> tuple[str, ...]:
    match one:
        case SocialHistory():
            return (one.value.words,)
        case Order():
            return (*(reason.words for reason in one.reasons), one.outcome)
        case Goal():
            return (*(part.text or part.measure.words for part in one.targets), one.why_ended)
        case _:
            raise AssertionError("every noun of the chart says something")


def _lot(lot: str) -> str:
    return f"lot {lot}" if lot else ""


def _dose(one: Administration) -> str:
    wasted = f", {one.wasted.words} thrown away" if one.wasted else ""
    return f"{one.dose.words}{wasted}" if one.dose else ""


def _condition(words: str, age: int | None) -> str:
    return words if age is None else f"{words} at {age}"
