"""Kind `waste`: a drug from a single-dose container tells what was thrown away (JW on its own line) or that
nothing was (JZ). Params: `codes` of drugs, `single` (codes that come in single-dose containers only).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card

WASTE, NO_WASTE = "JW", "JZ"
Numbered = tuple[int, ClaimLine]


def prepare(card: Card) -> Prepared:
    """Judge the lines of one drug and day together; whether a container held one dose must be known."""
    drugs, single = CodeRange(card.words("codes")), CodeRange(card.words("single"))

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        groups: dict[tuple[str, date, str], list[Numbered]] = {}
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in drugs:
                groups.setdefault((line.code, line.service_on, line.ndc[:11]), []).append((number, line))
        if not groups:
            return NOTHING
        return [fault for lines in groups.values() for fault in _faults(facts, lines, single)]

    return Prepared(judge, about=drugs)


def _faults(facts: Facts, lines: list[Numbered], single: CodeRange) -> Iterable[Hit | Unjudged]:
    marks = {mark for _, line in lines for mark in line.modifiers}.intersection((WASTE, NO_WASTE))
    for number, line in lines:
        known = facts.of_line(number).is_single_dose
        is_single = True if known is None and line.code in single else known
        if len(marks) == 2:
            yield Hit(number, f"{line.code}: JW and JZ")
        elif is_single is False and marks.intersection(line.modifiers):
            yield Hit(number, f"{line.code}: {min(marks)} on a multi-dose container")
        elif WASTE in marks and all(WASTE in line.modifiers for _, line in lines):
            yield Hit(number, f"{line.code}: JW without the line of the given part")
        elif not marks and is_single:
            yield Hit(number, f"{line.code}: neither JW nor JZ")
        elif not marks and is_single is None:
            yield Unjudged("whether the container held a single dose is not given")
