"""Kind `hospice_marks`: a hospice patient's line lacks the mark that says why it is paid, or carries two that
contradict each other. Params: `marks` (GV attending, GW unrelated), `places` where the patient is one of a
hospice.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """The place tells what the payer's answer may not tell yet."""
    marks, places = frozenset(card.words("marks")), frozenset(card.words("places"))

    def fault(line: ClaimLine) -> str:
        carried = marks.intersection(line.modifiers)
        if len(carried) > 1:
            return f"{' and '.join(sorted(carried))} on one line"
        return (
            f"place {line.pos} without {' or '.join(sorted(marks))}"
            if line.pos in places and not carried
            else ""
        )

    def judge(facts: Facts) -> Iterable[Hit]:
        lines = enumerate(facts.revision.lines, 1)
        return [Hit(number, row) for number, line in lines if (row := fault(line))] or NOTHING

    return Prepared(judge, about=marks | places)
