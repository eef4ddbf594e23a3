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


LONGEST = {"last": 60, "first": 35, "middle": 25, "suffix": 10, "line1": 55, "line2": 55, "city": 30}
"""How many characters of each part a claim carries (X12 `NM103` to `NM107`, `N301`, `N302`, `N401`)."""


def too_long(*parts: PersonName | Address) -> list[str]:
    """Return the names of the parts that are longer than a claim can carry."""
    return [name for one in parts for name, most in LONGEST.items() if len(getattr(one, name, "")) > most]


def phone_number(typed: str) -> str:
    """Return the ten digits of a telephone number without what stands between them or a 1 before; what is
    none of ten digits stays as it was typed.
    """
    digits = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    is_plain = all(sign in "0123456789 ().+-/" for sign in typed)
    ten = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    return ten if is_plain and len(ten) == 10 else typed.strip()
