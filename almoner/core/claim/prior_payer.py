"""What an earlier payer decided, as facts for the next payer's claim (837P 2320, 2330 and 2430)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PriorAdjustment:
    """One adjustment of an earlier payer; the sign is the payer's."""

    group: str
    carc: str
    cents: int
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class PriorLine:
    """How an earlier payer decided one line: charge = paid + adjustments, to the cent."""

    line_id: int
    code: str
    modifiers: tuple[str, ...]
    paid_cents: int
    units: int
    adjustments: tuple[PriorAdjustment, ...]


@dataclass(frozen=True, slots=True)
class PriorPayer:
    """One earlier payer's decision on the whole claim."""

    payer_id: int
    payer_control: str
    decided_on: date
    paid_cents: int
    lines: tuple[PriorLine, ...]
    adjustments: tuple[PriorAdjustment, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def amounts(self) -> tuple[object, ...]:
        """What the decision says of money, to tell whether two say the same; no numbers, no days."""
        return (
            self.paid_cents,
            _sorted(self.adjustments),
            tuple(sorted((line.line_id, line.paid_cents, _sorted(line.adjustments)) for line in self.lines)),
        )


def _sorted(adjustments: tuple[PriorAdjustment, ...]) -> tuple[tuple[str, str, int], ...]:
    return tuple(sorted((one.group, one.carc, one.cents) for one in adjustments))
