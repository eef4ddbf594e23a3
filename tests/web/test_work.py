"""Open work: what would be lost first on top, one's own first; each row leads to where it is worked."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.plan import Task, TaskState
from almoner.store.chances import shipped_chances
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def undone(client: "Client", page: str) -> str:
    """Press Undo on a page; return where that leads."""
    key = re.search(r'name="offer" value="([^"]+)"', page)
    assert key
    return str(client.post("/undo", {"offer": key[1]})["Location"])


def test_what_is_lost_first_comes_first_and_goes_on_after_fifty(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Busy")
    patient = shelf.patient(0)
    for place in range(60):
        days, cents = place % 4 - 1, 4000 * (place % 7)
        what = ("denial", "look", "held_claim")[place % 3]
        due = DAY + timedelta(days=days)
        shelf.task(why=f"{what} {cents} {days}", what=what, due_on=due, cents=cents, patient_id=patient.id)
    shelf.task(why="for the coder", owner="coder")
    shelf.task(why="for Bea alone", owner=f"biller{shelf.practice_id}", due_on=DAY + timedelta(days=90))
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    first = client.get("/work").content.decode()
    second = client.get(re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&"))  # type: ignore[index]
    whys = re.findall(r'<td class="text">([^<]+)</td>', first + second.content.decode())
    assert len(whys) == 61
    assert whys[-1] == "for Bea alone"
    told = [why.split() for why in whys[:-1]]
    order = [shipped_chances().urgency(what, int(cents), int(days)) for what, cents, days in told]
    assert order == sorted(order, reverse=True)
    assert "for the coder" not in whys
    everybody = client.get("/work?whose=all").content.decode()
    assert "62" in everybody
    urgent = client.get("/work?due=1").content.decode()
    assert len(re.findall(r'<td class="text">', urgent)) == 30
    assert "1 d late" in urgent


def test_a_view_shows_its_part_and_one_without_work_says_so(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Views")
    far = DAY + timedelta(days=60)
    shelf.task(why="short", what="underpayment", due_on=far)
    shelf.task(why="large", subject_kind="denial", cents=25001, due_on=far)
    shelf.task(why="small", subject_kind="denial", cents=25000, due_on=DAY + timedelta(days=14))
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)

    def shown(view: str) -> list[str]:
        page = client.get(f"/work?view={view}").content.decode()
        return re.findall(r'<td class="text">([^<]+)</td>', page)

    assert shown("expiring") == ["small"]
    assert shown("denied") == ["large"]
    assert shown("underpaid") == ["short"]
    assert "Nothing is in this view." in client.get("/work?view=due").content.decode()


def test_ticked_work_changes_hands_after_a_look_and_comes_back(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Given")
    tasks = [shelf.task(why=f"no {place}", cents=100) for place in range(30)]
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    look = client.get("/work/chosen", {"task": [one.id for one in tasks]}).content.decode()
    assert "Hand 30 tasks over?" in look
    seen = re.findall(r'name="seen" value="([^"]+)"', look)
    assert client.post("/work/hand", {"seen": seen, "to": "coder"}).status_code == 302
    done = client.get("/work").content.decode()
    assert "30 tasks changed hands." in done
    assert "no 29" not in done
    stale = client.post("/work/hand", {"seen": seen, "to": "manager"})
    assert "changed since" in stale.content.decode()
    assert undone(client, done) == "/work"
    assert "no 29" in client.get("/work").content.decode()
    nothing = client.get("/work/chosen?task=x&task=").content.decode()
    assert "Nothing is ticked." in nothing


def test_ticked_work_is_put_off_and_taken_back(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Asleep")
    task = shelf.task(why="no answer", cents=100)
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    look = client.get("/work/chosen", {"task": [task.id]}).content.decode()
    assert 'value="2026-11-30"' in look
    seen = {"seen": f"{task.id}:1", "why": "Waiting for records"}
    unread = client.post("/work/snooze", seen | {"until": "soon", "why": "Waiting for Ann"})
    assert unread.status_code == 422
    assert 'value="Waiting for Ann"' in unread.content.decode(), "what was typed is kept"
    assert client.post("/work/snooze", seen | {"until": "2026-11-30"}).status_code == 302
    done = client.get("/work").content.decode()
    assert "1 task put off." in done
    assert "no answer" not in done
    asleep = client.get("/work?view=snoozed").content.decode()
    assert "asleep until 11/30/2026" in asleep
    assert "Waiting for records" in asleep
    undone(client, done)
    assert "no answer" in client.get("/work").content.decode()


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
