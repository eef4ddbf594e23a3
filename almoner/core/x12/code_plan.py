"""Which elements of a segment hold codes, and of which lists: worked out once a segment spec, from the lists
that its guide names and from the qualifiers that stand beside values."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from almoner.core.x12.code_places import CANADA
from almoner.core.x12.spec import ElementSpec, SegmentSpec


class Coded(NamedTuple):
    """A code found in a segment: where it stands, and the list that it is from."""

    list_name: str
    code: str
    element: int
    component: int | None
    spec: ElementSpec


Reader = Callable[[Sequence[str], str], Iterable[Coded]]
"""Finds the codes in the texts of a slot's elements, given the component separator."""


class Slot(NamedTuple):
    """Elements that are looked at together: from `first` to before `stop`, where the segment has `needed`.

    `read` finds their codes; `lists` are those that these may be from. `qualifiers` are what the first
    element must be for there to be something to look at; empty where that is free."""

    first: int
    stop: int
    needed: int
    read: Reader
    lists: frozenset[str]
    qualifiers: frozenset[str] = frozenset()


_PARTY = {"XX": "npi", "24": "ein", "34": "ssn", "FI": "ein", "EI": "ein", "SY": "ssn", "TJ": "ein"}
_REFERENCE = {"EI": "ein", "SY": "ssn", "TJ": "ein", "HPI": "npi", "PXC": "taxonomy", "X4": "clia"}
_PROCEDURE = {
    "HC": "procedure",
    "CJ": "procedure",
    "HP": "hipps",
    "AD": "dental",
    "NU": "revenue",
    "N4": "ndc",
    "ID": "icd9pcs",
}
_INDUSTRY = {
    **dict.fromkeys(("ABK", "ABF", "ABJ", "ABN", "APR"), "icd10cm"),
    **dict.fromkeys(("BK", "BF", "BJ", "BN", "PR"), "icd9cm"),
    **dict.fromkeys(("BBR", "BBQ"), "icd10pcs"),
    **dict.fromkeys(("BR", "BQ"), "icd9pcs"),
    **dict.fromkeys(("BP", "BO"), "procedure"),
    "BG": "condition",
    "BH": "occurrence",
    "BI": "span",
    "BE": "value_code",
    "DR": "drg",
    "LOI": "loinc",
    "HE": "rarc",
    "JP": "tooth",
}
_BANK = {"01": "bank"}
_BY_QUALIFIER: dict[tuple[str, str], dict[str, str]] = {
    ("66", "67"): _PARTY,
    ("128", "127"): _REFERENCE,
    ("235", "234"): _PROCEDURE,
    ("235", "1137"): _PROCEDURE,
    ("1270", "1271"): _INDUSTRY,
    ("506", "507"): _BANK,
}
"""The data elements of a qualifier and of the value that it tells of."""
_PLACES = {"A": "bill_type", "B": "pos"}
_ADDRESS = ("state", "zip", "country")


@cache
def slots_of(spec: SegmentSpec) -> tuple[Slot, ...]:
    """The slots of a segment spec, in the order of its elements; none where it holds no code of a list."""
    if spec.id == "N4":
        return _address(spec)
    found: list[Slot] = []
    before: ElementSpec | None = None
    for each in spec.elements:
        if each.usage != "N":
            slot = _composite(each) if each.parts else _simple(each, before)
            if slot is not None:
                found.append(slot)
        before = each
    return tuple(found)


def _simple(each: ElementSpec, before: ElementSpec | None) -> Slot | None:
    if each.code_list:
        return _single(each, _value_reader(each, each.code_list), {each.code_list})
    if before is None or before.usage == "N":
        return None
    lists = _BY_QUALIFIER.get((before.data_element, each.data_element), {})
    used = {lists[code] for code in before.codes if code in lists}
    if not used:
        return None
    if len(before.codes) == 1:
        return _single(each, _value_reader(each, next(iter(used))), used)
    return Slot(
        before.number,
        each.number + 1,
        each.number,
        _pair_reader(each, lists),
        frozenset(used),
        frozenset(lists),
    )


def _single(each: ElementSpec, read: Reader, lists: set[str]) -> Slot:
    return Slot(each.number, each.number + 1, each.number, read, frozenset(lists))


def _value_reader(each: ElementSpec, name: str) -> Reader:
    def read(texts: Sequence[str], _separator: str) -> Iterator[Coded]:
        yield Coded(name, texts[0], each.number, None, each)

    return read


def _pair_reader(each: ElementSpec, lists: dict[str, str]) -> Reader:
    def read(texts: Sequence[str], _separator: str) -> Iterator[Coded]:
        name = lists.get(texts[0])
        if name:
            yield Coded(name, texts[1], each.number, None, each)

    return read


def _composite(each: ElementSpec) -> Slot | None:
    if each.data_element == "C003":
        return _single(
            each, _parts_reader(each, _procedure_lists), set(_PROCEDURE.values()) | {"modifier", "hcpcs"}
        )
    if each.data_element == "C022":
        lists = {_INDUSTRY[code] for code in each.parts[0].codes if code in _INDUSTRY}
        return _single(each, _parts_reader(each, _industry_list), lists) if lists else None
    if each.data_element == "C023":
        lists = {_PLACES[code] for code in each.parts[1].codes if code in _PLACES}
        return _single(each, _parts_reader(each, _place_list), lists | {"frequency"})
    named = {part.code_list for part in each.parts if part.code_list}
    reader = _parts_reader(each, _status_lists if each.data_element == "C043" else None)
    return _single(each, reader, named) if named else None


ListsOf = Callable[[Sequence[str]], dict[int, str]]
"""Which list judges which component (1 is the first), by the components themselves."""


def _parts_reader(each: ElementSpec, lists_of: ListsOf | None) -> Reader:
    """The codes of a composite: of the lists that the guide names, unless its own components name another."""
    named = {part.number: part.code_list for part in each.parts if part.code_list and part.usage != "N"}
    used = {part.number: part for part in each.parts if part.usage != "N"}

    def read(texts: Sequence[str], separator: str) -> Iterator[Coded]:
        values = texts[0].split(separator) if separator else [texts[0]]
        lists = named if lists_of is None else named | lists_of(values)
        for number, name in lists.items():
            if name and number in used and number <= len(values) and values[number - 1]:
                yield Coded(name, values[number - 1], each.number, number, used[number])

    return read


def _procedure_lists(values: Sequence[str]) -> dict[int, str]:
    name = _PROCEDURE.get(values[0], "")
    return {2: name, 8: name}


def _industry_list(values: Sequence[str]) -> dict[int, str]:
    return {2: _INDUSTRY.get(values[0], "")}


def _place_list(values: Sequence[str]) -> dict[int, str]:
    return {1: _PLACES.get(values[1], "") if len(values) > 1 else ""}


def _status_lists(values: Sequence[str]) -> dict[int, str]:
    """A status whose fourth component names another list, as that of the pharmacies, isn't judged by ours."""
    return {2: ""} if len(values) > 3 and values[3] else {}


def _address(spec: SegmentSpec) -> tuple[Slot, ...]:
    """State, postal code and country belong together: a province has other postal codes, and the states of
    other countries aren't ours to judge."""
    numbers = {each.code_list: each for each in spec.elements if each.code_list in _ADDRESS}
    first = min(each.number for each in numbers.values())
    stop = max(each.number for each in numbers.values()) + 1

    def read(texts: Sequence[str], _separator: str) -> Iterator[Coded]:
        held = {name: _at(texts, each.number - first) for name, each in numbers.items()}
        is_abroad = held.get("country", "").strip() not in ("", "US", "CA")
        for name, text in held.items():
            if text and not (is_abroad and name != "country"):
                each = numbers[name]
                is_canadian = name == "zip" and _is_canadian(text, held.get("state", ""))
                yield Coded("postal" if is_canadian else name, text, each.number, None, each)

    return (Slot(first, stop, first, read, frozenset(numbers) | {"postal"}),)


def _is_canadian(postal_code: str, state: str) -> bool:
    """By the province, or where no state is sent, by the letter in front."""
    return state.strip() in CANADA or (not state.strip() and postal_code[:1].isalpha())


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""
