"""Kind `incident_to`: a service that another gave is billed under a doctor's number without the conditions of
that. Params: `new` (codes of new patients), `places` in which it cannot be (facilities).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.claim.told import IncidentTo
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Only lines that are told to be billed so are judged, each by the conditions that are known."""
    new, places = CodeRange(card.words("new")), frozenset(card.words("places"))

    def fault(line: ClaimLine, told: IncidentTo) -> str:
        faults = {
            f"place {line.pos} is a facility": line.pos in places,
            "a new patient": line.code in new,
            "a new problem": told.is_new_problem is True,
            "no plan of the doctor's": told.has_plan is False,
            "nobody supervised": told.is_supervised is False,
        }
        return next((text for text, is_met in faults.items() if is_met), "")

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            told = facts.of_line(number).incident_to
            if told is not None and (row := fault(line, told)):
                found += (Hit(number, f"{line.code}: {row}"),)
        return found

    return Prepared(judge)
