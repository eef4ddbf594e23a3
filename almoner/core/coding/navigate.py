"""From a concept with what the note says of it to the most specific code of the day, through the official
titles.

Nothing is remembered of last year's list: the values of axes are words that titles of the day must hold,
the side and the phase of care too. What the note doesn't say, the code mustn't claim: of the titles that
say all that is known, the one wins that says least beyond it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from almoner.core.coding.concept import Axis, Concept, Wanted
from almoner.core.coding.day_codes import DayCodes, Title
from almoner.core.coding.mention_kinds import Phase, Side
from almoner.core.coding.words import stems_of

_SIDE_WORDS = {Side.RIGHT: "right", Side.LEFT: "left", Side.BOTH: "bilateral"}
_SIDES = frozenset(_SIDE_WORDS.values())
_PHASES = {Phase.INITIAL: "initial", Phase.SUBSEQUENT: "subsequent", Phase.SEQUELA: "sequela"}
_PHASE_STEMS = {phase: next(iter(stems_of(word))) for phase, word in _PHASES.items()}
_FREE = frozenset(
    stem
    for word in "unspecified right left bilateral unilateral initial subsequent sequela encounter for closed "
    "with without routine healing and of the in or not to by elsewhere classified site nos part other "
    "mention".split()
    for stem in stems_of(word)
)
"""Words of titles that say nothing about the condition itself, or are weighed apart."""
_CONFLICT, _UNMET, _CLAIMED, _EXTRA, _ABSENT, _OTHER = 12.0, 3.0, 4.0, 1.0, 0.6, 1.5
_UNLIKELY = {
    stem: 2.0
    for word in "open delayed nonunion malunion displaced complicating".split()
    for stem in stems_of(word)
}
_MOST_CLAIM = 3.5
_MOST_ALTERNATIVES = 5
_MOST_KEPT = 20_000
_OVERLAPPING = 2


@dataclass(frozen=True, slots=True)
class Known:
    """What the note says: axis values by axis, side, phase."""

    axes: tuple[tuple[str, str], ...] = ()
    side: Side = Side.NONE
    phase: Phase = Phase.NONE


@dataclass(frozen=True, slots=True)
class Way:
    """Where the titles lead. `code` is empty where every code claims more than the note says; then
    `missing` is to be asked. `alternatives` are the next codes, as they would be with other answers."""

    code: str
    title: str
    missing: tuple[str, ...] = ()
    alternatives: tuple[Title, ...] = ()
    is_refined: bool = False


@dataclass(frozen=True)
class Navigator:
    """Ways through the codes of one day; each is found once."""

    codes: DayCodes
    _kept: dict[tuple[str, Known], Way] = field(default_factory=dict)

    def way(self, concept: Concept, known: Known) -> Way:
        """The way of a concept with what is known of it. Both sides without a code for both have no way:
        ask for each side by itself."""
        key = (concept.id, known)
        if key not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = _Walk(self.codes, concept, known).way()
        return self._kept[key]

    def has_both(self, concept: Concept) -> bool:
        """The family has codes for both sides together."""
        return any("bilateral" in title.stems for root in concept.roots for title in self.codes.below(root))


class _Walk:
    """One search."""

    def __init__(self, codes: DayCodes, concept: Concept, known: Known) -> None:
        self.codes, self.concept, self.known = codes, concept, known
        self.values: Mapping[str, str] = dict(known.axes)
        self.said = frozenset(stem for value in self.values.values() for stem in stems_of(value))
        self.told = self._told()
        self._begin(concept.code)

    def _begin(self, code: str) -> None:
        """Start from a code: its title is what every way is measured by."""
        self.start = self.codes.heir(code)
        self.default_stems = frozenset(stems_of(self.codes.name(self.start)))
        self.base = self.default_stems - _FREE
        self.free = self.base | _FREE | self.said
        own = ((axis, _asserted(axis, self.default_stems)) for axis in self.concept.axes)
        self.axes = [(axis, self.values.get(axis.name), held) for axis, held in own]

    def way(self) -> Way:
        if self.told and set(self.told.values).issuperset(self.known.axes):
            return self._told_way(self.told)
        title = self.codes.title(self.start)
        if title is not None and self._is_plain():
            return self._to(Title(self.start, title, self.default_stems), self._ranked(self.concept.roots))
        ranked = self._ranked(self.concept.roots)
        if self.told and (not ranked or ranked[0][0] >= _UNMET):
            return self._told_way(self.told)
        return self._best(ranked)

    def _is_plain(self) -> bool:
        has_phase = self.concept.has_phase and self.known.phase not in {Phase.NONE, Phase.INITIAL}
        return not (self.values or self.known.side is not Side.NONE or has_phase)

    def _told(self) -> Wanted | None:
        """What the concept itself names for these values."""
        said = {*self.known.axes, ("side", self.known.side.value), ("phase", self.known.phase.value)}
        return next((each for each in self.concept.codes if said.issuperset(each.values)), None)

    def _told_way(self, told: Wanted) -> Way:
        """The code that the concept names, with side and phase found by titles where it doesn't say them."""
        self._begin(told.code)
        named = {axis for axis, _ in told.values}
        has_side = self.concept.has_sides and "side" not in named and self.known.side is not Side.NONE
        has_phase = self.concept.has_phase and "phase" not in named
        title = self.codes.title(self.start)
        if title is not None and not has_side and not has_phase:
            return self._to(Title(self.start, title, self.default_stems), [])
        root = self.start[:-1] if title is not None and has_side else self.start
        root = self.start[:-2] if title is not None and has_side and has_phase else root
        return self._best(self._ranked((root,)))

    def _best(self, ranked: list[tuple[float, Title]]) -> Way:
        """The best of the ranked, but for one that claims what nobody said."""
        if not ranked or ranked[0][0] >= _CONFLICT or self._claims(ranked[0][1].stems) > _MOST_CLAIM:
            return Way(
                "", "", self._missing(frozenset()), tuple(each for _, each in ranked[:_MOST_ALTERNATIVES])
            )
        return self._to(ranked[0][1], ranked)

    def _ranked(self, roots: tuple[str, ...]) -> list[tuple[float, Title]]:
        """The codes of a family, those that fit best first."""
        titles = {title.code: title for root in roots for title in self.codes.below(root)}
        ranked = [(self._cost(title), title.code != self.start, title) for title in titles.values()]
        ranked.sort(key=lambda each: (each[0], each[1], each[2].code))
        return [(cost, title) for cost, _, title in ranked]

    def _cost(self, title: Title) -> float:
        stems = title.stems
        cost = sum([_axis_cost(stems, *each) for each in self.axes])
        cost += self._side_cost(stems) + self._phase_cost(stems)
        cost += sum([_UNLIKELY.get(stem, _EXTRA) for stem in stems - self.free])
        cost += _ABSENT * len(self.base - stems)
        return cost + (_OTHER if "other" in stems and "other" not in self.default_stems else 0)

    def _side_cost(self, stems: frozenset[str]) -> float:
        if not self.concept.has_sides:
            return 0.0
        told = stems & _SIDES
        if self.known.side is Side.NONE:
            return 6.0 if told else 0.0
        want = _SIDE_WORDS[self.known.side]
        if want in told:
            return 0.0
        return _CONFLICT if told or self.known.side is Side.BOTH else _UNMET

    def _phase_cost(self, stems: frozenset[str]) -> float:
        if not self.concept.has_phase:
            return 0.0
        told = {phase for phase, stem in _PHASE_STEMS.items() if stem in stems}
        phase = Phase.INITIAL if self.known.phase is Phase.NONE else self.known.phase
        return 0.0 if not told or phase in told else _CONFLICT

    def _claims(self, stems: frozenset[str]) -> float:
        """What a title says of axes and side that the note doesn't."""
        open_axes = [(axis, held) for axis, value, held in self.axes if value is None]
        claimed = sum(_CLAIMED for axis, held in open_axes if _asserted(axis, stems) - held)
        is_sided = self.concept.has_sides and self.known.side is Side.NONE and bool(stems & _SIDES)
        return claimed + (_CLAIMED if is_sided else 0)

    def _to(self, title: Title, ranked: list[tuple[float, Title]]) -> Way:
        missing = self._missing(title.stems)
        others = [(cost, each) for cost, each in ranked if each.code != title.code and cost < _CONFLICT]
        others.sort(key=lambda one: (not self._answers(one[1], missing), one[0], one[1].code))
        return Way(
            title.code,
            title.text,
            missing,
            tuple(each for _, each in others[:_MOST_ALTERNATIVES]),
            is_refined=title.code != self.concept.code,
        )

    def _answers(self, title: Title, missing: tuple[str, ...]) -> bool:
        """A title says something of what is missing."""
        has_axis = any(_asserted(axis, title.stems) for axis in self.concept.axes if axis.name in missing)
        return has_axis or ("side" in missing and bool(title.stems & _SIDES))

    def _missing(self, stems: frozenset[str]) -> tuple[str, ...]:
        """The axes to ask: those of the concept that the note doesn't say, and the side where titles have
        one."""
        missing = [
            name for name in self.concept.ask if name not in self.values and name not in {"side", "phase"}
        ]
        is_sideless = self.concept.has_sides and self.known.side is Side.NONE and not stems & _SIDES
        if is_sideless and any(
            _SIDES & title.stems for root in self.concept.roots for title in self.codes.below(root)
        ):
            missing.append("side")
        return tuple(missing)


def _axis_cost(stems: frozenset[str], axis: Axis, value: str | None, held: frozenset[str]) -> float:
    """A value that is known must stand in the title; one that isn't known mustn't, but where the concept's
    own code has it (`held`)."""
    asserted = _asserted(axis, stems)
    if value is None:
        return _CLAIMED if asserted and asserted - held else 0.0
    if value in asserted:
        return 0.0
    return _CONFLICT if asserted else _UNMET


def _asserted(axis: Axis, stems: frozenset[str]) -> frozenset[str]:
    """The values of an axis whose words all stand in a title; of two that overlap only the longer one."""
    there = [(value, words) for value, words in _words_of(axis) if words <= stems]
    if len(there) < _OVERLAPPING:
        return frozenset(value for value, _ in there)
    return frozenset(value for value, words in there if not any(words < others for _, others in there))


@lru_cache(maxsize=5_000)
def _words_of(axis: Axis) -> tuple[tuple[str, frozenset[str]], ...]:
    """The values of an axis with the stems of their words."""
    there = ((each.value, frozenset(stems_of(each.value))) for each in axis.values)
    return tuple((value, words) for value, words in there if words)
