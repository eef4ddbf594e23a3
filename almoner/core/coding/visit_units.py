"""The problems that a note takes up: one unit a problem, with the sentences that speak of it. A list is no
unit, nor is past history (handbook, coding 3.7)."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from almoner.core.coding.concept import Concept
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.mention import Assertion, Mention, Time, Who
from almoner.core.coding.reading import Block, Reading, Span

_DECIDING = {SectionKind.ASSESSMENT, SectionKind.PLAN}
_TELLING = {SectionKind.HPI, SectionKind.OTHER, SectionKind.COMPLAINT}
_TROUBLES = frozenset({"disease", "injury", "symptom", "finding"})
_SLIGHT = frozenset({"symptom", "finding"})
_LONG = 14
_NO_PROBLEM = frozenset(
    "follow up followup plan assessment disposition lab labs order orders education counseling return health "
    "maintenance preventive prevention screening immunization vaccine vaccination time code billing patient "
    "agreement agreements instructions referral referrals medications medication general summary impression "
    "diagnosis diagnoses routine annual wellness visit care precaution precautions discharge diet exercise "
    "and the of for in to".split()
)


@dataclass(slots=True)
class Unit:
    """One problem: `sentences` speak of it, by number; `concepts` are what it is called; `name` is where it
    is named. `has_own_part` where a block or heading is its own."""

    name: Span
    concepts: list[str]
    sentences: list[int] = field(default_factory=list)
    has_own_part: bool = False


def units_of(
    reading: Reading,
    mentions: tuple[Mention, ...],
    concepts: Mapping[str, Concept],
    conditional: frozenset[int] = frozenset(),
) -> list[Unit]:
    """The problems of the assessment and plan; of a note without either, those that it tells of. What
    `conditional` sentences name, by number, is none.
    """
    taken = [each for each in mentions if _is_trouble(each, concepts) and each.sentence not in conditional]
    found: list[Unit] = []
    for block in reading.blocks:
        found += _of_block(reading, block, taken, concepts)
    if not reading.blocks and not any(section.kind in _DECIDING for section in reading.sections):
        found += _told(reading, taken, concepts)
    return _merged(reading, found, taken)


def _is_trouble(mention: Mention, concepts: Mapping[str, Concept]) -> bool:
    """The patient's own condition, present or suspected, of today."""
    concept = concepts.get(mention.concept)
    is_known = concept is None or concept.kind in _TROUBLES
    is_own = mention.who is Who.PATIENT and mention.time in {Time.CURRENT, Time.RESOLVED}
    return is_known and is_own and mention.assertion in {Assertion.PRESENT, Assertion.UNCERTAIN}


def _of_block(
    reading: Reading, block: Block, taken: list[Mention], concepts: Mapping[str, Concept]
) -> Iterator[Unit]:
    sentences = list(reading.sentences_within(block.span))
    first, last = (bisect_left(taken, edge, key=_start) for edge in block.span)
    inside = taken[first:last]
    heading = block.heading
    named = [each for each in inside if heading and each.span.start < heading.end]
    if named:
        for mention in _chief(named, concepts):
            yield Unit(mention.span, [mention.concept], sentences, has_own_part=True)
        for mention in _opening(reading, inside[len(named) :], concepts):
            yield Unit(mention.span, [mention.concept], [mention.sentence])
    elif heading and not inside and not _is_empty_heading(reading, heading):
        if _is_assessed(reading, sentences):
            yield Unit(heading, [], sentences, has_own_part=_has_more(reading, block, heading))
    elif inside:
        yield from _spread(sentences, _chief(inside, concepts))
    elif heading is None:
        yield from _unnamed(reading, sentences)


def _opening(reading: Reading, mentions: list[Mention], concepts: Mapping[str, Concept]) -> Iterator[Mention]:
    """Further diseases of a part, each opening a sentence of the assessment: "Gout. HTN, at goal." """
    for mention in mentions:
        sentence = reading.sentences[mention.sentence]
        is_first = reading.tokens[sentence.first_token].start == mention.span.start
        is_held = mention.assertion is Assertion.PRESENT and mention.time is Time.CURRENT
        is_assessed = reading.section_of(sentence).kind is SectionKind.ASSESSMENT
        if is_first and is_held and is_assessed and concepts[mention.concept].kind == "disease":
            yield mention


def _start(mention: Mention) -> int:
    return mention.span.start


def _unnamed(reading: Reading, sentences: list[int]) -> Iterator[Unit]:
    """What the assessment names in words that the lexicon doesn't know."""
    for number in sentences:
        sentence = reading.sentences[number]
        section = reading.section_of(sentence)
        is_heading = section.heading is not None and sentence.span.start < section.heading.end
        if section.kind is SectionKind.ASSESSMENT and not is_heading:
            if not _is_empty_heading(reading, sentence.span):
                yield Unit(sentence.span, [], sentences)
            return


def _is_assessed(reading: Reading, sentences: list[int]) -> bool:
    return any(
        reading.section_of(reading.sentences[each]).kind is SectionKind.ASSESSMENT for each in sentences
    )


def _has_more(reading: Reading, block: Block, heading: Span) -> bool:
    return bool(reading.text[heading.end : block.span.end].strip(" \t\r\n.:;-"))


def _is_empty_heading(reading: Reading, heading: Span) -> bool:
    words = [reading.tokens[at].word for at in reading.within(heading)]
    return all(word in _NO_PROBLEM or not word.isalpha() for word in words) or len(words) > _LONG


def _chief(mentions: list[Mention], concepts: Mapping[str, Concept]) -> list[Mention]:
    """One mention a condition, the first; symptoms only where no disease stands beside them."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.concept, mention)
    chief = [each for each in first.values() if not _is_slight(each, concepts)]
    return chief or list(first.values())[:1]


def _is_slight(mention: Mention, concepts: Mapping[str, Concept]) -> bool:
    concept = concepts.get(mention.concept)
    return concept is not None and concept.kind in _SLIGHT


def _spread(sentences: list[int], chief: list[Mention]) -> Iterator[Unit]:
    """A paragraph of several problems: each has its sentences up to the next one's."""
    starts = [each.sentence for each in chief]
    for place, mention in enumerate(chief):
        later = [start for start in starts[place + 1 :] if start > mention.sentence]
        end = min(later) if later else (sentences[-1] + 1 if sentences else mention.sentence + 1)
        own = [number for number in sentences if mention.sentence <= number < end]
        yield Unit(mention.span, [mention.concept], own or [mention.sentence])


def _told(reading: Reading, taken: list[Mention], concepts: Mapping[str, Concept]) -> Iterator[Unit]:
    numbers = [
        number
        for number, sentence in enumerate(reading.sentences)
        if reading.section_of(sentence).kind in _TELLING
    ]
    own = set(numbers)
    inside = [each for each in taken if each.sentence in own]
    if inside:
        yield from _spread(numbers, _chief(inside, concepts))


def _merged(reading: Reading, units: list[Unit], taken: list[Mention]) -> list[Unit]:
    """One unit a condition, with all that the assessment and the plan say of it."""
    found: list[Unit] = []
    by_concept: dict[str, Unit] = {}
    for unit in units:
        known = next((by_concept[each] for each in unit.concepts if each in by_concept), None)
        if known is None:
            found.append(unit)
            by_concept.update(dict.fromkeys(unit.concepts, unit))
            unit.sentences = list(dict.fromkeys(unit.sentences))
        else:
            known.sentences = list(dict.fromkeys([*known.sentences, *unit.sentences]))
            known.has_own_part |= unit.has_own_part
    for mention in taken:
        is_deciding = reading.section_of(reading.sentences[mention.sentence]).kind in _DECIDING
        owner = by_concept.get(mention.concept)
        if owner and is_deciding and mention.sentence not in owner.sentences:
            owner.sentences.append(mention.sentence)
    if len(found) == 1:
        found[0].sentences = list(dict.fromkeys([*found[0].sentences, *_deciding(reading)]))
    return found


def with_treatments(reading: Reading, units: list[Unit], treated: Mapping[str, Iterable[int]]) -> None:
    """Add to each problem the sentences of the plan that name what treats it, by the numbers in `treated`."""
    deciding = frozenset(_deciding(reading))
    for unit in units:
        own = [number for concept in unit.concepts for number in treated.get(concept, ())]
        unit.sentences += [each for each in dict.fromkeys(own) if each in deciding - set(unit.sentences)]


def _deciding(reading: Reading) -> Iterator[int]:
    """The sentences of the assessment and plan: of a single problem they speak all."""
    for number, sentence in enumerate(reading.sentences):
        if reading.section_of(sentence).kind in _DECIDING:
            yield number
