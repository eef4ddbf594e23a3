"""A list's own order on its screen: its headings lead to it, its address says it, and it may be kept."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

from almoner.core.claim import ClaimState
from almoner.core.collect.adjust import ActPart, BalanceAct
from almoner.core.collect.payment_plan import Every, PaymentPlan, schedule
from almoner.core.party import Enrollment
from almoner.flow.access import Actor
from almoner.flow.setup import payer_contracts
from almoner.flow.setup.payer_contracts import Upload
from tests.flow.cycle import LINE, pay, sent_claim
from tests.flow.files import PAID_ON, Payment
from tests.flow.price.test_expected import PPO
from tests.flow.remit.test_bank_rows import listed
from tests.practices import DAY as DAY_OF_VISITS
from tests.practices import House as Practice
from tests.practices import new_house
from tests.web.conftest import House
from tests.web.shelf import DAY, Shelf
from tests.web.test_balances import ON as TODAY
from tests.web.test_balances import set_day
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
    "refunds": ("manager", "/refunds"),
    "owed": ("manager", "/receivables"),
    "lags": ("manager", f"/funnel/lag?since={DAY.isoformat()}&until={DAY.isoformat()}"),
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

    role, address = ADDRESSES[of]
    try_headings(sign_in(role, practice_id=busy.practice_id), of, address)


def try_headings(client: "Client", of: str, address: str) -> None:
    from almoner.web.order import LISTS

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


def test_every_list_is_tried() -> None:
    from almoner.web.order import LISTS

    assert set(ADDRESSES) | {"variance", "bank", "batches"} == set(LISTS)


@pytest.fixture
def open_day(store: object) -> Practice:
    """A practice on the day of its bank's list."""
    assert store
    made = new_house()
    set_day(made, TODAY)
    return made


def test_the_bank_s_rows_are_sorted(open_day: Practice, sign_in: "Callable[..., Client]") -> None:
    listed(open_day, "2026-03-16,eft,SQ1,CARDS,4900", "2026-03-15,eft,OWN,SAVINGS,100")
    client = sign_in("biller", practice_id=open_day.practice.id)
    try_headings(client, "bank", "/bank")
    page = client.get("/bank?sort=-amount").content.decode()
    assert page.index("SQ1") < page.index("OWN") > 0
    page = client.get("/bank?sort=day").content.decode()
    assert page.index("OWN") < page.index("SQ1")


def test_files_of_claims_are_sorted(open_day: Practice, sign_in: "Callable[..., Client]") -> None:
    for lines in ((LINE,), (replace(LINE, units=2),), (LINE,)):
        sent_claim(open_day, *lines)
    client = sign_in("biller", practice_id=open_day.practice.id)
    try_headings(client, "batches", "/send/batches")
    (first, *_) = opened(client.get("/send/batches?sort=-charged").content.decode())
    assert first != opened(client.get("/send/batches?sort=charged").content.decode())[0]


def test_the_variance_is_sorted_and_its_chosen_group_stays(
    open_day: Practice, sign_in: "Callable[..., Client]"
) -> None:
    here = open_day.practice.id
    boss, payer_id = Actor("moira", here, frozenset({"manager"})), open_day.payers["CMA01"].id
    rates = b"code,value\n99213,110.00\n93000,40.00\n"
    made = payer_contracts.bring(boss, Upload("Ours", rates, payer_id, DAY_OF_VISITS), on=TODAY)
    payer_contracts.put_in_force(boss, made.contract_id, on=TODAY)
    for line in (LINE, replace(LINE, code="93000")):
        sent = sent_claim(open_day, line, covered=(PPO,))
        told = sent.paid(3000, ("CO", "45", sent.claim.total_cents - 3000))
        pay(open_day, Payment("CMA01", f"T{line.code}", [told]), on=PAID_ON)
    client = sign_in("manager", practice_id=here)
    chosen = f"/variance?payer={payer_id}&contract=Ours&code=93000"
    try_headings(client, "variance", "/variance")
    page = client.get(f"{chosen}&sort=-code").content.decode()
    rows = re.findall(r'class="code"><a href="[^"]*code=(\w+)"( aria-current="true")?>', page)
    assert [(code, bool(now)) for code, now in rows] == [("99213", False), ("93000", True)]


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
