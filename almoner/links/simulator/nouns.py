"""What the box speaks of: a claim as it was received, and what a payer decided about it. Money is integer
cents."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One reason why the payment is lower than the charge: group, reason number, cents (negative in a
    reversal)."""

    group: str
    reason: str
    cents: int


class Address(NamedTuple):
    """Where answers go: the sender's name in the envelope, and whether it was a test ("T") or earnest
    ("P")."""

    name: str
    usage: Literal["T", "P"]


@dataclass(slots=True)
class Party:
    """An organization or person of a claim, with what the envelope of the answer needs of it."""

    last: str = ""
    first: str = ""
    middle: str = ""
    is_person: bool = False
    qualifier: str = ""
    number: str = ""
    tax_qualifier: str = ""
    tax_number: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    postal: str = ""
    birth_on: date | None = None
    sex: str = ""


@dataclass(slots=True)
class PriorLine:
    """What an earlier payer did to one line (2430)."""

    paid_cents: int
    adjustments: list[Adjustment] = field(default_factory=list)


@dataclass(slots=True)
class Prior:
    """An earlier or other payer of the claim (2320), by its rank."""

    rank: str
    payer: str = ""
    control: str = ""
    paid_cents: int | None = None
    decided_on: date | None = None
    adjustments: list[Adjustment] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """A service line (2400). `number` counts from 1, `units` is in thousandths."""

    number: int
    qualifier: str = ""
    code: str = ""
    modifiers: tuple[str, ...] = ()
    charge_cents: int = 0
    units: int = 1000
    pointers: tuple[int, ...] = ()
    since_on: date | None = None
    until_on: date | None = None
    control: str = ""
    place: str = ""
    ndc: str = ""
    authorization: str = ""
    clia: str = ""
    revenue: str = ""
    priors: dict[str, PriorLine] = field(default_factory=dict)


@dataclass(slots=True)
class Bill:
    """What an institutional claim says beside the others; the claim's `place` is then its type of bill."""

    attending: Party | None = None
    status: str = ""
    since_on: date | None = None
    until_on: date | None = None


@dataclass(slots=True)
class Claim:
    """One CLM with its surroundings, as a payer sees it. Nobody changes it once the reader has handed it out.

    `tag` names the file that it came in, `place_in_file` its place there; both order the claims of one
    day."""

    tag: str
    place_in_file: int
    received_on: date
    sender: Address
    submitter: Party
    batch: str
    payer: str
    control: str
    charge_cents: int
    billing: Party
    subscriber: Party
    patient: Party
    payer_name: str = ""
    place: str = ""
    frequency: str = "1"
    rank: str = "P"
    relation: str = "18"
    filing: str = ""
    original: str = ""
    authorization: str = ""
    clia: str = ""
    house_number: str = ""
    injury_number: str = ""
    causes: tuple[str, ...] = ()
    accident_on: date | None = None
    diagnoses: list[str] = field(default_factory=list)
    rendering: Party | None = None
    bill: Bill | None = None
    has_referrer: bool = False
    priors: list[Prior] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    icn: str = ""

    @property
    def key(self) -> tuple[date, str, int]:
        """The order in which payers take claims up."""
        return (self.received_on, self.tag, self.place_in_file)

    @property
    def lot(self) -> str:
        """What chance goes by: whose care it was, on which day, what was done, and how it is asked for.

        No number of ours or of the sender's, so that a restart, which may number anew, changes nobody's
        luck."""
        care = [f"{line.since_on}{line.code}" for line in self.lines]
        return "\x1e".join((self.subscriber.number, self.rank, self.frequency, *care))

    @property
    def since_on(self) -> date:
        """The first day of service; the day of receipt where no line tells one."""
        return min((line.since_on for line in self.lines if line.since_on), default=self.received_on)

    @property
    def until_on(self) -> date:
        """The last day of service."""
        return max(
            (line.until_on or line.since_on or self.since_on for line in self.lines), default=self.since_on
        )


@dataclass(slots=True)
class LineResult:
    """What was decided for one line: charge - sum of adjustments = paid, always."""

    line: Line
    code: str
    modifiers: tuple[str, ...]
    charge_cents: int
    paid_cents: int
    allowed_cents: int
    adjustments: list[Adjustment]
    remarks: tuple[str, ...] = ()
    is_denied: bool = False


@dataclass(slots=True)
class Result:
    """A decision about a claim: what one CLP loop says.

    `status` is CLP02. Where `lines` is empty the whole charge stands against `adjustments`. A reversal
    carries the opposite sign in every amount. `deductible` is what the decision took of the member's
    deductible, by year."""

    claim: Claim
    icn: str
    status: str
    charge_cents: int
    paid_cents: int
    lines: list[LineResult] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    remarks: tuple[str, ...] = ()
    interest_cents: int = 0
    deductible: dict[int, int] = field(default_factory=dict)
    covered_until_on: date | None = None

    @property
    def patient_cents(self) -> int:
        """CLP05: all that the patient owes by this decision."""
        parts = [a for line in self.lines for a in line.adjustments] + self.adjustments
        return sum(part.cents for part in parts if part.group == "PR")

    @property
    def is_denied(self) -> bool:
        """True where no line was allowed."""
        return all(line.is_denied for line in self.lines)
