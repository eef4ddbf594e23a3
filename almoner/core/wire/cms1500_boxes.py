"""How a text, a day, an address or a tick stands in the boxes of a CMS-1500: capitals, figures, few signs."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from almoner.core.party import Address, PersonName

_NOTHING = re.compile(r"[.,'’`]")
_BLANK = re.compile(r"[^A-Z0-9?\- ]")


def printable(text: str) -> str:
    """Return a text in capitals without accents or punctuation; a letter of another script becomes `?`."""
    plain = unicodedata.normalize("NFKD", text.upper())
    plain = "".join([sign for sign in plain if not unicodedata.combining(sign)])
    plain = "".join(["?" if ord(sign) > 127 and sign.isalnum() else sign for sign in plain])
    return " ".join(_BLANK.sub(" ", _NOTHING.sub("", plain)).split())


def name(person: PersonName) -> str:
    """Return `MARSH JR, IRIS, K`: the only commas on the form."""
    parts = (f"{person.last} {person.suffix}", person.first, person.middle[:1])
    return ", ".join([part for part in map(printable, parts) if part])


def digits(text: str) -> str:
    """Return the figures of a number without its hyphens."""
    return "".join([sign for sign in text if sign.isascii() and sign.isdigit()])


def figures(box: str, on: date, *, years: int = 4) -> Iterator[tuple[str, str]]:
    """A day in three boxes, its year in `years` figures."""
    yield f"{box}.month", f"{on.month:02d}"
    yield f"{box}.day", f"{on.day:02d}"
    yield f"{box}.year", f"{on.year:04d}"[-years:]


def ticked(box: str, choice: str) -> tuple[str, str]:
    """An X in one of a box's choices."""
    return f"{box}.{choice}", "X"


def street(where: Address) -> str:
    """Return both lines of an address as the one that the form has."""
    return printable(f"{where.line1} {where.line2}")


def zip_code(where: Address) -> str:
    """Return a ZIP, with the hyphen of a nine-digit one."""
    return f"{where.zip[:5]}-{where.zip[5:]}" if len(where.zip) == 9 else where.zip


def address(box: str, where: Address | None) -> Iterator[tuple[str, str]]:
    """An address in the second and third line of a box."""
    if where is not None:
        yield f"{box}.2", street(where)
        yield f"{box}.3", f"{printable(where.city)} {printable(where.state)} {zip_code(where)}"
