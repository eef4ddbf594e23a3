"""The coder's answer as JSON and as text."""

from collections.abc import Iterable
from typing import Any

from almoner.core.coding.reading import Span
from almoner.core.coding.suggest import Answer, Query, Quote, Suggestion

_KINDS = ("dx", "procedure", "modifier", "em")


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer in the form of the command contract."""
    ordered = sorted(answer.suggestions, key=lambda each: _KINDS.index(each.kind))
    return {
        "suggestions": [_suggestion(each) for each in ordered],
        "queries": [_query(each) for each in answer.queries],
        "em": _level(answer),
    }


def _level(answer: Answer) -> dict[str, Any] | None:
    """The visit level's range, with what each element rests on."""
    visit = answer.visit
    if visit is None:
        return None
    legs: dict[str, Any] = {
        leg.element: {"low": leg.low, "high": leg.high, "evidence": _spans(answer, leg.evidence)}
        for leg in visit.legs
    }
    return {
        "low": visit.low,
        "high": visit.high,
        "by": visit.by,
        "missing": list(visit.missing),
        "evidence": _spans(answer, visit.evidence),
        **legs,
        "time": {"minutes": visit.minutes},
    }


def _spans(answer: Answer, spans: Iterable[Span]) -> list[dict[str, Any]]:
    reading = answer.reading
    return [{"start": span.start, "end": span.end, "text": reading.quote(span)} for span in spans]


def _quotes(quotes: Iterable[Quote]) -> list[dict[str, Any]]:
    return [{"start": quote.start, "end": quote.end, "text": quote.text} for quote in quotes]


def _query(one: Query) -> dict[str, Any]:
    return {
        "about": one.about,
        "ask": one.ask,
        "indicators": _quotes(one.indicators),
        "options": list(one.options),
        "axis": one.axis,
    }


def _suggestion(one: Suggestion) -> dict[str, Any]:
    service = {"units": one.units, "modifiers": list(one.modifiers)} if one.kind == "procedure" else {}
    service |= {"modifiers": list(one.modifiers)} if one.kind == "em" else {}
    service |= {"beside": one.beside} if one.kind == "modifier" else {}
    return {
        "code": one.code,
        "kind": one.kind,
        "title": one.title,
        "confidence": one.confidence,
        "calibration": one.calibration,
        "tier": one.tier.value,
        "evidence": _quotes(one.evidence),
        "why": [{"rule": why.rule, "says": why.says} for why in one.why],
        "alternatives": [
            {"code": each.code, "title": each.title, "rule": each.rule} for each in one.alternatives
        ],
        "missing": list(one.missing),
        **service,
    }


def as_text(answer: Answer) -> str:
    """The answer for a reader: tier, code, title, then the quotes that prove it."""
    lines = []
    for one in answer.suggestions:
        units = f" x{one.units}" if one.units != 1 else ""
        code = "-".join((one.code, *one.modifiers)) + units
        lines.append(f"{one.tier.value:<8} {code:<9} {one.title}")
        lines += [f"             [{quote.start}:{quote.end}] {quote.text!r}" for quote in one.evidence]
        lines += [f"             not said: {', '.join(one.missing)}"] if one.missing else []
    visit = answer.visit
    if visit:
        codes = visit.low if visit.low == visit.high else f"{visit.low} to {visit.high}"
        lines += [
            f"visit    {codes} by {visit.by}",
            *(f"             for more: {each}" for each in visit.missing),
        ]
    return "\n".join(lines or ["no code is proven by this note"]) + "\n"
