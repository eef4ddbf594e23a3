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


def own_scripts() -> dict[str, set[str]]:
    """The scripts that one screen loads for itself, by its template; no other screen does."""
    folder = Path(almoner.web.__file__).parent / "templates"
    texts = {path.name: path.read_text("utf-8") for path in folder.glob("*.html")}
    texts.pop("frame.html")
    named = {name: set(re.findall(r"asset\('(ui/\w+\.js)'\)", text)) for name, text in texts.items()}
    return {name: scripts for name, scripts in named.items() if scripts}


def test_a_screen_s_own_script_is_no_part_of_the_frame(sign_in: "Callable[..., Client]") -> None:
    own = set().union(*own_scripts().values())
    assert {"ui/note.js", "ui/sign.js"} <= own
    page = sign_in("biller").get("/claims").content.decode()
    assert not [path for path in own if path in page]


def test_a_first_visit_is_light_whatever_screen_it_is_to() -> None:
    from almoner.web.assets import assets

    packed = {path: len(asset.packed) for path, asset in assets().items()}
    own = set().union(*own_scripts().values())
    frame = sum(size for path, size in packed.items() if path not in own)
    assert sum(size for path, size in packed.items() if path.endswith(".js")) <= SCRIPT_BYTES
    for name, scripts in own_scripts().items():
        alone = sum(packed[path] for path in scripts)
        assert alone + AFTERWARDS_BYTES + frame <= FIRST_LOAD_BYTES, (name, alone, frame)


def test_each_script_is_short() -> None:
    from almoner.web.assets import assets

    ours = {path: asset.plain.count(b"\n") for path, asset in assets().items() if path.startswith("ui/")}
    assert ours
    assert max(ours.values()) <= 120, ours
