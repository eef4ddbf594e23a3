"""A quick noun is its plain twin in everything but the time that it takes to make one."""

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace
from inspect import signature

import msgspec
import pytest

from almoner.core.quick import quick


@dataclass(frozen=True, slots=True)
class Plain:
    """A noun with all that a field may have."""

    number: int
    name: str = "nobody"
    marks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        assert self.number, "a noun has a number"


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    """The same, made quickly."""

    number: int
    name: str = "nobody"
    marks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        assert self.number, "a noun has a number"


def test_it_is_made_as_its_plain_twin_is() -> None:
    for given in ((1,), (1, "Ann"), (1, "Ann", ["x"])):
        assert asdict(Quick(*given)) == asdict(Plain(*given))
    assert asdict(Quick(marks=["x"], number=2)) == asdict(Plain(marks=["x"], number=2))
    assert list(signature(Quick).parameters) == list(signature(Plain).parameters)


def test_what_a_field_is_by_default_is_made_anew_for_each() -> None:
    assert Quick(1).marks is not Quick(1).marks


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="number"):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="other"):
        Quick(1, other=2)  # type: ignore[call-arg]
    with pytest.raises(AssertionError, match="a noun has a number"):
        Quick(0)


def test_nothing_of_it_can_be_changed() -> None:
    one = Quick(1)
    assert type(one) is Quick
    with pytest.raises(FrozenInstanceError):
        one.number = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del one.name
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        one.other = 2  # type: ignore[attr-defined]


def test_it_is_compared_shown_copied_and_written_as_any_other() -> None:
    one = Quick(1, "Ann", ["x"])
    assert one == Quick(1, "Ann", ["x"]) != Quick(2, "Ann", ["x"])
    assert repr(one) == "Quick(number=1, name='Ann', marks=['x'])"
    assert replace(one, number=3) == Quick(3, "Ann", ["x"])
    assert copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one
    written = msgspec.json.encode(one)
    assert written == msgspec.json.encode(Plain(1, "Ann", ["x"]))
    assert msgspec.json.decode(written, type=Quick) == one
