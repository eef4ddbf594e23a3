"""Kind `repeat_mark`: a procedure is repeated on one day without a modifier that says so. Params: `marks`
(76, 77, 91 and what tells two services apart), `except_codes` (visits and what is counted otherwise).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.edits.sheet import sent_before
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

REPEATS = frozenset({"76", "77", "91"})
"""These may stand on any number of lines."""


def prepare(card: Card) -> Prepared:
    """The first of a day needs no mark; every later one is marked, or told apart from it."""
    marks, apart = frozenset(card.words("marks")), CodeRange(card.words("except_codes", ()))

    def judge(facts: Facts) -> Iterable[Hit]:
        lines = facts.revision.lines
        if not facts.history and len({line.code for line in lines}) == len(lines):
            return NOTHING
        seen = _sent(facts, marks, {line.service_on for line in lines})
        found = []
        for number, line in enumerate(lines, 1):
            key = (line.code, line.service_on)
            own = marks.intersection(line.modifiers)
            before = seen.setdefault(key, [])
            if own in before and own.isdisjoint(REPEATS) and line.code not in apart:
                found.append(Hit(number, f"{line.code}: on the day before this line"))
            before.append(own)
        return found

    return Prepared(judge)


def _sent(
    facts: Facts, marks: frozenset[str], days: set[date]
) -> dict[tuple[str, date], list[frozenset[str]]]:
    seen: dict[tuple[str, date], list[frozenset[str]]] = {}
    if facts.revision.frequency == "1":
        for sent in sent_before(facts, days):
            seen.setdefault((sent.code, sent.service_on), []).append(marks.intersection(sent.modifiers))
    return seen
