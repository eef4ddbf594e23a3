"""Whether payers allowed what their contracts say, over a period: decided lines gathered by payer, contract
and code. Promises that what is within a contract's tolerance is no shortfall, and that what a payer allowed
beyond its contract never makes up for another line.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import starmap

DEFINITION = (
    "Lines of first payers that were decided in these three months and that a contract, or Medicare's own "
    "schedule, prices. Allowed: what was paid, passed to the patient or to the next payer, and cut by "
    "federal law, as the postings stand. A line that was refused as a whole is a denial and isn't counted; "
    "nor is one that no contract prices. Short: expected less allowed of the lines that miss more than the "
    "contract's tolerance."
)


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A decided line: by whose contract it was priced, what that expects, and what the payer allowed."""

    payer_id: int
    contract: str
    code: str
    claim_id: int
    line_id: int
    patient_id: int
    decided_on: date
    expected_cents: int
    allowed_cents: int
    tolerance_cents: int = 0

    @property
    def short_cents(self) -> int:
        """What is missing, 0 where it is within the tolerance."""
        missing = self.expected_cents - self.allowed_cents
        return missing if missing > self.tolerance_cents else 0


Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of a payer, contract and code: how many, expected, allowed, how many fall short by what."""

    payer_id: int
    contract: str
    code: str
    lines: int
    expected_cents: int
    allowed_cents: int
    short_lines: int
    short_cents: int


def groups(lines: Iterable[PricedLine]) -> tuple[Group, ...]:
    """Return the lines by payer, contract and code, those that fall most short first."""
    found: dict[Key, list[PricedLine]] = defaultdict(list)
    for one in lines:
        found[one.payer_id, one.contract, one.code].append(one)
    made = starmap(_group, found.items())
    return tuple(sorted(made, key=lambda one: (-one.short_cents, one.payer_id, one.contract, one.code)))


def _group(key: Key, own: list[PricedLine]) -> Group:
    short = [one.short_cents for one in own if one.short_cents]
    return Group(
        *key,
        lines=len(own),
        expected_cents=sum(one.expected_cents for one in own),
        allowed_cents=sum(one.allowed_cents for one in own),
        short_lines=len(short),
        short_cents=sum(short),
    )
