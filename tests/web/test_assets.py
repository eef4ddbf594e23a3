"""Assets: an address that changes with the bytes, kept for good, compressed, and light enough for a first
visit.
"""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import almoner.web
from tests.web.conftest import House

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")

FIRST_LOAD_BYTES = 150_000
SCRIPT_BYTES = 40_000
AFTERWARDS_BYTES = 15_000


def test_every_asset_of_a_page_is_there_and_kept_for_good(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("biller")
    page = client.get(f"/claims/{house.denied.id}").content.decode()
    named = {path.partition("#")[0] for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)}
    assert {path.rpartition("/")[2] for path in named} >= {
        "ui.css",
        "tokens.css",
        "htmx.js",
        "main.js",
        "icons.svg",
    }
    for path in named:
        answer = client.get(path, headers={"accept-encoding": "gzip"})
        assert answer.status_code == 200, path
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.content) == client.get(path).content


def test_an_address_of_other_bytes_is_gone(sign_in: "Callable[..., Client]") -> None:
    from almoner.web.assets import digest

    client = sign_in("biller")
    assert client.get(f"/static/{digest()}/ui.css").status_code == 200
    assert client.get("/static/0123456789abcdef/ui.css").status_code == 404
    assert client.get(f"/static/{digest()}/../settings.py").status_code == 404


def test_every_icon_that_a_template_names_is_drawn() -> None:
    from almoner.web import words, words_chart
    from almoner.web.chart.fields import FORMS
    from almoner.web.claims import history
    from almoner.web.icons import USED, sheet

    kinds = (words.CLAIM, words.REMITTANCE, words.APPOINTMENT, words.VISIT, words.COVERAGE, words.SEVERITY)
    named = {shown.icon for kind in (*kinds, words_chart.STATE) for shown in kind.values()}
    named |= {form.icon for form in FORMS.values()}
    named |= {icon for icon, _, _ in history.TITLES.values()}
    assert named <= set(USED)
    for name in USED:
        assert f'id="{name}"'.encode() in sheet()


def own_scripts() -> set[str]:
    """The scripts that one screen loads for itself; no other does."""
    folder = Path(almoner.web.__file__).parent / "templates"
    texts = [path.read_text("utf-8") for path in folder.glob("*.html") if path.name != "frame.html"]
    return {name for text in texts for name in re.findall(r"asset\('ui/(\w+)\.js'\)", text)}


def test_a_screen_s_own_script_is_no_part_of_the_frame(sign_in: "Callable[..., Client]") -> None:
    assert {"note", "sign"} <= own_scripts()
    page = sign_in("biller").get("/claims").content.decode()
    assert not [name for name in own_scripts() if f"ui/{name}.js" in page]


def test_a_first_visit_is_light(sign_in: "Callable[..., Client]") -> None:
    from almoner.web.assets import assets

    page = len(sign_in("biller").get("/claims", headers={"accept-encoding": "gzip"}).content)
    scripts = sum(len(asset.packed) for path, asset in assets().items() if path.endswith(".js"))
    own = {f"ui/{name}.js" for name in own_scripts()}
    everything = sum(len(asset.packed) for path, asset in assets().items() if path not in own)
    assert scripts <= SCRIPT_BYTES
    assert page <= AFTERWARDS_BYTES
    assert everything + page <= FIRST_LOAD_BYTES, everything + page


def test_each_script_is_short() -> None:
    from almoner.web.assets import assets

    ours = {path: asset.plain.count(b"\n") for path, asset in assets().items() if path.startswith("ui/")}
    assert ours
    assert max(ours.values()) <= 120, ours
