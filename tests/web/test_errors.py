"""The pages of what went wrong: what happened, what became of the work, what to do, and the code last."""

import logging
import re
from collections.abc import Callable, Iterator
from html import unescape
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.conftest import House

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")
SECRET = "Helen Okafor, born 1950"


def told(answer: Any, status: int) -> list[str]:
    """The parts of a page of trouble in their order; it has them all, and the code comes last."""
    page = answer.content.decode()
    assert answer.status_code == status, page[-500:]
    part = re.search(r'<div class="trouble">(.*?)</div>', page, re.DOTALL)
    assert part, page
    said = [
        unescape(re.sub(r"<.*?>", "", line)).strip()
        for line in re.findall(r"<(?:h1|p).*?</(?:h1|p)>", part[1])
    ]
    assert all(said)
    assert len(said) >= 4
    assert said[-2].startswith("Code: ")
    assert said[-1] == "Start page"
    return said


def test_what_nobody_has_is_not_there(house: House, sign_in: "SignIn") -> None:
    client = sign_in("biller")
    happened, work, mend, code, _ = told(client.get("/no-such-page"), 404)
    assert (happened, work, code) == ("There is no such page.", "Nothing was changed.", "Code: 404")
    assert "start page" in mend
    assert "Search for the patient" in told(client.get(f"/claims/{house.patient.id}"), 404)[2]


def test_what_a_role_may_not_names_who_can_give_it(house: House, sign_in: "SignIn") -> None:
    said = told(sign_in("front_desk").get(f"/claims/{house.denied.id}"), 403)
    assert "ask the administrator" in said[2]
    assert "claim.read" in said[3]


def test_a_form_without_its_token_is_asked_for_anew(sign_in: "SignIn") -> None:
    client = sign_in("manager")
    client.handler.enforce_csrf_checks = True
    assert "Load the page again" in told(client.post("/day/close", {}), 403)[2]


def test_a_form_of_another_patient_saves_nothing(house: House, sign_in: "SignIn") -> None:
    answer = sign_in("front_desk").post(f"/today/{house.booking.id}/check-in", {"patient_token": "7"})
    assert told(answer, 409)[1] == "Nothing was saved to any chart."


def test_a_refusal_leads_back_to_the_page_that_it_came_from(house: House, sign_in: "SignIn") -> None:
    sheet = f"/today/{house.booking.id}"
    desk = sign_in("front_desk")
    for referer, leads in ((f"http://localhost{sheet}?x=1", True), ("https://elsewhere.example/", False)):
        answer = desk.post(f"{sheet}/check-in", {"patient_token": "7"}, HTTP_REFERER=referer)
        page = answer.content.decode()
        assert ("Back to where you were" in page) is leads
        assert (f'href="{sheet}?x=1"' in page) is leads


def test_what_is_refused_says_how_to_mend_it(sign_in: "SignIn") -> None:
    said = told(sign_in("provider").get("/my-day"), 422)
    assert "have the user named at the provider" in said[1]
    assert "Nothing was changed." in said


def broken(request: "HttpRequest") -> "HttpResponse":
    raise ValueError(SECRET, request.path)


def test_what_breaks_is_told_by_a_code_that_stands_in_the_log(
    settings_of: Callable[..., None], sign_in: "SignIn", caplog: pytest.LogCaptureFixture
) -> None:
    from django.urls import path

    from almoner.web import urls

    addresses = ModuleType("addresses")
    vars(addresses).update(urlpatterns=[path("broken", broken)], handler500=urls.handler500)
    settings_of(ROOT_URLCONF=addresses)
    client = sign_in("biller")
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, "almoner.web.failures"):
        said = told(client.get("/broken"), 500)
    assert "was not saved" in said[1]
    code = said[3].removeprefix("Code: ")
    assert re.fullmatch("[0-9a-f]{8}", code)
    assert code in caplog.text
    assert SECRET not in caplog.records[0].getMessage() + "".join(said)


def test_books_that_are_away_say_that_to_send_again_is_safe(
    sign_in: "SignIn", monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection

    client = sign_in("biller")
    with monkeypatch.context() as patch:
        connection.close()
        patch.setitem(connection.settings_dict, "PORT", 1)
        answer = client.get("/claims")
        connection.close()
    happened, work, mend, code, _ = told(answer, 503)
    assert (happened, code) == ("The books can't be reached right now.", "Code: 503")
    assert "nothing is done twice" in work
    assert "load the page again" in mend
    assert answer.headers["Retry-After"] == "10"
    assert client.get("/claims").status_code == 200


def test_books_that_a_newer_almoner_brought_on_say_that_nothing_was_done(
    settings_of: Callable[..., None], sign_in: "SignIn"
) -> None:
    from django.urls import path

    from almoner.store.same_schema import NewerBooks

    def outdated(_: "HttpRequest") -> "HttpResponse":
        raise NewerBooks

    addresses = ModuleType("addresses")
    vars(addresses).update(urlpatterns=[path("broken", outdated)])
    settings_of(ROOT_URLCONF=addresses)
    happened, work, mend, *_ = told(sign_in("biller").get("/broken"), 503)
    assert happened == "These screens are older than the books."
    assert "Nothing of what you sent was done" in work
    assert "start the new ones" in mend


@pytest.fixture
def settings_of() -> Iterator[Callable[..., None]]:
    """Set some of Django's settings for one test."""
    from django.test import override_settings

    changed: list[Any] = []

    def change(**settings: Any) -> None:
        changed.append(override_settings(**settings))
        changed[-1].enable()

    yield change
    for settings in reversed(changed):
        settings.disable()
