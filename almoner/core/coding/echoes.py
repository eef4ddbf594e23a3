"""Shorter words for what the note names in full elsewhere: "rhinitis" after "allergic rhinitis" is the
same illness, "gallstones" in "cholecystitis with gallstones" is a part of it, and pain that is put down to
arthritis is the arthritis. Such echoes are no candidates of their own."""

from collections.abc import Iterable

from almoner.core.coding.candidate import Candidate, Ground
from almoner.core.coding.note import Note, Place
from almoner.core.coding.reading import stems_of
from almoner.core.coding.words import Span

_BESIDE = ("L97", "L98.4", "N18", "J12", "J13", "J14", "J15", "J16", "J18", "J20", "J21", "J22", "M86", "F02")
"""Stages, ulcers, infections: used beside the code of what they belong to."""
_NAMING = {Place.HEADING.value, Place.ASSESSED.value}


def without_echoes(candidates: Iterable[Candidate], note: Note) -> tuple[Candidate, ...]:
    """The candidates but those whose words only repeat, or are a part of, another one that the assessment
    names."""
    whole = tuple(each for each in candidates if not _is_caused(each, note))
    return tuple(
        each for each in whole if not any(_echoes(each, other, note) for other in whole if other is not each)
    )


def _echoes(one: Candidate, other: Candidate, note: Note) -> bool:
    if one.ground is not Ground.MENTION or other.ground is not Ground.MENTION or one.code == other.code:
        return False
    return _is_shorter(one, other, note) or _is_part(one, other, note)


def _is_caused(one: Candidate, note: Note) -> bool:
    """A symptom that the assessment puts down to a disease of the patient, each time that it says a cause."""
    if one.ground is not Ground.MENTION or one.concept not in note.lexicon.symptoms:
        return False
    causes = [
        note.mentions[tie.to]
        for number, mention in enumerate(note.mentions)
        if mention.concept == one.concept and note.is_assessing(mention)
        for tie in mention.links
        if (tie.kind == "due-to" and tie.to > number) or (tie.kind == "causes" and tie.to < number)
    ]
    return bool(causes) and all(
        each.is_asserted and note.lexicon.concepts[each.concept].kind == "disease" for each in causes
    )


def _is_shorter(one: Candidate, other: Candidate, note: Note) -> bool:
    """No heading names the one, and each time its words are some of those that name the other."""
    if any(note.place_of(each) == Place.HEADING.value for each in one.mentions):
        return False
    longer = [_words(note, each.span) for each in other.mentions if note.place_of(each) in _NAMING]
    return bool(longer) and all(
        any(_words(note, each.span) < words for words in longer) for each in one.mentions
    )


def _is_part(one: Candidate, other: Candidate, note: Note) -> bool:
    """Where the assessment names the one, its words answer an axis of the other. What the code set wants
    beside the other's code stays."""
    if one.code.startswith(_BESIDE):
        return False
    named = [each.span for each in one.mentions if note.is_assessing(each)]
    axes = [value.span for value in other.axes]
    return bool(named) and all(any(_covers(axis, span) for axis in axes) for span in named)


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _words(note: Note, span: Span) -> frozenset[str]:
    return frozenset(stems_of(note.reading.quote(span)))
