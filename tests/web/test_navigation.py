"""Each role sees its own work first and nothing that it may not open; its day begins where its work does."""

import pytest

from almoner.flow.access import ROLES, Actor
from almoner.web.icons import USED
from almoner.web.navigation import ERRANDS, FIRST, PLACES, errands, home, rail


def seen(*roles: str) -> list[str]:
    actor = Actor("x", 1, frozenset(roles))
    return [place.address for section in rail(actor) for place in section.places]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_sees_each_place_once_and_only_those_it_may_open(role: str) -> None:
    found = seen(role)
    assert sorted(found) == sorted(place.address for place in PLACES if place.permission in ROLES[role])
    assert tuple(found[: len(FIRST[role])]) == FIRST[role], "its own work first, all of which it may open"


@pytest.mark.parametrize(
    ("roles", "begins"),
    [
        (("front_desk",), "/today"),
        (("provider",), "/my-day"),
        (("biller",), "/work"),
        (("coder",), "/coding"),
        (("manager",), "/home"),
        (("admin",), "/people"),
        (("biller", "manager"), "/home"),
        ((), "/keys"),
    ],
)
def test_a_day_begins_where_the_work_does(roles: tuple[str, ...], begins: str) -> None:
    assert home(Actor("x", 1, frozenset(roles))) == begins


@pytest.mark.usefixtures("house")
def test_every_place_is_an_address_of_the_screens() -> None:
    from almoner.web.routes import ROUTES

    pages = {f"/{route.path}": route for route in ROUTES if route.method == "GET"}
    for place in PLACES:
        assert place.permission == pages[place.address].permission, place.address


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("role", sorted(ROLES))
def test_an_errand_begins_on_a_page_that_its_role_may_open(role: str) -> None:
    from almoner.web.routes import ROUTES

    pages = {f"/{route.path}": route for route in ROUTES if route.method == "GET"}
    own = errands(Actor("x", 1, frozenset({role})))
    assert {one.permission for one in own} <= ROLES[role]
    for one in own:
        assert pages[one.address.partition("?")[0]].permission in ROLES[role], one.name


def test_an_errand_is_drawn_like_the_place_where_it_begins() -> None:
    drawn = {one.name: one.icon for one in ERRANDS}
    assert drawn["Work rejected claims"] == next(one.icon for one in PLACES if one.address == "/send")
    assert set(drawn.values()) <= set(USED)


def test_a_page_lights_the_place_that_it_belongs_to() -> None:
    lit = {path: [place.address for place in PLACES if place.is_here(path)] for path in LIT}
    assert lit == LIT


LIT = {
    "/work/chosen": ["/work"],
    "/visits/7/superbill": ["/coding"],
    "/receipts/7": ["/refunds"],
    "/bank": ["/day"],
    "/drawer": ["/day"],
    "/my-day": ["/my-day"],
    "/visits/7/note": [],
}
