"""Between a record and its JSON body. Encoding is canonical: a seal can be recomputed from the database."""

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

import orjson

T = TypeVar("T")
Decode = Callable[[Any], Any]


def encode(record: object) -> bytes:
    """Return the canonical JSON of a record or of plain data: sorted keys, no blanks, UTF-8."""
    return orjson.dumps(record, default=_fields, option=_SORTED)


_SORTED = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS


def _fields(record: Any) -> dict[str, Any]:
    """A dataclass as plain data in the order of its keys; orjson itself would keep that of its fields."""
    cls: object = type(record)  # as in `decode`
    names, values = _reader(cls)
    return dict(zip(names, values(record), strict=True))


@cache
def _reader(cls: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(sorted(field.name for field in dataclasses.fields(cls)))
    if len(names) == 1:  # of one name, attrgetter gives the value alone
        return names, lambda record: (getattr(record, names[0]),)
    return names, attrgetter(*names)


def decode(cls: type[T], body: Any) -> T:
    """Make the record of a body.

    A field that the body lacks takes its default; one that the class lacks is ignored.
    """
    wanted: object = cls  # every class can be hashed, whether or not what it makes can
    made: T = _decoder(wanted)(body)
    return made


def _plain(value: Any) -> Any:
    return value


@cache
def _decoder(cls: Any) -> Decode:
    if cls is date:
        return date.fromisoformat
    if cls is datetime:
        return datetime.fromisoformat
    if dataclasses.is_dataclass(cls):
        return _record_decoder(cls)
    if isinstance(cls, type) and issubclass(cls, StrEnum):
        return _Members(cls).__getitem__
    origin = typing.get_origin(cls)
    if origin is tuple:
        return _tuple_decoder(typing.get_args(cls))
    if origin in (types.UnionType, typing.Union):
        return _optional_decoder(typing.get_args(cls))
    return _plain


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decode:
    assert arguments[1:] == (Ellipsis,), "records hold tuples of one type and any length"
    item = _decoder(arguments[0])
    if item is _plain:
        return tuple
    return lambda values: tuple([item(value) for value in values])


def _optional_decoder(arguments: tuple[Any, ...]) -> Decode:
    inner = [argument for argument in arguments if argument is not type(None)]
    assert len(inner) == 1, "a field is of one type or None"
    item = _decoder(inner[0])
    return item if item is _plain else lambda value: None if value is None else item(value)


class _Members(dict[str, StrEnum]):
    """The members of an enumeration by value: cheaper than calling the class, which judges the unknown."""

    def __init__(self, cls: type[StrEnum]) -> None:
        super().__init__((member.value, member) for member in cls)
        self._cls = cls

    def __missing__(self, value: str) -> StrEnum:
        return self._cls(value)


def _record_decoder(cls: Any) -> Decode:
    """Decode by position where a body has every field, which is nearly always."""
    hints = typing.get_type_hints(cls)
    fields = [field.name for field in dataclasses.fields(cls)]
    assert not any(field.kw_only for field in dataclasses.fields(cls)), "a record's fields go by position"
    special = [
        (place, name, item)
        for place, name in enumerate(fields)
        if (item := _decoder(hints[name])) is not _plain
    ]
    if len(fields) == 1:  # of one name, itemgetter gives the value alone
        return lambda body: _sparse(cls, fields, special, body)
    take = itemgetter(*fields)

    def make(body: dict[str, Any]) -> Any:
        try:
            values = list(take(body))
        except KeyError:
            return _sparse(cls, fields, special, body)
        for place, _, item in special:
            values[place] = item(values[place])
        return cls(*values)

    return make


def _sparse(cls: Any, fields: list[str], special: list[tuple[int, str, Decode]], body: dict[str, Any]) -> Any:
    """Decode a body that lacks a field, which an earlier version of the class wrote."""
    values = {name: body[name] for name in fields if name in body}
    for _, name, item in special:
        if name in values:
            values[name] = item(values[name])
    return cls(**values)
