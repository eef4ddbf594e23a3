"""A charge line: one service with its fee, neither of which changes. Its modifiers, and the diagnoses that it
points to, may be corrected until a payer has decided. Money moves beside it; a line in error is taken back
and stays readable.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def base32(number: int, width: int) -> str:
    """Return a number in 32 digits without I, L, O and U, padded with zeros to `width`."""
    assert number >= 0, "an id is not negative"
    text = ""
    while number:
        number, digit = divmod(number, 32)
        text = _DIGITS[digit] + text
    return text.rjust(width, "0")


def line_control(line_id: int) -> str:
    """Return the line item control number (REF*6R): `L` and the id; unique, stable through every claim
    revision.
    """
    return "L" + base32(line_id, 8)


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One billed service (FHIR ChargeItem; 837P 2400). `control` is its REF*6R; `diagnoses` are those that it
    points to, the first one first.
    """

    kind: ClassVar[str] = "charge_line"
    id: int
    visit_id: int
    superbill_id: int
    patient_id: int
    provider_id: int
    location_id: int
    sequence: int
    control: str
    code: str
    units: int
    charge_cents: int
    diagnoses: tuple[str, ...]
    service_on: date
    pos: str
    version: int = 1
    modifiers: tuple[str, ...] = ()
    ndc: str = ""
    description: str = ""
    schedule_id: int = 0
    """The version of the list of fees that priced it, 0 where none did."""
    decision_id: int = 0
    """The decision that it rests on; 0 in lines from before decisions were records
    (`Superbill.decision_of`).
    """
    taken_back_on: date | None = None
    taken_back_by: str = ""
    taken_back_why: str = ""
    """Set together in the version that says that it was charged in error."""
    unbilled_by: int = 0
    """The advance notice by which the patient pays it alone, so that no claim asks for it; 0 for none."""

    @property
    def stands(self) -> bool:
        """True until it is taken back."""
        return not self.taken_back_by
