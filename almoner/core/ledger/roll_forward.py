"""The receivables from one day's end to another: where they began, what moved them, where they ended.

Promises that each account's opening and moves add up to its closing, or that the difference is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from almoner.core.ledger.accounts import Reason

Moves = Mapping[tuple[str, Reason], int]
"""Cents by account id and reason: debits less credits."""


@dataclass(frozen=True, slots=True)
class RollForward:
    """Receivables over [since_on, until_on), in cents by account id; `entry_id` is the last audit entry that
    was known, so that the same question gets the same answer for ever.
    """

    since_on: date
    until_on: date
    entry_id: int
    opening: Mapping[str, int] = field(default_factory=dict)
    moves: Moves = field(default_factory=dict)
    closing: Mapping[str, int] = field(default_factory=dict)

    @property
    def accounts(self) -> tuple[str, ...]:
        """Every account that stood or moved, in order."""
        moved = {account for account, _ in self.moves}
        return tuple(sorted({*self.opening, *moved, *self.closing}))

    @property
    def off(self) -> dict[str, int]:
        """What does not tie, by account: closing less opening and moves. Empty where all ties."""
        found = {}
        for account in self.accounts:
            moved = sum(cents for (name, _), cents in self.moves.items() if name == account)
            cents = self.closing.get(account, 0) - self.opening.get(account, 0) - moved
            if cents:
                found[account] = cents
        return found

    def by_reason(self) -> tuple[tuple[Reason, int], ...]:
        """What each reason did to all receivables together, in the order of the chart; what only moves an
        amount between them is left out, for it changes nothing.
        """
        sums: dict[Reason, int] = {}
        for (_, reason), cents in self.moves.items():
            sums[reason] = sums.get(reason, 0) + cents
        return tuple((reason, sums[reason]) for reason in Reason if sums.get(reason))
