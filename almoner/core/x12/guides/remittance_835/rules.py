"""The rules across segments of the remittance: balances (level 3), and what its parts demand of each other
(level 4)."""

from almoner.core.x12.guides.claim.marks import Marked
from almoner.core.x12.guides.remittance_835.balance import BALANCES, RemittanceBalance
from almoner.core.x12.guides.remittance_835.rules_claim import CLAIM_RULES
from almoner.core.x12.guides.remittance_835.rules_line import LINE_RULES, line_marks
from almoner.core.x12.guides.remittance_835.rules_payment import PAYMENT_RULES
from almoner.core.x12.rule import Rulebook

RULES = Rulebook(
    (*BALANCES, *PAYMENT_RULES, *CLAIM_RULES, *LINE_RULES),
    tallies=(RemittanceBalance, Marked(LINE_RULES, {"2100": line_marks})),
)

__all__ = ["RULES"]
