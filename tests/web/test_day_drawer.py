"""The count of the drawer at its address: what is wrong is said at the field, and what was typed is kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_a_count_is_refused_at_its_field_and_kept_with_a_reason_that_the_day_s_close_names(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Counting")
    shelf.receipt(shelf.patient(0), 2500, method="cash")
    shelf.lay()
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    manager = sign_in("manager", practice_id=shelf.practice_id)
    assert "$25.00" not in desk.get("/drawer").content.decode()
    assert "not counted" in manager.get("/day").content.decode()
    for typed, said in (("", "Nothing is said of the cash."), ("2o", "An amount can"), ("-3", "No drawer")):
        refused = desk.post("/drawer", {"cash": typed, "checks": ""})
        page = refused.content.decode()
        assert (refused.status_code, said in page, "Receipts to look in" in page) == (422, True, False)
    refused = desk.post("/drawer", {"cash": "2,000.50", "checks": "7"})
    page = refused.content.decode()
    assert refused.status_code == 422
    for shown in ('value="2,000.50"', "Cash: $1,975.50 over, Checks: $7.00 over", "Okafor, Helen"):
        assert shown in page, shown
    kept = desk.post("/drawer", {"cash": "20", "checks": "", "why": "a bill is missing"})
    assert kept.headers["Location"] == "/drawer?done=counted"
    assert "which a manager decides about" in desk.get("/drawer?done=counted").content.decode()
    shown = manager.get("/day").content.decode()
    assert "counted $20.00 in cash" in shown
    assert "CLOSE-12" in shown
    assert "Cash: $5.00 short: a bill is missing" in manager.get("/work?whose=all").content.decode()
    assert "Count the drawer" in manager.get("/drawer").content.decode(), "a manager may count it too"
    biller = sign_in("biller", practice_id=shelf.practice_id)
    assert biller.get("/drawer").status_code == 403, "who lays receipts counts none"
