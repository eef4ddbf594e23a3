"""Two people change one record: the second sees theirs, their own and how it was, keeps what was typed, and
takes either.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING

import pytest

from almoner.core.party import Patient
from almoner.store.session import books
from tests.web.shelf import Shelf
from tests.web.test_balances import form_of

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_who_saves_second_sees_both_and_takes_either(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Two at once")
    patient = shelf.patient(0)
    shelf.lay()
    page = f"/patients/{patient.id}/registration"
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    action, seen = form_of(desk, page, rf"/patients/{patient.id}/registration")
    theirs = seen | {"phone": "518-555-0199", "city": "Troy", "why": "they called"}
    assert desk.post(action, theirs).status_code == 302
    mine = seen | {"phone": "518-555-0142", "line1": "9 Oak Street", "why": "a letter came back"}
    answer = desk.post(action, mine, headers={"referer": page})
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "theirs stands" in said
    assert f'href="{page}"' in said
    phones = re.findall(r'type="radio" name="phone" value="([^"]+)"', said)
    assert phones == ["518-555-0199", "518-555-0142"]
    again = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', said))
    again = {name: unescape(value) for name, value in again.items()}
    assert (again["city"], again["line1"]) == ("Troy", "9 Oak Street"), "what one of them changed is kept"
    assert again["why"] == "a letter came back"
    assert desk.post(action, again | {"phone": phones[1]}).status_code == 302
    with books(shelf.practice_id) as session:
        kept = session.get(Patient, patient.id)
    assert (kept.phone, kept.address.city, kept.address.line1) == ("518-555-0142", "Troy", "9 Oak Street")
