"""Keys and display: choices are kept, checked, and single keys can be switched off (WCAG 2.1.4)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

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


def test_a_list_of_fees_is_looked_at_and_then_loaded(sign_in: "Callable[..., Client]") -> None:
    admin = sign_in("admin")
    said = {"name": "Standard", "since": "2026-01-01", "payer": "0", "location": "0"}
    file = SimpleUploadedFile("fees.csv", b"code,fee\n99213,140.00\n", content_type="text/csv")
    page = admin.post("/fees/preview", said | {"file": file}).content.decode()
    assert "What Standard would change" in page
    assert "Standard</th>" not in page
    assert admin.post("/fees", said | {"text": "code,fee\n99213,140.00\n"})["Location"] == "/fees?done=loaded"
    assert "Standard</th>" in admin.get("/fees").content.decode()
    wrong = admin.post("/fees", said | {"text": "code,fee\n<script>,1\n"})
    assert wrong.status_code == 422
    assert "Row 2" in wrong.content.decode()
    assert "<script>,1" not in wrong.content.decode()
