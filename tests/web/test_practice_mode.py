"""Practice mode: one room on one small training practice, entered as a learner would."""

import html
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.web.conftest import House

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")

WAIT_S = 120


@pytest.fixture(scope="module")
def learner(sign_in: "Callable[..., Client]", store: Path) -> "Iterator[Client]":
    """A biller in their room; the training practice has a past of one day."""
    from almoner.web.practice_mode.rooms import ROOMS

    make_template(store)
    client = sign_in("biller")
    client.post("/training/open", {"go": "open"})
    user_id = int(client.session["_auth_user_id"])
    until = time.monotonic() + WAIT_S
    while "PRACTICE" not in client.get("/training?opening=1", follow=True).content.decode():
        room = ROOMS.of(user_id)
        assert time.monotonic() < until, room
        assert room is not None
        assert room.state != "refused", room.said
        time.sleep(0.1)
    yield client
    ROOMS.close(user_id)


BUILD = """
from datetime import date
from almoner.cli.demo import training
from almoner.settings import data_folder
from almoner.store.boot import open_store
open_store(data_folder(), is_quiet=True)
training.build(date(2026, 3, 26))
"""


def make_template(store: Path) -> None:
    """Make the template as the product does, by a process of its own, with a past of one day."""
    from almoner.store import training

    with training.building(training.grounds(store)) as environment:
        subprocess.run([sys.executable, "-c", BUILD], env=environment, check=True, capture_output=True)


def send(client: "Client", address: str, **said: str) -> "HttpResponse":
    """Send a form of a room, which wants the token that its pages carry."""
    page = client.get("/training").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    return client.post(address, {"csrfmiddlewaretoken": token[1], **said})  # type: ignore[return-value]


def real_audit() -> int:
    from almoner.store.proof.verify import practices
    from almoner.store.session import books

    total = 0
    for practice_id in practices():
        with books(practice_id) as session:
            total += session.value("SELECT count(*) FROM audit_entry")
    return total


def test_every_page_of_a_room_says_so_and_shows_invented_books(learner: "Client", house: House) -> None:
    for address in ("/work", "/claims", "/send", "/nowhere"):
        page = learner.get(address).content.decode()
        assert "<b>PRACTICE</b>" in page, address
    assert learner.get(f"/claims/{house.denied.id}").status_code == 404
    assert "Riverbend Training Practice" in learner.get("/work").content.decode()


def test_the_clock_moves_and_anew_puts_it_back(learner: "Client") -> None:
    before = real_audit()
    assert send(learner, "/training/clock", days="1").status_code == 302
    assert "03/28/2026" in learner.get("/training").content.decode()
    assert send(learner, "/training/anew").status_code == 302
    page = learner.get("/training").content.decode()
    assert "03/27/2026" in page
    assert real_audit() == before, "nothing of it reached real books"


def test_a_room_whose_day_is_closed_says_how_it_goes_on(learner: "Client") -> None:
    closed = "The room's day is closed"
    assert closed not in html.unescape(learner.get("/training").content.decode())
    send(learner, "/training/begin", mission="close")
    for form in ("/day/deposit", "/day/close"):
        page = learner.get("/day").content.decode()
        found = re.search(rf'<form[^>]*action="({form}[^"]*)"(.*?)</form>', page, re.S)
        assert found is not None, form
        said = dict(re.findall(r'name="(once|on|day)" value="([^"]*)"', found[2]))
        assert send(learner, found[1], **said).status_code == 302, form
    assert closed in html.unescape(learner.get("/training").content.decode())
    send(learner, "/training/anew")
    assert closed not in html.unescape(learner.get("/training").content.decode())


def test_a_mission_is_done_when_the_books_say_so_and_the_manager_sees_it(
    learner: "Client", sign_in: "Callable[..., Client]"
) -> None:
    send(learner, "/training/begin", mission="slip")
    early = send(learner, "/training/check").content.decode()
    assert "Not yet: step 1" in early
    assert "Hint: " not in learner.get("/training").content.decode()
    send(learner, "/training/hint")
    assert "Hint: " in learner.get("/training").content.decode()
    page = learner.get("/day").content.decode()
    form = re.search(r'<form[^>]*action="(/day/deposit[^"]*)"(.*?)</form>', page, re.S)
    assert form is not None
    once = re.search(r'name="once" value="([^"]+)"', form[2])
    assert once is not None
    assert send(learner, form[1], once=once[1]).status_code == 302
    done = send(learner, "/training/check").content.decode()
    assert "Done: 95 of 100 points" in done
    told = sign_in("manager").get("/training").content.decode()
    assert "The drawer to the bank" in told
    assert '<td class="num">95</td>' in told


def test_a_provider_answers_the_query_and_a_manager_sets_a_stop(learner: "Client") -> None:
    send(learner, "/training/begin", mission="answer")
    work = learner.get("/work?whose=all").content.decode()
    (asked,) = set(re.findall(r'href="(/queries/\d+)"', work))
    at = learner.get(asked).headers["Location"]
    page = learner.get(at).content.decode()
    form = re.search(rf'<form[^>]*action="{at}/answer"(.*?)</form>', page, re.S)
    assert form is not None
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[1]))
    assert "cannot be determined" in form[1]
    said = fields | {"chosen": "cannot be determined", "words": "The echo is still out."}
    assert learner.post(f"{at}/answer", said).status_code == 302
    assert "points" in send(learner, "/training/check").content.decode()
    send(learner, "/training/begin", mission="cause")
    stop = re.search(r'href="(/rules/[^"/]+/stop)"', learner.get("/rules").content.decode())
    assert stop is not None
    shown = learner.get(stop[1]).content.decode()
    assert "On past claims" in shown
    assert send(learner, stop[1], to="on", why="It came back.").status_code == 302
    assert "points" in send(learner, "/training/check").content.decode()


def test_a_question_is_left_for_the_coder_to_ask(learner: "Client") -> None:
    send(learner, "/training/begin", mission="ask")
    rows = learner.get("/coding").content.decode()
    at = re.search(r'href="(/visits/\d+/superbill)"[^>]*><span[^>]*>Halonen', rows)
    assert at is not None
    page = learner.get(at[1]).content.decode()
    form = re.search(rf'<form[^>]*action="{at[1]}/ask"(.*?)</form>', page, re.S)
    assert form is not None
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[1]))
    assert learner.post(f"{at[1]}/ask", fields).status_code == 302
    assert "points" in send(learner, "/training/check").content.decode()


def test_a_room_answers_nobody_but_the_real_screens(learner: "Client") -> None:
    from almoner.web.practice_mode.rooms import ROOMS

    room = ROOMS.of(int(learner.session["_auth_user_id"]))
    assert room is not None
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"http://127.0.0.1:{room.port}/work", timeout=120)


def test_leaving_leads_back_to_the_real_practice(learner: "Client", house: House) -> None:
    learner.post("/training/leave")
    page = learner.get(f"/claims/{house.denied.id}")
    assert page.status_code == 200
    assert "PRACTICE" not in page.content.decode()
    learner.get("/training?opening=1")
    assert "<b>PRACTICE</b>" in learner.get("/work").content.decode()
