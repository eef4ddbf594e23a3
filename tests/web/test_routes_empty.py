"""The first day of a practice, when only its set-up is there: every screen says what comes first."""

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING

import pytest

from almoner.core.party import Practice
from tests.web.shelf import Shelf
from tests.web.test_routes import routes
from tests.web.walk import ORDER, PARTS

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")

FULL_FROM_THE_START = {
    *("audit", "day", "drawer", "keys", "patients/new", "people", "performance", "practice"),
    *("remittances/enter", "remittances/import", "rules", "setup/ledger", "staff"),
}
"""What holds something on the first day already, and the forms."""
NEEDS_MORE = {
    "my-day",
    "my-day/next",
    "statements/print.zip",
    "collections/file.csv",
    "collections/file.xlsx",
}
"""What is refused with its reason: there is no provider, nothing to print and nothing to hand over."""
NOTHING = re.compile(r"\b(No|Nothing|Nobody|None|Every) [\w' ]+[.:;,]|\bThe books are younger\b")


def words_of(page: str) -> str:
    """What the main part of a page says."""
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main, page[:300]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main[0])).split())


def test_on_the_first_day_every_screen_says_what_comes_first(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="First day")
    shelf.records = [record for record in shelf.records if isinstance(record, Practice)]
    shelf.lay()
    clients = {role: sign_in(role, practice_id=shelf.practice_id) for role in ORDER}
    wrong, said = [], 0
    for route in routes():
        if route.method != "GET" or route.is_open or "<" in route.path or route.path in PARTS:
            continue
        role = next(role for role in ORDER if role in route.opens_to.split())
        answer = clients[role].get(f"/{route.path}")
        if answer.status_code not in {422 if route.path in NEEDS_MORE else 200, 302}:
            wrong.append(f"/{route.path} {role}: {answer.status_code}")
        is_screen = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
        if is_screen and route.path not in FULL_FROM_THE_START:
            said += 1
            words = words_of(answer.content.decode())
            wrong += [] if NOTHING.search(words) else [f"/{route.path} {role}: {words[:200]}"]
    assert said > 25
    assert not wrong, "\n".join(wrong)
