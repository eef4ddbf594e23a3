"""What was done at a visit, by the words of its note or a template's answers, and which elements of it the
note doesn't show.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration
from almoner.core.chart.template import Must
from almoner.core.coding.documentation import SHAPES, Documentation, Element, Phrase, Service
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.note import Note
from almoner.core.coding.reading import Reading, Token
from almoner.core.coding.shortfall import Shortfall
from almoner.core.coding.words import Span

_DONE_IN = frozenset(SectionKind) - {
    SectionKind.PMH,
    SectionKind.FAMILY,
    SectionKind.SOCIAL,
    SectionKind.ROS,
    SectionKind.MEDICATIONS,
    SectionKind.ALLERGIES,
    SectionKind.INSTRUCTIONS,
}
_NDC = "ndc"


@dataclass(frozen=True, slots=True)
class Record:
    """What the chart's records of drugs and vaccines given at the visit show; `drugs` is how many."""

    shows: frozenset[str] = frozenset()
    drugs: int = 0

    @classmethod
    def of(cls, drugs: Iterable[Administration], vaccines: Iterable[Immunization]) -> "Record":
        """What all of them show; what one of them lacks isn't shown."""
        given = [one for one in drugs if one.status == "completed"]
        shots = [one for one in vaccines if one.status == "completed" and one.is_ours]
        shows = _all(_of_drug(one) for one in given) | _all(_of_vaccine(one) for one in shots)
        return cls(shows, len(given))


def _all(parts: Iterable[frozenset[str]]) -> frozenset[str]:
    each = list(parts)
    return frozenset.intersection(*each) if each else frozenset()


def _of_drug(one: Administration) -> frozenset[str]:
    facts = {
        "dose": one.dose is not None,
        "route": one.route is not None,
        "site": one.site is not None,
        "lot": bool(one.lot),
        "waste": one.wasted is not None,
        _NDC: any(_NDC in coding.system.lower() for coding in one.concept.codings),
    }
    return frozenset(name for name, is_there in facts.items() if is_there)


def _of_vaccine(one: Immunization) -> frozenset[str]:
    facts = {
        "vaccine-lot": bool(one.lot),
        "vaccine-expiry": one.expires_on is not None,
        "vaccine-site": one.site is not None,
        "vaccine-sheet": bool(one.leaflets),
    }
    return frozenset(name for name, is_there in facts.items() if is_there)


def of_services(
    note: Note, card: Documentation, *, proofs: frozenset[str], record: Record
) -> Iterator[Shortfall]:
    """The elements that a note lacks of each service that it tells of."""
    shown = _Shown(note.reading, proofs, record.shows)
    for service in card.services:
        span = _told(note.reading, service, card)
        is_proven = any(f"procedure:{family}" in proofs for family in service.families)
        if span is None and not is_proven:
            continue
        yield from _lacking(service, shown, span)
        if service.id == "drug-given" and not record.drugs:
            says = "A drug was given, and the chart has no record of it."
            mend = "Record drug, dose, route, site, package and lot, and what was discarded."
            yield Shortfall("drug-given/record", says, mend, Must.BEFORE_CLAIM, (span,) if span else ())
    injury = _injury(note)
    if injury:
        yield from _lacking(card.injury, shown, injury)


def _lacking(service: Service, shown: "_Shown", span: Span | None) -> Iterator[Shortfall]:
    for element in service.elements:
        if not shown.has(element, span):
            says = f"The note tells of {service.says} and doesn't show: {_lower(element.ask)}."
            evidence = (span,) if span else ()
            yield Shortfall(f"{service.id}/{element.id}", says, "Write it down.", element.must, evidence)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a note, its answers and the chart's records show."""

    reading: Reading
    proofs: frozenset[str]
    record: frozenset[str]

    def has(self, element: Element, span: Span | None) -> bool:
        """Whether an element of a service that is told of at a place is shown in some way."""
        if element.proves & self.proofs or element.record in self.record:
            return True
        whole = Span(0, len(self.reading.text))
        where = self._section(span) if span and element.is_near else whole
        if any(SHAPES[shape].search(self.reading.text, *where) for shape in element.shapes):
            return True
        stems = [token.stem for token in self.reading.tokens if where.start <= token.start < where.end]
        return any(_find(stems, phrase) is not None for phrase in element.phrases)

    def _section(self, span: Span) -> Span:
        """The section that a place stands in."""
        return next(
            each.span for each in self.reading.sections if each.span.start <= span.start < each.span.end
        )


def _told(reading: Reading, service: Service, card: Documentation) -> Span | None:
    """The first place where a service is told of as done."""
    for sentence in reading.sentences:
        if reading.section_of(sentence).kind not in _DONE_IN:
            continue
        words = reading.words(sentence)
        stems = [token.stem for token in words]
        for phrase in service.phrases:
            at = _find(stems, phrase)
            if at is not None and (service.is_anywhere or not _is_undone(reading.words(sentence), at, card)):
                return Span(words[at].start, words[at + len(phrase) - 1].end)
    return None


def _is_undone(words: tuple[Token, ...], at: int, card: Documentation) -> bool:
    """Words before or after it in its sentence tell that it was not done today."""
    before, after = words[:at], words[at:]
    return any(token.word in card.undone for token in before) or any(
        token.word in card.undone_after for token in after
    )


def _find(stems: list[str], phrase: Phrase) -> int | None:
    """Where a phrase begins among stems."""
    size = len(phrase)
    for at in range(len(stems) - size + 1):
        if stems[at] == phrase[0] and tuple(stems[at : at + size]) == phrase:
            return at
    return None


def _injury(note: Note) -> Span | None:
    """Where the note assesses an injury whose code asks for the phase of care."""
    concepts = note.lexicon.concepts
    for mention in note.mentions:
        concept = concepts.get(mention.concept)
        if concept and concept.has_phase and mention.is_asserted and note.is_assessing(mention):
            return mention.span
    return None


def _lower(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
