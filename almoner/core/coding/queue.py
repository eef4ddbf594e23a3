"""The order of visits that wait for their codes: by what makes one risky to leave, or hard to code.

Promises that each rank is the sum of reasons that a person reads, and that what waits for a provider's answer
comes last.
"""

from dataclasses import dataclass
from datetime import date, timedelta

LATE_AFTER = timedelta(days=3)
"""From here on a visit's charge counts as late (the charge lag of the funnel)."""
MOST_DAYS, MOST_REFUSALS = 10, 3
ANSWERED, CARED_WITH, REFUSED = 6, 4, 3
"""Points of a provider's answer, of a second clinician, and of each refusal."""
CARE = {
    "supervised": "under supervision",
    "incident-to": "incident to a physician",
    "shared": "shared in a facility",
    "teaching": "with a teaching physician",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a waiting visit before it is opened: its day, how the note says that care was given,
    its questions to the provider, and how many open refusals of the provider's claims are the coder's.
    """

    service_on: date
    care: str = ""
    asked: int = 0
    answered: int = 0
    refusals: int = 0


@dataclass(frozen=True, slots=True)
class Rank:
    """How early a visit is coded: the greater `points` first; `reasons` say what they are made of."""

    points: int
    reasons: tuple[str, ...]
    waits: bool = False

    @property
    def key(self) -> tuple[bool, int]:
        """Return by what visits are put in order, the smallest first."""
        return self.waits, -self.points


def rank(facts: Facts, *, on: date) -> Rank:
    """Return a waiting visit's rank on a day, with its reasons, the weightiest first."""
    waited = on - facts.service_on
    late = min((waited - LATE_AFTER).days, MOST_DAYS)
    refusals = min(facts.refusals, MOST_REFUSALS) * REFUSED
    found = [
        (late, f"{waited.days} days since the visit"),
        (ANSWERED if facts.answered else 0, "the provider has answered"),
        (CARED_WITH if facts.care in CARE else 0, CARE.get(facts.care, "")),
        (refusals, f"open refusals of codes, this provider: {facts.refusals}"),
    ]
    counted = sorted((one for one in found if one[0] > 0), key=lambda one: -one[0])
    reasons = tuple(says for _, says in counted)
    if facts.asked:
        reasons = ("waits for the provider's answer", *reasons)
    return Rank(sum(points for points, _ in counted), reasons, waits=facts.asked > 0)
