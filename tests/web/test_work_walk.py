"""From claim to claim along the work that a person came from: the list stands in each address, and one goes
on from where one was, also when that work is done.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.claim import ClaimState
from almoner.flow.follow import follow
from tests.flow.cycle import Sent, now, pay, sent_claim, take_in
from tests.flow.files import Payment, receipt, receipts
from tests.flow.follow.test_follow import DENIED, ON
from tests.practices import DAY, House, new_house
from tests.web.shelf import Shelf
from tests.web.test_balances import form_of, set_day

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")


def opened(client: "Client", page: str) -> list[str]:
    """Where the rows about claims of a list of work lead."""
    shown = client.get(page).content.decode()
    found = re.findall(r'<a [^>]*href="([^"]+task=[^"]+)" data-opens', shown)
    return [one.replace("&amp;", "&") for one in found]


def beside(client: "Client", page: str) -> tuple[str, str, str]:
    """What a page says of its place, and where K and J lead."""
    shown = client.get(page).content.decode()
    trail = re.search(r'<p class="trail">(.*?)</p>', shown, re.S)
    assert trail
    said = re.search(r'<span class="mute">([^<]+)</span>', trail[1])
    ways = {
        key: to.replace("&amp;", "&") for to, key in re.findall(r'href="([^"]+)" data-key="(.)"', trail[1])
    }
    return said[1] if said else "", ways.get("k", ""), ways.get("j", "")


def refused(house: House, trace: str) -> Sent:
    sent = sent_claim(house)
    pay(house, Payment("MCR01", trace, [sent.paid(0, *DENIED)]), on=ON)
    return sent


def test_a_claim_leads_to_the_next_of_the_list_and_back(sign_in: "SignIn") -> None:
    house = new_house()
    returned = sent_claim(house)
    take_in(house, receipts(house, receipt(house, returned.claim, "A3:21")), on=ON)
    refused(house, "T1")
    refused(house, "T2")
    set_day(house, ON)
    client = sign_in("biller", practice_id=house.practice.id)
    for query in ("?whose=all", "?whose=all&sort=due", "?whose=all&sort=-stake", "?whose=all&sort=patient"):
        rows = opened(client, f"/work{query}")
        assert len(rows) == 3
        assert sum(one.startswith("/send/holds/") for one in rows) == 1, "a rejected claim is mended there"
        places = [beside(client, one) for one in rows]
        assert [said for said, _, _ in places] == ["1 of 3", "2 of 3", "3 of 3"]
        assert [after for _, _, after in places] == [*rows[1:], ""]
        assert [before for _, before, _ in places] == ["", *rows[:-1]]
        back = re.search(
            r'<p class="trail">\s*<a href="([^"]+)">My work', client.get(rows[0]).content.decode()
        )
        assert back
        assert back[1].replace("&amp;", "&") == f"/work{query}"
    narrowed = opened(client, "/work?whose=all&what=denial")
    assert [beside(client, one)[0] for one in narrowed] == ["1 of 2", "2 of 2"]
    only = narrowed[0].partition("?")[0]
    assert 'href="/claims">Claims' in client.get(only).content.decode(), "without a list there is none"


def test_done_work_keeps_its_place_so_that_one_goes_on(sign_in: "SignIn") -> None:
    house = new_house()
    refused(house, "T1")
    second = refused(house, "T2")
    refused(house, "T3")
    set_day(house, ON)
    client = sign_in("biller", practice_id=house.practice.id)
    rows = opened(client, "/work?whose=all&what=denial")
    at = next(place for place, one in enumerate(rows) if one.startswith(f"/claims/{second.claim.id}?"))
    page = client.get(rows[at]).content.decode()
    correct = re.search(r'href="([^"]+)" data-key="r"', page)
    assert correct
    address, form = form_of(client, correct[1].replace("&amp;", "&"), r"/claims/\d+/correct[^\"]*")
    assert form["task"] in address
    done = client.post(address.replace("&amp;", "&"), form | {"authorization": "AUTH77"})["Location"]
    said, before, after = beside(client, done)
    assert said == "done, 2 left"
    assert [before, after] == [rows[at - 1] if at else "", rows[at + 1] if at < 2 else ""]
    assert "The corrected claim is built." in client.get(done).content.decode()


def test_a_hold_that_is_mended_leads_to_the_next_work(sign_in: "SignIn") -> None:
    house = new_house()
    returned = sent_claim(house)
    take_in(house, receipts(house, receipt(house, returned.claim, "A3:21")), on=ON)
    refused(house, "T1")
    set_day(house, ON)
    client = sign_in("biller", practice_id=house.practice.id)
    rows = opened(client, "/work?whose=all")
    hold = next(one for one in rows if one.startswith("/send/holds/"))
    other = next(one for one in rows if one != hold)
    address, form = form_of(client, hold, r"/send/holds/\d+[^\"]*")
    done = client.post(address.replace("&amp;", "&"), form | {"authorization": "AUTH77"})["Location"]
    assert now(house, returned).state is ClaimState.READY
    is_last = rows.index(hold) == 1
    assert done == ("/work?whose=all" if is_last else f"{other}&done=gone")
    follow.watch(house.actor, on=ON)


def test_a_list_of_more_than_a_thousand_says_so(sign_in: "SignIn") -> None:
    shelf = Shelf(name="Long")
    patient = shelf.patient(0)
    coverage = shelf.coverage(patient)
    visit, lines = shelf.charged_visit(patient, on=DAY)
    claim = shelf.claim(coverage, visit, lines, patient)
    for place in range(1003):
        about = {
            "subject_kind": "claim",
            "subject_id": claim.id,
            "claim_id": claim.id,
            "patient_id": patient.id,
        }
        shelf.task(cents=100000 + 1000 * place, due_on=DAY + timedelta(days=9), **about)
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    first = opened(client, "/work")[0]
    said, before, after = beside(client, first)
    assert said == "1 of 1000+"
    assert not before
    assert after
    assert beside(client, after)[1] == first


def test_an_address_with_a_task_of_nobody_or_of_another_practice_shows_no_neighbour(
    sign_in: "SignIn",
) -> None:
    house = new_house()
    sent = refused(house, "T1")
    set_day(house, ON)
    client = sign_in("biller", practice_id=house.practice.id)
    said, before, after = beside(client, f"/claims/{sent.claim.id}?whose=all&task=1")
    assert (said, before, after) == ("done, 1 left", "", "")
    manager = sign_in("coder", practice_id=house.practice.id)
    assert manager.get(f"/claims/{sent.claim.id}?whose=all&task=x").status_code == 200
