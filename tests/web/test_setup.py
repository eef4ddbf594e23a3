"""Keys and display: choices are kept, checked, and single keys can be switched off (WCAG 2.1.4)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_choices_are_kept_in_the_browser(sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller")
    assert 'data-keys="on"' in client.get("/claims").content.decode()
    client.post("/keys", {"keys": "off", "density": "compact", "theme": "dark"})
    page = client.get("/claims").content.decode()
    assert 'data-keys="off"' in page
    assert 'data-density="compact" data-theme="dark"' in page


def test_a_choice_that_is_none_of_ours_is_the_usual_one(sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller")
    client.post("/keys", {"keys": '"><script>', "density": "huge", "theme": ""})
    page = client.get("/keys").content.decode()
    assert '<html lang="en" data-density="cosy">' in page
    client.cookies["almoner_ui"] = 'theme="><b>&density=touch&' + "x" * 5000
    assert '<html lang="en" data-density="touch">' in client.get("/keys").content.decode()


def test_the_administrator_sees_who_may_enter(sign_in: "Callable[..., Client]") -> None:
    page = sign_in("admin").get("/people").content.decode()
    assert "Administrator" in page
