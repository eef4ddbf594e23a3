"""From mentions to candidates: one code for each concept and side that the note holds, by the titles of
the day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from almoner.core.coding.candidate import Alternative, Candidate, Ground, Why
from almoner.core.coding.concept import Concept
from almoner.core.coding.mention import Assertion, AxisValue, Mention, Phase, Side, Time, Who
from almoner.core.coding.navigate import Known, Navigator, Way
from almoner.core.coding.note import Note, Place, supporting
from almoner.core.coding.words import Span, stems_of

_PLACES = (
    Place.HEADING.value,
    Place.ASSESSED.value,
    "plan",
    Place.BESIDE_HEADING.value,
    "procedure",
    "hpi",
    "complaint",
    "other",
    "results",
    Place.INTRODUCTION.value,
    "pmh",
    "social",
    "exam",
    "vitals",
    "medications",
    "ros",
)
"""Where a statement weighs most, the best first."""
_NO_CODE = frozenset({"drug"})
_SURVEILLANCE, _LASTING, _CANCERS = "Z08", "Z79.81", "Z85"
"""Follow-up after cancer, drugs for years against hormones, what cancers are in the past."""


class Unplaced(NamedTuple):
    """A concept that the note holds without saying what its codes need: there is only a question."""

    concept: str
    mentions: tuple[Mention, ...]
    missing: tuple[str, ...]
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the mentions of a note lead to."""

    candidates: tuple[Candidate, ...]
    unplaced: tuple[Unplaced, ...]


def gather(note: Note, navigator: Navigator) -> Gathered:
    """The candidates of a note, in the order of their first mention, and what could not be placed."""
    candidates: list[Candidate] = []
    unplaced: list[Unplaced] = []
    for name, mentions in note.by_concept.items():
        concept = note.lexicon.concepts[name]
        if concept.kind in _NO_CODE:
            continue
        for found in _of_concept(note, navigator, *_followed(note, concept, mentions)):
            if isinstance(found, Candidate):
                candidates.append(found)
            else:
                unplaced.append(found)
    return Gathered(tuple(candidates), tuple(unplaced))


def _followed(
    note: Note, concept: Concept, mentions: tuple[Mention, ...]
) -> tuple[Concept, tuple[Mention, ...]]:
    """What is followed up: while a drug for years keeps a cancer away, its surveillance names the cancer
    itself, for the treatment isn't over.
    """
    is_treated = any(each.startswith(_LASTING) for each in note.remedies.long_terms)
    if concept.code != _SURVEILLANCE or not is_treated:
        return concept, mentions
    for each in mentions:
        stems = stems_of(note.reading.quote(each.span))
        names = (" ".join(stems[:size]) for size in range(len(stems) - 1, 0, -1))
        owners = next((own for name in names if (own := note.lexicon.phrases.get(name))), ())
        cancer = note.lexicon.concepts[owners[0]] if len(owners) == 1 else None
        if cancer and cancer.history.startswith(_CANCERS):
            return cancer, tuple(replace(one, concept=cancer.id) for one in mentions)
    return concept, mentions


def _of_concept(
    note: Note, navigator: Navigator, concept: Concept, mentions: tuple[Mention, ...]
) -> Iterator[Candidate | Unplaced]:
    is_gone = note.is_denied_here(concept.id) or _is_over(note, concept, mentions)
    support = () if is_gone else supporting(note, mentions)
    if support and concept.code:
        yield from _placed(note, navigator, concept, support)
    else:
        yield from _beside(navigator, concept, mentions)


def _is_over(note: Note, concept: Concept, mentions: tuple[Mention, ...]) -> bool:
    """The assessment says that a passing illness is over, whatever the history tells of it."""
    if concept.is_chronic or not concept.history:
        return False
    own = [each for each in mentions if note.is_assessing(each) and each.who is Who.PATIENT]
    return bool(own) and all(each.time is Time.RESOLVED for each in own)


def _placed(
    note: Note, navigator: Navigator, concept: Concept, support: tuple[Mention, ...]
) -> Iterator[Candidate | Unplaced]:
    """A candidate for each side; what stands in the best place speaks first."""
    ranked = sorted(support, key=lambda each: (_rank(note, each), each.span))
    for side, own, said in _by_side(note, navigator, concept, ranked):
        axes = _merged(concept, own)
        phase = _phase(note, concept, own)
        known = Known(tuple((each.axis, each.value) for each in axes), side, phase)
        way = navigator.way(concept, known)
        if not way.code and side is not Side.NONE:
            known = Known(known.axes, Side.NONE, phase)
            way = navigator.way(concept, known)
        if not way.code:
            yield Unplaced(concept.id, tuple(own), way.missing, _alternatives(way))
            continue
        yield Candidate(
            code=way.code,
            title=way.title,
            concept=concept.id,
            evidence=_proof(own, axes, said),
            mentions=tuple(own),
            axes=axes,
            side=side,
            phase=phase,
            missing=way.missing,
            alternatives=_alternatives(way),
            why=_steps(concept, known, way),
        )


def _proof(own: list[Mention], axes: tuple[AxisValue, ...], said: tuple[Span, ...]) -> tuple[Span, ...]:
    """Where a candidate is proven: its best mention with its side first, then axes, then the other
    mentions."""
    sides = [each.side_at for each in own if each.side_at is not None]
    spans = [own[0].span, *sides[:1], *(each.span for each in axes), *said, *(each.span for each in own)]
    return tuple(dict.fromkeys(spans))


def _rank(note: Note, mention: Mention) -> int:
    place = note.place_of(mention)
    return _PLACES.index(place) if place in _PLACES else len(_PLACES)


def _alternatives(way: Way) -> tuple[Alternative, ...]:
    return tuple(Alternative(title.code, title.text) for title in way.alternatives)


def _steps(concept: Concept, known: Known, way: Way) -> tuple[Why, ...]:
    steps = [Why("lexicon", f"{concept.id} leads to {concept.code}")]
    said = [f"{axis} is {value}" for axis, value in known.axes]
    said += [f"side is {known.side.value}"] if known.side is not Side.NONE else []
    said += [f"care is {known.phase.value}"] if known.phase not in {Phase.NONE, Phase.INITIAL} else []
    if way.is_refined:
        steps.append(Why("titles", f"{', '.join(said) or 'the titles of the day'}: {way.code}"))
    return tuple(steps)


def _by_side(
    note: Note, navigator: Navigator, concept: Concept, ranked: list[Mention]
) -> Iterator[tuple[Side, list[Mention], tuple[Span, ...]]]:
    """The sides of a concept with their mentions, and where a side was said apart from them. Sides said
    in the assessment outweigh those said elsewhere; where no mention has one, its problem's or the note's
    only one counts."""
    sided = [each for each in ranked if each.side is not Side.NONE]
    assessed = [each for each in sided if note.is_assessing(each)]
    sides = {each.side for each in assessed or sided}
    is_open = concept.has_sides and not sides and note.is_assessing(ranked[0])
    near = note.side_near(ranked[0]) if is_open else None
    said = (near[1],) if near else ()
    sides |= {near[0]} if near else set()
    if not concept.has_sides or not sides:
        yield Side.NONE, ranked, ()
        return
    wants_both = Side.BOTH in sides or sides == {Side.RIGHT, Side.LEFT}
    if wants_both and navigator.has_both(concept):
        yield Side.BOTH, ranked, said
        return
    for side in (Side.RIGHT, Side.LEFT) if wants_both else (sides.pop(),):
        yield side, [each for each in ranked if each.side in {side, Side.BOTH, Side.NONE}], said


def _merged(concept: Concept, ranked: list[Mention]) -> tuple[AxisValue, ...]:
    """One value an axis: that of the best placed mention that says it."""
    found: dict[str, AxisValue] = {}
    for mention in ranked:
        for value in mention.axes:
            found.setdefault(value.axis, value)
    return tuple(found[axis.name] for axis in concept.axes if axis.name in found)


def _phase(note: Note, concept: Concept, ranked: list[Mention]) -> Phase:
    if not concept.has_phase:
        return Phase.NONE
    said = {each.phase for each in ranked if note.is_assessing(each)} or {each.phase for each in ranked}
    return next((each for each in (Phase.SEQUELA, Phase.SUBSEQUENT) if each in said), Phase.INITIAL)


def _beside(navigator: Navigator, concept: Concept, mentions: tuple[Mention, ...]) -> Iterator[Candidate]:
    """What a past condition, or a relative's, is coded as."""
    past = [each for each in mentions if _is_past(each)]
    kin = [each for each in mentions if each.assertion is Assertion.PRESENT and each.who is Who.RELATIVE]
    if past and concept.history:
        yield from _of_ground(navigator, concept, past, Ground.HISTORY)
    if kin and concept.family:
        yield from _of_ground(navigator, concept, kin, Ground.FAMILY)


def _is_past(mention: Mention) -> bool:
    is_own = mention.assertion is Assertion.PRESENT and mention.who is Who.PATIENT
    return is_own and mention.time in {Time.HISTORICAL, Time.RESOLVED}


def _of_ground(
    navigator: Navigator, concept: Concept, mentions: list[Mention], ground: Ground
) -> Iterator[Candidate]:
    code = concept.history if ground is Ground.HISTORY else concept.family
    title = navigator.codes.title(code)
    if title is not None:
        said = "is past" if ground is Ground.HISTORY else "is a relative's"
        yield Candidate(
            code=code,
            title=title,
            concept=concept.id,
            evidence=tuple(each.span for each in mentions),
            ground=ground,
            mentions=tuple(mentions),
            why=(Why(ground.value, f"{concept.id} {said}: {code}"),),
        )
