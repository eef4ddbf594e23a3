"""The situational rules that all three claim guides share, in the order of the handbook."""

from almoner.core.x12.guides.claim.rules_claim import CLAIM_RULES
from almoner.core.x12.guides.claim.rules_levels import LEVEL_RULES
from almoner.core.x12.guides.claim.rules_other_payers import OTHER_PAYER_RULES
from almoner.core.x12.guides.claim.rules_parties import PARTY_RULES
from almoner.core.x12.rule import Rule

SHARED: tuple[Rule, ...] = LEVEL_RULES + PARTY_RULES + CLAIM_RULES + OTHER_PAYER_RULES

__all__ = ["SHARED"]
