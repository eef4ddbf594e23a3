"""What a note says of a match beyond naming it: assertion, time, experiencer, side, phase, axis values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from almoner.core.coding.clause import Clause, clause_of
from almoner.core.coding.concept import Concept
from almoner.core.coding.cues import Cue, Role
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.lexicon import AxisPhrase
from almoner.core.coding.marks import marked_by
from almoner.core.coding.matcher import Hit
from almoner.core.coding.mention_kinds import Assertion, AxisValue, Match, Phase, Side, Time, Who
from almoner.core.coding.reading import Reading, Sentence
from almoner.core.coding.words import Span, Token

_LASTING = frozenset({"status", "history", "encounter", "social", "external"})
_PAST_SECTIONS = frozenset({SectionKind.PMH})
_ONLY_ACUTE = frozenset({"year", "year-before", "ended"})
"""Reaches that end a passing illness, not a lasting one: a year, a drug that was finished."""
_CANCERS = "Z85"
"""Lasts until its treatment has ended."""
_KIN_WINDOW = 3
_SIDE_WINDOW = 8
_OWN = frozenset("has had have died with was is tested caught got developed suffers".split())
"""Behind a relative, what makes the illness that follows the relative's."""


class Judged(NamedTuple):
    """The assertion, time and experiencer of a match, and the words that decided."""

    assertion: Assertion
    time: Time
    who: Who
    cue: Span | None


def judge(clause: Clause, hit: Hit, concept: Concept) -> Judged:
    """Assertion, time and experiencer of a match, from the cues of its sentence, its section and what
    kind of concept it is: a status lasts, a chronic illness that is only listed does too."""
    section = clause.reading.section_of(clause.sentence)
    kinds: dict[str, Cue] = {}
    for reaching, role in clause.reaching(hit):
        is_cured = role.reach == "ended" and concept.history.startswith(_CANCERS)
        if is_cured or not (concept.is_chronic and role.reach in _ONLY_ACUTE):
            kinds.setdefault(role.kind, reaching)
    who, kin = _who(clause, hit, kinds, section.kind)
    marked = marked_by(clause.reading, hit)
    assertion, asserted_by = (marked, None) if marked else _assertion(clause, kinds, section.kind)
    time, timed_by = _time(kinds, concept, section.kind)
    cue = asserted_by or kin or timed_by
    return Judged(assertion, time, who, cue and _span(clause.reading, cue))


def _span(reading: Reading, cue: Cue) -> Span:
    return Span(reading.tokens[cue.first].start, reading.tokens[cue.last - 1].end)


def _assertion(clause: Clause, kinds: dict[str, Cue], section: SectionKind) -> tuple[Assertion, Cue | None]:
    for kind in ("negated", "conditional", "uncertain"):
        if kind in kinds:
            return Assertion(kind), kinds[kind]
    if _is_unticked(clause):
        return Assertion.NEGATED, None
    if section is SectionKind.INSTRUCTIONS:
        return Assertion.CONDITIONAL, None
    return Assertion.PRESENT, None


def _is_unticked(clause: Clause) -> bool:
    """An empty box stands before the item."""
    start = clause.sentence.span.start
    before = clause.reading.text[max(0, start - 6) : start].replace(" ", "")
    return before.endswith(("[]", "\u2610", "\u25a1"))


def _time(kinds: dict[str, Cue], concept: Concept, section: SectionKind) -> tuple[Time, Cue | None]:
    is_lasting = concept.kind in _LASTING
    is_healing = concept.has_phase and any(role.kind == "phase" for role in _roles(kinds, "resolved"))
    if "resolved" in kinds and not is_lasting and not is_healing:
        return Time.RESOLVED, kinds["resolved"]
    if "historical" in kinds and "current" not in kinds and not is_lasting:
        return Time.HISTORICAL, kinds["historical"]
    if "future" in kinds and concept.kind in _LASTING:
        return Time.FUTURE, kinds["future"]
    if section in _PAST_SECTIONS and not (is_lasting or concept.is_chronic):
        return Time.HISTORICAL, None
    return Time.CURRENT, None


def _roles(kinds: dict[str, Cue], kind: str) -> tuple[Role, ...]:
    return kinds[kind].roles if kind in kinds else ()


def _who(clause: Clause, hit: Hit, kinds: dict[str, Cue], section: SectionKind) -> tuple[Who, Cue | None]:
    if section is SectionKind.FAMILY:
        return Who.RELATIVE, None
    if "relative" in kinds:
        return Who.RELATIVE, kinds["relative"]
    for cue in clause.cues:
        if Role("relative", "kin") in cue.roles and _is_of_kin(clause, cue, hit):
            return Who.RELATIVE, cue
    return Who.PATIENT, None


def _is_of_kin(clause: Clause, cue: Cue, hit: Hit) -> bool:
    """The match is said of this relative, who doesn't merely tell it or stand by."""
    words = clause.words.words
    tokens = clause.reading.tokens
    end = clause.sentence.last_token
    until = min(cue.last + _KIN_WINDOW, hit.first if hit.first >= cue.last else end)
    behind = tokens[cue.last : until]
    before = tokens[max(clause.sentence.first_token, cue.first - _KIN_WINDOW) : cue.first]
    has_own = any(token.word in _OWN for token in behind)
    if cue.last <= hit.first:
        tells = words.get("tells", frozenset())
        if any(token.stem in tells or token.word in tells for token in behind):
            return False
        is_beside = any(token.word in words.get("beside", ()) for token in before) and not has_own
        return not is_beside and not _is_cut(clause, cue.last, hit.first)
    is_near = cue.first - hit.last <= _KIN_WINDOW + 1
    return is_near and any(token.word == "in" for token in tokens[hit.last : cue.first])


def _is_cut(clause: Clause, first: int, last: int) -> bool:
    """Another subject or an opposite begins between kin and match."""
    gap = clause.gap(first, last)
    if ";" in gap:
        return True
    tokens = clause.reading.tokens
    for at in range(first, last):
        word = tokens[at].word
        if word in {"but", "patient", "however"}:
            return True
        is_new = word in {"he", "she", "they", "i", "his", "her"} and at > first
        if is_new and ("," in clause.gap(at, at) or tokens[at - 1].word in {"and", "that", "but", "while"}):
            return True
    return False


def side_of(clause: Clause, hit: Hit, concept: Concept) -> tuple[Side, Span | None]:
    """The side that stands nearest to a match in its sentence, else in the heading of its problem; and
    where it is said, when that is not within the match."""
    reading = clause.reading
    inside = _sides(reading.tokens[hit.first : hit.last])
    if len(set(inside)) == 1:
        return inside[0], None
    near = min((*_near_sides(clause, hit), *_of_organ(clause, hit, concept)), default=None)
    if near:
        return near[2], near[3]
    block = reading.block_of(clause.sentence)
    if block and block.heading and block.heading.start < reading.tokens[hit.first].start:
        named = [token for token in reading.tokens if block.heading.start <= token.start < block.heading.end]
        sides = set(_sides(named))
        if len(sides) == 1:
            return sides.pop(), block.heading
    return Side.NONE, None


def _near_sides(clause: Clause, hit: Hit) -> Iterator[tuple[int, int, Side, Span]]:
    """The sides of a sentence that may belong to a match, with their distance and place."""
    for cue in clause.cues:
        sides = [Side(role.reach) for role in cue.roles if role.kind == "side"]
        distance = _distance(clause, hit, cue) if sides else None
        if distance is not None:
            yield distance, cue.first, sides[0], _span(clause.reading, cue)


def _of_organ(clause: Clause, hit: Hit, concept: Concept) -> Iterator[tuple[int, int, Side, Span]]:
    """The same for the capitals by which eyes and ears are told apart."""
    words = next((words for begins, words in _ORGANS if concept.code.startswith(begins)), None)
    if words is None:
        return
    reading, sentence = clause.reading, clause.sentence
    first, last = hit.first - _SIDE_WINDOW, hit.last + _SIDE_WINDOW
    for at in range(max(first, sentence.first_token), min(last, sentence.last_token)):
        token = reading.tokens[at]
        side = words.get(reading.text[token.start : token.end])
        cue = Cue(at, at + 1, ())
        distance = _distance(clause, hit, cue) if side else None
        if side and distance is not None:
            yield distance, at, side, _span(reading, cue)


_ORGANS = (
    (
        (
            "H0",
            "H1",
            "H2",
            "H3",
            "H4",
            "H5",
            "E08.3",
            "E09.3",
            "E10.3",
            "E11.3",
            "E13.3",
            "S05",
            "T15",
            "Z96.1",
        ),
        {"OD": Side.RIGHT, "OS": Side.LEFT, "OU": Side.BOTH},
    ),
    (("H6", "H7", "H8", "H9"), {"AD": Side.RIGHT, "AS": Side.LEFT, "AU": Side.BOTH}),
)
"""By the beginnings of codes, the letters that name a side of that organ."""


def _distance(clause: Clause, hit: Hit, cue: Cue) -> int | None:
    """How far a side stands from a match in words; None where another match or a clause stands between."""
    if hit.first <= cue.first < hit.last:
        return 0
    first, last = (cue.last, hit.first) if cue.last <= hit.first else (hit.last, cue.first)
    is_behind = cue.first >= hit.last
    if last - first > _SIDE_WINDOW or any(mark in clause.gap(first, last) for mark in ";"):
        return None
    if any(first <= other.first < last for other in clause.hits):
        return None
    return last - first + (1 if is_behind else 0)


SIDE_WORDS = {
    **dict.fromkeys(("right", "r", "rle", "rue"), Side.RIGHT),
    **dict.fromkeys(("left", "l", "lle", "lue"), Side.LEFT),
    **dict.fromkeys(("bilateral", "both", "ble", "bue", "ou"), Side.BOTH),
}


def _sides(tokens: Iterable[Token]) -> list[Side]:
    return [SIDE_WORDS[token.stem] for token in tokens if token.stem in SIDE_WORDS]


def phase_of(clause: Clause, concept: Concept) -> Phase:
    """Where the care of an injury stands; active treatment unless the note says otherwise."""
    if not concept.has_phase:
        return Phase.NONE
    said = {role.reach for cue in clause.cues for role in cue.roles if role.kind == "phase"}
    for phase in (Phase.SEQUELA, Phase.SUBSEQUENT):
        if phase in said:
            return phase
    return Phase.INITIAL


@dataclass(frozen=True, slots=True)
class AxisReader:
    """Reads the axes of one concept around its matches. `taken` are the words of all matches: what another
    one names speaks of something else, unless the axis says more around it ("with agitation"), it is a
    symptom of this concept, or a symptom names the place ("knee pain due to arthritis")."""

    concept: Concept
    phrases: Mapping[str, tuple[AxisPhrase, ...]]
    taken: Mapping[int, Hit]
    symptoms: frozenset[str] = frozenset()
    _blocks: dict[int, tuple[tuple[int, AxisValue], ...]] = field(default_factory=dict)

    def of(self, clause: Clause, hit: Hit) -> tuple[AxisValue, ...]:
        """The axis values of a match: from its own sentence, the nearest first, then from the rest of its
        block."""
        found: dict[str, AxisValue] = {}
        for value in self._near(clause, hit):
            found.setdefault(value.axis, value)
        block = clause.sentence.block
        if block is not None and len(found) < len(self.concept.axes):
            for first_token, value in self._of_block(clause, block):
                if first_token != clause.sentence.first_token:
                    found.setdefault(value.axis, value)
        return tuple(found[axis.name] for axis in self.concept.axes if axis.name in found)

    def _near(self, clause: Clause, hit: Hit) -> list[AxisValue]:
        """The values of the sentence that nothing speaks against but what speaks against the match too, the
        nearest first."""
        against = _against(clause, hit)
        near = []
        for at, value in self._values(clause.reading, clause.sentence, hit):
            said = _behind_cue(clause, at)
            is_own = hit.first <= at < hit.last
            if is_own or _against(clause, Hit(said, said + 1, (), hit.match)) <= against:
                distance = hit.first - at if at < hit.first else max(0, at - hit.last + 1)
                near.append((distance, at, value))
        return [value for _, _, value in sorted(near)]

    def _of_block(self, clause: Clause, block: int) -> tuple[tuple[int, AxisValue], ...]:
        """The values of a block with the first word of their sentence; each block is read once."""
        if block not in self._blocks:
            reading = clause.reading
            sentences = [reading.sentences[number] for number in reading.of_block(block)]
            self._blocks[block] = tuple(
                (sentence.first_token, value)
                for sentence in sentences
                if reading.section_of(sentence).kind is not SectionKind.INSTRUCTIONS
                for value in self._beside(clause, sentence)
            )
        return self._blocks[block]

    def _beside(self, clause: Clause, sentence: Sentence) -> Iterator[AxisValue]:
        """The values of another sentence that nothing there speaks against."""
        values = list(self._values(clause.reading, sentence, _NOBODY))
        if values:
            other = clause_of(clause.reading, sentence, (), clause.words)
            yield from (
                value
                for at, value in values
                for said in (_behind_cue(other, at),)
                if not _against(other, Hit(said, said + 1, (), Match.EXACT))
            )

    def _values(self, reading: Reading, sentence: Sentence, own: Hit) -> Iterator[tuple[int, AxisValue]]:
        """The axis words of a sentence with the place of their first word; the longest at each place."""
        tokens = reading.tokens
        at = sentence.first_token
        while at < sentence.last_token:
            size = 0
            for phrase in self.phrases.get(tokens[at].stem, ()):
                end = at + len(phrase.stems)
                is_there = len(phrase.stems) >= size and end <= sentence.last_token
                if (
                    is_there
                    and _stems(tokens[at:end]) == phrase.stems
                    and self._is_free(phrase.axis, (at, end), own)
                ):
                    yield (
                        at,
                        AxisValue(phrase.axis, phrase.value, Span(tokens[at].start, tokens[end - 1].end)),
                    )
                    size = len(phrase.stems)
            at += max(size, 1)

    def _is_free(self, axis: str, place: tuple[int, int], own: Hit) -> bool:
        """No word there belongs to another match that says something else."""
        others = {self.taken[at] for at in range(*place) if at in self.taken} - {own}
        is_place = axis == _PLACE
        return all(
            (is_place and other.concepts[0] in self.symptoms) or self._is_part(other, *place)
            for other in others
            if other.concepts
        )

    def _is_part(self, other: Hit, first: int, last: int) -> bool:
        is_inside = first <= other.first and other.last <= last
        is_longer = last - first > other.last - other.first
        is_symptom = bool(other.concepts) and other.concepts[0] in self.concept.with_symptoms
        return is_inside and (is_longer or is_symptom)


_PLACE = "site"
_NOBODY = Hit(-1, -1, (), Match.EXACT)


def _stems(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(token.stem for token in tokens)


_AGAINST = frozenset({"negated", "uncertain", "conditional", "relative"})


def _behind_cue(clause: Clause, at: int) -> int:
    """Where an axis word begins that shares its first words with a cue: "not in | exacerbation"."""
    return next((cue.last for cue in clause.cues if cue.first < at < cue.last), at)


def _against(clause: Clause, hit: Hit) -> frozenset[str]:
    """The kinds of cues that speak against what stands there."""
    return frozenset(
        role.kind for cue, role in clause.reaching(hit) if role.kind in _AGAINST and cue.last <= hit.first
    )
