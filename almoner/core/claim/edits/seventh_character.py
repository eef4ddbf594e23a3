"""Kind `seventh_character`: the seventh character is one of the nearest table up the tree, and stands in the
seventh place. No params.
"""

from dataclasses import replace
from datetime import date

from almoner.core.claim.edits.diagnosis_book import Told, book_of, of_each
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

_WHOLE = 7
_STEM = 3
_PLACEHOLDER = "X"


def prepare(card: Card, tables: Tables) -> Prepared:
    """A code of the list needs no look at its table."""
    del card
    book = book_of(tables)

    def tell(code: str, on: date) -> Told:
        if book.row(code, on) is not None:
            return NOTHING
        if len(code) != _WHOLE:
            return early(code, on)
        if silence := book.note_silence(on):
            return (Unjudged(silence),)
        allowed = next(iter(book.notes(code[:-1], "seventh", on)), None)
        if allowed is None or code[-1] in allowed.references.split():
            return NOTHING
        row = f"{code}: {allowed.at} allows {allowed.references}"
        return (Hit(0, row, *book.cite_notes(on)),)

    def early(code: str, on: date) -> Told:
        """A seventh character that came too early: with the placeholder before it there is such a code."""
        filled = code[:-1].ljust(_WHOLE - 1, _PLACEHOLDER) + code[-1]
        if len(code) <= _STEM or book.row(filled, on) is None:
            return NOTHING
        mend = f"Fill the empty places with X: {filled}, where that is what was found."
        return (replace(Hit(0, f"{code}: {filled} is a code", *book.cite(on)), mend=mend),)

    return of_each(book, tell)
