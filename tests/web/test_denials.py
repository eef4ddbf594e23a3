"""A refusal's page: until when it may be appealed, the appeal that goes out, and the payer's answer."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.web.conftest import House

if TYPE_CHECKING:
    from django.test import Client


def token_of(page: str) -> str:
    found = re.search(r'name="patient_token" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_letter_is_drafted_edited_previewed_and_kept_and_the_appeal_is_answered(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    denial_id = house.refusal.id
    client = sign_in("biller", practice_id=house.practice_id)
    assert f'href="/denials/{denial_id}"' in client.get(f"/claims/{house.denied.id}").content.decode()
    page = client.get(f"/denials/{denial_id}").content.decode()
    assert "None was sent yet." in page
    assert "To whom it may concern:" in page
    assert 'data-key="e"' in page
    form = {"how": "mail", "reference": "R1", "patient_token": token_of(page)}
    form |= {"text": "Our own words.\r\n\r\nPay.", "note": "See notes."}
    looked = client.post(f"/denials/{denial_id}/packet", form)
    assert looked.headers["Content-Type"] == "application/pdf"
    for act in ("packet", "appeal"):
        assert client.post(f"/denials/{denial_id}/{act}", form | {"text": "x" * 8001}).status_code == 422
    assert "None was sent yet." in client.get(f"/denials/{denial_id}").content.decode()
    refused = client.post(f"/denials/{denial_id}/appeal", {"how": "portal", "patient_token": "1.x"})
    assert refused.status_code in (409, 422)
    sent = client.post(f"/denials/{denial_id}/appeal", form)
    assert sent.headers["Location"] == f"/denials/{denial_id}?done=sent"
    page = client.get(f"/denials/{denial_id}?done=sent").content.decode()
    assert "The appeal is on record." in page
    kept = re.search(r'href="([^"]+packet\.pdf\?appeal=\d+)"', page)
    assert kept
    assert client.get(kept[1]).content == looked.content
    assert client.get(f"/denials/{denial_id}/packet.pdf?appeal=0").status_code == 422
    appeal = re.search(r'name="appeal" value="(\d+)"', page)
    assert appeal
    answer = {"appeal": appeal[1], "result": "upheld", "outcome": "No.", "patient_token": token_of(page)}
    heard = client.post(f"/denials/{denial_id}/answer", answer)
    assert heard.headers["Location"] == f"/denials/{denial_id}?done=answered"
    assert "upheld on" in client.get(f"/denials/{denial_id}").content.decode()


def test_a_coder_sees_it_and_sends_nothing(house: House, sign_in: "Callable[..., Client]") -> None:
    denial_id = house.refusal.id
    client = sign_in("coder", practice_id=house.practice_id)
    assert "The appeal is sent" not in client.get(f"/denials/{denial_id}").content.decode()
    assert client.post(f"/denials/{denial_id}/appeal", {}).status_code == 403


def test_refusals_that_nobody_will_fight_are_given_up_after_a_look(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("biller", practice_id=house.practice_id)
    page = client.get("/denials").content.decode()
    assert f'name="denial" value="{house.refusal.id}"' in page
    assert "Nothing is ticked." in client.get("/denials/give-up?denial=x&denial=").content.decode()
    look = client.get(f"/denials/give-up?denial={house.refusal.id}").content.decode()
    seen = re.findall(r'name="seen" value="(\d+:\d+)"', look)
    assert len(seen) == 1
    changed = client.post("/denials/give-up", {"seen": f"{house.refusal.id}:1", "note": "Too late."})
    assert changed.status_code == 422
    answer = client.post("/denials/give-up", {"seen": seen, "note": "Too late."})
    assert answer.status_code == 302
    assert answer.headers["Location"] in ("/approvals?done=posted", "/approvals?done=proposed")
    assert "Too late." in client.get("/approvals").content.decode()
    assert sign_in("coder", practice_id=house.practice_id).get("/denials").status_code == 403
