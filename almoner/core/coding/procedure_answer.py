"""Services, modifiers and the visit level as suggestions: each with its words from the note, none accepted by
itself."""

from collections.abc import Iterable, Iterator

from almoner.core.coding.answer import Quote, Suggestion, Tier
from almoner.core.coding.asked import Asked
from almoner.core.coding.candidate import Alternative, Why
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.modifier import TITLES, Modifier, sided, visit_modifiers
from almoner.core.coding.procedure import Around, Procedure, procedures_of
from almoner.core.coding.procedure_book import Book
from almoner.core.coding.procedure_drugs import drugs_of, vaccines_of
from almoner.core.coding.procedure_scene import Scene
from almoner.core.coding.reading import Reading, Span
from almoner.core.coding.visit_read import VisitRange

_FACILITY = ("9922", "9923", "9928", "9930", "9931")
_NEW = ("9920", "9934")
_EM_CONFIDENCE = 0.7
_LONGEST_LEVEL = {"99205": 60, "99215": 40}
"""The minutes from which the highest office levels count."""
_QUARTER = 15
_MOST_QUOTES, _LONGEST = 6, 600


def services(reading: Reading, book: Book, asked: Asked, visit: VisitRange | None) -> tuple[Suggestion, ...]:
    """The services that were done, their modifiers, and the visit level. What a facility gives is the
    facility's own charge.
    """
    scene = Scene(reading, book, asked.on.year)
    around = Around(_flags(asked, visit) | _medical(scene), asked.age)
    found = procedures_of(scene, around)
    if "facility" not in around.flags:
        found += [*drugs_of(scene, asked.on, found), *vaccines_of(scene, around, asked.on)]
    found += _prolonged(visit)
    ordered = sorted(_once(sided(scene, found)), key=lambda each: (each.evidence[0], each.code))
    beside = visit_modifiers(scene, visit, ordered)
    marks = [mark for each in ordered for mark in _marks(each)] + beside
    out = [_procedure(each, reading) for each in ordered]
    out += [_modifier(each, reading) for each in marks]
    out += [_level(visit, beside, reading)] if visit and visit.evidence else []
    return tuple(out)


def _prolonged(visit: VisitRange | None) -> Iterator[Procedure]:
    """Each whole quarter of an hour beyond the highest office level, where the level is by stated time."""
    least = _LONGEST_LEVEL.get(visit.low) if visit and visit.by == "time" else None
    units = (visit.minutes - least) // _QUARTER if visit and least and visit.minutes else 0
    if visit and visit.evidence and units > 0:
        says = f"{visit.minutes} minutes, each whole {_QUARTER} beyond {least}: {units} of 99417"
        yield Procedure(
            code="99417",
            title="Office visit beyond its highest level, by minutes",
            family="prolonged",
            evidence=visit.evidence,
            why=(Why("procedure", says),),
            tier=Tier.REVIEW,
            confidence=_EM_CONFIDENCE,
            units=units,
            alternatives=(
                Alternative("G2212", "The same for Medicare, from a quarter of an hour later", "payer"),
            ),
        )


def _flags(asked: Asked, visit: VisitRange | None) -> frozenset[str]:
    flags = {"visit"} if visit else set()
    code = visit.low if visit else ""
    flags |= {"facility"} if code.startswith(_FACILITY) else set()
    is_new = code.startswith(_NEW) if asked.is_new is None else asked.is_new
    return frozenset(flags | {"new" if is_new else "known"})


def _medical(scene: Scene) -> frozenset[str]:
    """Medical work in the assessment or plan: a drug started or changed."""
    kinds = {SectionKind.ASSESSMENT, SectionKind.PLAN}
    has_drug = any(part.kind in kinds and part.named("word", "medical-part") for part in scene.parts)
    return frozenset({"medical"} if has_drug else ())


def _once(found: Iterable[Procedure]) -> Iterator[Procedure]:
    """One service a code and set of modifiers."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for each in found:
        key = each.code, tuple(code for code, _ in each.modifiers)
        if key not in seen:
            seen.add(key)
            yield each


def _marks(one: Procedure) -> Iterator[Modifier]:
    for code, span in one.modifiers:
        says = f"{TITLES.get(code, 'the digit').lower()}: the note says so"
        yield Modifier(code, one.code, span, says)


def _procedure(one: Procedure, reading: Reading) -> Suggestion:
    return Suggestion(
        code=one.code,
        kind="procedure",
        title=one.title,
        confidence=one.confidence,
        tier=Tier.REVIEW if one.missing and one.tier is Tier.CONFIRM else one.tier,
        evidence=_quotes(one.evidence, reading),
        why=one.why,
        alternatives=one.alternatives,
        missing=one.missing,
        units=one.units,
        modifiers=tuple(code for code, _ in one.modifiers),
    )


def _modifier(one: Modifier, reading: Reading) -> Suggestion:
    return Suggestion(
        code=one.code,
        kind="modifier",
        title=one.title,
        confidence=_EM_CONFIDENCE,
        tier=Tier.REVIEW,
        evidence=_quotes((one.evidence,), reading),
        why=(Why("modifier", one.says),),
        beside=one.beside,
    )


def _level(visit: VisitRange, beside: list[Modifier], reading: Reading) -> Suggestion:
    """The lowest level that the note carries; the higher one stands as the alternative."""
    by = "the minutes stated" if visit.by == "time" else "what was decided"
    higher = Alternative(visit.high, "The next level, where the doubts count", "visit")
    return Suggestion(
        code=visit.low,
        kind="em",
        title=f"Visit level by {by}",
        confidence=_EM_CONFIDENCE,
        tier=Tier.REVIEW,
        evidence=_quotes(visit.evidence, reading),
        why=(*(Why("visit", f"{leg.element}: {leg.low}") for leg in visit.legs), Why("visit", f"by {by}")),
        alternatives=(higher,) if visit.high != visit.low else (),
        missing=visit.missing,
        modifiers=tuple(each.code for each in beside),
    )


def _quotes(spans: Iterable[Span], reading: Reading) -> tuple[Quote, ...]:
    cut = (Span(span.start, min(span.end, span.start + _LONGEST)) for span in spans)
    listed = list(dict.fromkeys(cut))[:_MOST_QUOTES]
    return tuple(Quote(span.start, span.end, reading.quote(span)) for span in listed)
