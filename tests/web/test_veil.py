"""Names can be hidden: on every screen of every role, whatever names a patient stands where the privacy key
blurs it.
"""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart import Visit
from almoner.core.coverage import Coverage
from almoner.core.party import Patient
from almoner.store.session import books
from almoner.web import words
from almoner.web.veil import bare, veil
from tests.web.conftest import House
from tests.web.test_routes import address, routes
from tests.web.walk import ALONE, ORDER, PARTS, lived_in, screens

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")

SEEN = {"value", "title"}
"""Attributes that somebody beside the screen can read."""


class Page(HTMLParser):
    """What a page shows outside of what is veiled: each text, and each attribute that is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.above: list[tuple[str, bool]] = []
        self.shown: list[str] = []

    @property
    def is_veiled(self) -> bool:
        return any(veiled for _, veiled in self.above)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: said or "" for name, said in attrs}
        veiled = "veil" in told.get("class", "").split()
        is_seen = (
            not veiled and not self.is_veiled and told.get("type") not in {"hidden", "radio", "checkbox"}
        )
        if is_seen and tag not in {"option", "button"}:
            self.shown += [f"<{tag} {name}={told[name]!r}>" for name in SEEN & told.keys()]
        if tag not in ALONE:
            self.above.append((tag, veiled))

    def handle_endtag(self, tag: str) -> None:
        while self.above and self.above.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.is_veiled and data.strip():
            within = self.above[-1][0] if self.above else ""
            self.shown.append(f"<{within}> {data.strip()}")


def unveiled(text: str) -> list[str]:
    page = Page()
    page.feed(text)
    return page.shown


def identifying(practice_id: int) -> re.Pattern[str]:
    """What names a patient of a practice, as the screens and the files write it."""
    with books(practice_id) as session:
        patients, policies = session.find(Patient), session.find(Coverage)
    said = {one.member_id for one in policies}
    for one in patients:
        said |= {one.name.last, one.name.first, one.phone, words.phone(one.phone)}
        said |= {words.day(one.birth_on), one.birth_on.isoformat(), f"{one.birth_on:%Y%m%d}"}
        said |= {one.address.line1, one.address.line1.upper()}
    return re.compile(rf"\b(?:{'|'.join(re.escape(one) for one in sorted(said) if one)})\b", re.IGNORECASE)


def faces(home: tuple[House, Visit]) -> Iterator[tuple[str, str]]:
    """Every screen and part of a screen as every role."""
    for screen in screens(*home):
        yield from ((face, role) for role in screen.roles for face in screen.faces)
    for route in routes():
        if route.path in PARTS:
            query = "?q=Okafor" if route.path != "claims/<int:claim_id>/peek" else ""
            yield from ((address(route, home[0]) + query, role) for role in route.opens_to.split())


def test_no_screen_names_a_patient_where_the_key_does_not_hide_it(
    sign_in: "Callable[..., Client]",
) -> None:
    home = lived_in()
    practice_id = home[0].practice_id
    naming = identifying(practice_id)
    clients = {role: sign_in(role, practice_id=practice_id) for role in ORDER}
    for client in clients.values():
        assert client.post("/keys/names", {"names": "hidden"}).status_code == 302
    walked, found = 0, []
    for face, role in faces(home):
        answer = clients[role].get(face)
        if not answer.headers.get("Content-Type", "").startswith("text/html") or answer.status_code != 200:
            continue
        text = answer.content.decode()
        walked += 1
        assert 'data-names="hidden"' in text or "<html" not in text, face
        found += [f"{face} {role}: {said[:200]}" for said in unveiled(text) if naming.search(said)]
    assert walked > 150
    assert not found, f"{len(found)}\n" + "\n".join(sorted(set(found)))


PRINTED = re.compile(r"\{\{(.*?)\}\}")
NAMING = re.compile(
    r"\b(?:last_name|first_name|birth_on|member_id|line1|name\.(?:listed|last|first))\b"
    r"|\bwords\.phone\(|\b(?:c|one|row)\.patient\b"
)
OF_OTHERS = re.compile(
    r"provider|author|supervising|found\.practice|^ (?:one|v)\.name\.listed |\b(?:text|field|left)\("
)
"""Providers and the practice are named openly, and a macro marks what it is given."""


def test_no_template_prints_a_name_that_the_key_does_not_hide(root: Path) -> None:
    """Also where the house above has nothing to show."""
    found = []
    for template in sorted((root / "almoner/web/templates").glob("*.html")):
        text = template.read_text(encoding="utf-8")
        for printed in PRINTED.finditer(text):
            said, before = printed[1], text[: printed.start()]
            is_in_tag = before.rfind("<") > before.rfind(">")
            is_marked = "veil" in said or re.search(r"class=\"[^\"]*\bveil\b[^<>]*>[^<]*$", before)
            is_of_others = OF_OTHERS.search(said) or template.name.startswith("setup")
            if NAMING.search(said) and not (is_in_tag or is_marked or is_of_others):
                found.append(f"{template.name}: {said}")
    assert not found, found


def test_what_is_hidden_stays_hidden_for_the_person_in_every_browser(
    sign_in: "Callable[..., Client]", house: House
) -> None:
    page = f"/patients/{house.patient.id}"
    client = sign_in("biller")
    name = house.patient.name.listed
    assert f"<title>{name}" in client.get(page).content.decode()
    client.post("/keys/names", {"names": "hidden"})
    for browser in (client, sign_in("biller")):
        shown = browser.get(page).content.decode()
        assert 'data-names="hidden"' in shown
        assert 'aria-pressed="true"' in shown
        assert "<title>•••" in shown
    client.post("/keys/names", {"names": "shown"})
    assert 'data-names="hidden"' not in client.get(page).content.decode()


def test_a_title_is_told_plain_and_without_what_is_hidden() -> None:
    title = "Chart of " + veil("O'Hara, <Jo>")
    assert bare(title, "shown") == "Chart of O'Hara, <Jo>"
    assert bare(title, "hidden") == "Chart of •••"
    assert bare("A < B", "hidden") == "A < B"
    assert str(veil(None)) == str(veil("")) == ""
