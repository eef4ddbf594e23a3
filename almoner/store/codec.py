"""Between a record and its JSON body. Encoding is canonical: a seal can be recomputed from the database."""

from functools import cache
from typing import Any, TypeVar

import msgspec

from almoner.core.ledger import Posting

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="sorted")


def encode(record: object) -> bytes:
    """Return the canonical JSON of a record or of plain data: sorted keys, no blanks, UTF-8."""
    return _ENCODER.encode(record)


def encode_posting(posting: Posting) -> bytes:
    """Return the canonical JSON of a posting as its commit seals it. The field that came later shows only
    where it says something, so that what was sealed before it keeps its seal.
    """
    return _ENCODER.encode(posting).replace(b'"other_payer_id":0,', b"")


def canonical(body: str) -> bytes:
    """Return the canonical JSON of a body as the database gives it, with an order and blanks of its own."""
    return _ENCODER.encode(msgspec.json.decode(body))


def decode(cls: type[T], body: str | bytes) -> T:
    """Make the record of a body.

    A field that the body lacks takes its default; one that the class lacks is ignored. ValidationError where
    a value is of another type; it names the place.
    """
    wanted: object = cls  # every class can be hashed, whether or not what it makes can
    made: T = _decoder(wanted).decode(body)
    return made


@cache
def _decoder(cls: Any) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(cls)
