"""What is lost first if nobody acts: the order of open work, from its money, its chance and the days left.

The chances are the product's assumptions about each kind of work; no practice's books were measured.
"""

from types import MappingProxyType

CHANCE_PERCENT = MappingProxyType(
    {
        "held_claim": 90,
        "rejected_claim": 90,
        "bill_next_payer": 90,
        "undelivered_file": 90,
        "refused_file": 90,
        "unacknowledged_file": 90,
        "underpayment": 70,
        "variance": 70,
        "silent_claim": 70,
        "denial": 60,
        "coverage_review": 50,
        "duplicate_review": 40,
        "bundling_review": 40,
        "dispute": 40,
    }
)
"""How many of a hundred such tasks are assumed to bring their money."""

ANY_OTHER_PERCENT = 50
LEAST_CENTS = 25_00
"""What a task counts for that has less money, or none: it mustn't wait for ever."""

FORMULA = (
    f"Money at stake × chance ÷ days left. Less than ${LEAST_CENTS // 100} counts as ${LEAST_CENTS // 100}; "
    "what is late or due tomorrow has one day left. The chance is assumed by the kind of work: "
    + ", ".join(f"{kind.replace('_', ' ')} {chance}%" for kind, chance in CHANCE_PERCENT.items())
    + f", any other {ANY_OTHER_PERCENT}%."
)


def urgency(what: str, cents: int, days_left: int) -> int:
    """Return hundredths of a cent a day (rounded down) that waiting puts at risk."""
    return max(cents, LEAST_CENTS) * CHANCE_PERCENT.get(what, ANY_OTHER_PERCENT) // max(days_left, 1)
