"""Kind `medicare_second`: Medicare is asked behind another payer, and nobody has said why it pays later.
No params.
"""

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Medicare behind a payer that has decided or stands before it needs its reason (2000B SBR05)."""
    del card

    def judge(facts: Facts) -> tuple[Hit, ...]:
        payer, others = facts.revision.payer, facts.revision.others
        if payer.payer_kind != "medicare" or payer.msp_type:
            return NOTHING
        is_later = any(other.prior is not None or other.payer.rank < payer.rank for other in others)
        return (Hit(row="reason why Medicare is second"),) if is_later else NOTHING

    return Prepared(judge, ("claim", "claim.prior"))
