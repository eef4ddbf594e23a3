"""The claim: built once, checked, sent, answered; its state is folded from what happened to it."""

from almoner.core.claim.claim import Claim, ClaimState, claim_control
from almoner.core.claim.prior_payer import PriorAdjustment, PriorLine, PriorPayer
from almoner.core.claim.revision import ClaimLine, ClaimRevision, OtherPayer, Party, PayerParty, Person

__all__ = [
    "Claim",
    "ClaimLine",
    "ClaimRevision",
    "ClaimState",
    "OtherPayer",
    "Party",
    "PayerParty",
    "Person",
    "PriorAdjustment",
    "PriorLine",
    "PriorPayer",
    "claim_control",
]
