"""A call to the payer is written down on the claim's page, and what is refused stands at its field."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.flow.cycle import sent_claim
from tests.practices import DAY, House, new_house
from tests.web.test_balances import form_of, set_day

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]


@pytest.fixture
def practice(store: object) -> House:
    assert store
    made = new_house()
    set_day(made, DAY)
    return made


def test_a_call_is_written_down_and_read_by_the_others(practice: House, sign_in: "SignIn") -> None:
    sent = sent_claim(practice)
    page = f"/claims/{sent.claim.id}"
    client = sign_in("biller", practice_id=practice.practice.id)
    shown = client.get(page).content.decode()
    assert 'value="2026-03-16"' in shown, "asked again in two weeks, unless the caller says another day"
    action, fields = form_of(client, page, f"{page}/call")
    told = fields | {"representative": "Marta", "reference": "88120-4", "next": "2026-03-16"}
    wrong = client.post(action, told | {"said": " "}, headers={"Referer": f"http://localhost{page}"})
    assert wrong.status_code == 422
    refused = wrong.content.decode()
    assert "What was said is missing." in refused
    assert 'value="88120-4"' in refused
    assert client.post(action, told | {"said": "In process."}).status_code == 302
    read = sign_in("manager", practice_id=practice.practice.id).get(page).content.decode()
    assert "Marta answered, call" in read
    assert "asked again on 03/16/2026" in read
    assert f'action="{page}/call"' not in read, "a manager reads the calls and writes none"
    assert "Call the payer again" in client.get("/work").content.decode()
    assert client.post(action, {}).status_code == 409, "a form without the patient's token"
