"""Kind `diagnosis_whole`: the diagnosis is a whole code, with nothing below it that day. No params."""

from datetime import date

from almoner.core.claim.edits.diagnosis_book import Told, book_of, of_each
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

_MOST_NAMED = 3


def prepare(card: Card, tables: Tables) -> Prepared:
    """Names the first codes below; a missing seventh character is a code below, too."""
    del card
    book = book_of(tables)

    def tell(code: str, on: date) -> Told:
        row = book.row(code, on)
        if row is not None and row.get("is_billable") == "1":
            return NOTHING
        below = [
            row.code for row in book.below(code, on) if row.code != code and row.get("is_billable") == "1"
        ]
        if not below:
            return NOTHING
        named = ", ".join(below[:_MOST_NAMED]) + (" and more" if len(below) > _MOST_NAMED else "")
        return (Hit(0, f"{code}: below it stand {named}", *book.cite(on)),)

    return of_each(book, tell)
