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

BOTH = "bilateral"
_SIDES = {"right", "left"}
_FILLING = _SIDES | {BOTH, "unilateral", "of", "the"}
_CATEGORY = 3
Words = tuple[frozenset[str], frozenset[str]]


def prepare(card: Card, tables: Tables) -> Prepared:
    """Codes are of one kind where their titles differ in the side alone."""
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
    return next(
        (row.code for row in rows if _is_both(row.get("title"), first[1], row.get("is_billable"))), ""
    )


def _words(book: DiagnosisBook, code: str, on: date) -> Words:
    row = book.row(code, on)
    return _told(row.get("title") if row else "")


def _told(title: str) -> Words:
    """The sides that a title names, and its other words."""
    words = frozenset(title.lower().replace(",", " ").split())
    return words & _SIDES, words - _FILLING


def _is_both(title: str, words: frozenset[str], is_billable: str) -> bool:
    return is_billable == "1" and BOTH in title.lower() and _told(title)[1] == words
