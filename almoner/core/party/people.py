"""Names and addresses as the transactions need them, part by part and never as one line of text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name; X12 `NM103` to `NM107`."""

    last: str
    first: str
    middle: str = ""
    suffix: str = ""

    @property
    def listed(self) -> str:
        """`Okafor, Helen M` for lists."""
        return f"{self.last}, {' '.join(part for part in (self.first, self.middle, self.suffix) if part)}"


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; X12 `N3` and `N4`. `zip` holds five or nine digits without a dash."""

    line1: str
    city: str
    state: str
    zip: str
    line2: str = ""
