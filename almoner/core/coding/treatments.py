"""Where a note names what treats a concept: drugs, acts and devices that the lexicon links to it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from almoner.core.coding.clause import Clause, clause_of
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.lexicon import Lexicon
from almoner.core.coding.matcher import Hit
from almoner.core.coding.mention_kinds import Match
from almoner.core.coding.openings import Openings
from almoner.core.coding.reading import Reading
from almoner.core.coding.words import Span, stems_of

_NOT_TAKEN = frozenset({"negated", "conditional", "uncertain", "historical", "resolved", "relative"})
_ENDED = frozenset("finished completed stopped stop discontinued off former previously held".split())
_STOPPED = frozenset({"until", "stopped", "finished", "completed"})
_STOPS = frozenset({"stop", "stopping", "discontinue", "discontinuing"})
_DECIDING = {SectionKind.ASSESSMENT, SectionKind.PLAN}
_NEAR = 2
_UNUSED = {SectionKind.ALLERGIES, SectionKind.FAMILY, SectionKind.ROS}


class Treatment(NamedTuple):
    """A drug or act at its place, with the number of its sentence."""

    span: Span
    sentence: int


class Remedies:
    """The drugs and acts of the lexicon that a note names, looked for once."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._reading, self._lexicon = reading, lexicon

    @cached_property
    def _hits(self) -> dict[int, list[Hit]]:
        """By the number of their sentence, in order."""
        stems, openings, treats = self._reading.stems, self._lexicon.treat_openings, self._lexicon.treats
        numbers, sentences = self._reading.sentence_numbers, self._reading.sentences
        found: dict[int, list[Hit]] = {}
        free = 0
        for at in self._reading.begins(openings, 0, len(stems)):
            end = sentences[numbers[at]].last_token
            hit = _at(stems, (at, end), openings, treats) if at >= free else None
            if hit:
                found.setdefault(numbers[at], []).append(hit)
                free = hit.last
        return found

    @cached_property
    def _held(self) -> tuple[tuple[int, tuple[str, ...], Span, bool], ...]:
        """What is given: the number of its sentence, the concepts that it treats, its place, whether it is
        taken today. What is denied, an allergy or a relative's isn't."""
        reading, tokens = self._reading, self._reading.tokens
        found = []
        for number, hits in self._hits.items():
            sentence = reading.sentences[number]
            if reading.section_of(sentence).kind not in _UNUSED:
                clause = clause_of(reading, sentence, tuple(hits), self._lexicon.cues)
                found += [
                    (number, hit.concepts, Span(tokens[hit.first].start, tokens[hit.last - 1].end), is_taken)
                    for hit, is_taken in _undenied(clause)
                ]
        return tuple(found)

    def treatments(self, named: Iterable[Span] = ()) -> Mapping[str, tuple[Treatment, ...]]:
        """By concept, what treats it in this note. What is denied, was stopped by an allergy or is a
        relative's isn't here, nor are words within the `named` places."""
        found: dict[str, list[Treatment]] = {}
        taken = sorted(named)
        starts = [span.start for span in taken]
        for number, concepts, span, _ in self._held:
            at = bisect_right(starts, span.start) - 1
            is_name = at >= 0 and span.end <= taken[at].end
            treatment = Treatment(span, number)
            for concept in () if is_name else concepts:
                found.setdefault(concept, []).append(treatment)
        return {concept: tuple(each) for concept, each in found.items()}

    @cached_property
    def drug_places(self) -> Mapping[int, int]:
        """The drugs that a note names: the number of the first word of each, and that behind its last."""
        stems, drugs = self._reading.stems, self._lexicon.drugs
        return {
            hit.first: hit.last
            for hits in self._hits.values()
            for hit in hits
            if " ".join(stems[hit.first : hit.last]) in drugs
        }

    @cached_property
    def long_terms(self) -> Mapping[str, Span]:
        """By the code of a drug's long use, where the note first gives such a drug today: neither denied,
        doubted or finished nor an allergy."""
        found: dict[str, Span] = {}
        for _, _, span, is_taken in self._held:
            name = " ".join(stems_of(self._reading.quote(span)))
            drug = self._lexicon.drugs.get(name)
            if drug and drug.long_term and is_taken and name not in self._stopped:
                found.setdefault(drug.long_term, span)
        return found

    @cached_property
    def _stopped(self) -> frozenset[str]:
        """The names of drugs that the plan stops, whatever the story says of them."""
        tokens, stems = self._reading.tokens, self._reading.stems
        return frozenset(
            " ".join(stems[hit.first : hit.last])
            for number, hits in self._hits.items()
            for hit in hits
            if self._reading.section_of(self._reading.sentences[number]).kind in _DECIDING
            and tokens[max(0, hit.first - 1)].word in _STOPS
        )


def _undenied(clause: Clause) -> Iterator[tuple[Hit, bool]]:
    """The drugs and acts of a sentence that nothing denies, each with whether it is taken today."""
    for hit in clause.hits:
        kinds = {role.kind for _, role in clause.reaching(hit)}
        if "negated" not in kinds:
            yield hit, kinds.isdisjoint(_NOT_TAKEN) and not _is_over(clause, hit)


def _is_over(clause: Clause, hit: Hit) -> bool:
    """The drug was taken until then: "finished Eliquis", "tamoxifen until 2004"."""
    tokens = clause.reading.tokens
    before = tokens[max(clause.sentence.first_token, hit.first - _NEAR) : hit.first]
    behind = tokens[hit.last : min(hit.last + _NEAR, clause.sentence.last_token)]
    has_ended = any(token.word in _ENDED for token in before)
    return has_ended or any(token.word in _STOPPED for token in behind)


def _at(
    stems: list[str], place: tuple[int, int], openings: Openings, treats: Mapping[str, tuple[str, ...]]
) -> Hit | None:
    """The longest name that begins at a word, before the end."""
    at, end = place
    by_second = openings[stems[at]]
    for count in by_second.get(stems[at + 1] if at + 1 < end else "", by_second[""]):
        key = " ".join(stems[at : at + count])
        if at + count <= end and key in treats:
            return Hit(at, at + count, treats[key], Match.EXACT)
    return None
