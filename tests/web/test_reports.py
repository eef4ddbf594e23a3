"""The results: every indicator with its definition, down to the items, as CSV; and the month's cost."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.report.kpi_listed import INDICATORS, UNMEASURED
from almoner.core.report.scorecard import MEASURES
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture(scope="module")
def shelf(house: object) -> Shelf:
    """A practice with two charged lines of $450.00 together, forty days old."""
    assert house
    shelf = Shelf(name="Results")
    shelf.charged_visit(shelf.patient(0), on=DAY - timedelta(days=40))
    return shelf.lay()


def test_every_indicator_shows_with_its_definition(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    page = sign_in("manager", practice_id=shelf.practice_id).get("/reports").content.decode()
    for one in INDICATORS:
        assert f'<a href="/reports/{one.id}?on={DAY.isoformat()}&amp;entry=' in page
        assert f">{one.name}</a>" in page
    assert page.count(">version ") == len(INDICATORS)
    assert all(one.why.replace("`", "") in page.replace("`", "") for one in UNMEASURED)
    assert "The books are younger than the three months" in page
    assert "365.0 days" in page  # all of a year's charges are owed
    assert "others: 25 to 35" in page


def test_a_figure_opens_what_it_was_made_of(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("biller", practice_id=shelf.practice_id)
    page = client.get("/reports/K13?variant=30").content.decode()
    assert page.count("$450.00") >= 2
    assert "Charge line" in page
    assert 'aria-current="true">older than 30 days' in page
    before = client.get(f"/reports/K13?on={(DAY - timedelta(days=50)).isoformat()}").content.decode()
    assert "Nothing: there is no item of it." in before
    base = client.get("/reports/K13?variant=30&of=base").content.decode()
    assert "What stands below" in base
    assert client.get("/reports/K99").status_code == 404
    first = client.get("/reports/K13?variant=30&entry=1").content.decode()
    assert "as known at audit entry 1." in first


def test_the_figures_and_the_items_come_as_csv(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    figures = client.get("/reports.csv")
    assert figures["Content-Type"].startswith("text/csv")
    assert figures.content.startswith(b"indicator,version,name,variant,value")
    items = client.get("/reports/K13.csv?variant=30")
    assert items.content.startswith(b"measure,kind,id,claim")
    assert items.content.count(b"charge_line") >= 1
    for path in ("/reports.xlsx", "/reports/K13.xlsx?variant=30", "/reports/K12.xlsx?of=base"):
        assert client.get(path).content.startswith(b"PK"), path
    assert client.get("/reports/K99.xlsx").status_code == 404


def test_payers_are_scored_on_one_page(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    page = client.get("/scorecard").content.decode()
    assert "No claim was sent to a payer in these three months." in page
    assert all(f"{one.indicator.id}</span> version {one.indicator.version}" in page for one in MEASURES)
    assert client.get("/scorecard.csv").content.startswith(b"payer,claims_sent,sent_cents")
    assert client.get("/scorecard.xlsx").content.startswith(b"PK")


def test_a_variance_that_is_none_says_so_and_cannot_be_disputed(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    client = sign_in("manager", practice_id=shelf.practice_id)
    page = client.get("/variance").content.decode()
    assert "Nothing that a contract prices was decided in these three months." in page
    assert client.get("/variance.csv").content.startswith(b"payer,contract,code,lines,expected_cents")
    assert client.get("/variance.xlsx?payer=1&contract=x&code=y").content.startswith(b"PK")
    form = {"payer": str(shelf.payers[0].id), "contract": "ppo", "code": "99213"}
    answer = client.post("/variance/dispute", form)
    assert (answer.status_code, "falls short" in answer.content.decode()) == (422, True)


def test_a_month_s_cost_is_entered_by_a_manager_alone(shelf: Shelf, sign_in: "Callable[..., Client]") -> None:
    month = (DAY.replace(day=1) - timedelta(days=1)).isoformat()
    form = {"month": month, "cost": "1,250.50", "technology": "250"}
    biller = sign_in("biller", practice_id=shelf.practice_id)
    assert "What a month cost" not in biller.get("/reports").content.decode()
    assert biller.post("/reports/cost", form).status_code == 403
    client = sign_in("manager", practice_id=shelf.practice_id)
    assert client.post("/reports/cost", form)["Location"] == "/reports?done=cost"
    page = client.get("/reports?done=cost").content.decode()
    assert "The month&#39;s cost is entered." in page
    assert "$1,250.50" in page
    assert client.post("/reports/cost", {"month": "", "cost": "x"}).status_code == 422
