"""The coder's screen: the note with its proof marked, and acceptance only of what was shown."""

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almoner.core.coding.answer import Quote
from almoner.core.coding.decision import CodingDecision
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")
NOTE = "Assessment:\n1. Type 2 diabetes, stable. Continue metformin.\n2. Hypertension <b>, at goal.\n"


@pytest.fixture
def visit_id() -> tuple[Shelf, int]:
    """A signed visit that waits for its codes."""
    from almoner.core.chart import Problem, Visit
    from almoner.flow.access import office
    from almoner.flow.visit import document

    shelf = Shelf(name="To be coded")
    patient = shelf.patient(0)
    shelf.lay()
    draft = Visit(0, patient.id, shelf.provider.id, shelf.location.id, DAY, "11", problems=(Problem("HTN"),))
    (visit,) = document.begin_unbooked(office(shelf.practice_id), [draft], on=DAY)
    document.sign_notes(office(shelf.practice_id), {visit.id: NOTE}, on=DAY)
    return shelf, visit.id


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def accept(client: "Client", address: str, about: str, **more: str) -> int:
    page = client.get(f"{address}?open=dx-{about}").content.decode()
    form = {name: field(page, name) for name in ("patient_token", "seen")}
    form |= {"sort": "dx", "about": about, "action": "accept"} | more
    return client.post(f"{address}/decide", form).status_code


def test_the_note_shows_what_proves_the_open_suggestion_and_never_money(
    visit_id: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, visit = visit_id
    coder = sign_in("coder", practice_id=shelf.practice_id)
    queue = coder.get("/coding").content.decode()
    assert f'href="/visits/{visit}/superbill"' in queue
    assert "nothing stands out" in queue
    page = coder.get(f"/visits/{visit}/superbill?open=dx-I10").content.decode()
    assert re.search(r'<mark id="e1">Hypertension<sup>1</sup></mark>', page)
    assert "&lt;b&gt;" in page
    assert not re.search(r"\$\s?[0-9]", page)


def test_only_what_was_shown_on_this_screen_is_accepted(
    visit_id: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, visit = visit_id
    coder = sign_in("coder", practice_id=shelf.practice_id)
    address = f"/visits/{visit}/superbill"
    assert accept(coder, address, "I10", seen="") == 422
    assert accept(coder, address, "I10", seen="forged:proof:here") == 422
    others = field(coder.get(f"{address}?open=dx-E119").content.decode(), "seen")
    assert accept(coder, address, "I10", seen=others) == 422
    provider = sign_in("provider", practice_id=shelf.practice_id)
    theirs = field(provider.get(f"{address}?open=dx-I10").content.decode(), "seen")
    assert accept(coder, address, "I10", seen=theirs) == 422
    assert accept(coder, address, "I10", patient_token="") == 409
    assert accept(coder, address, "I10") == 302
    assert "Accepted" in coder.get(f"{address}?open=dx-I10").content.decode()


def test_a_clock_that_is_set_back_makes_nobody_look_for_less_than_nothing(
    visit_id: tuple[Shelf, int], sign_in: "Callable[..., Client]", monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, visit = visit_id
    coder = sign_in("coder", practice_id=shelf.practice_id)
    address = f"/visits/{visit}/superbill"
    proof = field(coder.get(f"{address}?open=dx-I10").content.decode(), "seen")
    now = time.time()
    monkeypatch.setattr("almoner.web.coding.views.time.time", lambda: now - 3600)
    assert accept(coder, address, "I10", seen=proof) == 302
    with books(shelf.practice_id) as session:
        made = session.find(CodingDecision, visit_id=visit, code="I10")
    assert [one.seconds for one in made] == [0]


def test_a_code_is_added_by_hand_and_the_superbill_says_what_it_lacks(
    visit_id: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, visit = visit_id
    coder = sign_in("coder", practice_id=shelf.practice_id)
    address = f"/visits/{visit}/superbill"
    token = field(coder.get(address).content.decode(), "patient_token")
    form = {"patient_token": token, "sort": "service", "code": "99213", "action": "add"}
    assert coder.post(f"{address}/decide", form).status_code == 302
    page = coder.get(address).content.decode()
    assert "The practice has no fee for 99213." in page
    assert coder.post(f"{address}/finish", {"patient_token": token}).status_code == 422


def test_a_code_that_was_divided_is_refused_with_what_stands_in_its_place(
    visit_id: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, visit = visit_id
    coder = sign_in("coder", practice_id=shelf.practice_id)
    address = f"/visits/{visit}/superbill"
    token = field(coder.get(address).content.decode(), "patient_token")
    form = {"patient_token": token, "sort": "dx", "code": "I42.0", "action": "add"}
    answer = coder.post(f"{address}/decide", form)
    assert answer.status_code == 422
    assert "Choose I42.00, I42.01, I42.09." in answer.content.decode()
    gone = coder.post(f"{address}/decide", form | {"code": "Z99.99"})
    assert "Look the code up." in gone.content.decode()


def test_the_pieces_of_a_note_are_the_note() -> None:
    from almoner.web.coding.views import pieces

    text = "abcdefgh"
    quotes = [Quote(2, 4, "cd"), Quote(3, 6, "def"), Quote(3, 4, "d"), Quote(7, 8, "h")]
    found = list(pieces(text, quotes))
    assert "".join(one.text for one in found) == text
    assert [(one.text, one.number) for one in found] == [("ab", 0), ("cd", 1), ("ef", 2), ("g", 0), ("h", 3)]


def test_a_question_in_the_coder_s_own_words_is_asked_from_the_superbill(
    visit_id: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, visit = visit_id
    coder = sign_in("coder", practice_id=shelf.practice_id)
    address = f"/visits/{visit}/superbill"
    page = coder.get(address).content.decode()
    assert "Questions to the provider" in page
    form = {"patient_token": field(page, "patient_token"), "own": "Please document <why>."}
    form["passage"] = "Type 2 diabetes, stable."
    wrong = coder.post(f"{address}/ask", form)
    shown = wrong.content.decode()
    assert wrong.status_code == 422
    assert "The question would lead" in shown
    assert 'value="Please document &lt;why&gt;."' in shown
    assert re.search(r'id="q-a"[^>]*aria-invalid="true" autofocus', shown)
    answer = coder.post(f"{address}/ask", form | {"own": "Which treatment goes on?"})
    assert answer.headers["Location"] == f"{address}?done=asked"
    assert "Which treatment goes on?" in coder.get(address).content.decode()
    assert re.search(r"waits for the provider(&#39;|&#x27;|')s answer", coder.get("/coding").content.decode())
