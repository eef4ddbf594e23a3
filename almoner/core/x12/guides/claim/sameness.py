"""Whether two loops of a claim name the same place or the same provider: what many rules ask that forbid to
say a thing twice."""

from functools import lru_cache

from almoner.core.x12.scanner import Elements
from almoner.core.x12.tree import Loop

Address = tuple[str, ...]


def address_of(loop: Loop) -> Address | None:
    """Street, city, state and five digits of ZIP, upper case and without double blanks; None where there is
    no street or no city."""
    street: Elements | None = None
    city: Elements | None = None
    for spec, elements, _ in loop.bound:
        if spec.name == "street":
            street = street or elements
        elif spec.name == "city":
            city = city or elements
    return None if street is None or city is None else _plain(tuple(street[1:3]), tuple(city[1:5]))


@lru_cache(maxsize=4096)
def _plain(street: tuple[str, ...], city: tuple[str, ...]) -> Address | None:
    """The address of an N3 and an N4; few billing places and facilities stand in many claims."""
    lines, places = (*street, "", "")[:2], (*city, "", "", "", "")[:4]
    texts = (*lines, places[0], places[1], places[2].strip()[:5], places[3])
    plain = tuple(" ".join(text.upper().split()) for text in texts)
    return plain if plain[0] and plain[2] else None


def is_same_address(one: Loop, other: Loop) -> bool:
    """Both have an address, and it is the same."""
    address = address_of(one)
    return address is not None and address == address_of(other)


def npi_of(party: Loop) -> str:
    """The NPI in the NM1 of a loop; empty where it has none."""
    elements = party.bound[0][1]
    return elements[9].strip() if len(elements) > 9 and elements[8] == "XX" else ""


def is_same_party(one: Loop, other: Loop) -> bool:
    """The same NPI, or where neither has one the same name."""
    first, second = npi_of(one), npi_of(other)
    if first or second:
        return first == second
    name = _name_of(one)
    return bool(name[0]) and name == _name_of(other)


def _name_of(party: Loop) -> tuple[str, ...]:
    row = party.row("name")
    return tuple(row.get(number).upper() for number in (3, 4, 5, 7)) if row is not None else ("",)
