"""A record survives its body, and a body is one and the same sequence of bytes however it was stored."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import msgspec
import pytest

from almoner.store.codec import canonical, decode, encode
from almoner.store.tables.projection import Projection
from almoner.store.tables.projections import PROJECTIONS


class Colour(StrEnum):
    """Two members."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Inner:
    """One field alone."""

    word: str = ""


@dataclass(frozen=True, slots=True)
class Outer:
    """Every kind of field that records hold, not in the order of their names."""

    zeta: int
    day: date
    at: datetime
    colour: Colour
    inner: Inner
    many: tuple[Inner, ...]
    words: tuple[str, ...]
    maybe: Inner | None = None
    alpha: str = "a"


FULL = Outer(
    7,
    date(2026, 3, 2),
    datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    Colour.BLUE,
    Inner("x\ty\\z\né"),
    (Inner("1"), Inner("2")),
    ("p", "q"),
    Inner("m"),
)


def test_what_is_encoded_decodes_to_the_same_record() -> None:
    assert decode(Outer, encode(FULL)) == FULL


def test_keys_are_sorted_at_every_depth_and_bytes_do_not_depend_on_the_stored_order() -> None:
    body = encode(FULL)
    stored = dict(reversed(json.loads(body).items()))
    assert list(json.loads(body)) == sorted(stored)
    assert encode(stored) == canonical(json.dumps(stored)) == body
    assert encode({"b": 1, "a": {"d": 2, "c": 3}}) == b'{"a":{"c":3,"d":2},"b":1}'


def test_a_field_that_the_body_lacks_takes_its_default_and_an_unknown_one_is_ignored() -> None:
    body = json.loads(encode(FULL))
    del body["maybe"], body["alpha"]
    body["many"] = [{}, {"word": "2", "later": 1}]
    body["later"] = True
    decoded = decode(Outer, json.dumps(body))
    assert (decoded.maybe, decoded.alpha, decoded.many) == (None, "a", (Inner(), Inner("2")))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("colour", "green", r"\$\.colour"), ("zeta", "secret", r"\$\.zeta"), ("day", "2026-13-01", r"\$\.day")],
)
def test_a_value_of_another_type_is_refused_by_its_place(name: str, value: str, said: str) -> None:
    body = json.loads(encode(FULL)) | {name: value}
    with pytest.raises(msgspec.ValidationError, match=said) as refused:
        decode(Outer, json.dumps(body))
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("projection", PROJECTIONS.values(), ids=PROJECTIONS)
def test_every_kind_of_record_can_be_decoded(projection: Projection) -> None:
    with pytest.raises(msgspec.ValidationError, match="missing required field"):
        decode(projection.record, b"{}")
