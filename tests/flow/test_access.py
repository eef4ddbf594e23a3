"""Every flow asks who may before it looks at anything: neither the books nor what it was handed."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import pytest
from django.db import connections

import almoner.flow
from almoner.flow.access import HOLDER, ROLES, AccessDenied, Actor, Permission, holder, office, require
from tests.practices import House

Flow = Callable[..., Any]
WITHOUT_BOOKS = {
    "almoner.flow.access.require": "it is the question itself",
    "almoner.flow.access.enter": "it is the question itself",
    "almoner.flow.access.cause": "it writes down who acts",
    "almoner.flow.clock.today": "a practice's day is no secret, and every flow wants it",
    "almoner.flow.clock.local": "as today",
    "almoner.flow.clock.wall": "as today",
    "almoner.flow.clock.written_at": "as today",
    "almoner.flow.clock.link_of": "an address, which says nothing of the books",
    "almoner.flow.clock.box_folder": "an address, which says nothing of the books",
    "almoner.flow.desk.look.sees_balances": "it answers what the actor may",
    "almoner.flow.desk.look.gives_notices": "it answers what the actor may",
    "almoner.flow.desk.look.owners_of": "it answers who the actor is",
}
"""Functions that take an actor and ask nothing, each with the reason."""


class Untouchable:
    """An argument that nobody may look at yet."""

    def _touched(self, *_: object) -> NoReturn:
        raise AssertionError("it looked at its arguments before it asked who may")

    __iter__ = __len__ = __bool__ = __str__ = __int__ = __index__ = __hash__ = __getattr__ = _touched
    __eq__ = __lt__ = __getitem__ = __contains__ = __add__ = __sub__ = _touched


def flows() -> Iterator[tuple[str, Flow]]:
    """Every public function of a flow that somebody acts through."""
    for found in pkgutil.walk_packages(almoner.flow.__path__, "almoner.flow."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(value) or value.__module__ != module.__name__:
                continue
            taken = inspect.signature(value).parameters.values()
            if any(one.name == "actor" for one in taken):
                yield f"{module.__name__}.{name}", value


@contextmanager
def no_query() -> Iterator[None]:
    """Nothing is asked of the database."""

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("it asked the books before it asked who may")

    with connections["default"].execute_wrapper(refuse), connections["owner"].execute_wrapper(refuse):
        yield


def act(flow: Flow, actor: Actor) -> None:
    """Call a flow with arguments that it may not look at."""
    words: dict[str, Any] = {}
    for one in inspect.signature(flow).parameters.values():
        if one.name != "actor" and one.default is inspect.Parameter.empty:
            words[one.name] = Untouchable()
    flow(actor=actor, **words)


def unasked(actor: Actor) -> list[str]:
    """The flows that do not refuse an actor at once, each with what happened instead."""
    found = []
    for name, flow in flows():
        if name in WITHOUT_BOOKS:
            continue
        try:
            act(flow, actor)
        except AccessDenied:
            continue
        except Exception as error:  # noqa: BLE001 - whatever else it does is what the test is to tell
            found.append(f"{name}: {error}")
        else:
            found.append(f"{name}: nothing")
    return found


@pytest.mark.usefixtures("store")
def test_there_are_flows() -> None:
    names = {name for name, _ in flows()}
    assert len(names) > 60
    assert set(WITHOUT_BOOKS) <= names, "an exemption is gone"


def test_who_has_no_role_is_refused_before_anything_is_read(house: House) -> None:
    with no_query():
        assert unasked(Actor("nobody", house.practice.id, frozenset())) == []


@pytest.mark.usefixtures("store")
def test_nobodys_practice_allows_nothing() -> None:
    with no_query():
        assert unasked(Actor("nobody", 0, frozenset(ROLES))) == []


def test_the_words_name_the_permission_and_nothing_else(house: House) -> None:
    with pytest.raises(AccessDenied) as refused:
        require(Actor("frances", house.practice.id, frozenset({"front_desk"})), Permission.REMITTANCE_POST)
    assert str(refused.value) == "this needs the permission remittance.post in this practice"


def test_duties_are_apart() -> None:
    """Who takes money doesn't lay it, who posts doesn't close or reverse, who administers sees no chart."""
    apart = (
        (Permission.RECEIPT_TAKE, Permission.RECEIPT_ALLOCATE),
        (Permission.RECEIPT_TAKE, Permission.RECEIPT_VOID),
        (Permission.RECEIPT_TAKE, Permission.BALANCE_ADJUST),
        (Permission.RECEIPT_TAKE, Permission.BALANCE_APPROVE),
        (Permission.RECEIPT_ALLOCATE, Permission.BALANCE_APPROVE),
        (Permission.REMITTANCE_POST, Permission.BALANCE_APPROVE),
        (Permission.REMITTANCE_POST, Permission.DAY_CLOSE),
        (Permission.REMITTANCE_POST, Permission.REFUND_APPROVE),
        (Permission.REMITTANCE_POST, Permission.REFUND_ISSUE),
        (Permission.REFUND_ASK, Permission.REFUND_APPROVE),
        (Permission.REFUND_ASK, Permission.REFUND_ISSUE),
        (Permission.REMITTANCE_POST, Permission.REMITTANCE_REVERSE),
        (Permission.USER_WRITE, Permission.VISIT_READ),
        (Permission.NOTE_SIGN, Permission.CLAIM_SEND),
    )
    for role, allowed in ROLES.items():
        for one, other in apart:
            assert not {one, other} <= allowed, f"{role} may both {one} and {other}"


def test_nobody_beside_the_provider_writes_in_the_chart_or_signs() -> None:
    for permission in (Permission.CHART_WRITE, Permission.VISIT_WRITE, Permission.NOTE_SIGN):
        assert [role for role, may in ROLES.items() if permission in may] == ["provider"]


def test_every_permission_is_somebodys() -> None:
    assert frozenset().union(*ROLES.values()) == frozenset(Permission) - {Permission.BILL_PAY}
    assert [one for one in Permission if holder(1).may(one)] == [Permission.BILL_PAY]
    assert HOLDER not in ROLES


def test_the_office_acts_in_every_role_of_its_own_practice_alone(house: House) -> None:
    staffs = set(Permission) - {Permission.BILL_PAY}
    assert {one for one in Permission if office(house.practice.id).may(one)} == staffs
    assert not any(office(0).may(permission) for permission in Permission)
