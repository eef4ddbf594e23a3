"""The catalogue of rules: found by their words, told with their source; a consent has its reason."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.shelf import Shelf
from tests.web.test_balances import form_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.web.conftest import House

pytestmark = pytest.mark.usefixtures("house")


def test_rules_are_found_by_their_words(sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller", practice_id=Shelf(name="Rules").lay().practice_id)
    page = client.get("/rules").content.decode()
    assert page.count("<tr data-row>") == 50
    assert 'rel="next"' in page
    second = client.get("/rules?after=50").content.decode()
    assert "First page" in second
    few = client.get("/rules?q=NCC-01").content.decode()
    assert 0 < few.count("<tr data-row>") < 10
    assert "NCC-01" in few
    assert "No rule answers to this." in client.get("/rules?q=nothingofthesort").content.decode()
    assert "0 rules in force in shadow" in client.get("/rules?only=shadow").content.decode()


def test_a_consent_beyond_the_card_is_refused(sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager", practice_id=Shelf(name="Consent").lay().practice_id)
    refused = client.post(
        "/rules/consent", {"card": "no-such-card", "autonomy": "apply", "reason": "why not"}
    )
    assert refused.status_code == 422
    assert "no mend that goes so far" in refused.content.decode()
    again = client.post("/rules/consent", {"card": "no-such-card", "autonomy": "everything", "reason": "x"})
    assert again.headers["Location"] == "/rules"


def test_a_rule_tells_its_cases_and_is_tried_on_a_claim(
    house: "House", sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("biller")
    page = client.get("/rules/eligibility-fresh").content.decode()
    assert "Cases" in page
    assert "What would it say of a claim?" in page
    assert client.get("/rules/no-such-card").status_code == 404
    wrong = client.get("/rules/eligibility-fresh?claim=A0NOBODY")
    assert wrong.status_code == 422
    assert "No claim has this number." in wrong.content.decode()
    assert 'value="A0NOBODY"' in wrong.content.decode()
    tried = client.get(f"/rules/eligibility-fresh?claim={house.denied.control.lower()}").content.decode()
    assert house.denied.control in tried
    assert "Nothing was changed." in tried
    admin = sign_in("admin")
    assert "What would it say of a claim?" not in admin.get("/rules/eligibility-fresh").content.decode()
    assert admin.get(f"/rules/eligibility-fresh?claim={house.denied.control}").status_code == 403


def test_a_warning_is_tried_as_a_stop_turned_on_and_undone(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Stops").lay()
    client = sign_in("manager", practice_id=shelf.practice_id)
    from almoner.core.claim.stops import can_be_raised
    from almoner.flow.policy import cards_in_force

    card = next(one for one in cards_in_force() if can_be_raised(one))
    assert f'href="/rules/{card.id}/stop"' in client.get(f"/rules?q={card.id}").content.decode()
    assert f'href="/rules/{card.id}/stop"' in client.get(f"/rules/{card.id}").content.decode()
    page = client.get(f"/rules/{card.id}/stop").content.decode()
    assert "No claim has left yet" in page
    assert 'data-key="t"' in page
    on = client.post(f"/rules/{card.id}/stop", {"to": "on", "why": "It came back.", "judged": "3"})
    assert on["Location"] == f"/rules/{card.id}/stop?done=on"
    shown = client.get(on["Location"]).content.decode()
    assert "It holds claims from now on." in shown
    assert "Let it only warn" in shown
    assert "It is a stop here" in client.get(f"/rules?q={card.id}").content.decode()
    assert client.post(*form_of(client, "/rules", "/undo")).status_code == 302
    assert "Turn the stop on" in client.get(f"/rules/{card.id}/stop").content.decode()
    assert client.post(f"/rules/{card.id}/stop", {"to": "on", "why": ""}).status_code == 422
    biller = sign_in("biller", practice_id=shelf.practice_id)
    assert biller.get(f"/rules/{card.id}/stop").status_code == 403
    assert f'href="/rules/{card.id}/stop"' not in biller.get(f"/rules/{card.id}").content.decode()
