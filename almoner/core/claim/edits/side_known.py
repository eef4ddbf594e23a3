"""Kind `side_known`: a diagnosis leaves the side open that the modifier tells, and a code for that side
exists. No params.
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.diagnosis_book import DiagnosisBook, book_of, pointed
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.side_of_diagnosis import LEFT, RIGHT
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

OPEN = "unspecified"
_CATEGORY = 3
_MOST_KEPT = 20_000


def prepare(card: Card, tables: Tables) -> Prepared:
    """The code for the side is the one whose title says the side in place of `unspecified`."""
    del card
    book = book_of(tables)
    kept: dict[tuple[str, str, date], str] = {}

    def sided(code: str, side: str, on: date) -> str:
        key = (code, side, on)
        if key not in kept:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[key] = _sided(book, code, side, on)
        return kept[key]

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found: tuple[Hit | Unjudged, ...] = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            side = _side(line.modifiers)
            if not side:
                continue
            if silence := book.flag_silence(facts):
                return (Unjudged(silence),)
            for code in pointed(facts, line):
                if better := sided(code, side, line.service_on):
                    row = f"{code}: {better} is the {side} side"
                    found += (Hit(number, row, *book.cite(line.service_on)),)
        return found

    return Prepared(judge, about=RIGHT | LEFT)


def _side(modifiers: tuple[str, ...]) -> str:
    """The one side that the modifiers tell."""
    is_right, is_left = not RIGHT.isdisjoint(modifiers), not LEFT.isdisjoint(modifiers)
    return "" if is_right == is_left else "right" if is_right else "left"


def _sided(book: DiagnosisBook, code: str, side: str, on: date) -> str:
    row = book.row(code, on)
    words = row.get("title").lower().split(OPEN) if row else []
    titles = {
        OPEN.join(words[:at]) + side + OPEN.join(words[at:])  # each `unspecified` in its turn
        for at in range(1, len(words))
    }
    if not titles:
        return ""
    rows = book.below(code[:_CATEGORY], on)
    return next((one.code for one in rows if one.get("title").lower() in titles), "")
