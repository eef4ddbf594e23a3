"""The rules across segments of this guide (levels 3 and 4)."""

from almoner.core.x12.guides.claim.balance import BALANCES, ClaimBalance
from almoner.core.x12.rule import Rulebook

RULES = Rulebook(BALANCES, tallies=(ClaimBalance,))
