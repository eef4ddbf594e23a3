"""Why payers refuse, by the step of the practice where it could have been prevented: reasons gathered by our
category, categories by the step upstream. Promises that no dollar of a reason is lost or counted twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Step(StrEnum):
    """A step of the practice before the claim is decided."""

    COVERAGE = "coverage"
    """Who pays, and whether the plan covers it: asked before the visit."""
    AUTHORIZATION = "authorization"
    """A permission or a referral that the plan wants first."""
    NOTE = "note"
    """What the note shows of the need."""
    CODING = "coding"
    """Codes, modifiers and diagnoses."""
    CLAIM = "claim"
    """What the claim says about people and providers."""
    SENDING = "sending"
    """When and how often it was sent."""
    CONTRACT = "contract"
    """Prices and terms."""
    OTHER = "other"
    """What no step of ours prevents, or what our table does not know."""


STEP_OF: Mapping[str, Step] = MappingProxyType(
    {
        **dict.fromkeys(
            ("eligibility", "benefit", "network", "other_payer", "property_casualty"), Step.COVERAGE
        ),
        **dict.fromkeys(("authorization", "referral"), Step.AUTHORIZATION),
        **dict.fromkeys(("documentation", "medical_necessity"), Step.NOTE),
        **dict.fromkeys(("coding", "modifier", "diagnosis", "bundling", "frequency"), Step.CODING),
        **dict.fromkeys(("missing_info", "provider"), Step.CLAIM),
        **dict.fromkeys(("timely_filing", "duplicate"), Step.SENDING),
        **dict.fromkeys(("contract", "pricing", "underpayment", "recoupment"), Step.CONTRACT),
    }
)
"""Where a category of refusal begins; every other is `OTHER`."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with its group as payers send it, our category of it, how many denials and their cents."""

    code: str
    category: str
    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class Cause:
    """A step with the reasons that began there, the dearest first."""

    step: Step
    reasons: tuple[Reason, ...]

    @property
    def count(self) -> int:
        """How many denials began there."""
        return sum(one.count for one in self.reasons)

    @property
    def cents(self) -> int:
        """What they refused."""
        return sum(one.cents for one in self.reasons)

    @property
    def categories(self) -> tuple[str, ...]:
        """Our categories of its reasons, the dearest first."""
        return tuple(dict.fromkeys(one.category for one in self.reasons))


def causes(reasons: Iterable[Reason]) -> tuple[Cause, ...]:
    """Return the steps where refusals began, the dearest first."""
    found: dict[Step, list[Reason]] = defaultdict(list)
    for one in reasons:
        found[STEP_OF.get(one.category, Step.OTHER)].append(one)
    made = [
        Cause(step, tuple(sorted(own, key=lambda one: (-one.cents, one.code)))) for step, own in found.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.cents, one.step)))
