"""Shorter words for what the note names in full elsewhere: "rhinitis" after "allergic rhinitis" is the
same illness, "gallstones" in "cholecystitis with gallstones" is a part of it, and pain that is put down to
arthritis is the arthritis. Such echoes are no candidates of their own."""

from collections.abc import Iterable

from almoner.core.coding.candidate import Candidate, Ground
from almoner.core.coding.note import Note, Place
from almoner.core.coding.reading import stems_of
from almoner.core.coding.words import Span

_BESIDE = (
    "L97",
    "L98.4",
    "N18",
    "J12",
    "J13",
    "J14",
    "J15",
    "J16",
    "J18",
    "J20",
    "J21",
    "J22",
    "M86",
    "F02",
    "R33",
    "R35",
    "R39.1",
    "N92",
    "K92",
    "K64",
    "D25",
)
"""Stages, ulcers, infections, what an enlarged prostate does, what bleeds: used beside the code of what they
belong to."""
_AFTERMATHS = frozenset({"U09.9"})
"""Conditions that only say what came before: what they left is coded first."""
_NAMING = {Place.HEADING.value, Place.ASSESSED.value}


def without_echoes(candidates: Iterable[Candidate], note: Note) -> tuple[Candidate, ...]:
    """The candidates but those whose words only repeat, or are a part of, another one that the assessment
    names."""
    whole = tuple(each for each in candidates if not _is_caused(each, note))
    named = [_Named(each, note) for each in whole if each.ground is Ground.MENTION]
    echoes = {id(one.candidate) for one in named if any(_echoes(one, other) for other in named)}
    return tuple(each for each in whole if id(each) not in echoes)


class _Named:
    """A candidate with the words of its mentions: all of them, and of those where the assessment names it."""

    def __init__(self, candidate: Candidate, note: Note) -> None:
        self.candidate = candidate
        places = [note.place_of(each) for each in candidate.mentions]
        words = [_words(note, each.span) for each in candidate.mentions]
        self.words = words if Place.HEADING.value not in places else None
        self.naming = [each for each, place in zip(words, places, strict=True) if place in _NAMING]
        may_be_part = not candidate.code.startswith(_BESIDE)
        self.assessed = [each.span for each in candidate.mentions if may_be_part and note.is_assessing(each)]


def _echoes(one: _Named, other: _Named) -> bool:
    if one.candidate.code == other.candidate.code:
        return False
    return _is_shorter(one, other) or _is_part(one, other)


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
        each.is_asserted
        and note.lexicon.concepts[each.concept].kind == "disease"
        and note.lexicon.concepts[each.concept].code not in _AFTERMATHS
        for each in causes
    )


def _is_shorter(one: _Named, other: _Named) -> bool:
    """No heading names the one, and each time its words are some of those that name the other."""
    if one.words is None or not other.naming:
        return False
    return all(any(words < longer for longer in other.naming) for words in one.words)


def _is_part(one: _Named, other: _Named) -> bool:
    """Where the assessment names the one, its words answer an axis of the other. What the code set wants
    beside the other's code stays."""
    axes = [value.span for value in other.candidate.axes]
    return bool(one.assessed and axes) and all(
        any(_covers(axis, span) for axis in axes) for span in one.assessed
    )


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _words(note: Note, span: Span) -> frozenset[str]:
    return frozenset(stems_of(note.reading.quote(span)))
