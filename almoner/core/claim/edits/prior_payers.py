"""Kind `prior_payers`: a later claim carries the decisions of the payers before, and they add up.
No params.
"""

from collections import defaultdict

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.prior_payer import PriorPayer
from almoner.core.claim.revision import ClaimRevision
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Charge = paid + adjustments for the claim, and line by line where lines are told (2320, 2430)."""
    del card

    def judge(facts: Facts) -> tuple[Hit, ...] | list[Hit]:
        revision = facts.revision
        if not revision.others:
            return NOTHING
        found: list[Hit] = []
        for other in revision.others:
            if other.prior is not None:
                found.extend(_unbalanced(revision, other.prior))
            elif other.payer.rank < revision.payer.rank and not other.is_passed_over:
                found.append(Hit(row="earlier payer's decision"))
        return found

    return Prepared(judge, ("claim", "claim.prior"))


def _unbalanced(revision: ClaimRevision, prior: PriorPayer) -> list[Hit]:
    told: dict[int, int] = defaultdict(int)
    for decided in prior.lines:
        told[decided.line_id] += decided.told_cents
    at_claim = sum(one.cents for one in prior.adjustments)
    at_lines = sum(one.cents for line in prior.lines for one in line.adjustments)
    found = []
    if prior.paid_cents + at_claim + at_lines != revision.total_cents:
        found.append(Hit(row="earlier payer's amounts"))
    if told:
        for number, line in enumerate(revision.lines, 1):
            if line.line_id not in told or told[line.line_id] != line.charge_cents:
                found.append(Hit(number, "earlier payer's line"))
    return found
