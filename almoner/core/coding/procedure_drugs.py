"""Drugs and vaccines that were given at the visit: units from the dose and the unit of the code, rounded up
to the next whole one, what was thrown away, and the act of giving."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from almoner.core.coding.answer import Tier
from almoner.core.coding.candidate import Why
from almoner.core.coding.procedure import Around, Procedure, tier_of
from almoner.core.coding.procedure_book import GivenDrug, Vaccine
from almoner.core.coding.procedure_counts import dose_of, minutes_of, text_of
from almoner.core.coding.procedure_scene import Done, Part, Scene
from almoner.core.coding.reading import Span
from almoner.core.coding.visit_cues import Sign

_WASTE = re.compile(
    r"(?<!\d)(\d+(?:\.\d+)?)\s*(?:mcg|mg|units?|u)\b(?:\s+\w+){0,4}?\s+(?:discarded|wasted|waste)\b"
    r"|(?:discarded|wasted|waste)\b\W*(?:\w+\s+){0,2}?(\d+(?:\.\d+)?)\s*(?:mcg|mg|units?|u)\b",
    re.IGNORECASE,
)
_NO_WASTE = re.compile(
    r"\b(?:no|without|zero|nil)\s+(?:drug\s+|medication\s+)?(?:waste|wastage|discard(?:ed)?)\b"
    r"|\bnone (?:was )?(?:discarded|wasted)|(?:discarded|wastage|waste)\s*:?\s*none\b"
    r"|\bentire (?:vial|syringe)",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:in(?:to)? each|each (?:knee|shoulder|hip|side|joint)|per (?:knee|side|shoulder))\b"
    r"|\bmg\s+(?:\w+\s+){0,3}each\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d\s*(?:mg|mcg|gm?|grams?|units?|iu|ml|cc|million)\b", re.IGNORECASE)
_SINGLE = re.compile(r"\bsingle[- ](?:dose|use)\b|\bsdv\b", re.IGNORECASE)
_INJECTIONS = ("2055", "2060", "2061", "20526", "64405", "6461", "6464", "67028", "1190")
_BEHIND = 2
_CHILD = 19
_HOUR = 60


@dataclass(frozen=True, slots=True)
class _Given:
    """A drug or vaccine with the sign that names it."""

    code: str
    sign: Sign
    part: Part
    done: Done


def drugs_of(scene: Scene, on: date, acts: Iterable[Procedure] = ()) -> Iterator[Procedure]:
    """The drugs that were given, and how, where no other act holds the giving; `acts` are the services that
    were done, of which an injection holds the drug that is named right behind it."""
    given: dict[str, list[_Given]] = {}
    held = _held(scene, acts)
    for one in _given(scene, "drug", held):
        drug = scene.book.drugs[one.code]
        if on >= drug.since_on and (one.part in held or _is_given(one)):
            given.setdefault(one.code, []).append(one)
    shots: dict[str, list[_Given]] = {}
    for code, found in given.items():
        drug = scene.book.drugs[code]
        yield from _drug(scene, drug, found)
        route = next((route for each in found if (route := _route(each.part, held))), "")
        if route:
            shots.setdefault(route, []).append(found[0])
    yield from _giving(scene, shots)


def _given(scene: Scene, group: str, held: frozenset[Part] = frozenset()) -> Iterator[_Given]:
    for part in scene.parts:
        for sign in part.named(group):
            done = scene.done(part, of=sign)
            if done is Done.NO and (part in held or _is_use(scene, part, sign)) and scene.used(part, sign):
                done = Done.SAID if part in held else Done.DATED
            if done is not Done.NO and not part.named("word", "blood-test"):
                yield _Given(sign.name, sign, part, done)


def _is_use(scene: Scene, part: Part, sign: Sign) -> bool:
    """A dose with its way and the place of the body ("60 mg SC left arm"), or with the minutes that it ran:
    who writes that has given it."""
    text = text_of(scene, part)
    if part.named("word", "infusion", "into-vein"):
        return minutes_of(text) is not None
    if sign.group == "vaccine" and any(
        each.named("word", "vaccine-proof")
        for each in scene.near(part)
        if part.sentence <= each.sentence <= part.sentence + _BEHIND + 1
    ):
        return True
    is_told = bool(part.named("word", "shot-site")) and bool(part.named("word", "into-muscle"))
    return is_told and (sign.group == "vaccine" or _AMOUNT.search(text) is not None)


def _held(scene: Scene, acts: Iterable[Procedure]) -> frozenset[Part]:
    """The parts that an injection speaks of: its own and those of the next two sentences."""
    found: set[Part] = set()
    for act in acts:
        if act.code.startswith(_INJECTIONS):
            own = [part.sentence for part in act.parts if scene.span(part) in act.evidence]
            found |= {
                part
                for part in act.parts
                if scene.is_titled or any(at <= part.sentence <= at + _BEHIND for at in own)
            }
    return frozenset(found)


def _is_given(one: _Given) -> bool:
    """The words speak of giving it here, not of a prescription or a drug at home."""
    words = one.part.named("word", "given", "into-muscle", "into-vein", "infusion", "nebulizer")
    return bool(words) and not one.part.named("word", "at-home", "by-mouth")


def _route(part: Part, held: frozenset[Part]) -> str:
    """How a drug was given, where that is a service of its own."""
    if part in held or part.named("word", "part-of-act"):
        return ""
    found = {each.name for each in part.named("word", "into-muscle", "into-vein", "infusion")}
    return next((name for name in ("infusion", "into-vein", "into-muscle") if name in found), "")


def _drug(scene: Scene, drug: GivenDrug, found: list[_Given]) -> Iterator[Procedure]:
    doses = [(dose, each) for each in found if (dose := _dose(scene, drug, each)) is not None]
    dose, one = max(doses, key=lambda pair: pair[0]) if doses else (None, found[0])
    missing = () if dose is not None else ("dose",)
    units = max(1, ceil(round(dose / drug.per, 6))) if dose is not None else 1
    tier, confidence = tier_of(one.done, missing)
    base = Procedure(
        code=drug.code,
        title=drug.title,
        family="drug",
        evidence=(scene.span(one.part),),
        why=(Why("drug", f"{dose or 0:g} {drug.unit} in units of {drug.per:g}: {units}"),)
        if dose is not None
        else (Why("drug", "it was given; the dose isn't said"),),
        tier=tier,
        confidence=confidence,
        units=units,
        missing=missing,
        parts=(one.part,),
    )
    yield from _with_waste(scene, drug, base, one)


def _dose(scene: Scene, drug: GivenDrug, one: _Given) -> float | None:
    span, name = scene.span(one.part), scene.span_of(one.sign)
    text = _WASTE.sub(lambda match: " " * len(match.group()), scene.reading.text[span.start : span.end])
    dose = dose_of(text, name.start - span.start, drug.unit)
    is_twice = dose is not None and _EACH.search(text) and one.part.named("cue", "both")
    return dose * 2 if is_twice and dose is not None else dose


def _with_waste(scene: Scene, drug: GivenDrug, base: Procedure, one: _Given) -> Iterator[Procedure]:
    """JW on a line of its own for what was discarded, JZ where nothing was: only where the note says it."""
    near = scene.near(one.part)
    if not drug.is_single and not any(_SINGLE.search(text_of(scene, part)) for part in near[:1]):
        yield base
        return
    for part in near:
        text, span = text_of(scene, part), scene.span(part)
        if _NO_WASTE.search(text):
            yield _modified(base, "JZ", span)
            return
        waste = _WASTE.search(text)
        if waste:
            amount = float(waste.group(1) or waste.group(2))
            units = max(1, ceil(amount / drug.per))
            yield base
            yield _modified(
                Procedure(
                    code=drug.code,
                    title=f"{drug.title}, discarded",
                    family="drug",
                    evidence=(span,),
                    why=(Why("drug", f"{amount:g} {drug.unit} discarded from a single-dose container"),),
                    tier=Tier.REVIEW,
                    confidence=base.confidence,
                    units=units,
                ),
                "JW",
                span,
            )
            return
    yield base


def _modified(one: Procedure, modifier: str, span: Span) -> Procedure:
    return replace(one, modifiers=((modifier, span),))


def _giving(scene: Scene, shots: dict[str, list[_Given]]) -> Iterator[Procedure]:
    muscle = shots.get("into-muscle", [])
    if muscle:
        title = "Injection under the skin or into a muscle"
        yield _act(scene, muscle[0], "96372", title, len(muscle))
    for number, found in enumerate(shots.get("into-vein", ())):
        code = "96375" if number or "infusion" in shots else "96374"
        yield _act(scene, found, code, "Injection into a vein")
    for found in shots.get("infusion", ())[:1]:
        minutes = next(
            (each for part in scene.near(found.part) if (each := minutes_of(text_of(scene, part)))), None
        )
        if minutes is None or minutes <= 15:
            yield _act(scene, found, "96374", "Injection into a vein")
            continue
        yield _act(scene, found, "96365", "Infusion, first hour")
        more = int((minutes - _HOUR + 29) // _HOUR) if minutes > 90 else 0
        if more:
            yield _act(scene, found, "96366", "Infusion, further hours", more)


def _act(scene: Scene, one: _Given, code: str, title: str, units: int = 1) -> Procedure:
    tier, confidence = tier_of(one.done, ())
    return Procedure(
        code=code,
        title=title,
        family="injection",
        evidence=(scene.span(one.part),),
        why=(Why("drug", f"a drug was given this way: {code}"),),
        tier=tier,
        confidence=confidence,
        units=units,
        is_minor=True,
        parts=(one.part,),
    )


def vaccines_of(scene: Scene, around: Around, on: date) -> Iterator[Procedure]:
    """Vaccines that were given, each with its product, and their administration."""
    found: dict[str, tuple[Vaccine, _Given]] = {}
    given = list(_given(scene, "vaccine"))
    shared = Counter((one.part, one.sign.first) for one in given)
    for one in given:
        vaccine = scene.book.vaccines[one.code]
        first, last = vaccine.ages
        is_meant = shared[one.part, one.sign.first] == 1 or first <= (around.age or 0) <= last
        if on >= vaccine.since_on and is_meant:
            found.setdefault(one.code, (vaccine, one))
    sure = {each.part for vaccine, each in found.values() if not vaccine.is_vague}
    kept = [pair for pair in found.values() if not (pair[0].is_vague and pair[1].part in sure)]
    for vaccine, one in kept:
        yield _vaccine(scene, vaccine, one)
    yield from _administration(scene, kept, around)


def _vaccine(scene: Scene, vaccine: Vaccine, one: _Given) -> Procedure:
    missing = ("product",) if vaccine.is_vague else ()
    tier, confidence = tier_of(one.done, missing)
    return Procedure(
        code=vaccine.code,
        title=vaccine.title,
        family="immunization",
        evidence=(scene.span(one.part),),
        why=(Why("vaccine", f"it was given: {vaccine.code}"),),
        tier=tier,
        confidence=confidence,
        missing=missing,
        parts=(one.part,),
    )


def _administration(scene: Scene, given: list[tuple[Vaccine, _Given]], around: Around) -> Iterator[Procedure]:
    covid = [one for vaccine, one in given if vaccine.way == "covid"]
    rest = [(vaccine, one) for vaccine, one in given if vaccine.way != "covid"]
    if covid:
        yield _dose_given(scene, covid, "90480", 1)
    if not rest:
        return
    places = [one for _, one in rest]
    counselled = any(
        part.named("word", "vaccine-counsel") for each in places for part in scene.near(each.part)
    )
    if counselled and around.age is not None and around.age < _CHILD:
        yield _dose_given(scene, places, "90460", len(rest))
        further = sum(vaccine.parts - 1 for vaccine, _ in rest)
        if further:
            yield _dose_given(scene, places, "90461", further)
        return
    shots = [one for vaccine, one in rest if vaccine.way == "shot"]
    other = [one for vaccine, one in rest if vaccine.way != "shot"]
    if shots:
        yield _dose_given(scene, shots, "90471", 1)
    elif other:
        yield _dose_given(scene, other, "90473", 1)
    if len(shots) > 1:
        yield _dose_given(scene, shots[1:], "90472", len(shots) - 1)
    more = len(other) if shots else len(other) - 1
    if more > 0:
        yield _dose_given(scene, other[-more:], "90474", more)


def _dose_given(scene: Scene, places: list[_Given], code: str, units: int) -> Procedure:
    tier, confidence = tier_of(places[0].done, ())
    return Procedure(
        code=code,
        title="Vaccine given",
        family="immunization",
        evidence=tuple(dict.fromkeys(scene.span(each.part) for each in places)),
        why=(Why("vaccine", f"{len(places)} given: {units} of {code}"),),
        tier=tier,
        confidence=confidence,
        units=units,
        is_minor=True,
        parts=tuple(each.part for each in places),
    )
