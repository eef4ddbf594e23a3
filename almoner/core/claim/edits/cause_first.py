"""Kind `cause_first`: a code-first note applies, and no cause stands before the code. No params."""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.diagnosis_book import DiagnosisBook, bare, book_of
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.references import refers
from almoner.core.rules.releases import Tables

_CONDITIONAL = (
    "if ",
    "any ",
    "associated",
    "where applicable",
    "when applicable",
    "for adverse effects",
    "as appropriate",
)
_ALWAYS = "underlying"
"""Other notes name a disease that need not be there."""
_OPEN_LIST = "such as"
_MOST_SHOWN = 120


def prepare(card: Card, tables: Tables) -> Prepared:
    """Sure is only this: a cause of the note stands behind the code; or the note wants an underlying disease
    without a condition, and nothing at all stands before, or nothing of a list that is closed.
    """
    del card
    book = book_of(tables)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        codes = [code for code in map(bare, facts.revision.diagnoses) if code]
        lines = facts.revision.lines
        if not codes or not lines:
            return NOTHING
        on = lines[0].service_on
        if silence := book.note_silence(on):
            return (Unjudged(silence),)
        rows = (_row(book, codes, at, on) for at in range(len(codes)))
        return [Hit(0, row, *book.cite_notes(on)) for row in rows if row]

    return Prepared(judge)


def _row(book: DiagnosisBook, codes: list[str], at: int, on: date) -> str:
    code, before, behind = codes[at], codes[:at], codes[at + 1 :]
    for note in book.notes(code, "code_first", on):
        text, references = note.text.lower(), note.references
        if any(refers(references, one) for one in before):
            return ""
        is_turned = any(refers(references, one) for one in behind)
        is_needed = _ALWAYS in text and not any(mark in text for mark in _CONDITIONAL)
        is_sure = is_needed and (not before or bool(references and _OPEN_LIST not in text))
        if is_turned or is_sure:
            return f"{code}: code first at {note.at}, {note.text[:_MOST_SHOWN]}"
    return ""
