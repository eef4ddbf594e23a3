"""Kind `partner`: a code stands on a day without any of the codes that it goes with. Params: `codes`,
`partners`.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.edits.sheet import sent_before
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """A partner stands on the claim, or was sent before by the same group and specialty."""
    codes, partners = CodeRange(card.words("codes")), CodeRange(card.words("partners"))

    def is_alone(facts: Facts, line: ClaimLine) -> bool:
        own = (one.code for one in facts.revision.lines if one.service_on == line.service_on)
        if any(code in partners for code in own):
            return False
        sent = (one.code for one in sent_before(facts) if one.service_on == line.service_on)
        return not any(code in partners for code in sent)

    def judge(facts: Facts) -> Iterable[Hit]:
        found = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line.code in codes and is_alone(facts, line):
                found += (Hit(number, f"{line.code} without its visit"),)
        return found

    return Prepared(judge, about=codes)
