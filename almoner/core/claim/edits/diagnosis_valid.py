"""Kind `diagnosis_valid`: the diagnosis exists on the day of the service. No params."""

from datetime import date

from almoner.core.claim.edits.diagnosis_book import Told, book_of, of_each
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables


def prepare(card: Card, tables: Tables) -> Prepared:
    """A header that was never a code to be billed is left to the edit on whole codes."""
    del card
    book = book_of(tables)

    def tell(code: str, on: date) -> Told:
        row = book.row(code, on)
        if row is not None and row.get("is_billable") == "1":
            return NOTHING
        ended = _ended_on(code, on)
        if row is not None and ended is None:
            return NOTHING
        if silence := book.silence(on):
            return (Unjudged(silence),)
        why = f"ended, last day before {ended}" if ended else f"no code on {on}"
        return (Hit(0, f"{code}: {why}", *book.cite(on)),)

    def _ended_on(code: str, on: date) -> date | None:
        """The first day without the code, where it was one before."""
        choice = book.codes(on)
        rows = [row for part in choice.parts for row in part.rows(code)] if choice else []
        ends = [row.until_on for row in rows if row.until_on is not None and row.get("is_billable") == "1"]
        return max((end for end in ends if end <= on), default=None)

    return of_each(book, tell)
