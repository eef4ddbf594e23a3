"""Open work: by day, then by money, one's own first; each row leads to where it is worked."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.plan import Task, TaskState
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_work_is_sorted_by_day_and_money_and_goes_on_after_fifty(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Busy")
    patient = shelf.patient(0)
    for place in range(60):
        due = DAY + timedelta(days=place % 4 - 1)
        shelf.task(why=f"{place % 4} {place % 7}", due_on=due, cents=100 * (place % 7), patient_id=patient.id)
    shelf.task(why="for the coder", owner="coder")
    shelf.task(why="for Bea alone", owner=f"biller{shelf.practice_id}")
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    first = client.get("/work").content.decode()
    second = client.get(re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&"))  # type: ignore[index]
    whys = re.findall(r'<td class="text">([^<]+)</td>', first + second.content.decode())
    assert len(whys) == 61
    assert whys[-1] == "for Bea alone"
    order = [(int(day), -int(money)) for day, money in (why.split() for why in whys[:-1])]
    assert order == sorted(order)
    assert "for the coder" not in whys
    everybody = client.get("/work?whose=all").content.decode()
    assert "62" in everybody
    urgent = client.get("/work?due=1").content.decode()
    assert len(re.findall(r'<td class="text">', urgent)) == 30
    assert "1 d late" in urgent


def test_nothing_waits_and_the_screen_says_what_would(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Idle").lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    assert "Nothing waits for you." in client.get("/work").content.decode()
    assert "Nothing waits for anybody." in client.get("/work?whose=all").content.decode()


def test_a_clinician_s_work_shows_no_money(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Clinic")
    shelf.task(owner="provider", why="Answer the coder.", cents=12345)
    shelf.lay()
    page = sign_in("provider", practice_id=shelf.practice_id).get("/work").content.decode()
    assert "Answer the coder." in page
    assert "123.45" not in page


def test_a_task_is_closed_with_what_came_of_it(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Done")
    task = shelf.task(why="Call the patient.", owner="front_desk", patient_id=shelf.patient(0).id)
    other = shelf.task(why="for the coder", owner="coder")
    shelf.lay()
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    page = client.get("/work?whose=all").content.decode()
    assert f'action="/work/{other.id}/close"' not in page, "another role's"
    token = re.search(rf'action="/work/{task.id}/close".*?name="patient_token" value="([^"]+)"', page, re.S)
    assert token
    said = {"patient_token": token[1], "outcome": " "}
    assert client.post(f"/work/{task.id}/close", said).status_code == 422
    assert client.post(f"/work/{other.id}/close", said | {"outcome": "so"}).status_code == 409
    assert client.post(f"/work/{task.id}/close", said | {"outcome": "left a message"}).status_code == 302
    with books(shelf.practice_id) as session:
        done = session.get(Task, task.id)
    assert (done.state, done.outcome) == (TaskState.DONE, "left a message")
