"""A refused claim is corrected on its page: what will change is shown first; the history shows it after."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.flow.test_follow import ON, denied
from tests.practices import new_house
from tests.web.test_balances import form_of, set_day

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_a_refused_claim_is_corrected_and_its_history_shows_the_fields(
    sign_in: "Callable[..., Client]",
) -> None:
    practice = new_house()
    claim = denied(practice).claim
    set_day(practice, ON)
    client = sign_in("biller", practice_id=practice.practice.id)
    page = client.get(f"/claims/{claim.id}").content.decode()
    assert f'href="/claims/{claim.id}/correct" data-key="r"' in page
    plain = client.get(f"/claims/{claim.id}/correct").content.decode()
    assert "2 fields, nothing else" in plain
    with_number = client.get(f"/claims/{claim.id}/correct?authorization=AUTH77&referral=").content.decode()
    assert "3 fields, nothing else" in with_number
    assert "<ins>AUTH77</ins>" in with_number
    address, form = form_of(client, f"/claims/{claim.id}/correct", f"/claims/{claim.id}/correct")
    wrong = client.post(address, form | {"place": "x1", "member": "1EG4TE5MK99", "admitted": "2026-02-30"})
    assert wrong.status_code == 422
    said = wrong.content.decode()
    assert "This is no day" in said
    assert 'value="1EG4TE5MK99"' in said
    assert re.search(r'id="admitted"[^>]*aria-invalid="true"', said)
    placed = client.post(address, form | {"place": "x1"}).content.decode()
    assert "two digits" in placed
    assert re.search(r'id="place"[^>]*value="x1"[^>]*aria-invalid="true"', placed)
    unsaid = client.post(address, form | {"authorization": "AUTH77", "reason": " "})
    assert unsaid.status_code == 422
    assert "for a reason" in unsaid.content.decode()
    assert 'value="AUTH77"' in unsaid.content.decode(), "what was typed is kept"
    done = client.post(address, form | {"authorization": "AUTH77"})
    assert done["Location"] == f"/claims/{claim.id}?done=corrected"
    after = client.get(done["Location"]).content.decode()
    assert "The corrected claim is built." in after
    told = re.findall(
        r"<p>([^<]+) <span class=\"code sub inline\">[^<]+</span> .*?<ins>([^<]+)</ins></p>", after
    )
    assert ("Prior authorization", "AUTH77") in told
    assert "/correct" not in after, "it waits for its payer again"
