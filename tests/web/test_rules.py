"""The catalogue of rules: found by their words, told with their source; a consent has its reason."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.shelf import Shelf

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
