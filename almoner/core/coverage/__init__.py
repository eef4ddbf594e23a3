"""Who pays for a patient, in which order and when, and what the payer said about it."""

from almoner.core.coverage.authorization import Authorization, AuthorizationState
from almoner.core.coverage.benefits import AnsweredPerson, Benefits, BenefitState, last_word, silence_since
from almoner.core.coverage.coverage import Coverage, Standing, Subscriber
from almoner.core.coverage.timeline import in_force

__all__ = [
    "AnsweredPerson",
    "Authorization",
    "AuthorizationState",
    "BenefitState",
    "Benefits",
    "Coverage",
    "Standing",
    "Subscriber",
    "in_force",
    "last_word",
    "silence_since",
]
