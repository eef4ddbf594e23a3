"""A lived practice's records and files as patterns: what is a copy's own stands as a mark in canonical text.

Promises that a pattern whose marks are filled is canonical JSON again, so that its seal can be recomputed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import msgspec

from almoner.store.codec import encode

ID, DIGITS, FOUR, NAME, SHA, SIZE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
"""A copy's number before an id, in the digits of a control, in four decimal digits, the first part of its
family names; the digest and the size of its file.
"""
PROVIDER = "\ue010\ue011\ue012\ue013\ue014\ue015\ue016\ue017"
"""What stands for providers, in the order of their ids."""
_NUMBER_MARKS, _NAMED_MARKS = re.compile(f"[{DIGITS}{FOUR}]"), re.compile(f"[{NAME}{PROVIDER}]")
PLACES = 6
"""Digits of an id behind a copy's number."""
_BARE = "\ue006"
_CONTROL = re.compile(r"\b(L|A0)0000([0-9A-HJKMNP-TV-Z]{4})\b")
_DAY = re.compile(r'"(\d{4})-(\d\d)-(\d\d)(?=["T])')
_NAMED = re.compile(r"(?<=:)\d+(?=:|$)")
_SLIP = re.compile(r"^deposit-(\d+)\.csv$")
_NINE = re.compile(r"(?<!\d)\d{9}(?!\d)")
_ROWS = {
    "slip": re.compile(r"^()(\d+)(?=,)", re.MULTILINE),
    "bank": re.compile(r"^(\d[\d-]*,\w+,)([^,\n]+)(?=,)", re.MULTILINE),
}
_PROSE = frozenset({"text", "why", "says", "message"})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is copied: the ids that a copy has of its own, the marks of its providers by id, its patients'
    family names in capitals, and the control numbers of its files.
    """

    ids: frozenset[int]
    providers: Mapping[int, str]
    families: frozenset[str]
    controls: frozenset[str] = field(default_factory=frozenset)


def pattern(kind: str, body: str, cast: Cast) -> str:
    """Return a record's body, canonical JSON, as a pattern."""
    said = msgspec.json.decode(body)
    marked = _walk(said, kind, cast)
    if kind == "interchange":
        marked |= {"sha256": SHA, "size": f"{_BARE}{SIZE}{_BARE}"}
    if kind == "pay_link":
        rest, other = said["digest"][:-5], "0" if said["digest"][-5] != "0" else "1"
        marked["digest"] = rest + other + FOUR  # of a token that nobody has, and no digest of the lived ones
    if kind == "note":
        marked["seal"] = ""  # it seals ids and days that are others now; older notes have none
    return encode(marked).decode().replace(f'"{_BARE}', "").replace(f'{_BARE}"', "")


def file_pattern(about: str, content: str, cast: Cast) -> str:
    """Return a file as a pattern: its control number, those of its claims, a slip's deposits and the bank's
    traces are the copy's own; names and days stay.
    """
    if about in _ROWS:
        return _ROWS[about].sub(lambda found: found[1] + _trace(found[2], cast), content)
    marked = _CONTROL.sub(rf"\g<1>{DIGITS}\2", content)
    return _NINE.sub(lambda found: _file_control(found[0], cast), marked)


def how_marked(text: str) -> int:
    """Return which marks a pattern may have: 0 for that of ids, 1 for those of numbers too, 2 for any."""
    if _NAMED_MARKS.search(text):
        return 2
    return 1 if _NUMBER_MARKS.search(text) else 0


def moved(text: str, weeks: int) -> str:
    """Return a pattern so many weeks later: every value that is a day or begins with one."""
    shift = timedelta(weeks=weeks)
    return _DAY.sub(lambda found: f'"{date(*map(int, found.groups())) + shift}', text)


def _walk(value: Any, key: str, cast: Cast) -> Any:
    if isinstance(value, dict):
        return {name: _walk(each, name, cast) for name, each in value.items()}
    if isinstance(value, list):
        return [_walk(each, key, cast) for each in value]
    if type(value) is int:
        return _number(value, key, cast)
    return _text(value, key, cast) if isinstance(value, str) and value else value


def _number(value: int, key: str, cast: Cast) -> int | str:
    if key != "id" and not key.endswith(("_id", "_ids")):
        return value
    if value in cast.providers:
        return f"{_BARE}{cast.providers[value]}{_BARE}"
    return f"{_BARE}{_id(str(value), cast)}{_BARE}" if value in cast.ids else value


def _text(value: str, key: str, cast: Cast) -> str:
    if key in _PROSE:
        return value
    if key in _KEYED:
        return _KEYED[key](value, cast)
    marked = _CONTROL.sub(rf"\g<1>{DIGITS}\2", value)
    return _NAMED.sub(lambda found: _id(found[0], cast), marked)


def _id(digits: str, cast: Cast) -> str:
    return f"{ID}{digits:0>{PLACES}}" if int(digits) in cast.ids else digits


def _file_control(control: str, cast: Cast) -> str:
    return f"{FOUR}{control[-5:]}" if control in cast.controls else control


def _control(value: str, cast: Cast) -> str:
    if slip := _SLIP.match(value):
        return f"deposit-{_id(slip[1], cast)}.csv"
    return _file_control(_CONTROL.sub(rf"\g<1>{DIGITS}\2", value), cast)


def _ending(value: str, _cast: Cast) -> str:
    return value[:-4] + DIGITS


def _trace(value: str, cast: Cast) -> str:
    is_id = value.isdigit() and int(value) in cast.ids
    return _id(value, cast) if is_id else value + DIGITS


def _family(value: str, cast: Cast) -> str:
    return NAME + value if value.upper() in cast.families else value


def _name(value: str, cast: Cast) -> str:
    given, blank, family = value.rpartition(" ")
    return f"{given} {_family(family, cast)}" if blank else _control(value, cast)


def _patient_number(value: str, _cast: Cast) -> str:
    return f"{value[0]}{FOUR}{value[-4:]}" if len(value) == len("R000100") else value


def _phone(value: str, _cast: Cast) -> str:
    return f"{value[:2]}{FOUR}{value[-4:]}" if len(value) == len("5185550100") else value


_KEYED: dict[str, Callable[[str, Cast], str]] = {
    "last": _family,
    "name": _name,
    "control": _control,
    "payer_control": _ending,
    "member_id": _ending,
    "trace": _trace,
    "number": _patient_number,
    "phone": _phone,
}
