"""What an address or a form may ask for: days that somebody may mean, and no screen that breaks on others."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

from almoner.web import asked
from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")
DAYS = ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "soon", "")
ADDRESSES = (
    "/home?on={}",
    "/home/rows?on={}",
    "/home/causes?on={}",
    "/reports?on={}",
    "/reports/K31?on={}",
    "/scorecard?on={}",
    "/receivables?on={}",
    "/month?month={}",
    "/month/moves?month={}",
    "/month/journal.csv?month={}",
    "/funnel?since={0}&until={0}",
    "/funnel/lag?since={0}&until={0}",
    "/funnel/then?on={}",
    "/staff?since={0}&until={0}",
    "/audit?first={0}&last={0}",
    "/audit.csv?first={0}&last={0}",
    "/day?on={}",
    "/today?on={}",
    "/schedule?on={}",
)


@pytest.mark.parametrize("typed", DAYS)
def test_a_day_that_nobody_means_is_none(typed: str) -> None:
    assert asked.day(RequestFactory().get("/", {"on": typed}), "on") is None
    assert asked.day_in_form(RequestFactory().post("/", {"on": typed}), "on") is None
    assert asked.instant_in_form(RequestFactory().post("/", {"at": f"{typed}T08:30"}), "at") is None


def test_the_first_and_the_last_day_and_a_minute_are_read() -> None:
    for on in (asked.FIRST_DAY, asked.LAST_DAY):
        assert asked.day(RequestFactory().get("/", {"on": on.isoformat()}), "on") == on
    form = RequestFactory().post("/", {"at": "2026-03-02T08:30:59", "zoned": "2026-03-02T08:30+01:00"})
    read = asked.instant_in_form(form, "at")
    assert read is not None
    assert read.isoformat() == "2026-03-02T08:30:00"
    assert asked.instant_in_form(form, "zoned") is None


@pytest.mark.parametrize("typed", [*DAYS[:4], "1900-01-01", "2199-12-31"])
def test_every_screen_of_a_day_opens_on_any(typed: str, sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Odd days")
    shelf.lay()
    client = sign_in("manager", practice_id=shelf.practice_id)
    answers = {one: client.get(one.format(typed)).status_code for one in ADDRESSES}
    assert {one: status for one, status in answers.items() if status != 200} == {}


def test_a_form_says_of_a_day_that_nobody_means_that_it_cannot_be_read() -> None:
    from almoner.flow.refused import Refused

    form = asked.Form(RequestFactory().post("/", {"on": "9999-12-31", "since": "2026-03-02"}))
    assert (form.day("on"), form.day("since")) == (None, date(2026, 3, 2))
    with pytest.raises(Refused) as told:
        form.refuse()
    assert told.value.fields == (("on",),)
