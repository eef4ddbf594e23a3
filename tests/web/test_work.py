"""Open work: what would be lost first on top, one's own first; each row leads to where it is worked."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.plan import Task, TaskState
from almoner.store.lists import lists_work
from almoner.store.session import books
from almoner.store.shipped.chances import shipped_chances
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
    whys = re.findall(r'<span class="clip">([^<]+)</span>', first + second.content.decode())
    assert len(whys) == 61
    assert whys[-1] == "for Bea alone"
    told = [why.split() for why in whys[:-1]]
    order = [shipped_chances().urgency(what, int(cents), int(days)) for what, cents, days in told]
    assert order == sorted(order, reverse=True)
    assert "for the coder" not in whys
    everybody = client.get("/work?whose=all").content.decode()
    assert "62" in everybody
    urgent = client.get("/work?due=1").content.decode()
    assert len(re.findall(r'<td class="text told">', urgent)) == 30
    assert "1 d late" in urgent


def test_what_is_lost_first_is_found_among_more_than_a_thousand_and_nothing_is_left_out() -> None:
    shelf = Shelf(name="Crowded")
    for place in range(1090):
        due = DAY + timedelta(days=place % 40 - 20)
        shelf.task(
            why="", what=("denial", "look", "held_claim")[place % 3], due_on=due, cents=place % 90 * 70
        )
    late = shelf.task(why="", what="denial", due_on=DAY + timedelta(days=300), cents=9_000_000)
    left = {one.id: (one.what, one.cents, (one.due_on - DAY).days) for one in shelf.tasks}
    shelf.lay()
    seen, after = list[int](), 0
    with books(shelf.practice_id) as session:
        while not seen or after:
            page = lists_work.tasks(session, lists_work.Scope(DAY), after=after)
            seen, after = seen + [row.id for row in page.rows], page.after
    wanted = sorted(left, key=lambda id_: (-shipped_chances().urgency(*left[id_]), left[id_][2], id_))
    assert seen == wanted
    assert seen[0] == late.id


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
        return re.findall(r'<span class="clip">([^<]+)</span>', page)

    assert shown("expiring") == ["small"]
    assert shown("denied") == ["large"]
    assert shown("underpaid") == ["short"]
    assert "Nothing is in this view." in client.get("/work?view=due").content.decode()


def test_filters_stand_in_the_address_and_each_can_be_taken_away(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Narrowed")
    far = DAY + timedelta(days=60)
    shelf.task(why="asked for", what="denial", cents=30000, due_on=DAY + timedelta(days=7))
    shelf.task(why="too little", what="denial", cents=29999, due_on=DAY)
    shelf.task(why="too late", what="denial", cents=30000, due_on=DAY + timedelta(days=8))
    shelf.task(why="of another kind", what="variance", cents=30000, due_on=DAY)
    shelf.task(why="of a third kind", what="look", owner="coder", due_on=far)
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    page = client.get("/work?what=denial&least=300&days=7").content.decode()
    assert re.findall(r'<span class="clip">([^<]+)', page) == ["asked for"]
    assert '<b>1 task</b> · <b>$300.00</b> at stake<span class="opt"> · about <b>10 min</b> of work' in page
    without = re.findall(r'<a href="([^"]+)" aria-label="Take the filter away', page)
    assert [one.replace("&amp;", "&") for one in without] == [
        "/work?least=300&days=7",
        "/work?what=denial&days=7",
        "/work?what=denial&least=300",
    ]
    wrong = client.get("/work?what=nonsense&least=x&days=5&view=none").content.decode()
    assert "Take the filter away" not in wrong
    assert (
        '<b>4 tasks</b> · <b>$1,199.99</b> at stake<span class="opt"> · about <b>38 min</b> of work' in wrong
    )


def test_what_misses_an_authorization_has_a_view(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Authorized")
    patient = shelf.patient(0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(shelf.coverage(patient), visit, lines, patient)
    for carc in ("197", "96"):
        shelf.denial(claim, lines[0], carc=carc)
        shelf.tasks[-1] = replace(shelf.tasks[-1], why=f"CO-{carc}")
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    page = client.get("/work?view=authorization").content.decode()
    assert re.findall(r'<span class="clip">([^<]+)', page) == ["CO-197"]


def test_a_list_is_kept_under_a_name_and_dropped_and_taken_up_again(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Kept")
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    nameless = client.post("/work/views?what=denial", {"name": " "})
    assert nameless.status_code == 422
    assert "1 to 40 characters" in nameless.content.decode()
    kept = client.post("/work/views?view=expiring&what=denial&least=100&days=30", {"name": " Large  soon "})
    assert kept["Location"] == "/work?view=expiring&what=denial&least=100&days=30"
    page = client.get(kept["Location"]).content.decode()
    assert re.search(r'what=denial&amp;least=100&amp;days=30" aria-current="page">Large soon<', page)
    drop = re.search(r'action="(/work/views/\d+/drop)"', page)
    assert drop
    assert client.post(drop[1], {}).status_code == 302
    without = client.get("/work").content.decode()
    assert "Large soon" not in without
    undone(client, without)
    assert "Large soon" in client.get("/work").content.decode()
    other = sign_in("coder", practice_id=shelf.practice_id)
    assert "Large soon" not in other.get("/work").content.decode()
    assert other.post(drop[1], {}).status_code == 422


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
