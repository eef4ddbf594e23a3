"""Which charges rest on words of a note that were corrected. No charge changes by it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from almoner.core.charge.line import ChargeLine
from almoner.core.chart.note import Note
from almoner.core.coding.decision import CodingDecision, Sort


def resting_on(
    note: Note, wrong: str, decisions: Sequence[CodingDecision], lines: Iterable[ChargeLine]
) -> list[ChargeLine]:
    """Return the standing lines of a visit that lose evidence where the note says `wrong`: those whose own
    decision quotes any of it, and those for a diagnosis whose decision does.

    What was typed without a suggestion quotes nothing, and is not here.
    """
    spans = list(_places(note.text, wrong))
    lost = [one for one in decisions if one.note_id == note.id and _quotes(one, spans)]
    services = {one.id for one in lost if one.sort is Sort.SERVICE}
    diagnoses = {one.code for one in lost if one.sort is Sort.DIAGNOSIS and one.id in _last(decisions)}
    return [
        one
        for one in lines
        if one.stands and (one.decision_id in services or diagnoses.intersection(one.diagnoses))
    ]


def _places(text: str, wrong: str) -> Iterator[tuple[int, int]]:
    at = text.find(wrong)
    while wrong and at >= 0:
        yield at, at + len(wrong)
        at = text.find(wrong, at + 1)


def _quotes(one: CodingDecision, spans: Sequence[tuple[int, int]]) -> bool:
    quoted = one.suggestion.evidence if one.suggestion else ()
    return any(start < end and first < last for start, last in quoted for first, end in spans)


def _last(decisions: Iterable[CodingDecision]) -> Mapping[int, CodingDecision]:
    """The decisions on diagnoses that count, by id: the last on each code."""
    found = {one.code: one for one in decisions if one.sort is Sort.DIAGNOSIS}
    return {one.id: one for one in found.values()}
