"""Another payer is billed from a refused claim's page: who may be, what changes, and back within a minute."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from almoner.core.claim import Claim, ClaimState
from almoner.flow.claim import submit
from almoner.store.session import books
from tests.flow.cycle import LINE, MEDICARE, Sent, faults, now, pay, sent_claim
from tests.flow.files import Decided, Payment, Served
from tests.flow.follow.test_other_payer import ON, SECOND, refused
from tests.flow.follow.test_other_payer_line import SHOT
from tests.practices import House, new_house
from tests.web.test_balances import set_day

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

HIDDEN = r'<input type="hidden" name="(\w+)" value="([^"]*)"'
CHOSEN = r'name="(policy|stance)" value="(\w+)" checked'


@pytest.fixture
def practice(store: object) -> House:
    assert store
    made = new_house()
    set_day(made, ON)
    return made


def form_of(client: "Client", claim_id: int) -> tuple[str, dict[str, str]]:
    """The page, and what its form posts as it is proposed."""
    page = client.get(f"/claims/{claim_id}/other-payer").content.decode()
    form = page[page.index(f'action="/claims/{claim_id}/other-payer"') :]
    posted = dict(re.findall(HIDDEN, form)) | dict(re.findall(CHOSEN, form))
    return page, posted | {"last_on": "", "reason": "Medicare says that the plan pays first."}


def claims_of(practice: House, sent: Sent) -> list[Claim]:
    with books(practice.practice.id) as session:
        return session.find(Claim, visit_id=list(sent.claim.visit_ids), order="id")


def test_the_page_proposes_and_the_act_does_what_it_says(practice: House, sign_in: "SignIn") -> None:
    sent = refused(practice, "22")
    client = sign_in("biller", practice_id=practice.practice.id)
    life = client.get(f"/claims/{sent.claim.id}").content.decode()
    assert f'class="btn main" href="/claims/{sent.claim.id}/other-payer"' in life
    page, posted = form_of(client, sent.claim.id)
    assert posted["stance"] == "behind"
    for words in (
        "First: Commonwealth PPO",
        "Second: Medicare",
        "08/29/2026",
        "proves that it was asked in time",
    ):
        assert words in page
    answer = client.post(f"/claims/{sent.claim.id}/other-payer", posted)
    fresh = claims_of(practice, sent)[-1]
    assert (answer.status_code, answer["Location"]) == (302, f"/claims/{fresh.id}?done=elsewhere")
    shown = client.get(answer["Location"]).content.decode()
    assert "asks the other payer for the same charges" in shown
    assert f"in place of {sent.claim.control}" in shown
    assert fresh.control in client.get(f"/claims/{sent.claim.id}").content.decode()
    again = client.post(f"/claims/{sent.claim.id}/other-payer", posted)
    assert again["Location"] == answer["Location"]
    assert len(claims_of(practice, sent)) == 2
    assert faults(practice, on=ON) == []


def test_it_is_taken_back_with_the_one_key(practice: House, sign_in: "SignIn") -> None:
    sent = refused(practice, "22")
    client = sign_in("biller", practice_id=practice.practice.id)
    _, posted = form_of(client, sent.claim.id)
    made = client.post(f"/claims/{sent.claim.id}/other-payer", posted)
    page = client.get(made["Location"]).content.decode()
    form = page[page.index('action="/undo"') :]
    offer = dict(re.findall(HIDDEN, form[: form.index("</form>")]))
    back = client.post("/undo", offer)
    assert (back.status_code, back["Location"]) == (302, f"/claims/{sent.claim.id}")
    assert now(practice, sent).state is ClaimState.DENIED
    assert faults(practice, on=ON) == []


def test_what_cant_be_is_said_at_its_field(practice: House, sign_in: "SignIn") -> None:
    sent = refused(practice, "109")
    client = sign_in("biller", practice_id=practice.practice.id)
    _, posted = form_of(client, sent.claim.id)
    assert posted["stance"] == "aside"
    wrong = client.post(f"/claims/{sent.claim.id}/other-payer", posted | {"stance": "ended"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert re.search(r'id="last_on"[^>]*aria-invalid="true"', page)
    assert 'value="ended" checked' in page
    for odd in ({"last_on": "yesterday"}, {"stance": "gone"}, {"reason": " "}, {"policy": "9" * 30}):
        assert client.post(f"/claims/{sent.claim.id}/other-payer", posted | odd).status_code == 422
    unsaid = client.post(f"/claims/{sent.claim.id}/other-payer", posted | {"stance": "gone"}).content.decode()
    assert "Say what becomes of the policy that was asked first" in unsaid
    stale = client.post(f"/claims/{sent.claim.id}/other-payer", posted | {"seen": "1.1"})
    assert (stale.status_code, "changed since you looked" in stale.content.decode()) == (422, True)
    assert len(claims_of(practice, sent)) == 1


def test_what_was_paid_in_part_says_what_goes_back(practice: House, sign_in: "SignIn") -> None:
    sent = sent_claim(practice, covered=(MEDICARE, SECOND))
    pay(practice, Payment("MCR01", "T1", [sent.paid(5000, ("CO", "22", 10000))]), on=ON)
    client = sign_in("biller", practice_id=practice.practice.id)
    page = client.get(f"/claims/{sent.claim.id}/other-payer").content.decode()
    assert "take its decision back" in page
    assert re.search(r"Payer payments on their way</td><td class=\"num\">\$?50\.00", page)
    assert 'name="policy"' not in page


def test_without_another_policy_it_leads_on(practice: House, sign_in: "SignIn") -> None:
    sent = refused(practice, "109", "CO", MEDICARE)
    page = (
        sign_in("biller", practice_id=practice.practice.id)
        .get(f"/claims/{sent.claim.id}/other-payer")
        .content.decode()
    )
    assert "Register the policy" in page
    assert f"/claims/{sent.claim.id}#comments" in page


def test_whom_the_refusal_names_is_proposed(practice: House, sign_in: "SignIn") -> None:
    third = ("CMB01", "CMB5544")
    sent = sent_claim(practice, covered=(MEDICARE, SECOND, third))
    told = replace(sent.paid(0, ("CO", "22", 15000)), status="4", names=("NM1*PR*2*BEACON HMO*****PI*CMB01",))
    pay(practice, Payment("MCR01", "T1", [told]), on=ON)
    client = sign_in("biller", practice_id=practice.practice.id)
    page, posted = form_of(client, sent.claim.id)
    assert "the refusal names it" in page
    client.post(f"/claims/{sent.claim.id}/other-payer", posted)
    assert claims_of(practice, sent)[-1].payer_id == practice.payers["CMB01"].id
    assert faults(practice, on=ON) == []


def of_two_lines(practice: House) -> Sent:
    """A claim of which Medicare paid one line and refused the other, because another payer's it is."""
    sent = sent_claim(practice, LINE, SHOT, covered=(MEDICARE, SECOND))
    first, second = sent.lines
    own = (Served(first, 10000, (("CO", "45", 5000),)), Served(second, 0, (("CO", "109", 20000),)))
    pay(practice, Payment("MCR01", "T1", [Decided(sent.claim, own)]), on=ON)
    return sent


def test_a_line_goes_alone_and_both_claims_show_it(practice: House, sign_in: "SignIn") -> None:
    sent = of_two_lines(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    page, posted = form_of(client, sent.claim.id)
    for words in ("stays as it was decided", "Its money is not touched", "$200.00 moves from Medicare"):
        assert words in page
    assert 'name="stance" value="behind"' not in page
    made = client.post(f"/claims/{sent.claim.id}/other-payer", posted)
    fresh = claims_of(practice, sent)[-1]
    assert made["Location"] == f"/claims/{fresh.id}?done=elsewhere"
    shown = client.get(f"/claims/{sent.claim.id}").content.decode()
    assert "Billed to the right payer" in shown
    assert "$200.00 is asked of Commonwealth PPO" in shown
    assert shown.count(f'href="/claims/{fresh.id}"') == 2
    assert f'href="/claims/{sent.claim.id}"' in client.get(f"/claims/{fresh.id}").content.decode()
    assert faults(practice, on=ON) == []


def test_it_is_taken_back_from_the_claims_page_until_it_leaves(practice: House, sign_in: "SignIn") -> None:
    sent = of_two_lines(practice)
    client = sign_in("biller", practice_id=practice.practice.id)
    address = f"/claims/{sent.claim.id}/other-payer"
    client.post(address, form_of(client, sent.claim.id)[1])
    shown = client.get(f"/claims/{sent.claim.id}").content.decode()
    form = shown[shown.index(f'action="{address}/back"') :]
    posted = dict(re.findall(HIDDEN, form[: form.index("</form>")]))
    assert client.post(f"{address}/back", posted | {"reason": " "}).status_code == 422
    back = client.post(f"{address}/back", posted | {"reason": "The plan isn't theirs."})
    assert (back.status_code, back["Location"]) == (302, f"/claims/{sent.claim.id}?done=refused_again")
    again = client.get(back["Location"]).content.decode()
    assert "the refusal is work again" in again
    assert f'action="{address}/back"' not in again
    client.post(address, form_of(client, sent.claim.id)[1])
    submit.submit_ready(practice.actor, on=ON)
    left = client.get(f"/claims/{sent.claim.id}").content.decode()
    assert "It has left" in left
    assert f'action="{address}/back"' not in left
    assert client.post(f"{address}/back", posted | {"reason": "Too late."}).status_code == 422


def test_what_cant_go_is_not_proposed(practice: House, sign_in: "SignIn") -> None:
    sent = sent_claim(practice, covered=(MEDICARE, SECOND))
    pay(practice, Payment("MCR01", "T1", [sent.paid(5000, ("CO", "109", 10000))]), on=ON)
    client = sign_in("biller", practice_id=practice.practice.id)
    life = client.get(f"/claims/{sent.claim.id}").content.decode()
    assert f'class="btn main" href="/claims/{sent.claim.id}/other-payer"' not in life
