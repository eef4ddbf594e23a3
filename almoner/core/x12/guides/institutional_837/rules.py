"""The rules across segments of the institutional claim: balances (level 3), those of all claims, and its own
(level 4)."""

from almoner.core.x12.guides.claim.balance import BALANCES, ClaimBalance
from almoner.core.x12.guides.claim.rules import SHARED, SHARED_TALLY
from almoner.core.x12.guides.institutional_837.rules_line import LINE_RULES
from almoner.core.x12.guides.institutional_837.rules_providers import PROVIDER_RULES
from almoner.core.x12.guides.institutional_837.rules_stay import STAY_RULES
from almoner.core.x12.rule import Rulebook

RULES = Rulebook(
    (*BALANCES, *SHARED, *STAY_RULES, *PROVIDER_RULES, *LINE_RULES), tallies=(ClaimBalance, SHARED_TALLY)
)

__all__ = ["RULES"]
