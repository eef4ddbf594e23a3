"""Many claims are built while the biller goes elsewhere: the pill tells how far it is, on whichever page."""

import pytest

from almoner.core.claim import Claim
from almoner.flow.work import long_run
from almoner.store.session import books
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, add_patient, new_house, visit_of
from tests.web.hands import CHROMIUM, Open, address, chromium, open_as, opening
from tests.web.test_balances import set_day
from tests.web.test_static_in_browser import faults

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]
MANY = 51


def test_many_claims_are_built_after_the_page_is_left(open_as: Open) -> None:
    practice = new_house()
    set_day(practice, DAY)
    for at in range(MANY):
        visit_of(practice, add_patient(practice, MEDICARE, last=f"Patient{at}"))
    page = open_as(practice.practice.id, "biller")
    page.goto("/send")
    with opening(page):
        page.keyboard.press("b")
    run_id = int(page.url.rpartition("/")[2])
    assert f"Claims: 0 of {MANY}" in page.inner_text("main")
    assert not faults(page)
    page.goto("/claims")
    assert f"0 of {MANY}" in page.inner_text(".job"), "the pill is on every page"
    assert long_run.take_on(practice.actor, run_id, on=DAY), "what the worker does next"
    page.goto("/work")
    assert f"50 of {MANY}" in page.inner_text(".job")
    assert not long_run.take_on(practice.actor, run_id, on=DAY)
    page.goto("/send")
    assert f"all {MANY} done" in page.inner_text(".job")
    assert "wait for charge and claim" not in page.inner_text("main")
    with books(practice.practice.id) as session:
        assert len(session.find(Claim)) == MANY
