"""The services that a note shows to have been done at its visit, each with its code, units and proof. What
was planned, offered, declined, done before or elsewhere is none (handbook, coding 3.6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from almoner.core.coding.answer import Tier
from almoner.core.coding.candidate import Alternative, Why
from almoner.core.coding.procedure_book import Act, Way
from almoner.core.coding.procedure_counts import (
    count_of,
    days_of,
    is_all_time,
    minutes_of,
    size_of,
    staff_minutes,
    text_of,
    views_of,
)
from almoner.core.coding.procedure_scene import Done, Part, Scene
from almoner.core.coding.reading import Span
from almoner.core.coding.visit_cues import Sign

_DECIDING = frozenset({"minutes", "age", "days"})
"""Counts without which there is no code at all."""
_READ_OFF = {"cm": size_of, "minutes": minutes_of, "days": days_of, "views": views_of}
_SURE, _DATED, _OPEN, _GUESS = 0.9, 0.72, 0.55, 0.25
_REACH = 4


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the words: `flags` are visit, facility, new, known; the age in whole years."""

    flags: frozenset[str] = frozenset()
    age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A service that was done. `evidence` are the words that show it, `parts` these and those near them;
    `side` is "", "lr" or "digit": which modifier its side gives; `missing` is what the note leaves open.
    """

    code: str
    title: str
    family: str
    evidence: tuple[Span, ...]
    why: tuple[Why, ...]
    tier: Tier
    confidence: float
    units: int = 1
    side: str = ""
    modifiers: tuple[tuple[str, Span], ...] = ()
    missing: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    is_minor: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """An act at a place where it was done: its part, the parts near it, and the words that named it."""

    act: Act
    sign: Sign
    part: Part
    near: tuple[Part, ...]
    done: Done


def procedures_of(scene: Scene, around: Around) -> list[Procedure]:
    """The acts that were done, by their codes; drugs and vaccines not."""
    by_act: dict[str, list[Event]] = {}
    for event in events_of(scene, around):
        by_act.setdefault(event.act.id, []).append(event)
    hidden = {each for events in by_act.values() for each in events[0].act.over}
    found: list[Procedure] = []
    for name, events in by_act.items():
        if name not in hidden:
            found += _of_act(scene, events, around)
    return list(_biopsies(found))


_BIOPSIES = ("11106", "11104", "11102")
"""The first biopsy of each way, the way that leads first; a further one has the next number."""


def _biopsies(found: list[Procedure]) -> Iterator[Procedure]:
    """Biopsies of the skin taken in several ways are one series: what doesn't lead counts as further ones."""
    ways = [code for code in _BIOPSIES if any(each.code == code for each in found)]
    follow = {code: str(int(code) + 1) for code in ways[1:]}
    more = {
        follow[code]: sum(each.units for each in found if each.code in {code, follow[code]})
        for code in follow
    }
    for one in found:
        if one.code in follow:
            code = follow[one.code]
            says = f"beside {ways[0]}, each further one: {more[code]} of {code}"
            yield replace(one, code=code, units=more[code], why=(*one.why, Why("procedure", says)))
        elif one.code not in more:
            yield one


def events_of(scene: Scene, around: Around) -> Iterator[Event]:
    """Where acts of the book were done, each once a part. What a part says whole goes before what it says
    only with words from around it."""
    by_list = scene.book.by_list
    for part in scene.parts:
        found: dict[str, Event] = {}
        for sign in part.signs:
            if sign.group == "word" and sign.name in by_list:
                acts = (act for act in by_list[sign.name] if act.id not in found)
                events = [event for act in acts if (event := _event(scene, part, sign, act, around))]
                found.update((event.act.id, event) for event in _nearest(events, around))
        yield from found.values()


def _nearest(events: list[Event], around: Around) -> list[Event]:
    """Of the acts that one word names, those whose further words stand nearest to it, those without any, and
    what holds one of these within."""
    away = {each.act.id: _away(each, around) for each in events if len(each.act.all) > 1}
    least = min(away.values(), default=0)
    near = {each.act.id for each in events if away.get(each.act.id, least) == least}
    return [each for each in events if each.act.id in near or near & set(each.act.over)]


def _away(event: Event, around: Around) -> int:
    """How many sentences lie between an act's part and the furthest of the parts that it needs."""
    return max(
        min(abs(each.sentence - event.part.sentence) for each in event.near if _holds(each, names, around))
        for names in event.act.all[1:]
    )


def _event(scene: Scene, part: Part, sign: Sign, act: Act, around: Around) -> Event | None:
    if not _is_named(scene, part, sign, act):
        return None
    done = scene.done(part, act.done, sign)
    if done is Done.NO:
        return None
    near = scene.near(part)
    soon = (each for each in near if part.sentence <= each.sentence <= part.sentence + 1)
    if act.beside and not any(each.named("word", *act.beside) for each in soon):
        return None
    wanted = act.all[1:]
    if all(_holds(part, names, around) for names in wanted):
        return Event(act, sign, part, near, done)
    is_told = done is Done.SAID and not act.done
    free = [each for each in near if not (act.none and each.named("word", *act.none))]
    if is_told and all(any(_holds(each, names, around) for each in free) for names in wanted):
        return Event(act, sign, part, near, done)
    return None


def _is_named(scene: Scene, part: Part, sign: Sign, act: Act) -> bool:
    """The part may name the act: it stands where it may, with nothing that rules it out."""
    if act.sections and part.kind.value not in act.sections:
        return False
    if act.none and part.named("word", *act.none):
        return False
    if act.is_scored and not _scored(scene, part, (sign,)):
        return False
    return not act.close or _is_close(part, sign, act)


def _is_close(part: Part, sign: Sign, act: Act) -> bool:
    """The second list's word stands no further from the name than the act allows."""
    return any(
        -2 <= other.first - sign.last <= act.close or 0 <= sign.first - other.last <= 2
        for other in part.named("word", *act.all[1])
    )


def _scored(scene: Scene, part: Part, signs: Iterable[Sign]) -> list[Sign]:
    """The signs that a number follows."""
    tokens = scene.reading.tokens
    return [
        sign
        for sign in signs
        if any(token.word[0].isdecimal() for token in tokens[sign.last : min(sign.last + _REACH, part.last)])
    ]


def _holds(part: Part, names: Iterable[str], around: Around) -> bool:
    return any(
        name.removeprefix("@") in around.flags if name.startswith("@") else bool(part.named("word", name))
        for name in names
    )


def _of_act(scene: Scene, events: list[Event], around: Around) -> Iterator[Procedure]:
    """One service a code: events of the same code prove it together, the largest count decides."""
    found: dict[str, tuple[Way, float | None, list[Event]]] = {}
    named = _named(scene, events)
    for event in sorted(events, key=lambda each: _amount(scene, each, around, is_wide=False) is None):
        way = _way(event, around)
        if way is None:
            continue
        amount = named if way.by == "named" else _amount(scene, event, around, is_wide=True)
        code = way.code or step_code(way, amount)
        if code is None:
            continue
        key = code or ("" if way.by in _DECIDING else _least(way))
        if key in found and (known := found[key][1]) is not None and (amount is None or amount < known):
            amount = known
        found[key] = (way, amount, [*found.get(key, (way, amount, []))[2], event])
    sized = {code: each for code, each in found.items() if each[1] is not None}
    for code, (way, amount, own) in (sized or found).items():
        if code:
            yield from _made(scene, code, way, amount, own)


def _way(event: Event, around: Around) -> Way | None:
    """The first way whose lists stand near the act, those of its own part before those around it."""
    free = [way for way in event.act.ways if not any(_holds(each, way.bars, around) for each in event.near)]
    is_wide = event.act.is_wide and not (event.act.of and event.part.named("word", *event.act.of))
    own = [] if is_wide else [way for way in free if way.needs]
    for parts, ways in (((event.part,), own), (event.near, free)):
        for way in ways:
            if all(any(_holds(each, (name,), around) for each in parts) for name in way.needs):
                return way
    return None


def _amount(scene: Scene, event: Event, around: Around, *, is_wide: bool) -> float | None:
    """What the way of an act counts, from its own part, else from those around it."""
    way = _way(event, around)
    by = way.by if way else ""
    if by == "age":
        return None if around.age is None else float(around.age)
    parts = event.near if is_wide else (event.part,)
    if by == "minutes":
        told = [each for part in parts if (each := staff_minutes(text_of(scene, part))) is not None]
        if told:
            return told[0]
        parts = tuple(part for part in parts if part is event.part or not is_all_time(text_of(scene, part)))
    for part in parts:
        amount = _in_part(scene, event.act, part, by)
        if amount is not None:
            return amount
    if by == "minutes" and is_wide:
        return minutes_of(" ".join(text_of(scene, part) for part in parts))
    return None


def _in_part(scene: Scene, act: Act, part: Part, by: str) -> float | None:
    if by in _READ_OFF:
        return _READ_OFF[by](text_of(scene, part))
    nouns = part.named("word", *(act.of or act.all[0]))
    return count_of(scene, part, nouns) if by == "lesions" else None


def _named(scene: Scene, events: list[Event]) -> float | None:
    """How many different things are named: where the acts stand, else around them."""
    act = events[0].act
    for parts in ([event.part for event in events], [part for event in events for part in event.near]):
        names = set()
        for part in parts:
            signs = part.named("word", *(act.of or act.all[0]))
            counted = _scored(scene, part, signs) if act.is_scored else signs
            names |= {
                scene.reading.quote(scene.span_of(each)).lower().removesuffix(" score") for each in counted
            }
        if names:
            return float(len(names))
    return None


def step_code(way: Way, amount: float | None) -> str | None:
    """The code of the step that holds an amount; "" where it isn't known, None where it carries no code."""
    if amount is None:
        return ""
    code = next((code for most, code in way.steps if amount <= most), None)
    return code or None


def _least(way: Way) -> str:
    """The code of the first step that has one."""
    return next((code for _, code in way.steps if code), "")


def _made(
    scene: Scene, code: str, way: Way, amount: float | None, events: list[Event]
) -> Iterator[Procedure]:
    act = events[0].act
    missing = _missing(way, amount, events)
    tier, confidence = tier_of(
        max((each.done for each in events), key=lambda each: each is Done.SAID), missing
    )
    if missing == ("size",):
        tier, confidence = Tier.HINT, _GUESS
    parts = tuple(each.part for each in events)
    one = Procedure(
        code=code,
        title=act.title,
        family=act.family,
        evidence=tuple(dict.fromkeys(scene.span(each) for each in parts)),
        why=(Why("procedure", _reason(act, way, amount, code)),),
        tier=tier,
        confidence=confidence,
        units=int(amount) if way.is_per_unit and amount else 1,
        side=act.side,
        modifiers=((way.modifier, scene.span(parts[0])),) if way.modifier else (),
        missing=missing,
        is_minor=act.is_minor,
        parts=tuple(dict.fromkeys(each for event in events for each in (event.part, *event.near))),
    )
    yield one
    further = way.further
    if further and code == _least(way) and amount is not None and amount > further.after:
        units = ceil((amount - further.after) / further.each)
        says = f"each further one: {units} of {further.code}"
        yield replace(
            one,
            code=further.code,
            title=f"{act.title}, further",
            units=units,
            why=(Why("procedure", says),),
            side="",
        )


def _missing(way: Way, amount: float | None, events: list[Event]) -> tuple[str, ...]:
    if amount is not None or not way.by or way.by == "named":
        return ()
    is_plural = any(event.sign.last - event.sign.first for event in events) and way.by == "lesions"
    if is_plural and not _is_many(events):
        return ()
    return (
        {
            "cm": "size",
            "lesions": "number",
            "minutes": "minutes",
            "age": "age",
            "days": "days",
            "views": "views",
        }[way.by],
    )


def _is_many(events: list[Event]) -> bool:
    return any(part.named("word", "many") for event in events for part in (event.part,))


def tier_of(done: Done, missing: tuple[str, ...]) -> tuple[Tier, float]:
    """What is said to be done and lacks nothing is ready; the rest is to be reviewed."""
    if missing:
        return Tier.REVIEW, _OPEN
    return (Tier.CONFIRM, _SURE) if done is Done.SAID else (Tier.REVIEW, _DATED)


_COUNTED = {
    "cm": "cm",
    "lesions": "counted",
    "minutes": "minutes",
    "named": "named",
    "age": "years of age",
    "days": "days",
    "views": "views",
}


def _reason(act: Act, way: Way, amount: float | None, code: str) -> str:
    near = [each.removeprefix("@").replace("-", " ") for each in way.needs]
    said = f" with {', '.join(near)}" if near else ""
    counted = f", {amount:g} {_COUNTED[way.by]}" if amount is not None and way.by else ""
    return f"{act.id} was done{said}{counted}: {code}"
