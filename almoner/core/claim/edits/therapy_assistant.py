"""Kind `therapy_assistant`: therapy by an assistant says so (CQ with GP, CO with GO). No params."""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

MARKS = {"GP": "CQ", "GO": "CO"}


def prepare(card: Card) -> Prepared:
    """Judge both ways: the mark where an assistant gave more than a tenth, and not where none did."""
    del card

    def judge(facts: Facts) -> Iterable[Hit]:
        found = []
        for number, line in enumerate(facts.revision.lines, 1):
            by_assistant = facts.of_line(number).by_assistant
            mark = next((MARKS[one] for one in line.modifiers if one in MARKS), "")
            if mark and by_assistant is not None and (mark in line.modifiers) is not by_assistant:
                found.append(Hit(number, f"{mark} with {'an' if by_assistant else 'no'} assistant"))
        return found

    return Prepared(judge, about=MARKS)
