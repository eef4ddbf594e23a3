"""Kind `sides_apart`: right and left stand together although one code says both sides. No params."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from almoner.core.claim.edits.diagnosis_book import DiagnosisBook, book_of
from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.code_key import plain
from almoner.core.rules.releases import Tables
from almoner.core.rules.tables import CodeRow

BOTH = "bilateral"
_SIDES = {"right", "left"}
_FILLING = _SIDES | {BOTH, "unilateral", "of", "the"}
_CATEGORY = 3
Words = tuple[frozenset[str], frozenset[str]]


def prepare(card: Card, tables: Tables) -> Prepared:
    """Codes are of one kind where their titles differ in the side alone. The code of both is told by its
    title, or by its place beside them.
    """
    del card
    book = book_of(tables)
    kept: dict[tuple[str, str, date], str] = {}

    def both_of(one: str, other: str, on: date) -> str:
        key = (one, other, on)
        if key not in kept:
            kept.clear()
            kept[key] = _both(book, one, other, on)
        return kept[key]

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        codes = [plain(code) for code in facts.revision.diagnoses]
        pairs = [
            (one, other) for one, other in combinations(codes, 2) if one[:_CATEGORY] == other[:_CATEGORY]
        ]
        if not pairs or not facts.revision.lines:
            return ()
        if silence := book.flag_silence(facts):
            return (Unjudged(silence),)
        on = facts.revision.lines[0].service_on
        found = ((one, other, both_of(one, other, on)) for one, other in pairs)
        return [Hit(0, f"{one} and {other}: {both}", *book.cite(on)) for one, other, both in found if both]

    return Prepared(judge)


def _both(book: DiagnosisBook, one: str, other: str, on: date) -> str:
    """The code of both sides for a right and a left one; empty where there is none."""
    first, second = _words(book, one, on), _words(book, other, on)
    if first[1] != second[1] or first[0] | second[0] != _SIDES or len(first[0]) != 1 or len(second[0]) != 1:
        return ""
    rows = book.below(one[:_CATEGORY], on)
    return next((row.code for row in rows if _is_both(row, first[1], (one, other))), "")


def _words(book: DiagnosisBook, code: str, on: date) -> Words:
    row = book.row(code, on)
    return _told(row.get("title") if row else "")


def _told(title: str) -> Words:
    """The sides that a title names, and its other words."""
    words = frozenset(title.lower().replace(",", " ").split())
    return words & _SIDES, words - _FILLING


def _is_both(row: CodeRow, words: frozenset[str], sides: tuple[str, str]) -> bool:
    """The title says both sides, and either the rest of it or the rest of the code is the same."""
    if row.get("is_billable") != "1" or BOTH not in row.get("title").lower():
        return False
    return _told(row.get("title"))[1] == words or _is_sibling(row.code, *sides)


def _is_sibling(code: str, one: str, other: str) -> bool:
    """Three codes that differ at one place only."""
    if not len(code) == len(one) == len(other):
        return False
    return sum(len(set(chars)) > 1 for chars in zip(code, one, other, strict=True)) == 1
