"""Where the words that prove a code stand in the fields of a note's form, to be marked as they are typed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from almoner.core.chart.template import places_of
from almoner.core.coding.answer import Suggestion
from almoner.flow.visit.note import Written


class Proof(NamedTuple):
    """Words of a field as code points [start, end) of what it holds; `no` is the place of the proven code."""

    field: str
    start: int
    end: int
    words: str
    no: int


def field_id(name: str) -> str:
    """Return the id that a question of a template has in the form."""
    return f"f-{name.replace('.', '-')}"


def own_id(written: Written, name: str) -> str:
    """Return the id that the author's own words of a section have in the form."""
    names = [section.name for section in written.template.sections]
    return f"t-{name}-{names.index(name) + 1}"


def proofs_of(written: Written, codes: Iterable[Suggestion]) -> Iterator[Proof]:
    """Return the proofs of the codes, numbered from 1 as they are shown; words in no field have none."""
    typed = [*_answers(written), *_own(written)]
    quotes = [(no, quote) for no, code in enumerate(codes, 1) for quote in code.evidence]
    for no, quote in quotes:
        for field, start, end in typed:
            first, last = max(start, quote.start), min(end, quote.end)
            if first < last:
                yield Proof(field, first - start, last - start, written.made.text[first:last], no)


def _answers(written: Written) -> Iterator[tuple[str, int, int]]:
    """Where each answer stands in the text: in the sentence of the question that states it."""
    given = {one.field: one for one in written.made.stated}
    for one in written.made.stated:
        asked = written.template.field(one.field)
        at = one.start
        for name in places_of(asked.say) if asked and one.end > one.start else ():
            words = given[name].values[0].strip() if name in given and len(given[name].values) == 1 else ""
            found = written.made.text.find(words, at, one.end) if words else -1
            if found >= 0:
                at = found + len(words)
                yield field_id(name), found, at


def _own(written: Written) -> Iterator[tuple[str, int, int]]:
    for name, at in written.made.own:
        if name in written.draft.free:
            yield own_id(written, name), at, at + len(written.draft.free[name].strip())
