"""Kind `fresh_answer`: the payer's answer about coverage is too old. Params: `days` before the service;
`is_wanted` (a claim without an answer, or with a refusal, is told, too).
"""

from collections.abc import Iterable
from datetime import timedelta

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.coverage import BenefitState
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """An answer that coverage isn't active is told by the edits on coverage."""
    days, is_wanted = timedelta(days=card.number("days")), card.flag("is_wanted")
    never = (Hit(0, "no answer"),)

    def judge(facts: Facts) -> Iterable[Hit]:
        answer = facts.benefits
        if answer is None or answer.state is BenefitState.REFUSED:
            return never if is_wanted else NOTHING
        last = max(line.service_on for line in facts.revision.lines)
        return (Hit(0, f"answered on {answer.answered_on}"),) if answer.answered_on < last - days else NOTHING

    return Prepared(judge, ("benefits", "benefits.answered_on"))
