"""Every answer carries the strict headers, and no template holds what they forbid."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import House

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")

INLINE = re.compile(
    r"""<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)|hx-on|hx-vals=.js""", re.I
)
"""What a strict policy blocks: inline styles and scripts, and what htmx would evaluate."""


def test_every_kind_of_answer_carries_the_headers(house: House, sign_in: "Callable[..., Client]") -> None:
    from django.test import Client

    from almoner.web.headers import HEADERS

    nobody, biller = Client(HTTP_HOST="localhost"), sign_in("biller")
    answers = [
        nobody.get("/sign-in"),
        nobody.get("/claims"),
        nobody.get("/no-such-page"),
        nobody.post("/sign-in", {"name": "x", "password": "y"}),
        biller.get("/claims"),
        biller.get("/day"),
        biller.get(f"/patients/{house.patient.id}"),
        biller.post("/day/close"),
    ]
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (answer.status_code, name)


def test_the_policy_lets_in_nothing_but_our_own() -> None:
    from almoner.web.headers import CONTENT_POLICY

    rules = dict(rule.split(" ", 1) for rule in CONTENT_POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in CONTENT_POLICY
    assert {value for name, value in rules.items() if name.endswith("-src") and name != "img-src"} <= {
        "'self'",
        "'none'",
    }
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"


def test_no_template_holds_an_inline_style_or_script(root: Path) -> None:
    templates = sorted((root / "almoner" / "web" / "templates").glob("*.html"))
    assert len(templates) > 12
    found = {path.name: INLINE.findall(path.read_text(encoding="utf-8")) for path in templates}
    assert not {name: what for name, what in found.items() if what}


def test_an_unexpected_failure_shows_no_words_of_its_own(
    house: House, sign_in: "Callable[..., Client]", caplog: object
) -> None:
    client = sign_in("biller")
    client.raise_request_exception = False
    asked = f"/claims/{2**63}"
    answer = client.get(asked)
    assert answer.status_code == 404, "a number that no id can be is no id"
    assert house.patient.name.last not in str(caplog)
