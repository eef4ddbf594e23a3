"""Kind `seventh_character`: the seventh character is one of the nearest table up the tree. No params."""

from datetime import date

from almoner.core.claim.edits.diagnosis_book import Told, book_of, of_each
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

_WHOLE = 7


def prepare(card: Card, tables: Tables) -> Prepared:
    """A code of the list needs no look at its table."""
    del card
    book = book_of(tables)

    def tell(code: str, on: date) -> Told:
        if len(code) != _WHOLE or book.row(code, on) is not None:
            return NOTHING
        if silence := book.note_silence(on):
            return (Unjudged(silence),)
        allowed = next(iter(book.notes(code[:-1], "seventh", on)), None)
        if allowed is None or code[-1] in allowed.references.split():
            return NOTHING
        row = f"{code}: {allowed.at} allows {allowed.references}"
        return (Hit(0, row, *book.cite_notes(on)),)

    return of_each(book, tell)
