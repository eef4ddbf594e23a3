"""Kind `excluded_pair`: an Excludes1 note forbids two diagnoses together, in either direction. No params."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import combinations

from almoner.core.claim.edits.diagnosis_book import DiagnosisBook, Note, Use, book_of
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.references import refers
from almoner.core.rules.releases import Tables

_MOST_KEPT = 100_000
_MOST_SHOWN = 160
_MOST_LETTERS = 4


def prepare(card: Card, tables: Tables) -> Prepared:
    """Notes are inherited; a note that would forbid the code itself is not understood and left out."""
    del card
    book = book_of(tables)
    kept: dict[tuple[str, str, date], str] = {}

    def row_of(one: str, other: str, on: date) -> str:
        key = (one, other, on)
        if key not in kept:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[key] = _row(book, one, other, on) or _row(book, other, one, on)
        return kept[key]

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        used = book.uses(facts)
        if len(used) < 2:
            return NOTHING
        on = used[0].on
        if silence := book.note_silence(on):
            return (Unjudged(silence),)
        first: dict[str, Use] = {}
        for use in used:
            first.setdefault(use.code, use)
        found = []
        for one, other in combinations(first.values(), 2):
            if row := row_of(one.code, other.code, on):
                found.append(Hit(max(one.line, other.line), row, *book.cite_notes(on)))
        return found

    return Prepared(judge)


def _row(book: DiagnosisBook, code: str, other: str, on: date) -> str:
    note = next((note for note in book.notes(code, "excludes1", on) if _forbids(note, code, other)), None)
    return f"{code} with {other}: Excludes1 at {note.at}, {note.text[:_MOST_SHOWN]}" if note else ""


def _forbids(note: Note, code: str, other: str) -> bool:
    references = _narrow(note.references)
    return bool(references) and refers(references, other) and not refers(references, code)


@lru_cache(maxsize=10_000)
def _narrow(references: str) -> str:
    """The references without ranges over half the list (`A00:R94`), which mean "whatever else says it"."""
    marks = references.split()
    return " ".join(
        mark
        for mark in marks
        if ":" not in mark or ord(mark.split(":")[1][0]) - ord(mark[0]) <= _MOST_LETTERS
    )
