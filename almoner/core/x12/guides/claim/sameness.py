"""Whether two loops of a claim name the same place or the same provider: what many rules ask that forbid to
say a thing twice."""

from almoner.core.x12.tree import Loop

Address = tuple[str, ...]


def address_of(loop: Loop) -> Address | None:
    """Street, city, state and five digits of ZIP, upper case and without double blanks; None where there is
    no street or no city."""
    street, city = loop.row("street"), loop.row("city")
    if street is None or city is None:
        return None
    texts = (street.get(1), street.get(2), city.get(1), city.get(2), city.get(3)[:5], city.get(4))
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
