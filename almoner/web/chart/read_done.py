"""From a form to an entry, for what was measured, found, given and done."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal, cast

from almoner.core.chart.entry import Entry
from almoner.core.chart.immunization import Funding, Immunization
from almoner.core.chart.medication import Administration
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.procedure import PerformedProcedure, ProcedureStatus, Side
from almoner.core.chart.result import Flag, Range, Result, ResultSort, ResultStatus, Specimen
from almoner.core.chart.shape import Absence, Amount, Coding, Concept, Moment, Value
from almoner.core.chart.systems import LOINC, MVX, is_code
from almoner.core.chart.vital import SORTS, Part, VitalSign, measured
from almoner.web.chart import read
from almoner.web.chart.typed import Typed

_FRESH = 0
_WITH_UNITS = ("temperature", "weight", "height")
_PLAIN = ("pulse", "breathing", "oxygen", "pain")
Given = Literal["completed", "not-done"]


def vitals(typed: Typed, of: Entry) -> Iterator[VitalSign]:
    """Every measurement that a form carries, each as an entry of its own."""
    taken = typed.needed_moment("on")
    systolic, diastolic = typed.decimal("systolic"), typed.decimal("diastolic")
    if systolic is not None or diastolic is not None:
        sort = SORTS["blood_pressure"]
        values = [
            Value(absent=Absence.NOT_PERFORMED) if one is None else measured("blood_pressure", one)
            for one in (systolic, diastolic)
        ]
        parts = tuple(
            Part(Concept(words, (Coding(LOINC, code),)), value)
            for (code, words), value in zip(sort.parts.items(), values, strict=True)
        )
        yield VitalSign(_FRESH, of, sort.concept, taken, parts=parts)
    for name in (*_PLAIN, *_WITH_UNITS):
        number = typed.decimal(name)
        if number is not None:
            unit = typed.text(f"{name}_unit", longest=20)
            yield VitalSign(_FRESH, of, SORTS[name].concept, taken, measured(name, number, unit))


def vital(typed: Typed, of: Entry, seen: VitalSign) -> AnyNoun:
    """One measurement, corrected: its unit stays."""
    numbers = [typed.decimal("value"), typed.decimal("second")]
    made = replace(seen, entry=of, taken=typed.needed_moment("on"), status="corrected")
    if seen.parts:
        parts = tuple(
            replace(part, value=_corrected(part.value, numbers[place])) if place < len(numbers) else part
            for place, part in enumerate(seen.parts)
        )
        return replace(made, parts=parts)
    return replace(made, value=_corrected(seen.value, numbers[0]))


def _corrected(value: Value, number: Decimal | None) -> Value:
    if number is None:
        return value if value.amount is None else Value(absent=Absence.ERROR)
    usual = SORTS["blood_pressure"].units[0]
    unit = value.amount or Amount(number, usual.words, usual.code)
    return Value(amount=replace(unit, value=number))


def result(typed: Typed, of: Entry, seen: Result | None) -> AnyNoun:
    """A value with what is expected; one that is changed has to be read again."""
    before = seen or Result(_FRESH, of, Concept(), Moment(""), Value())
    unit = typed.text("unit", longest=40)
    found = typed.amount_or_text("value", unit)
    low, high = typed.amount("low", unit), typed.amount("high", unit)
    return replace(
        before,
        entry=of,
        concept=typed.concept(before.concept),
        seen=typed.needed_moment("on"),
        value=Value(amount=found) if isinstance(found, Amount) else Value(text=found),
        ranges=(Range(low, high), *before.ranges[1:]) if low or high else before.ranges[1:],
        flag=read.chosen(Flag, typed.text("flag")) or Flag.NONE,
        sort=read.needed(ResultSort, typed.text("sort"), ResultSort.LABORATORY),
        status=read.needed(ResultStatus, typed.text("status"), ResultStatus.FINAL),
        specimen=_specimen(typed, before.specimen),
        performer=typed.outsider("lab", before.performer),
        read_by="",
        read_on=None,
    )


def _specimen(typed: Typed, before: Specimen | None) -> Specimen | None:
    sort = typed.plain_concept("specimen", before.sort if before else None)
    if sort is None:
        return None
    return replace(before, sort=sort) if before else Specimen(sort)


def immunization(typed: Typed, of: Entry, seen: Immunization | None) -> AnyNoun:
    """A vaccine, given here, elsewhere, or not."""
    before = seen or Immunization(_FRESH, of, Concept(), Moment(""))
    why_not = typed.plain_concept("why_not", before.why_not)
    return replace(
        before,
        entry=of,
        concept=typed.concept(before.concept),
        given=typed.needed_moment("on"),
        status=_given(is_given=why_not is None),
        why_not=why_not,
        is_ours=read.one_of(typed.text("where") or "ours", ("ours", "elsewhere")) == "ours",
        lot=typed.text("lot", longest=40),
        expires_on=typed.day("expires"),
        maker=_maker(typed, before.maker),
        site=typed.plain_concept("site", before.site),
        route=typed.plain_concept("route", before.route),
        dose=typed.amount("dose", "mL"),
        funding=read.chosen(Funding, typed.text("funding")),
        eligibility=typed.text("eligibility", longest=40),
    )


def _given(*, is_given: bool) -> Given:
    return "completed" if is_given else "not-done"


def _maker(typed: Typed, before: Concept | None) -> Concept | None:
    """A maker by name, or by its code where that is what was typed."""
    found = typed.plain_concept("maker", before)
    if found is None or found.codings or not is_code(MVX, found.text):
        return found
    return Concept("", (Coding(MVX, found.text),))


def administration(typed: Typed, of: Entry, seen: Administration | None) -> AnyNoun:
    """A drug given in the office."""
    before = seen or Administration(_FRESH, of, Concept(), Moment(""))
    unit, why_not = typed.text("unit", longest=40), typed.text("why_not", longest=200)
    return replace(
        before,
        entry=of,
        concept=typed.concept(before.concept),
        given=typed.needed_moment("on"),
        status=_given(is_given=not why_not),
        why_not=why_not,
        dose=typed.amount("dose", unit),
        wasted=typed.amount("wasted", unit),
        lot=typed.text("lot", longest=40),
        expires_on=typed.day("expires"),
        site=typed.plain_concept("site", before.site),
        route=typed.plain_concept("route", before.route),
    )


def procedure(typed: Typed, of: Entry, seen: PerformedProcedure | None) -> AnyNoun:
    """Something done."""
    before = seen or PerformedProcedure(_FRESH, of, Concept())
    status = read.needed(ProcedureStatus, typed.text("status"), ProcedureStatus.COMPLETED)
    outcome = typed.text("outcome", longest=1000)
    is_not_done = status is ProcedureStatus.NOT_DONE
    return replace(
        before,
        entry=of,
        concept=typed.concept(before.concept),
        began=typed.moment("on"),
        side=cast(Side, read.one_of(typed.text("side"), ("", "left", "right", "both"))),
        site=typed.plain_concept("site", before.site),
        status=status,
        outcome="" if is_not_done else outcome,
        why_not=outcome if is_not_done else "",
        elsewhere=typed.outsider("elsewhere", before.elsewhere),
    )


_READERS: dict[str, read.Reader] = {
    "problem": read.problem,
    "allergy": read.allergy,
    "medication": read.medication,
    "order": read.order,
    "goal": read.goal,
    "family_history": read.family,
    "social_history": read.social,
    "report": read.report,
    "vital_sign": vital,
    "result": result,
    "immunization": immunization,
    "administration": administration,
    "procedure": procedure,
}


def drafts(kind: str, typed: Typed, patient_id: int) -> list[AnyNoun]:
    """Return the entries that a form adds to a patient's chart, or raise Refused."""
    of = read.entry(typed, patient_id)
    if kind == VitalSign.kind:
        return [*vitals(typed, of)]
    if kind not in _READERS:
        raise read.not_offered()
    return [_READERS[kind](typed, of, None)]


def changed(typed: Typed, seen: AnyNoun) -> AnyNoun:
    """Return an entry as a form says that it is now, or raise Refused."""
    of = read.entry(typed, seen.entry.patient_id, seen)
    return _READERS[seen.kind](typed, of, seen)
