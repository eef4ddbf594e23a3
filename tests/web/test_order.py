"""A list's own order on its screen: its headings lead to it, its address says it, and it may be kept."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

from almoner.core.claim import ClaimState
from almoner.core.collect.adjust import ActPart, BalanceAct
from almoner.core.collect.payment_plan import Every, PaymentPlan, schedule
from almoner.core.party import Enrollment
from tests.web.conftest import House
from tests.web.shelf import DAY, Shelf
from tests.web.test_routes_budgets import fill

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")
ADDRESSES = {
    "work": ("biller", "/work?whose=all"),
    "claims": ("biller", "/claims"),
    "remittances": ("biller", "/remittances?view=all"),
    "patients": ("front_desk", "/patients"),
    "send": ("biller", "/send"),
    "today": ("front_desk", "/today"),
    "coding": ("coder", "/coding"),
    "denials": ("biller", "/denials"),
    "suspense": ("biller", "/suspense"),
    "approvals": ("manager", "/approvals"),
    "plans": ("biller", "/plans"),
    "notices": ("front_desk", "/today/notices"),
    "people": ("admin", "/people"),
    "speed": ("manager", "/performance"),
    "enrollments": ("manager", "/setup/enrollments"),
    "scores": ("manager", "/scorecard"),
    "staff": ("manager", "/staff"),
}


@pytest.fixture(scope="module")
def busy(store: Path) -> Shelf:
    """A practice with some rows in every list: two held claims among them, and cash in suspense."""
    from almoner.flow.access import office
    from almoner.flow.remit import post

    assert store.is_dir()
    full = fill(2)
    shelf = full.shelf
    post.post(office(shelf.practice_id), full.strange_id, on=DAY)
    patient = shelf.patient(50)
    coverage = shelf.coverage(patient)
    for place in range(2):
        visit, lines = shelf.charged_visit(patient, on=DAY, cents=10000 * (place + 1))
        held = shelf.claim(coverage, visit, lines, patient, state=ClaimState.HELD, wait_until=None)
        part = ActPart(lines[0].id, "payer_ar:1", 500, held.id)
        proposal = BalanceAct(shelf.id(), "small_balance", (part,), 500, "ann", DAY, claim_id=held.id)
        shelf.records.append(proposal)
    parts = schedule(9000, count=3, first_on=DAY, every=Every.MONTH)
    shelf.records.append(PaymentPlan(shelf.id(), patient.id, DAY, "Helen", "ann", parts, 10))
    enrolled = Enrollment(shelf.id(), shelf.provider.id, shelf.payers[0].id, DAY, True)
    shelf.records.append(enrolled)
    return shelf.lay()


def headings(page: str) -> dict[str, tuple[str, str]]:
    """The headings that sort: by their name the address that each leads to, and how it says it stands."""
    found = re.findall(r'<th scope="col"([^>]*)><a class="sorts" href="([^"]+)">([^<]+)', page)
    said = {name: re.search(r'aria-sort="(\w+)"', more) for more, _, name in found}
    return {name: (unescape(href), way[1] if (way := said[name]) else "") for _, href, name in found}


def opened(page: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="([^"]+)" data-opens', page)]


def paths(page: str) -> list[str]:
    return sorted(href.partition("?")[0] for href in opened(page))


@pytest.mark.parametrize("of", ADDRESSES)
def test_each_heading_sorts_its_list_both_ways_and_then_lets_it_be(
    of: str, busy: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    from almoner.web.order import LISTS

    role, address = ADDRESSES[of]
    client = sign_in(role, practice_id=busy.practice_id)
    usual = client.get(address).content.decode()
    assert set(headings(usual)) == set(LISTS[of].values())
    for name, (first, way) in headings(usual).items():
        assert way == ""
        once = client.get(first).content.decode()
        assert [(one, said) for one, (_, said) in headings(once).items() if said] == [
            (name, headings(once)[name][1])
        ]
        twice = client.get(headings(once)[name][0]).content.decode()
        assert {headings(once)[name][1], headings(twice)[name][1]} == {"ascending", "descending"}
        assert paths(once) == paths(twice) == paths(usual)
        assert "sort=" not in headings(twice)[name][0]
        assert headings(twice)[name][0].startswith(address)


def test_a_sorted_list_goes_on_in_its_order(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Sorted and long")
    for place in range(55):
        shelf.task(what="look", why=f"w{place}", due_on=DAY, cents=100 * place)
    shelf.lay()
    client = sign_in("biller", practice_id=shelf.practice_id)
    first = client.get("/work?sort=stake").content.decode()
    more = unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])  # type: ignore[index]
    assert "sort=stake" in more
    whys = re.findall(r'<span class="clip">([^<]+)', first + client.get(more).content.decode())
    assert whys == [f"w{place}" for place in range(55)]
    assert "Sorted by at stake; usually by what you would lose first" in first


def test_a_filter_keeps_the_order_and_a_claim_leads_on_in_it(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    page = sign_in("biller").get("/claims?state=denied&sort=-visit").content.decode()
    assert '<input type="hidden" name="sort" value="-visit">' in page
    (claim, *_) = opened(page)
    assert claim == f"/claims/{house.denied.id}?list=1&sort=-visit&state=denied"
    there = sign_in("biller").get(claim).content.decode()
    assert 'href="/claims?state=denied&amp;sort=-visit"' in there


def test_an_order_is_kept_for_the_person_and_left_again(
    house: House, sign_in: "Callable[..., Client]"
) -> None:
    client, other = sign_in("biller"), sign_in("manager")
    client.post("/keys/order/claims", {"order": "-charged"})
    for ours, way in ((client, "descending"), (other, "")):
        assert headings(ours.get("/claims").content.decode())["Charged"][1] == way
    shown = client.get("/claims").content.decode()
    assert 'href="/claims?sort=usual" aria-label="Sort as usual"' in shown
    assert ">Keep</button>" not in shown
    assert headings(client.get("/claims?sort=usual").content.decode())["Charged"][1] == ""
    assert headings(client.get("/claims?sort=visit").content.decode())["Visit"][1] == "ascending"
    client.post("/keys/order/claims", {"order": "nonsense"})
    assert headings(client.get("/claims").content.decode())["Charged"][1] == "descending"
    client.post("/keys/order/claims", {"order": ""})
    assert headings(client.get("/claims").content.decode())["Charged"][1] == ""
    assert client.post("/keys/order/nothing", {"order": "-charged"}).status_code == 404
    assert house.practice_id


@pytest.mark.parametrize("said", ["nothing", "--visit", "visit DESC", "-", "c.id; DROP TABLE claim", "usual"])
def test_what_is_no_column_of_the_list_sorts_nothing(said: str, sign_in: "Callable[..., Client]") -> None:
    page = sign_in("biller").get("/claims", {"sort": said})
    assert page.status_code == 200
    assert all(way == "" for _, way in headings(page.content.decode()).values())


def test_rows_that_are_all_there_are_arranged_and_equal_ones_stay() -> None:
    from django.contrib.auth.models import AnonymousUser

    from almoner.web.order import sorting

    request = RequestFactory().get("/claims?sort=-charged")
    request.user = AnonymousUser()
    rows = [("a", 1), ("b", 2), ("c", 1)]
    found = sorting(request, "claims", "/claims").arranged(rows, {"charged": lambda row: row[1]})
    assert found == [("b", 2), ("a", 1), ("c", 1)]
    request = RequestFactory().get("/claims")
    request.user = AnonymousUser()
    assert sorting(request, "claims", "/claims").arranged(rows, {"charged": lambda row: row[1]}) == rows
