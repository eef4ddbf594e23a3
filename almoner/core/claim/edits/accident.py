"""Kind `accident`: a marked accident has its facts. Params: `required` (the payer pays for
accidents only).
"""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

CAUSES = frozenset({"AA", "EM", "OA"})
AUTO = "AA"


def prepare(card: Card) -> Prepared:
    """Judge CLM11 and DTP*439."""
    required = card.flag("required")

    def judge(facts: Facts) -> tuple[Hit, ...]:
        accident = facts.revision.accident
        if accident is None:
            return (Hit(row="accident"),) if required else NOTHING
        if accident.cause not in CAUSES:
            return (Hit(row="accident cause"),)
        if accident.cause == AUTO and len(accident.state) != 2:
            return (Hit(row="accident state"),)
        if accident.happened_on > max(line.service_on for line in facts.revision.lines):
            return (Hit(row="accident date"),)
        return NOTHING

    return Prepared(judge, ("claim",))
