"""Where a note names what treats a concept: drugs, acts and devices that the lexicon links to it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from almoner.core.coding.clause import Clause, clause_of
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.lexicon import Lexicon
from almoner.core.coding.matcher import Hit
from almoner.core.coding.mention_kinds import Match
from almoner.core.coding.reading import Reading, Sentence
from almoner.core.coding.words import Span, stems_of

_UNUSED = {SectionKind.ALLERGIES, SectionKind.FAMILY, SectionKind.ROS}


class Treatment(NamedTuple):
    """A drug or act at its place, with the number of its sentence."""

    span: Span
    sentence: int


def treatments(
    reading: Reading, lexicon: Lexicon, named: Iterable[Span] = ()
) -> Mapping[str, tuple[Treatment, ...]]:
    """By concept, what treats it in this note. What is denied, was stopped by an allergy or is a
    relative's isn't here."""
    found: dict[str, list[Treatment]] = {}
    taken = sorted(named)
    starts = [span.start for span in taken]
    for number, concepts, span in _named(reading, lexicon):
        at = bisect_right(starts, span.start) - 1
        is_name = at >= 0 and span.end <= taken[at].end
        for concept in () if is_name else concepts:
            found.setdefault(concept, []).append(Treatment(span, number))
    return {concept: tuple(each) for concept, each in found.items()}


def drug_places(reading: Reading, lexicon: Lexicon) -> Mapping[int, int]:
    """The drugs that a note names: the number of the first word of each, and that behind its last."""
    found: dict[int, int] = {}
    for sentence in reading.sentences:
        for hit in _hits(reading, lexicon, sentence):
            key = " ".join([token.stem for token in reading.tokens[hit.first : hit.last]])
            if key in lexicon.drugs:
                found[hit.first] = hit.last
    return found


def long_terms(reading: Reading, lexicon: Lexicon) -> Mapping[str, Span]:
    """By the code of a drug's long use, where the note first gives such a drug: neither denied nor an
    allergy."""
    found: dict[str, Span] = {}
    for _, _, span in _named(reading, lexicon):
        drug = lexicon.drugs.get(" ".join(stems_of(reading.quote(span))))
        if drug and drug.long_term:
            found.setdefault(drug.long_term, span)
    return found


def _named(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[int, tuple[str, ...], Span]]:
    for number, sentence in enumerate(reading.sentences):
        if reading.section_of(sentence).kind in _UNUSED:
            continue
        hits = tuple(_hits(reading, lexicon, sentence))
        if hits:
            tokens = reading.tokens
            for hit in _held(clause_of(reading, sentence, hits, lexicon.cues)):
                yield number, hit.concepts, Span(tokens[hit.first].start, tokens[hit.last - 1].end)


def _held(clause: Clause) -> Iterator[Hit]:
    """The drugs and acts of a sentence that nothing denies."""
    for hit in clause.hits:
        if not any(role.kind == "negated" for _, role in clause.reaching(hit)):
            yield hit


def _hits(reading: Reading, lexicon: Lexicon, sentence: Sentence) -> Iterator[Hit]:
    at = sentence.first_token
    while at < sentence.last_token:
        known = reading.tokens[at].stem in lexicon.treat_lengths
        hit = _at(reading, lexicon, at, sentence.last_token) if known else None
        if hit:
            yield hit
        at = hit.last if hit else at + 1


def _at(reading: Reading, lexicon: Lexicon, at: int, end: int) -> Hit | None:
    for count in lexicon.treat_lengths.get(reading.tokens[at].stem, ()):
        if at + count <= end:
            key = " ".join([token.stem for token in reading.tokens[at : at + count]])
            if key in lexicon.treats:
                return Hit(at, at + count, lexicon.treats[key], Match.EXACT)
    return None
