"""A refused claim is corrected on its page: what will change is shown first; the history shows it after."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimState
from almoner.core.coverage import Coverage
from almoner.store.session import books
from tests.flow.cycle import supersede
from tests.flow.follow.test_follow import ON, denied
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
    said = plain[plain.index("What the payer said") :]
    assert '<span class="code">CO-197</span>' in said, "what was refused stands beside the form"
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


def test_the_holder_and_a_wrong_day_are_corrected_on_the_page(sign_in: "Callable[..., Client]") -> None:
    practice = new_house()
    claim = denied(practice).claim
    set_day(practice, ON)
    client = sign_in("biller", practice_id=practice.practice.id)
    own = f"/claims/{claim.id}/correct"
    address, form = form_of(client, own, own)
    told = {"group": "GRP-9", "relation": "01", "cause": "AA", "admitted": "2026-03-01"}
    nameless = client.post(address, form | told | {"happened": "2026-02-27"})
    assert nameless.status_code == 422
    assert "has a name and a birth date" in nameless.content.decode()
    assert re.search(r'id="holder_last"[^>]*aria-invalid="true"', nameless.content.decode())
    holder = {"holder_last": "Okafor", "holder_first": "Emeka", "holder_birth": "1956-07-08"}
    dayless = client.post(address, form | told | holder)
    assert dayless.status_code == 422
    assert re.search(r'id="happened"[^>]*aria-invalid="true"', dayless.content.decode())
    whole = told | holder | {"happened": "2026-02-27"}
    shown = client.get(own, form | whole).content.decode()
    assert "Okafor, Emeka, 07/08/1956" in shown
    assert "GRP-9</ins>" in shown
    assert client.post(address, form | whole).status_code == 302
    with books(practice.practice.id) as session:
        again = session.get(Claim, claim.id)
        visit = session.get(Visit, claim.visit_ids[0])
        policy = session.get(Coverage, claim.coverage_id)
    assert (policy.group_number, policy.relation) == ("GRP-9", "01")
    assert visit.accident is not None
    supersede(practice, replace(again, version=again.version + 1, state=ClaimState.REJECTED))
    address, form = form_of(client, own, own)
    assert (form["holder_last"], form["admitted"]) == ("Okafor", "2026-03-01")
    emptied = form | {"admitted": "", "cause": "", "happened": "", "group": "", "member": ""}
    shown = client.get(own, emptied).content.decode()
    assert re.search(r"In hospital since.*?<del>03/01/2026</del></td><td><span class=\"mute\">empty", shown)
    assert client.post(address, emptied).status_code == 302
    with books(practice.practice.id) as session:
        visit = session.get(Visit, claim.visit_ids[0])
        after = session.get(Coverage, claim.coverage_id)
    assert (visit.admitted_on, visit.accident, after.group_number) == (None, None, "")
    assert after.member_id == policy.member_id, "a number that is left empty stays"
