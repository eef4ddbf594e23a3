"""Every screen is used without a mouse: what is pressed, typed into or followed is a control of the browser's
own with a name, in the order of the page; and whatever has a key stands there to be clicked too.
"""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart import Visit
from tests.web.conftest import House
from tests.web.walk import Screen, home, screens

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")
__all__ = ["home"]

PRESSED = {"a", "button", "summary"}
TYPED = {"input", "select", "textarea"}
NAMES = ("aria-label", "aria-labelledby", "title", "alt")
EMPTY = {"input", "img", "br", "hr", "wbr", "link", "meta", "col", "source"}
ROLES = {"button", "link", "checkbox", "tab", "menuitem", "switch"}
"""Roles that promise what only a control does."""
BY_MOUSE = ("onclick", "onmousedown", "ondblclick", "data-href", "hx-on")


class Element:
    """An element: what it says, and what it stands in."""

    def __init__(self, tag: str, said: dict[str, str]) -> None:
        self.tag, self.said = tag, said
        self.text = ""
        self.within: list[Element] = []

    def __str__(self) -> str:
        return f"<{self.tag} {' '.join(f'{name}={value[:40]}' for name, value in self.said.items())}>"

    @property
    def is_named(self) -> bool:
        return bool(self.text.strip()) or any(self.said.get(name, "").strip() for name in NAMES)


class Controls(HTMLParser):
    """Reads the controls of a page, its labels and its rows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[Element] = []
        self.all: list[Element] = []
        self.labelled: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        made.within = [*self.open]
        self.all.append(made)
        if tag == "label" and made.said.get("for"):
            self.labelled.add(made.said["for"])
        if tag not in EMPTY:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag in {one.tag for one in self.open}:
            if self.open.pop().tag == tag:
                break

    def handle_data(self, data: str) -> None:
        for above in self.open:
            above.text += data

    def faults(self) -> Iterator[str]:
        """Tell what somebody without a mouse could not reach, or would not be told of."""
        for one in self.all:
            if int(one.said.get("tabindex") or 0) > 0:
                yield f"{one} is out of the page's order"
            if any(name in one.said for name in BY_MOUSE):
                yield f"{one} is done with a mouse alone"
            if one.said.get("role") in ROLES and one.tag not in PRESSED | TYPED:
                yield f"{one} is no control, and says that it is one"
            if one.tag in PRESSED and not (one.is_named or one.said.get("aria-hidden")):
                yield f"{one} has no name"
            if one.tag == "a" and "href" not in one.said:
                yield f"{one} leads nowhere"
            if (
                one.tag in TYPED
                and one.said.get("type") not in {"hidden", "submit"}
                and not self.has_label(one)
            ):
                yield f"{one} has no label"
            if "data-key" in one.said and one.tag not in PRESSED and not self.is_focused(one):
                yield f"{one} has a key and is no control"
            if "data-opens" in one.said and not (one.tag == "a" and one.said.get("href")):
                yield f"{one} opens a row and is no link"

    def has_label(self, field: Element) -> bool:
        """Say whether a field has a name that is told."""
        is_within = any(one.tag == "label" for one in field.within)
        return is_within or field.said.get("id") in self.labelled or field.is_named

    @staticmethod
    def is_focused(one: Element) -> bool:
        """Whether a key may lead there all the same: a box is ticked, a text is read."""
        return one.said.get("type") == "checkbox" or one.said.get("tabindex") == "0"


def test_every_screen_is_used_without_a_mouse(
    home: tuple[House, Visit], sign_in: "Callable[..., Client]"
) -> None:
    found, opened = set(), 0
    for screen in screens(*home):
        client = sign_in(screen.roles[0], practice_id=home[0].practice_id)
        for page in shown(screen, client):
            opened += 1
            found |= {f"{screen.route}: {fault}" for fault in Controls(page).faults()}
    assert opened > 100
    assert not found, "\n".join(sorted(found))


def shown(screen: Screen, client: "Client") -> Iterator[str]:
    """Give the pages of a screen; a file is none."""
    for face in screen.faces:
        answer = client.get(face)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            yield answer.content.decode()


def test_what_is_wrong_is_told() -> None:
    wrong = (
        '<div onclick="go()">Open</div><a tabindex="2" href="/x">X</a><button><svg></svg></button>'
        '<input id="q"><span role="button">Send</span><table><tr data-row><td data-opens>Helen</td></tr>'
        "</table>"
        '<td data-key="p">Post</td><a>Nowhere</a>'
    )
    told = [fault.rpartition("> ")[2] for fault in Controls(wrong).faults()]
    assert told == [
        "is done with a mouse alone",
        "is out of the page's order",
        "has no name",
        "has no label",
        "is no control, and says that it is one",
        "opens a row and is no link",
        "has a key and is no control",
        "leads nowhere",
    ]
    right = '<label for="q">Name</label><input id="q"><button aria-label="Sign out"><svg></svg></button>'
    assert not list(Controls(right).faults())
