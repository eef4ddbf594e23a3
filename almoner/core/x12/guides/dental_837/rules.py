"""The rules across segments of the dental claim: balances (level 3), those of all claims, and its own (level
4)."""

from almoner.core.x12.guides.claim.balance import BALANCES, ClaimBalance
from almoner.core.x12.guides.claim.rules import SHARED, SHARED_TALLY
from almoner.core.x12.guides.dental_837.rules_dental import DENTAL_RULES
from almoner.core.x12.rule import Rulebook

RULES = Rulebook((*BALANCES, *SHARED, *DENTAL_RULES), tallies=(ClaimBalance, SHARED_TALLY))

__all__ = ["RULES"]
