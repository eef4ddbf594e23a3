"""A mention: a place in the note that names a concept, with all that the words around it say of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from almoner.core.coding.attributes import AxisReader, judge, phase_of, side_of
from almoner.core.coding.clause import Clause, clause_of
from almoner.core.coding.context import Context
from almoner.core.coding.cues import Cue
from almoner.core.coding.lexicon import Lexicon
from almoner.core.coding.matcher import Hit, Known, Matcher
from almoner.core.coding.mention_kinds import Assertion, AxisValue, Link, Match, Phase, Side, Time, Who
from almoner.core.coding.reading import Reading
from almoner.core.coding.shared_words import with_shared
from almoner.core.coding.words import Span

__all__ = [
    "Assertion",
    "AxisValue",
    "Link",
    "Match",
    "Mention",
    "Phase",
    "Side",
    "Time",
    "Who",
    "find",
]


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention. `concept` is the lexicon's id (for retrieved ones a code with the mark "="),
    `sentence` the number of its sentence, `cue` the words that decided about assertion, time or
    experiencer, `side_at` those that say the side apart from it."""

    concept: str
    span: Span
    sentence: int
    assertion: Assertion = Assertion.PRESENT
    time: Time = Time.CURRENT
    who: Who = Who.PATIENT
    side: Side = Side.NONE
    phase: Phase = Phase.NONE
    axes: tuple[AxisValue, ...] = ()
    cue: Span | None = None
    match: Match = Match.EXACT
    links: tuple[Link, ...] = ()
    side_at: Span | None = None

    @property
    def is_asserted(self) -> bool:
        """The patient's own condition of today, held to be there."""
        return self.assertion is Assertion.PRESENT and self.time is Time.CURRENT and self.who is Who.PATIENT


def find(reading: Reading, lexicon: Lexicon, is_known: Known | None = None) -> tuple[Mention, ...]:
    """All mentions of a reading in the order of the text, those that are denied, past or a relative's
    too; behind those of a sentence what their names hold. A word that `is_known` is never taken for a typing
    error."""
    hits = _owned(reading, lexicon, is_known)
    taken = {at: hit for hit in hits for at in range(hit.first, hit.last)}
    found: list[Mention] = []
    readers = cache(
        lambda name: AxisReader(lexicon.concepts[name], lexicon.axes.get(name, {}), taken, lexicon.symptoms)
    )
    at = 0
    for number, sentence in enumerate(reading.sentences):
        inside = []
        while at < len(hits) and hits[at].first < sentence.last_token:
            inside.append(hits[at])
            at += 1
        if inside:
            clause = clause_of(reading, sentence, tuple(inside), lexicon.cues)
            mentions = [_mention(clause, number, hit, readers(hit.concepts[0])) for hit in inside]
            found.extend(_linked(clause, mentions, len(found)))
            found.extend(_held(clause, number, inside, readers))
    return tuple(found)


def _held(
    clause: Clause, number: int, hits: Iterable[Hit], readers: Callable[[str], AxisReader]
) -> Iterator[Mention]:
    """What the names of a sentence name as well and the note says more of: the kidney disease, with its
    stage, in "diabetic chronic kidney disease, stage 3b"."""
    for hit in hits:
        held = readers(hit.concepts[0]).concept.holds
        if held:
            mention = _mention(clause, number, hit._replace(concepts=(held,)), readers(held))
            if mention.axes:
                yield mention


def _owned(reading: Reading, lexicon: Lexicon, is_known: Known | None) -> list[Hit]:
    """The matches that mean one concept, by their context where several own the phrase."""
    hits = with_shared(Matcher(lexicon, is_known).hits(reading), reading, lexicon)
    context = Context(reading, lexicon, hits)
    owned = []
    for hit in hits:
        concept = context.choose(hit)
        if concept:
            owned.append(hit._replace(concepts=(concept,)))
    return owned


def _mention(clause: Clause, number: int, hit: Hit, reader: AxisReader) -> Mention:
    concept = reader.concept
    tokens = clause.reading.tokens
    judged = judge(clause, hit, concept)
    side, side_at = side_of(clause, hit, concept) if concept.has_sides else (Side.NONE, None)
    axes = reader.of(clause, hit) if concept.axes else ()
    return Mention(
        concept=concept.id,
        span=Span(tokens[hit.first].start, tokens[hit.last - 1].end),
        sentence=number,
        assertion=judged.assertion,
        time=judged.time,
        who=judged.who,
        side=side,
        side_at=side_at,
        phase=phase_of(clause, concept),
        axes=axes,
        cue=judged.cue,
        match=hit.match,
    )


def _linked(clause: Clause, mentions: list[Mention], offset: int) -> Iterator[Mention]:
    """The mentions of a sentence with the ties that its words state between neighbours."""
    for number, mention in enumerate(mentions):
        ties = []
        for other in (number - 1, number + 1):
            if 0 <= other < len(mentions):
                first, second = (other, number) if other < number else (number, other)
                ties += [
                    Link(kind, offset + other, span)
                    for kind, span in _ties(clause, clause.hits[first], clause.hits[second])
                ]
        yield replace(mention, links=tuple(ties)) if ties else mention


def _ties(clause: Clause, one: Hit, other: Hit) -> Iterator[tuple[str, Span]]:
    for cue in clause.cues:
        if one.last <= cue.first and cue.last <= other.first:
            yield from ((role.reach, _place(clause, cue)) for role in cue.roles if role.kind == "link")


def _place(clause: Clause, cue: Cue) -> Span:
    tokens = clause.reading.tokens
    return Span(tokens[cue.first].start, tokens[cue.last - 1].end)
