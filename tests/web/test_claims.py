"""The worklist of claims and one claim: what stands is said in words, and every line balances."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.claim import ClaimState
from tests.web.conftest import House
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """A practice with a claim in every state, and sixty in all."""
    shelf = Shelf(name="States")
    patient = shelf.patient(0)
    coverages = [shelf.coverage(patient, place, rank=place + 1) for place in range(3)]
    states = [*ClaimState] * 5
    for place, state in enumerate(states[:60]):
        shelf.stock()
        visit, lines = shelf.charged_visit(patient, on=DAY - timedelta(days=place * 3), cents=10000 + place)
        claim = shelf.claim(coverages[place % 3], visit, lines, patient, state=state, rank=place % 3 + 1)
        if state in {ClaimState.HELD, ClaimState.REJECTED}:
            why = f"Reason {place} of the coder"
            shelf.task(claim_id=claim.id, patient_id=patient.id, owner="coder", why=why, due_on=DAY)
    return shelf.lay()


def controls(page: str) -> list[str]:
    return re.findall(r"data-opens[^>]*>(A[0-9A-Z]+)</a>", page)


def test_the_list_goes_on_after_fifty_and_shows_each_once(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("biller", practice_id=shelf.practice_id)
    first = client.get("/claims").content.decode()
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward
    second = client.get(onward[1].replace("&amp;", "&")).content.decode()
    shown = [*controls(first), *controls(second)]
    assert (len(controls(first)), len(shown), len(set(shown))) == (50, 60, 60)
    assert shown == sorted(shown, reverse=True)
    assert "60 claims" in first


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=denied", 5),
        ("state=stuck", 19),
        ("owner=coder", 10),
        ("owner=biller", 0),
        ("least=300.30", 50),
        ("least=rubbish", 60),
        ("age=90", 29),
        ("age=17", 60),
        ("state=held&owner=coder&age=90", 2),
        ("payer=999999999999999999", 0),
        ("overdue=1", 49),
    ],
)
def test_filters_say_what_they_find(
    query: str, expected: int, shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    page = sign_in("biller", practice_id=shelf.practice_id).get(f"/claims?{query}").content.decode()
    told = re.search(r"<b>(\d+) claims?</b>", page)
    assert told
    assert int(told[1]) == expected
    assert bool(controls(page)) is (expected > 0)
    assert ("No claim answers to this." in page) is (expected == 0)


def test_what_stands_is_in_the_row_in_words(house: House, sign_in: "Callable[..., Client]") -> None:
    page = sign_in("biller").get("/claims?state=denied").content.decode()
    row = re.search(r"<tr data-row.*?</tr>", page, re.S)
    assert row
    assert house.denied.control in row[0]
    assert "No prior authorization or notice" in row[0]
    assert "CO-197" in row[0]
    assert "Biller" in row[0]


def test_a_part_of_the_list_can_be_asked_for(sign_in: "Callable[..., Client]") -> None:
    page = sign_in("biller").get("/claims?state=denied", headers={"hx-request": "true"}).content.decode()
    assert 'id="found"' in page


@pytest.mark.parametrize("state", list(ClaimState))
def test_a_claim_of_every_state_tells_its_story(
    state: ClaimState, shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("biller", practice_id=shelf.practice_id)
    listed = re.search(
        r'href="(/claims/\d+)\?[^"]*" data-opens', client.get(f"/claims?state={state}").content.decode()
    )
    assert listed
    page = client.get(listed[1]).content.decode()
    assert re.search(r'<p class="say">[A-Z][^<]+\.</p>', page)
    assert "P00000" in page
    assert "01/01/1950" in page


def test_a_denied_claim_says_why_what_next_and_what_is_open(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    page = sign_in("biller").get(f"/claims/{house.denied.id}").content.decode()
    assert "Commonwealth PPO did not pay 11042 (wound care)" in page
    assert "Get the authorization" in page
    assert not re.search(r'class="code">[A-Z]{2}-\.', page)
    assert '<span class="code">E11.9</span>' in page, "a diagnosis has one"
    assert "balances to the cent" in page
    total = page[page.index("<tfoot>") : page.index("</tfoot>")]
    cells = re.findall(r'<td class="num">([^<]+)</td>', total)
    assert cells == ["$450.00", "$0.00", "$0.00", "$0.00", "$450.00", "$300.00"], "open, and of it denied"
    assert "entry" in page


def test_a_claim_that_is_paid_short_offers_the_dispute_before_a_correction(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Paid short")
    patient = shelf.patient(0)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(shelf.coverage(patient, 0), visit, lines, patient, state=ClaimState.PAID)
    shelf.task(what="variance", subject_kind="claim", subject_id=claim.id, claim_id=claim.id, cents=140)
    shelf.lay()
    page = sign_in("biller", practice_id=shelf.practice_id).get(f"/claims/{claim.id}").content.decode()
    assert re.findall(r'class="btn main"[^>]*>([^<]+)<', page)[0] == "Dispute it: call the payer"
    assert 'href="#act-reason">Write it off' in page
    assert 'id="act-reason"' in page
    assert 'id="representative"' in page


def test_the_segments_of_a_claim_are_its_own(house: House, sign_in: "Callable[..., Client]") -> None:
    from almoner.core.claim import Claim
    from almoner.core.remit import Advice
    from almoner.store.session import books

    with books(house.practice_id) as session:
        paid = session.find(Advice, remittance_id=house.posted_id)[0].claim_id
        control = session.get(Claim, paid).control
    page = sign_in("biller").get(f"/claims/{paid}/segments").content.decode()
    assert f"CLP*{control}*1*450*400*" in page
    assert "SVC*HC:11042" in page
    assert "BPR*" not in page
    assert house.denied.control not in page
    none = sign_in("biller").get(f"/claims/{house.denied.id}/segments").content.decode()
    assert "No file speaks of this claim yet." in none


def test_from_a_list_one_walks_to_the_claims_beside_it(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("biller", practice_id=shelf.practice_id)
    page = client.get("/claims?state=denied").content.decode()
    listed = [address.replace("&amp;", "&") for address in re.findall(r'href="([^"]+)" data-opens', page)]
    walked, address = [], listed[0]
    for place in range(1, 6):
        page = client.get(address).content.decode()
        walked.append(address)
        assert f"{place} of 5" in page
        onward = re.search(r'href="([^"]+)" data-key="j"', page)
        assert (onward is None) is (place == 5)
        address = onward[1].replace("&amp;", "&") if onward else ""
    assert walked == listed
    assert 'data-key="k"' in page
    assert "of 5" not in client.get(f"/claims/{walked[0].split('/')[2].partition('?')[0]}").content.decode()


def test_the_side_panel_says_the_same_in_short(house: House, sign_in: "Callable[..., Client]") -> None:
    panel = sign_in("biller").get(f"/claims/{house.denied.id}/peek").content.decode()
    assert "<html" not in panel
    assert "Commonwealth PPO did not pay 11042 (wound care): no prior authorization or notice." in panel
    assert "01/01/1950" in panel
    assert house.patient.number in panel


def test_a_reason_that_only_points_to_its_remark_is_told_by_the_remark() -> None:
    from almoner.flow.desk.look import refusal_words

    assert refusal_words("197", ["N54"]) == "No prior authorization or notice"
    told = refusal_words("16", ["N290"])
    assert told
    assert told != refusal_words("16", [])
