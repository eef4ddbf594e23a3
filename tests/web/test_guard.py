"""The guard: a sign-in ends by itself, sends people back to where they were, and nobody elsewhere."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import House

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_whoever_is_not_signed_in_comes_back_to_where_they_were(house: House) -> None:
    from django.test import Client

    asked = f"/claims/{house.denied.id}?x=1"
    answer = Client(HTTP_HOST="localhost").get(asked)
    assert answer.headers["Location"] == f"/sign-in?next=%2Fclaims%2F{house.denied.id}%3Fx%3D1"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in() -> None:
    from django.test import Client

    answer = Client(HTTP_HOST="localhost").get("/claims", headers={"hx-request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/sign-in")


def test_a_sign_in_ends_after_twelve_hours_even_when_it_is_used(sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller")
    session = client.session
    session["since"] = int(time.time()) - 12 * 60 * 60 - 1
    session.save()
    answer = client.get("/claims")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in")
    assert "_auth_user_id" not in client.session


def test_an_idle_sign_in_ends_and_the_form_says_so(sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller")
    client.session.flush()
    answer = client.get("/claims", follow=True)
    assert "Your sign-in ended." in answer.content.decode()


def test_reading_writes_the_session_at_most_once_a_minute(sign_in: "Callable[..., Client]") -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in("biller")
    client.get("/claims")
    with CaptureQueriesContext(connection) as queries:
        client.get("/claims")
    assert not [query for query in queries if "UPDATE" in query["sql"]]


def test_a_role_taken_away_is_gone_with_the_next_click(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    from almoner.store.models import Membership

    client = sign_in("manager")
    assert client.get("/day").status_code == 200
    Membership.objects.filter(user__username=f"manager{house.practice_id}").delete()
    assert client.get("/day").status_code == 302


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/claims?state=denied", "/claims?state=denied"),
        ("http://localhost/day", "/day"),
        ("http://localhost", "/"),
        ("/find?q=a//b", "/find?q=a//b"),
        ("/practice?next=/day", "/practice?next=/day"),
        ("http://localhost/claims?state=denied#lines", "/claims?state=denied#lines"),
        ("http://localhost//elsewhere.example/day", "/elsewhere.example/day"),
        ("http://localhost/\\elsewhere.example/day", ""),
        ("http://localhost/\t/elsewhere.example/day", "/elsewhere.example/day"),
        ("http://localhost/\\/elsewhere.example", ""),
        ("/\\elsewhere.example/day", ""),
        ("https://elsewhere.example/day", ""),
        ("//elsewhere.example/day", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_people_are_only_sent_to_our_own_pages(address: str, expected: str) -> None:
    from django.test import RequestFactory

    from almoner.web.asked import safe_path

    assert safe_path(RequestFactory(HTTP_HOST="localhost").get("/"), address) == expected


def test_a_refused_role_is_told_in_words_and_sees_nothing(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    page = sign_in("front_desk").get(f"/claims/{house.denied.id}")
    assert page.status_code == 403
    text = page.content.decode()
    assert "not part of your work here" in text
    assert house.patient.name.last not in text
