"""The day's close: every figure twice, what stands against it by name, and a closed day that stays closed."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def a_day_with_a_receipt() -> Shelf:
    shelf = Shelf(name="Closing")
    shelf.receipt(shelf.patient(0), 2500)
    return shelf.lay()


def test_every_figure_is_shown_as_records_and_as_postings(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = a_day_with_a_receipt()
    page = sign_in("manager", practice_id=shelf.practice_id).get("/day").content.decode()
    assert page.count("ties</span>") == 7
    row = re.search(r"Receipts from patients today</th>(.*?)</tr>", page, re.S)
    assert row
    assert re.findall(r'"num">([^<]+)<', row[1]) == ["$25.00", "$25.00"]
    assert "Okafor, Helen" in page
    assert "Everything ties: the day can be closed." in page


def test_closing_closes_the_day_and_only_once(sign_in: "Callable[..., Client]") -> None:
    shelf = a_day_with_a_receipt()
    client = sign_in("manager", practice_id=shelf.practice_id)
    answer = client.post("/day/close", {"on": DAY.isoformat()})
    assert answer.headers["Location"] == f"/day?on={DAY.isoformat()}&done=closed"
    page = client.get("/day").content.decode()
    assert "This day is closed and takes no posting." in page
    assert "Close this day" not in page
    again = client.post("/day/close", {"on": DAY.isoformat()})
    assert again.status_code == 422
    assert "This day is closed." in again.content.decode()


def test_what_stands_against_it_is_named_with_its_mend(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Not tied")
    shelf.receipt(shelf.patient(0), 2500)
    shelf.postings.clear()  # the money is recorded and never posted
    shelf.lay()
    client = sign_in("manager", practice_id=shelf.practice_id)
    page = client.get("/day").content.decode()
    assert "What stands against it" in page
    assert "$25.00 off" in page
    refused = client.post("/day/close", {"on": DAY.isoformat()})
    assert refused.status_code == 422
    assert "Nothing was changed." in refused.content.decode()
    assert "almoner verify" in refused.content.decode()


def test_an_earlier_open_day_is_one_link_away_and_accounts_have_names(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = a_day_with_a_receipt()
    tomorrow = (DAY + timedelta(days=1)).isoformat()
    page = sign_in("manager", practice_id=shelf.practice_id).get(f"/day?on={tomorrow}").content.decode()
    assert f"An earlier day is still open: {DAY:%m/%d/%Y}." in page
    assert f'<a href="/day?on={DAY.isoformat()}">Go to {DAY:%m/%d/%Y}</a>' in page
    assert "Unapplied receipts" in page
    assert "undeposited" not in page


def test_the_front_desk_sees_the_day_and_does_not_close_it(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = a_day_with_a_receipt()
    client = sign_in("front_desk", practice_id=shelf.practice_id)
    page = client.get("/day").content.decode()
    assert "Close this day" not in page
    assert "Manager closes the day." in page
    assert client.post("/day/close", {"on": DAY.isoformat()}).status_code == 403


def test_a_form_without_a_day_closes_nothing(sign_in: "Callable[..., Client]") -> None:
    shelf = a_day_with_a_receipt()
    client = sign_in("manager", practice_id=shelf.practice_id)
    for on in ("", "soon", "2026-02-31"):
        assert client.post("/day/close", {"on": on}).headers["Location"] == "/day"
    assert "Close this day" in client.get("/day").content.decode()


def test_the_drawer_goes_to_the_bank_by_one_button(sign_in: "Callable[..., Client]") -> None:
    shelf = a_day_with_a_receipt()
    client = sign_in("biller", practice_id=shelf.practice_id)
    assert "Take $25.00 to the bank" in client.get("/day").content.decode()
    assert client.post("/day/deposit").headers["Location"] == "/day?done=deposited"
    page = client.get("/day?done=deposited").content.decode()
    (slip,) = re.findall(r'href="(/deposits/\d+\.pdf)"', page)
    printed = client.get(slip)
    assert (printed.headers["Content-Type"], printed.content[:4]) == ("application/pdf", b"%PDF")
    assert client.get("/deposits/1.pdf").status_code == 422
    assert "to the bank</button>" not in page
    assert client.post("/day/deposit").headers["Location"] == "/day?done=empty"
