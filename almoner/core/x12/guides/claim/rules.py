"""The situational rules that all three claim guides share, in the order of the handbook."""

from almoner.core.x12.guides.claim.marks import OUTER_MARKERS, Marked, claim_marks
from almoner.core.x12.guides.claim.rules_claim import CLAIM_RULES
from almoner.core.x12.guides.claim.rules_levels import LEVEL_RULES
from almoner.core.x12.guides.claim.rules_other_payers import OTHER_PAYER_RULES
from almoner.core.x12.guides.claim.rules_parties import PARTY_RULES
from almoner.core.x12.rule import Rule

SHARED: tuple[Rule, ...] = LEVEL_RULES + PARTY_RULES + CLAIM_RULES + OTHER_PAYER_RULES

SHARED_TALLY = Marked(SHARED, {**OUTER_MARKERS, "2300": claim_marks})
"""Belongs beside SHARED among the tallies of a guide that has no marked rules of its own."""

__all__ = ["SHARED", "SHARED_TALLY"]
