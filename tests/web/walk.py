"""A walk through every screen that a role may open: its addresses in a house, and what it is built of.

A test module that walks in a browser takes the fixtures by importing `home` and `readers`, beside `address`
of the hands.
"""

import gzip
import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from almoner.core.chart import Visit
from tests.web.conftest import House, furnished
from tests.web.shelf import DAY, Shelf
from tests.web.test_routes import address as address_of
from tests.web.test_routes import routes

if TYPE_CHECKING:
    from django.test import Client

ORDER = ("manager", "biller", "provider", "coder", "front_desk", "admin")
"""Who sees most comes first: who sees the same later needs no second look."""
PARTS = {"find/options", "claims/<int:claim_id>/peek", "diagnoses", "patients/plan-of"}
"""Parts of a screen; they are judged where they are shown."""
OVER = """() => Math.max(...[document.documentElement, document.querySelector("main")]
  .map(part => part.scrollWidth - part.clientWidth))"""
"""How far a page or its main part runs over, in pixels."""
ALONE = {"input", "img", "br", "hr", "wbr", "link", "meta", "col", "source"}
"""Elements that nothing stands in."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A route with the addresses of all its faces, and the roles that it opens to, who sees most first."""

    route: str
    faces: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent: `sent` is its size in bytes as it went over the wire."""

    status: int
    kind: str
    text: str
    sent: int

    @property
    def is_screen(self) -> bool:
        is_whole = self.text.lstrip()[:9].lower() == "<!doctype"  # a part of a page is none
        return self.status == 200 and self.kind.startswith("text/html") and is_whole


def lived_in() -> tuple[House, Visit]:
    """A house whose provider signs in and has a patient there now, with nothing written of the visit yet."""
    shelf = Shelf()
    shelf.seat(f"provider{shelf.practice_id}")
    patient = shelf.patient(7)
    shelf.benefits(shelf.coverage(patient, 1))
    visit = Visit(shelf.id(), patient.id, shelf.provider.id, shelf.location.id, DAY, "11", reason="Follow-up")
    shelf.records.append(visit)
    return furnished(shelf), visit


@pytest.fixture(scope="module")
def home(store: Path) -> tuple[House, Visit]:
    """The house of a walk."""
    assert store.is_dir()
    return lived_in()


@pytest.fixture(scope="module")
def readers(home: tuple[House, Visit], sign_in: "Callable[..., Client]", address: str) -> "dict[str, Reader]":
    """Somebody of each role, signed in to the house."""
    clients = {role: sign_in(role, practice_id=home[0].practice_id) for role in ORDER}
    return {role: Reader(address, client.cookies["sessionid"].value) for role, client in clients.items()}


def screens(house: House, visit: Visit) -> Iterator[Screen]:
    """Every route that answers a GET, with those faces that have to be asked for."""
    more = faces(house, visit)
    for route in routes():
        if route.method == "GET" and not route.is_open and route.path not in PARTS:
            roles = tuple(role for role in ORDER if role in route.opens_to.split())
            yield Screen(route.path, (address_of(route, house), *more.pop(route.path, ())), roles)
    assert not more, "a face of a route that there is not"


def faces(house: House, visit: Visit) -> dict[str, tuple[str, ...]]:
    """Return the other faces of screens: their addresses by the route."""
    asked = {
        "patients": ("q=Okafor", "q=nobody"),
        "find": ("q=Okafor", "q=nobody"),
        "schedule": ("span=week",),
        "schedule/book": (f"patient={house.patient.id}",),
        "claims": ("state=denied", "state=closed"),
        "send": ("view=rejected",),
        "remittances": ("view=all",),
        "home/rows": ("of=owed",),
        "rules": ("q=NCC",),
        "work": ("whose=all",),
    }
    found = {route: tuple(f"/{route}?{query}" for query in queries) for route, queries in asked.items()}
    found["reports/<slug:indicator_id>"] = ("/reports/K12?variant=30",)
    found["patients/<int:patient_id>/estimate"] = (
        f"/patients/{house.patient.id}/estimate?services=99213-25",
    )
    found["remittances/<int:remittance_id>"] = (f"/remittances/{house.remittance_id}",)
    for part in ("note", "dictation"):
        found[f"visits/<int:visit_id>/{part}"] = (f"/visits/{visit.id}/{part}",)
    return found


class _Built(HTMLParser):
    """Reads off the main part what it is built of: each kind of element in its place, and the headings."""

    def __init__(self) -> None:
        super().__init__()
        self.above: list[str] = []
        self.kinds: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "main" and not self.above:
            return
        told = [f"{name}={said}" if name in {"class", "type", "role"} else name for name, said in attrs]
        own = " ".join((tag, *told))
        self.kinds.add(" > ".join((*self.above, own)))
        if tag not in ALONE:
            self.above.append(own)

    def handle_endtag(self, tag: str) -> None:
        if self.above and tag not in ALONE:
            self.above.pop()


def built_of(text: str) -> set[str]:
    """Return the kinds of elements in a page's main part, each with those that it stands in.

    No style stands in a page itself, so what an element looks like follows from these.
    """
    page = _Built()
    page.feed(text)
    assert page.kinds, f"the page has no main part: {text[:200]}"
    return page.kinds


class Reader:
    """Somebody signed in who asks the server itself, and is answered packed as a browser is."""

    def __init__(self, address: str, session: str) -> None:
        self.place = urlsplit(address).netloc
        self.told = {"Cookie": f"sessionid={session}", "Accept-Encoding": "gzip", "Connection": "close"}
        self.cookie = {"name": "sessionid", "value": session, "url": address}

    def get(self, path: str) -> Answer:
        """Ask for an address; nothing is followed."""
        line = http.client.HTTPConnection(self.place, timeout=60)
        line.request("GET", path, headers=self.told)
        got = line.getresponse()
        sent = got.read()
        kind = got.headers.get("Content-Type", "")
        plain = gzip.decompress(sent) if got.headers.get("Content-Encoding") == "gzip" else sent
        return Answer(got.status, kind, plain.decode() if kind.startswith("text/") else "", len(sent))
