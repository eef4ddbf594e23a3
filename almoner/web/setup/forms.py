"""A form that is made of fields: shows a record as people type it, and reads what they typed back into one.

Promises that only the fields of our own tables are written, and that what can't be read stands beside its
field, with what was typed kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Literal, TypeVar

from django.http import HttpRequest

from almoner.core.money import cents, dollars
from almoner.core.rules import Finding
from almoner.web.asked import read_day

R = TypeVar("R")
Kind = Literal["text", "digits", "date", "time", "number", "money", "choice", "yes", "codes"]
LONGEST_NUMBER = 6
MOST_CODES = 500


@dataclass(frozen=True, slots=True)
class Field:
    """One field: where it stands in the record, what it is called, and how it is typed. `about` is a phrase
    by which a finding is known to speak of it, `made` what a choice becomes in the record.
    """

    path: str
    label: str
    kind: Kind = "text"
    most: int = 80
    is_needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    about: str = ""
    made: Callable[[str], object] = str


def typed(fields: Iterable[Field], record: object) -> dict[str, str]:
    """Return what a record's fields look like when they are typed."""
    return {one.path: _shown(one, _get(record, one.path)) for one in fields}


def sent(fields: Iterable[Field], request: HttpRequest) -> dict[str, str]:
    """Return what a form was sent with, bounded."""
    found = {}
    for one in fields:
        given = str(request.POST.get(one.path, "")).strip().replace("\0", "")
        longest = MOST_CODES * 12 if one.kind == "codes" else one.most + 1
        found[one.path] = given[:longest]
    return found


def read(fields: Iterable[Field], record: R, given: Mapping[str, str]) -> tuple[R, dict[str, str]]:
    """Return the record as the form says it, and what can't be read, by the field's path."""
    faults = {}
    for one in fields:
        try:
            record = _put(record, one.path, _value(one, given[one.path]))
        except ValueError as error:
            faults[one.path] = str(error)
    return record, faults


def beside(fields: Sequence[Field], findings: Iterable[Finding]) -> tuple[dict[str, str], list[Finding]]:
    """Lay findings beside the fields that they speak of; those that speak of none are left over."""
    faults: dict[str, str] = {}
    left = []
    for finding in findings:
        place = next((one.path for one in fields if one.about and one.about in finding.message), "")
        if place and place not in faults:
            faults[place] = f"{finding.message} {finding.mend}"
        else:
            left.append(finding)
    return faults, left


def _get(record: object, path: str) -> object:
    for name in path.split("."):
        record = getattr(record, name)
    return record


def _put(record: R, path: str, value: object) -> R:
    name, _, rest = path.partition(".")
    wanted = _put(getattr(record, name), rest, value) if rest else value
    changed: dict[str, Any] = {name: wanted}
    return replace(record, **changed)  # type: ignore[type-var]


def _shown(one: Field, value: object) -> str:
    if value is None:
        return ""
    if one.kind == "money":
        assert isinstance(value, int), "money is whole cents"
        return dollars(value) if value else ""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _value(one: Field, given: str) -> object:
    """What was typed as the record holds it; ValueError says what is wrong with it."""
    if one.is_needed and not given:
        raise ValueError("This is needed.")
    if one.kind != "codes" and len(given) > one.most:
        raise ValueError(f"Give at most {one.most} characters.")
    if not given.isprintable():
        raise ValueError("Leave out what can't be printed.")
    return _READERS[one.kind](one, given)


def _choice(one: Field, given: str) -> object:
    if given not in dict(one.choices):
        raise ValueError("Choose one of the list.")
    return one.made(given)


def _day(given: str) -> date | None:
    try:
        return read_day(given) if given else None
    except ValueError:
        raise ValueError("Give a day as 2026-03-02.") from None


def _time(given: str) -> time:
    try:
        return time.fromisoformat(given).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise ValueError("Give a time as 08:30.") from None


def _number(given: str) -> int:
    if not (given.isdecimal() and given.isascii() and len(given) <= LONGEST_NUMBER):
        raise ValueError("Give a whole number.")
    return int(given)


def _cents(given: str) -> int:
    try:
        found = cents(given.replace(",", "").removeprefix("$") or "0")
    except ValueError:
        raise ValueError("Give an amount as 12.50.") from None
    if found < 0:
        raise ValueError("Give no amount below zero.")
    return found


_READERS: Mapping[Kind, Callable[[Field, str], object]] = {
    "text": lambda _, given: given,
    "digits": lambda _, given: "".join(sign for sign in given if sign not in "-() ."),
    "date": lambda _, given: _day(given),
    "time": lambda _, given: _time(given),
    "number": lambda _, given: _number(given),
    "money": lambda _, given: _cents(given),
    "choice": _choice,
    "yes": lambda _, given: given == "1",
    "codes": lambda _, given: tuple(given.replace(",", " ").split()[:MOST_CODES]),
}
