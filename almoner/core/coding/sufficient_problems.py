"""What an assessment lacks: how a problem is and what is done about it, the axes that its code asks for, and
what the note both states and denies.
"""

from collections.abc import Iterator

from almoner.core.chart.template import Must
from almoner.core.coding.answer import Suggestion, Tier
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.mention import Assertion, Mention, Time, Who
from almoner.core.coding.note import Note
from almoner.core.coding.shortfall import Shortfall
from almoner.core.coding.suggest import Answer
from almoner.core.coding.visit_cues import Signs
from almoner.core.coding.visit_problems import unassessed
from almoner.core.coding.visit_units import units_of
from almoner.core.coding.words import Span

_TOLD = frozenset({SectionKind.HPI, SectionKind.COMPLAINT})
_DECIDED = frozenset({SectionKind.ASSESSMENT, SectionKind.PLAN})


def of_problems(answer: Answer, sex: str | None = None) -> Iterator[Shortfall]:
    """All that the problems of a note lack."""
    note = answer.note
    yield from _parts(note)
    yield from _unassessed(note)
    yield from _axes(answer.suggestions)
    yield from _contradictions(note)
    yield from _of_other_sex(note, sex)


def _parts(note: Note) -> Iterator[Shortfall]:
    """Why the patient came, and what was decided."""
    kinds = {
        section.kind
        for section in note.reading.sections
        if note.reading.quote(section.span).strip(" \n:") != _heading(note, section.heading)
    }
    if note.has_headings or len(kinds) > 1:
        if not kinds & _TOLD:
            yield Shortfall(
                "part/reason", "The reason for the visit isn't said.", "Say it.", Must.BEFORE_CLAIM
            )
        if not kinds & _DECIDED:
            says = "The note has neither assessment nor plan."
            yield Shortfall("part/assessment", says, "Write what you think and do.", Must.BEFORE_CLAIM)


def _heading(note: Note, heading: Span | None) -> str:
    return note.reading.quote(heading).strip(" \n:") if heading else ""


def _unassessed(note: Note) -> Iterator[Shortfall]:
    concepts = note.lexicon.concepts
    units = units_of(note.reading, note.mentions, concepts)
    for unit in unassessed(Signs(note.reading, note.lexicon.visit), units, concepts):
        says = "A problem has neither a status nor a plan; it isn't coded so."
        mend = "Say how it is, and what is done."
        yield Shortfall("problem/status", says, mend, Must.AT_SIGNING, (unit.name,))


def _axes(suggestions: tuple[Suggestion, ...]) -> Iterator[Shortfall]:
    for each in suggestions:
        if each.kind == "dx" and each.tier is not Tier.HINT:
            spans = tuple(Span(quote.start, quote.end) for quote in each.evidence[:1])
            for axis in each.missing:
                says = f"The {axis} isn't said."
                mend = "Say it, or that it can't be determined."
                yield Shortfall(f"axis/{axis}", says, mend, Must.AT_SIGNING, spans)


def _contradictions(note: Note) -> Iterator[Shortfall]:
    """What the note states as today's and denies elsewhere, where it decides or tells of today."""
    for mentions in note.by_concept.values():
        here = [each for each in mentions if each.who is Who.PATIENT and _is_of_today(note, each)]
        stated = [each for each in here if each.assertion is Assertion.PRESENT and each.time is Time.CURRENT]
        denied = [each for each in here if each.assertion is Assertion.NEGATED]
        if stated and denied and any(note.is_assessing(each) for each in stated):
            says = "The note both states and denies this."
            spans = (stated[0].span, denied[0].span)
            yield Shortfall("contradiction", says, "Correct one of the two.", Must.BEFORE_CLAIM, spans)


def _of_other_sex(note: Note, sex: str | None) -> Iterator[Shortfall]:
    for name, mentions in note.by_concept.items():
        concept = note.lexicon.concepts.get(name)
        own = [each for each in mentions if each.is_asserted and note.is_assessing(each)]
        if sex and concept and concept.sex and concept.sex != sex and own:
            says = "The patient's sex on record doesn't go with this."
            mend = "Correct the note, or the registration."
            yield Shortfall("contradiction/sex", says, mend, Must.BEFORE_CLAIM, (own[0].span,))


def _is_of_today(note: Note, mention: Mention) -> bool:
    return note.kind_of(mention) in _TOLD | _DECIDED | {SectionKind.EXAM, SectionKind.ROS}
