"""Who is whom: patients who may be one and the same, and charts that a person has joined or kept apart."""

from almoner.core.identity.match import (
    NEAR_BIRTH,
    OTHER_SEX,
    SAME_ADDRESS,
    SAME_BIRTH,
    SAME_EMAIL,
    SAME_FIRST,
    SAME_LAST,
    SAME_NAME,
    SAME_PHONE,
    SIMILAR_NAME,
    SWAPPED_NAME,
    WEIGHT,
    Match,
    possible_duplicates,
)
from almoner.core.identity.merge import ChartPair, Choice, Fact, PairState, Two

__all__ = [
    "NEAR_BIRTH",
    "OTHER_SEX",
    "SAME_ADDRESS",
    "SAME_BIRTH",
    "SAME_EMAIL",
    "SAME_FIRST",
    "SAME_LAST",
    "SAME_NAME",
    "SAME_PHONE",
    "SIMILAR_NAME",
    "SWAPPED_NAME",
    "WEIGHT",
    "ChartPair",
    "Choice",
    "Fact",
    "Match",
    "PairState",
    "Two",
    "possible_duplicates",
]
