"""Between a record and its JSON body. Encoding is canonical: a seal can be recomputed from the database."""

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import orjson

T = TypeVar("T")
Decode = Callable[[Any], Any]


def encode(record: object) -> bytes:
    """Return the canonical JSON of a record or of plain data: sorted keys, no blanks, UTF-8."""
    if dataclasses.is_dataclass(record):  # sorting the keys leaves a dataclass's fields as they are
        record = orjson.loads(orjson.dumps(record))
    return orjson.dumps(record, option=orjson.OPT_SORT_KEYS)


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
        return cls
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


def _record_decoder(cls: Any) -> Decode:
    hints = typing.get_type_hints(cls)
    fields = [field.name for field in dataclasses.fields(cls)]
    known = frozenset(fields)
    special = [(name, _decoder(hints[name])) for name in fields if _decoder(hints[name]) is not _plain]

    def make(body: dict[str, Any]) -> Any:
        values = body if known.issuperset(body) else {key: body[key] for key in body if key in known}
        if special:
            values = dict(values)
            for name, item in special:
                if name in values:
                    values[name] = item(values[name])
        return cls(**values)

    return make
