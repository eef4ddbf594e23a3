"""From an entry to the texts of its form: what a form shows is what its reader reads back."""

from datetime import date
from decimal import Decimal

from almoner.core.chart.allergy import Allergy
from almoner.core.chart.goal import Goal
from almoner.core.chart.history import TOPICS, FamilyHistory, SocialHistory
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration, Medication
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.procedure import PerformedProcedure
from almoner.core.chart.result import Report, Result
from almoner.core.chart.shape import Amount, Concept, Moment, Value
from almoner.core.chart.vital import VitalSign

Texts = dict[str, str]


def texts(one: AnyNoun) -> Texts:
    """Return what the form of an entry shows, by field."""
    entry = one.entry
    common = {
        "author": str(entry.author_id or ""),
        "visit": str(entry.visit_id or ""),
        "note": entry.note,
        "label": entry.labels[0] if entry.labels else "",
        "words": one.concept.text,
        **_code(one.concept),
    }
    return common | _own(one)


def _own(one: AnyNoun) -> Texts:
    match one:
        case ListedProblem():
            return {
                "onset": _moment(one.onset),
                "severity": one.severity or "",
                "verification": one.verification,
                "sort": one.sort,
            }
        case Allergy():
            return _allergy(one)
        case Medication():
            return _medication(one)
        case Order():
            return {
                "sort": one.sort,
                "reason": _first_id(one.reason_ids),
                "reason_words": one.reasons[0].words if one.reasons else "",
                "priority": one.priority,
                "wanted": _moment(one.wanted.end),
                "performer": one.performer.name if one.performer else "",
                "instructions": one.instructions,
            }
        case _:
            return _found(one)


def _allergy(one: Allergy) -> Texts:
    first = one.reactions[0] if one.reactions else None
    return {
        "reactions": one.reaction_words,
        "severity": (first.severity or "") if first else "",
        "category": one.category or "",
        "criticality": one.criticality or "",
        "verification": one.verification,
        "onset": _moment(one.onset),
    }


def _medication(one: Medication) -> Texts:
    return {
        "dosage": one.dosages[0].text if one.dosages else "",
        "reason": _first_id(one.reason_ids),
        "written": _moment(one.written),
        "since": _moment(one.taken.start),
        "quantity": _number(one.quantity),
        "refills": str(one.refills or ""),
        "supply": str(one.days_supply or ""),
        "reported": one.reported_by,
        "adherence": one.adherence,
    }


def _found(one: AnyNoun) -> Texts:
    match one:
        case VitalSign():
            values = [part.value for part in one.parts] or [one.value]
            numbers = [_number(value.amount) for value in values[:2]]
            return {"on": one.taken.written, **dict(zip(("value", "second"), numbers, strict=False))}
        case Result():
            return _result(one)
        case Report():
            return {"conclusion": one.conclusion}
        case Immunization():
            return {
                "on": one.given.written,
                "where": "ours" if one.is_ours else "elsewhere",
                "why_not": _words(one.why_not),
                "maker": _words(one.maker),
                "dose": _number(one.dose),
                "funding": one.funding or "",
                "eligibility": one.eligibility,
            } | _from_vial(one)
        case Administration():
            unit = one.dose or one.wasted
            return {
                "on": one.given.written,
                "dose": _number(one.dose),
                "unit": unit.unit if unit else "",
                "wasted": _number(one.wasted),
                "why_not": one.why_not,
            } | _from_vial(one)
        case _:
            return _rest(one)


def _from_vial(one: Immunization | Administration) -> Texts:
    return {
        "lot": one.lot,
        "expires": _day(one.expires_on),
        "site": _words(one.site),
        "route": _words(one.route),
    }


def _result(one: Result) -> Texts:
    first = one.ranges[0] if one.ranges else None
    amount = one.value.amount
    unit = amount or (first and (first.low or first.high))
    return {
        "on": one.seen.written,
        "value": _value(one.value),
        "unit": unit.unit if unit else "",
        "low": _number(first.low) if first else "",
        "high": _number(first.high) if first else "",
        "flag": one.flag,
        "sort": one.sort,
        "status": one.status,
        "specimen": _words(one.specimen.sort) if one.specimen else "",
        "lab": one.performer.name if one.performer else "",
    }


def _rest(one: AnyNoun) -> Texts:
    match one:
        case PerformedProcedure():
            return {
                "on": _moment(one.began),
                "side": one.side,
                "site": _words(one.site),
                "status": one.status,
                "outcome": one.outcome or one.why_not,
                "elsewhere": one.elsewhere.name if one.elsewhere else "",
            }
        case FamilyHistory():
            lines = [
                part.concept.words if part.age is None else f"{part.concept.words}, {part.age}"
                for part in one.conditions
            ]
            dead = {True: "yes", False: "no", None: ""}[one.is_deceased]
            relative = {"relative": one.relative.value, "died_aged": str(one.died_aged or "")}
            return relative | {"conditions": "\n".join(lines), "dead": dead}
        case SocialHistory():
            topic = next((name for name, of in TOPICS.items() if of == one.concept), "")
            coded = _code(one.value.concept) if one.value.concept else {"code": "", "system": ""}
            return {"topic": topic, "value": _value(one.value), "since": _moment(one.since), **coded}
        case Goal():
            return {
                "about": _first_id(one.problem_ids),
                "start": _moment(one.start),
                "due": _moment(one.due),
                "target": one.targets[0].text if one.targets else "",
                "achievement": one.achievement,
                "whose": "patient" if one.is_by_patient else "",
            }
        case _:
            raise AssertionError("every noun of the chart has a form")


def _code(concept: Concept) -> Texts:
    first = concept.codings[0] if concept.codings else None
    return {"code": first.code if first else "", "system": first.system if first else ""}


def _moment(one: Moment | None) -> str:
    return one.written if one else ""


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _words(concept: Concept | None) -> str:
    return concept.words if concept else ""


def _number(amount: Amount | None) -> str:
    return _digits(amount.value) if amount else ""


def _value(value: Value) -> str:
    if value.amount is not None:
        return f"{value.amount.comparator}{_digits(value.amount.value)}"
    return value.concept.words if value.concept else value.text


def _digits(number: Decimal) -> str:
    """The number with its own zeros, and never as a power of ten."""
    return f"{number:f}"


def _first_id(ids: tuple[int, ...]) -> str:
    return str(ids[0]) if ids else ""
