"""An exchanged file: its exact bytes are kept beside it, and its numbers were stored before it was sent."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

CLAIMS = ("837P", "837I")
"""What files of claims carry: professional claims, institutional ones."""


@dataclass(frozen=True, slots=True)
class Interchange:
    """One file in or out. `sha256` is over its exact bytes.

    `control` is ISA13; out-going numbers are never reused. `about` names what it carries (837P, 837I, 270,
    276, 835, 271, 277, acknowledgement, several, bank, slip, scan), or what became of it (refused, repeated).
    `claims` and `cents` are what a file of claims asks for (0 where that was not kept yet). `entered_by` is
    who keyed it from paper, whose picture is the interchange `scan_id`; `why` is then a note.
    """

    kind: ClassVar[str] = "interchange"
    id: int
    direction: Literal["in", "out"]
    name: str
    about: str
    sha256: str
    size: int
    control: str
    sender: str
    receiver: str
    exchanged_on: date
    version: int = 1
    usage: str = "T"
    sets: int = 0
    why: str = ""
    entered_by: str = ""
    scan_id: int = 0
    claims: int = 0
    cents: int = 0


@dataclass(frozen=True, slots=True)
class Transmission:
    """An out-going interchange reached the other side's mailbox under its name."""

    kind: ClassVar[str] = "transmission"
    id: int
    interchange_id: int
    sent_on: date
    version: int = 1


@dataclass(frozen=True, slots=True)
class AcknowledgedClaim:
    """What an acknowledgement says of one claim.

    `code` is A, E or R for a 999, the category (A1, A2, A3...) for a 277CA. `words` are ours, `verbatim` the
    payer's own codes.
    """

    claim_id: int
    control: str
    code: str
    is_accepted: bool
    verbatim: str
    words: str
    payer_control: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A TA1, 999 or 277CA about an interchange that we sent, laid on the claims that it carried."""

    kind: ClassVar[str] = "acknowledgement"
    id: int
    interchange_id: int
    original_id: int
    form: Literal["TA1", "999", "277CA"]
    code: str
    received_on: date
    claims: tuple[AcknowledgedClaim, ...]
    version: int = 1
