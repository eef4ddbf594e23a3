"""Where a payer answers lines of several claims under the number of one (MT10): what each of those claims
knows of the others then. No line is decided twice, and a reversal reaches all that its decision did.
"""

from collections.abc import Iterator, Sequence

from almoner.core.ledger import Posting
from almoner.core.remit.advice import Advice
from almoner.core.remit.desk import Book
from almoner.core.remit.history import laid_by
from almoner.core.remit.match import Claims
from almoner.core.remit.sheet import Sheet, prefix_of


def others_of(book: Book, advices: Sequence[Advice], claims: Claims) -> tuple[Book, ...]:
    """Return the other claims whose lines this claim's advices name, earlier ones or these."""
    own = {line.control for line in book.lines} | {""}
    parts = [part for advice in (*book.advices, *advices) for part in advice.lines if part.control not in own]
    if not parts:
        return ()
    named = (claims.line_of(part, rank=book.claim.rank) for part in parts)
    found = {one[0].claim.id: one[0] for one in named if one and one[0].claim.id != book.claim.id}
    return tuple(found.values())


def is_decided_by_others(sheet: Sheet, book: Book) -> bool:
    """True where a decision of before stands on this claim that came under another one's number."""
    return any(_foreign(sheet, book, book))


def taken_by_others(sheet: Sheet, book: Book, others: Sequence[Book]) -> set[tuple[int, int]]:
    """Return the lines, each with its payer's rank, on which decisions of before stand that are not of this
    claim's own advices: under its own lines, and under those of the others.
    """
    effects = (effect for each in (book, *others) for effect in _foreign(sheet, book, each))
    return {
        (effect.subject.line_id, effect.subject.rank) for effect in effects if effect.key not in sheet.freed
    }


def _foreign(sheet: Sheet, book: Book, on: Book) -> Iterator[Posting]:
    """Yield what stands on a claim of the advices that neither `book` nor this remittance brings."""
    own = {prefix_of(advice) for advice in book.advices}
    for prefix, effects in laid_by(on.posted).items():
        if prefix not in own and not prefix.startswith(f"era:{sheet.remittance.id}:"):
            yield from effects
