"""Keys are moved by act: told where two would share a letter, kept for the person, put into every page."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from almoner.web import keys
from almoner.web.chart.fields import FORMS
from tests.web.conftest import House

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")
PARTS = re.compile(r'\{% (?:include|import|extends) "([^"]+)"')


def letters_of(folder: Path, template: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """The letters that a template and its parts write, what the frame does everywhere left out."""
    text = (folder / template).read_text(encoding="utf-8")
    found = set(re.findall(r'data-key="([^"{]+)"', text))
    found |= {form.key for form in FORMS.values()} if 'data-key="{{ form.key }}"' in text else set()
    for part in set(PARTS.findall(text)) - seen - {"frame.html"}:
        found |= letters_of(folder, part, seen | {template})
    return found


def pages(folder: Path) -> Iterator[str]:
    """Templates that are answered as a page: those in the frame, and the panel beside a list."""
    for path in sorted(folder.glob("*.html")):
        if '{% extends "frame.html"' in path.read_text(encoding="utf-8") or path.name == "peek.html":
            yield path.name


def test_every_key_of_every_screen_is_an_act_that_can_be_moved(root: Path) -> None:
    folder = root / "almoner/web/templates"
    wrong = {}
    for template in pages(folder):
        written = letters_of(folder, template)
        told = {act.letter for act in keys.acts_on(template)}
        beyond = told - {keys.ACTS[one].letter for one in keys.EVERYWHERE.acts}
        beside = {"b", "r", "e", "n"} if template in {"work.html", "claims.html"} else set()
        if not written <= told or not beyond - beside <= written:
            wrong[template] = (sorted(written - told), sorted(beyond - beside - written))
    assert not wrong, "templates and almoner/web/keys.py differ: (keys without an act, acts without a key)"
    named = {template for area in keys.AREAS for template in area.templates}
    assert named <= set(pages(folder))


def test_no_two_acts_of_a_screen_share_a_standard_letter_and_each_is_found_somewhere() -> None:
    assert keys.shared({}) == {}
    for act in keys.ACTS.values():
        assert keys.LETTER.fullmatch(act.letter), act
        assert keys.where(act), act


def test_letters_that_cant_be_count_as_if_they_were_not_kept() -> None:
    assert keys.known({"check-in": "y", "nothing": "q", "sheet": "<", "undo": 7}) == {"check-in": "y"}
    assert keys.known({"check-in": "s"}) == {}, "the sheet has it on Today"
    assert keys.known({"check-in": "s", "sheet": "i"}) == {"check-in": "s", "sheet": "i"}, (
        "two may change places"
    )
    assert keys.known({"check-in": "h"}) == {}, "H is everywhere"
    assert keys.known("x") == keys.known(None) == {}
    page = '<a data-key="i">In <kbd>I</kbd></a><a data-key="s">S<kbd>S</kbd></a><kbd>Ctrl K</kbd>'
    put = keys.put(page, "today.html", {"check-in": "s", "sheet": "i"})
    assert put == '<a data-key="s">In <kbd>S</kbd></a><a data-key="i">S<kbd>I</kbd></a><kbd>Ctrl K</kbd>'
    assert keys.put(page, "send.html", {"check-in": "s"}) == page, "another screen's act"


def test_a_key_is_moved_refused_and_put_back(sign_in: "Callable[..., Client]", house: House) -> None:
    client = sign_in("front_desk")
    form = {act.id: act.letter.upper() for act in keys.ACTS.values()}
    clash = client.post("/keys/moved", form | {"check-in": "S"})
    said = clash.content.decode()
    assert clash.status_code == 422
    assert "S is also “The check-in sheet” (Today)." in said
    assert re.search(r'name="check-in" value="S"[^>]*aria-invalid="true"', said), "what was typed is kept"
    assert 'data-key="i"' in client.get("/today").content.decode(), "nothing was changed"
    assert client.post("/keys/moved", form | {"check-in": "<"}).status_code == 422
    assert client.post("/keys/moved", form | {"check-in": "Y", "next": "N"}).status_code == 422, (
        "N is the note"
    )
    kept = client.post("/keys/moved", form | {"check-in": "Y", "next": "]"})
    assert kept.headers["Location"] == "/keys?kept=keys"
    for browser in (client, sign_in("front_desk")):
        shown = browser.get("/today").content.decode()
        assert 'data-key="y"' in shown
        assert 'data-key="i"' not in shown
        assert "<kbd>Y</kbd>" in shown
        assert 'data-moves="]k/?"' in shown
        assert "<kbd>]</kbd><kbd>K</kbd> Move" in shown
    assert 'data-key="i"' in sign_in("manager").get("/today").content.decode(), "nobody else's"
    assert "made as I" in client.get("/keys").content.decode()
    assert client.post("/keys/reset", {}).headers["Location"] == "/keys?kept=reset"
    assert 'data-key="i"' in client.get("/today").content.decode()
    assert house.practice_id
