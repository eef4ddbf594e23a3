"""Keys and display: choices are kept, checked, and single keys can be switched off (WCAG 2.1.4)."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.conftest import PASSWORD, House
from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_choices_follow_the_person_into_another_browser(sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller", practice_id=Shelf(name="Two browsers").lay().practice_id)
    assert 'data-keys="on"' in client.get("/claims").content.decode()
    client.post("/keys", {"keys": "off", "density": "compact", "theme": "dark"})
    other = sign_in("biller", practice_id=client.session["practice"])
    assert "almoner_ui" not in other.cookies
    for browser in (client, other):
        page = browser.get("/claims").content.decode()
        assert 'data-keys="off"' in page
        assert 'data-density="compact" data-theme="dark"' in page


def test_a_page_that_nobody_is_signed_in_to_looks_as_the_browser_has_it(house: House) -> None:
    from django.test import Client

    from almoner.flow import users
    from almoner.flow.access import office

    shelf = Shelf(name="Signed out").lay()
    name = f"looks{shelf.practice_id}"
    users.add_user(office(shelf.practice_id), name=name, password=PASSWORD, role="biller")
    first, second = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    first.post("/sign-in", {"name": name, "password": PASSWORD})
    first.post("/keys", {"keys": "on", "density": "compact", "theme": "dark"})
    assert 'data-theme="dark"' not in second.get("/sign-in").content.decode()
    second.post("/sign-in", {"name": name, "password": PASSWORD})
    second.post("/sign-out")
    assert 'data-density="compact" data-theme="dark"' in second.get("/sign-in").content.decode()
    assert house.practice_id != shelf.practice_id


def test_columns_are_left_away_for_the_person_alone(sign_in: "Callable[..., Client]", house: House) -> None:
    client, other = sign_in("biller"), sign_in("manager")
    assert '?sort=payer">Payer</a></th>' in client.get("/claims").content.decode()
    shows = {"list": "claims", "column": ["visit", "code", "owner", "charged"]}
    kept = client.post("/keys/columns/claims", shows)
    assert kept.headers["Location"] == "/claims"
    assert client.post("/keys/columns/claims", {}).status_code == 302, "says nothing, changes nothing"
    client.post("/keys/columns/work", {"list": "work", "column": ["owner"]})
    assert '?sort=payer">Payer</a></th>' not in client.get("/claims").content.decode()
    assert '?sort=claim">Claim</a></th>' not in client.get("/work").content.decode()
    assert '?sort=payer">Payer</a></th>' in other.get("/claims").content.decode()
    assert client.post("/keys/columns/nothing", {}).status_code == 404
    client.post("/keys/columns/claims", shows | {"column": [*shows["column"], "payer"]})
    assert '?sort=payer">Payer</a></th>' in client.get("/claims").content.decode()
    assert house.practice_id


def test_a_choice_that_is_none_of_ours_is_the_usual_one(sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller")
    client.post("/keys", {"keys": '"><script>', "density": "huge", "theme": ""})
    page = client.get("/keys").content.decode()
    assert '<html lang="en" data-density="cosy">' in page
    from django.test import Client

    stranger = Client(HTTP_HOST="localhost")
    stranger.cookies["almoner_ui"] = 'theme="><b>&density=touch&' + "x" * 5000
    assert '<html lang="en" data-density="touch">' in stranger.get("/sign-in").content.decode()


def test_the_administrator_sees_who_may_enter(sign_in: "Callable[..., Client]") -> None:
    page = sign_in("admin").get("/people").content.decode()
    assert "Administrator" in page


def test_rights_are_looked_through_with_one_click_a_person(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="People").lay()
    client = sign_in("admin", practice_id=shelf.practice_id)
    sign_in("manager", practice_id=shelf.practice_id)
    name = f"manager{shelf.practice_id}"
    invited = client.post("/people/invite", {"name": name, "role": "biller"})
    assert invited.headers["Location"] == "/people?done=given"
    page = client.get("/people").content.decode()
    assert "posts payments and approves write-offs" in page
    assert client.post("/people/keep", {"person": name}).headers["Location"] == "/people?done=kept"
    assert f"kept by admin{shelf.practice_id}" in client.get("/people").content.decode()
    client.post("/people/take", {"person": name, "role": "biller"})
    assert "approves write-offs" not in client.get("/people").content.decode()
    alone = client.post("/people/take", {"person": f"admin{shelf.practice_id}"})
    assert alone.status_code == 422
    assert "Nobody else could give rights" in alone.content.decode()


def test_a_new_person_s_password_is_shown_once(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Invited").lay()
    client = sign_in("admin", practice_id=shelf.practice_id)
    name = f"new{shelf.practice_id}"
    shown = client.post("/people/invite", {"name": name, "role": "coder"})
    found = re.search(r'password <b class="code">([^<]+)</b>', shown.content.decode())
    assert found
    assert shown.headers["Cache-Control"] == "no-store"
    assert client.login(username=name, password=found[1])
    again = sign_in("admin", practice_id=shelf.practice_id)
    assert found[1] not in again.get("/people").content.decode()
    wrong = again.post("/people/invite", {"name": "two words", "role": "coder"})
    assert wrong.status_code == 422
    assert 'value="two words"' in wrong.content.decode()
    renewed = again.post("/people/password", {"person": name})
    assert client.get("/coding").status_code == 302, "a new password ends the sign-ins of the old one"
    new = re.search(r'password <b class="code">([^<]+)</b>', renewed.content.decode())
    assert new
    assert new[1] != found[1]
    assert client.login(username=name, password=new[1])
    trail = again.get("/audit?work=access").content.decode()
    assert f"{name}: password renewed" in trail
    assert new[1] not in trail
    own = again.post("/people/password", {"person": f"admin{shelf.practice_id}"})
    assert own.status_code == 422
    again.post("/people/take", {"person": name})
    assert client.get("/coding").status_code == 302, "who is dismissed is out at the next click"


def test_a_list_of_fees_is_looked_at_and_then_loaded(sign_in: "Callable[..., Client]") -> None:
    admin = sign_in("admin")
    said = {"name": "Standard", "since": "2026-01-01", "payer": "0", "location": "0"}
    file = SimpleUploadedFile("fees.csv", b"code,fee\n99213,140.00\n", content_type="text/csv")
    page = admin.post("/fees/preview", said | {"file": file}).content.decode()
    assert "What Standard would change" in page
    assert "Standard</th>" not in page
    assert admin.post("/fees", said | {"text": "code,fee\n99213,140.00\n"})["Location"] == "/fees?done=loaded"
    assert "Standard</th>" in admin.get("/fees").content.decode()
    some = said | {"name": "Some", "since": "2026-09-01", "text": "code,fee\n99214,190.00\n"}
    seen = admin.post("/fees/preview", some).content.decode()
    assert "1 code of the list that stands is not in this one and would have no fee" in seen
    kept = admin.post("/fees/preview", some | {"rest": "yes"}).content.decode()
    assert "would have no fee" not in kept
    assert '<input type="hidden" name="rest" value="yes"><button class="btn main"' in kept
    large = admin.post("/fees/preview", some | {"text": "code,fee\n99214,1000000000\n"})
    assert large.status_code == 422
    assert "above a million dollars" in large.content.decode()
    assert 'value="Some"' in large.content.decode(), "what was typed stands"
    again = admin.post("/fees", said | {"name": "Earlier", "since": "2025-01-01", "text": some["text"]})
    assert "The list from 01/01/2026 holds on days of the new one." in again.content.decode()
    wrong = admin.post("/fees", said | {"text": "code,fee\n<script>,1\n"})
    assert wrong.status_code == 422
    assert "Row 2" in wrong.content.decode()
    assert "<script>,1" not in wrong.content.decode()
