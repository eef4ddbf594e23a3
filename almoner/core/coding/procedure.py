"""The services that a note shows to have been done at its visit, each with its code, units and proof. What
was planned, offered, declined, done before or elsewhere is none (handbook, coding 3.6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from almoner.core.coding.answer import Tier
from almoner.core.coding.candidate import Alternative, Why
from almoner.core.coding.procedure_book import Act, Way
from almoner.core.coding.procedure_counts import count_of, minutes_of, size_of, text_of
from almoner.core.coding.procedure_scene import Done, Part, Scene
from almoner.core.coding.reading import Span
from almoner.core.coding.visit_cues import Sign

_DECIDING = frozenset({"minutes", "age"})
"""Counts without which there is no code at all."""
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
    return found


def events_of(scene: Scene, around: Around) -> Iterator[Event]:
    """Where acts of the book were done, each once a part."""
    for part in scene.parts:
        found: dict[str, Event] = {}
        for sign in part.named("word"):
            acts = (act for act in scene.book.by_list.get(sign.name, ()) if act.id not in found)
            events = (_event(scene, part, sign, act, around) for act in acts)
            found.update((event.act.id, event) for event in events if event)
        yield from found.values()


def _event(scene: Scene, part: Part, sign: Sign, act: Act, around: Around) -> Event | None:
    if act.sections and part.kind.value not in act.sections:
        return None
    if part.named("word", *act.none) if act.none else False:
        return None
    if act.is_scored and not _scored(scene, part, (sign,)):
        return None
    done = scene.done(part, act.done, sign)
    if done is Done.NO:
        return None
    near = scene.near(part)
    wanted = act.all[1:]
    if all(_holds(part, names, around) for names in wanted):
        return Event(act, sign, part, near, done)
    is_told = done is Done.SAID and not act.done
    if is_told and all(any(_holds(each, names, around) for each in near) for names in wanted):
        return Event(act, sign, part, near, done)
    return None


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
    for parts, ways in (((event.part,), [way for way in free if way.needs]), (event.near, free)):
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
    for part in event.near if is_wide else (event.part,):
        amount = _in_part(scene, event.act, part, by)
        if amount is not None:
            return amount
    if by == "minutes" and is_wide:
        return minutes_of(" ".join(text_of(scene, part) for part in event.near))
    return None


def _in_part(scene: Scene, act: Act, part: Part, by: str) -> float | None:
    if by == "cm":
        return size_of(text_of(scene, part))
    if by == "minutes":
        return minutes_of(text_of(scene, part))
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
    return ({"cm": "size", "lesions": "number", "minutes": "minutes", "age": "age"}[way.by],)


def _is_many(events: list[Event]) -> bool:
    return any(part.named("word", "many") for event in events for part in (event.part,))


def tier_of(done: Done, missing: tuple[str, ...]) -> tuple[Tier, float]:
    """What is said to be done and lacks nothing is ready; the rest is to be reviewed."""
    if missing:
        return Tier.REVIEW, _OPEN
    return (Tier.CONFIRM, _SURE) if done is Done.SAID else (Tier.REVIEW, _DATED)


_COUNTED = {"cm": "cm", "lesions": "counted", "minutes": "minutes", "named": "named", "age": "years of age"}


def _reason(act: Act, way: Way, amount: float | None, code: str) -> str:
    near = [each.removeprefix("@").replace("-", " ") for each in way.needs]
    said = f" with {', '.join(near)}" if near else ""
    counted = f", {amount:g} {_COUNTED[way.by]}" if amount is not None and way.by else ""
    return f"{act.id} was done{said}{counted}: {code}"
