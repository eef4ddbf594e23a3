"""The manager's home: exceptions, charts whose marks open their rows, tables and files."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.claim import ClaimState
from almoner.core.plan import Task
from almoner.flow.manage import kpi
from almoner.flow.work import long_run
from almoner.store.session import books
from tests.flow.golden import ON, Golden, golden
from tests.web.shelf import DAY, Shelf
from tests.web.test_balances import set_day

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture(scope="module")
def shelf(house: object) -> Shelf:
    """A practice with $450.00 forty days old, of which a payer refused one line."""
    assert house
    shelf = Shelf(name="Home")
    patient = shelf.patient(0)
    visit, lines = shelf.charged_visit(patient, on=DAY - timedelta(days=40))
    claim = shelf.claim(
        shelf.coverage(patient), visit, lines, patient, state=ClaimState.DENIED, wait_until=None
    )
    shelf.denial(claim, lines[1])
    return shelf.lay()


def marks(page: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'href="(/home/rows[^"]*)"', page)]


def test_a_manager_s_day_begins_here(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    assert client.get("/")["Location"] == "/home"
    page = client.get("/home").content.decode()
    for name in ("Needs somebody", "What is owed, by age", "Why claims are denied", "Cash by week"):
        assert name in page
    assert page.count("As a table") >= 3
    assert 'style="' not in page


def test_each_provider_has_figures_that_open_their_rows(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    page = client.get("/home").content.decode()
    table = page[page.index('id="c-prov"') :]
    name = shelf.provider.name.listed
    row = next(one for one in re.findall(r"<tr><th.*?</tr>", table, re.DOTALL) if name in one)
    told = re.sub(r"<[^>]*>|\s+", " ", row.partition("</th>")[2]).split()
    assert told == ["1", "$450.00", "$0.00", "$0.00", "$300.00", "0", "0", "d"]
    for of, cents in (("charged", "$450.00"), ("laid", "$0.00"), ("refused", "$300.00")):
        address = html.unescape(re.findall(rf'href="(/home/rows[^"]*of={of}[^"]*)"', row)[0])
        assert cents in client.get(address).content.decode(), of
        other = address.replace(f"provider={shelf.provider.id}", "provider=1")
        assert "No rows" in client.get(other).content.decode(), of
    told = client.get("/home/chart.csv?of=providers").content.decode().splitlines()
    assert (
        told[0] == "provider,visits,charged_cents,collected_cents,denied_cents,sent_cents,unsigned,lag_days"
    )
    assert any(one.startswith(f'"{name}",1,45000,0,30000,') for one in told), told


def test_every_mark_opens_its_rows(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    found = marks(client.get("/home").content.decode())
    assert found
    for one in dict.fromkeys(found):
        assert client.get(one).status_code == 200, one
    aged = [one for one in found if "of=owed" in one and "since=" in one]
    assert aged
    rows = client.get(aged[0]).content.decode()
    assert "$450.00" in rows
    assert "2 rows" in rows
    until = (DAY - timedelta(days=60)).isoformat()
    older = client.get(f"/home/rows?of=owed&until={until}").content.decode()
    assert "No rows" in older


def test_refusals_are_told_by_the_step_where_they_begin(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    assert 'href="/home/causes?' in client.get("/home").content.decode()
    page = client.get("/home/causes").content.decode()
    assert "is where most begins: 100% of the" in page
    (step,) = dict.fromkeys(one for one in marks(page) if "categories=" in one)
    assert "Denial " in client.get(step).content.decode()
    assert "No rows" in client.get("/home/rows?of=denied&categories=dental").content.decode()
    assert client.get("/home/causes.csv").content.count(b"\r\n") == 2
    assert client.get("/home/causes.xlsx").content.startswith(b"PK")


def test_what_a_mark_cannot_ask_is_not_asked(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    for wrong in ("of=x", "of=denied&reason=CO-1'", "payer=1;2", "since=never&after=-1"):
        assert client.get(f"/home/rows?{wrong}").status_code == 200


def test_rows_and_charts_come_as_files(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    for of in ("owed", "denied", "paid", "cash"):
        assert client.get(f"/home/chart.csv?of={of}").content.count(b"\r\n") >= 1
        assert client.get(f"/home/chart.xlsx?of={of}").content.startswith(b"PK")
        assert client.get(f"/home/rows.xlsx?of={of}").content.startswith(b"PK")
    assert client.get("/home/chart.csv?of=owed").content.count(b",45000\r\n") == 1
    assert client.get("/home/rows.csv?of=owed").content.count(b"charge_line") == 2


def test_late_work_is_counted_with_its_money(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Late")
    for late in (1, 2):
        due_on = DAY - timedelta(days=late)
        patient = shelf.patient(late)
        shelf.tasks.append(
            Task(
                shelf.id(),
                "broken_plan",
                "patient",
                patient.id,
                "it broke",
                "biller",
                due_on,
                due_on,
                cents=1000,
            )
        )
    shelf.lay()
    page = sign_in("manager", practice_id=shelf.practice_id).get("/home").content.decode()
    assert "Late work" in page
    assert "$20.00, past its day" in page


def sums(page: str, address: str) -> str:
    """The sum, or the number of rows, that a page of rows says."""
    said = re.search(r"</a> · ([0-9,]+) rows?(?:, (−?\$[0-9,.]*[0-9]))?", page)
    assert said, address
    return said[2] or said[1]


@pytest.fixture(scope="module")
def golden_home(house: object) -> Golden:
    assert house
    return golden()


@pytest.mark.parametrize("back", ["3m", "30d", "90d", "1y"])
def test_every_mark_is_the_sum_of_its_rows_whatever_the_period(
    golden_home: Golden, sign_in: "Callable[..., Client]", back: str
) -> None:
    client = sign_in("manager", practice_id=golden_home.house.practice.id)
    set_day(golden_home.house, ON)
    page = client.get(f"/home?on={ON.isoformat()}&back={back}").content.decode()
    told = re.findall(r'<a href="(/home/rows[^"]*)" aria-label="([^"]*)"', page)
    seen = 0
    for where, label in dict.fromkeys(told):
        address, says = html.unescape(where), html.unescape(label)
        assert f"back={back}" in address
        amount = re.search(r"−?\$[0-9][0-9,.]*[0-9]", says)
        count = re.search(r"half of ([0-9]+) claims", says)
        if "$0.00" in says or not (amount or count):
            continue
        expected = amount[0] if amount else count[1] if count else ""
        assert sums(client.get(address).content.decode(), address) == expected, says
        seen += 1
    assert seen >= 3
    table = page[page.index('id="c-prov"') :]
    for where, said in re.findall(r'<a href="(/home/rows[^"]*)">(?:<b>)?(−?\$[0-9,.]+)', table):
        if said != "$0.00":
            assert sums(client.get(html.unescape(where)).content.decode(), where) == said


def test_how_far_back_is_kept_with_the_person(golden_home: Golden, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager", practice_id=golden_home.house.practice.id)
    set_day(golden_home.house, ON)
    asks = {"at": "/home", "back": "30d", "on": ON.isoformat()}
    assert client.post("/reports/look", asks)["Location"] == "/home?back=30d"
    page = client.get("/home").content.decode()
    assert "30 days to Tuesday, June 30, 2026" in page
    assert 'value="30d" aria-pressed="true"' in page
    assert "30 days from" in client.get("/scorecard").content.decode()
    assert "30 days from" in client.get("/home/causes").content.decode()
    assert "Changes are against the 30 days before" in client.get("/reports").content.decode()
    asks = {"at": "//elsewhere.example/", "back": "x", "on": "2026-05-31"}
    assert client.post("/reports/look", asks)["Location"] == "/home?on=2026-05-31&back=3m"


def test_figures_that_take_long_are_offered_and_counted_in_a_run(
    golden_home: Golden, sign_in: "Callable[..., Client]"
) -> None:
    practice = golden_home.house.practice
    client = sign_in("manager", practice_id=practice.id)
    set_day(golden_home.house, ON)
    kpi.keep_board(golden_home.actor, on=ON - timedelta(days=1))
    with books(practice.id, alias="owner") as session:
        session.rows(f"UPDATE kept_board SET took_ms = 180000 WHERE practice_id = {practice.id}")
    assert "counted in the night" in client.get("/home?back=3m").content.decode()
    page = ""
    for where in ("/home", "/reports", "/scorecard", "/home/causes", "/home/chart.csv", "/reports.xlsx"):
        page = client.get(f"{where}?back=1y").content.decode()
        assert "not counted yet" in page, where
        assert "about 3 min" in page, where
    form = dict(re.findall(r'<input type="hidden" name="(on|entry|back)" value="([^"]*)"', page))
    where = client.post("/reports/count", form)["Location"]
    assert "Figures: 0 of 8" in client.get(where).content.decode()
    assert "0 of 8 parts" in client.get("/home?back=1y").content.decode()
    run_id = int(where.rpartition("/")[2])
    while long_run.take_on(golden_home.actor, run_id, on=ON):
        pass
    done = client.get(where).content.decode()
    (back,) = dict.fromkeys(re.findall(r'href="(/home\?on=[^"]*)"', done))
    assert "Twelve months to Monday, June 29, 2026" in client.get(html.unescape(back)).content.decode()
    with books(practice.id, alias="owner") as session:
        session.rows(f"DELETE FROM kept_board WHERE practice_id = {practice.id}")
