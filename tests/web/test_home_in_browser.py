"""A manager's and an administrator's tasks in a browser, each from where its people begin, within its budget
(PM1 to PM10, IT3, IT10), and two charts merged.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from almoner.flow.access import Actor
from almoner.flow.collect import adjust
from tests.flow.collect.test_adjust import denied, of_line
from tests.flow.cycle import MEDICARE
from tests.practices import House, add_patient, new_house
from tests.web.hands import CHROMIUM, Hands, Open, Page, address, chromium, open_as
from tests.web.test_balances import ON, set_day

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]

RATES = b"code,value,page\n99213,120.00,p. 4\n"
FEES = b"code,modifier,fee\n99213,,145.00\n"


@pytest.fixture
def practice(store: object) -> House:
    """A practice with a claim that was refused in part, and a write-off that waits for a second person."""
    assert store
    made = new_house()
    set_day(made, ON)
    sent = denied(made, cents=9000)
    biller = Actor("bea", made.practice.id, frozenset({"biller"}))
    adjust.ask(biller, of_line(sent, 9000), on=ON)
    return made


@contextmanager
def task(page: Page, at: str, *, clicks: int = 0, keys: int = 0) -> Iterator[Hands]:
    """Hands at a page, that do a task within so many clicks and keys."""
    page.goto(at)
    hands = Hands(page)
    yield hands
    assert (hands.clicks <= clicks, hands.keys <= keys) == (True, True), (at, hands)


def shown(page: Page) -> str:
    return str(page.inner_text("main"))


def test_a_manager_s_tasks_keep_to_their_budgets(practice: House, open_as: Open) -> None:
    page = open_as(practice.practice.id, "manager")
    look_into_the_home(page)
    bring_prices(page)
    raise_a_warning(page)
    with task(page, "/approvals", keys=2) as hands:  # PM7
        assert all(one in shown(page) for one in ("$90.00", "The appeal", "none before", "bea"))
        hands.press("j", "a")
        page.wait_for_selector("text=It is posted.")
    with task(page, "/month", keys=2) as hands:  # PM8
        assert "Roll-forward of the receivables" in shown(page)
        with page.expect_response(lambda got: got.url.endswith("/month/close")) as got:
            hands.go("c")
        assert got.value.status == 422, "the days of it are open"
    with task(page, "/home", clicks=3) as hands:  # PM10
        hands.follow("nav.rail a[href='/audit']")
        hands.click("button[data-key='v']")
        page.wait_for_selector("text=Verified just now")
        with page.expect_download() as got:
            hands.click("a[data-key='e']")
        assert got.value.suggested_filename.startswith("audit-")


def bring_prices(page: Page) -> None:
    """A list of fees and a contract, each looked at and then loaded."""
    with task(page, "/fees", clicks=4, keys=1) as hands:  # PM6
        hands.click("#fn")
        hands.type("New fees")
        hands.press("Tab")
        hands.type("04012026")
        hands.clicks += 1  # the file's own window
        page.set_input_files("#ff", {"name": "fees.csv", "mimeType": "text/csv", "buffer": FEES})
        hands.click("text=Look at it")
        page.wait_for_selector("text=What New fees would change")
        assert "open claims" in shown(page).lower()
        hands.click("text=Load it")
        page.wait_for_selector("th:has-text('New fees')")
    with task(page, "/contracts", clicks=4, keys=5) as hands:  # PM6
        hands.click("#cn")
        hands.type("Our contract")
        hands.press("Tab")
        hands.type("Medi")
        hands.press("Tab", "Tab", "Tab")
        hands.type("01012026")
        hands.clicks += 1  # the file's own window
        page.set_input_files("#cf", {"name": "rates.csv", "mimeType": "text/csv", "buffer": RATES})
        hands.click("text=Look at it")
        page.wait_for_selector("text=What it would have come to")
        assert all(one in shown(page) for one in ("$120.00", "that the payer decided", "p. 4"))
        hands.press("f")
        page.wait_for_selector("text=The contract is in force.")


def raise_a_warning(page: Page) -> None:
    """From the catalogue and from a cause of denials."""
    for begun in ("/rules", "/home/causes"):
        with task(page, begun, clicks=1, keys=1) as hands:  # a warning becomes a stop in two acts
            hands.follow("main table a[href$='/stop']")
            assert all(one in shown(page) for one in ("On past claims", "It would have held"))
            hands.press("t")
            page.wait_for_selector("text=It holds claims from now on.")


def look_into_the_home(page: Page) -> None:
    """What is a click or two away from the manager's home."""
    with task(page, "/home", clicks=2) as hands:  # PM1, one click a level
        hands.follow(".figures a[href^='/reports/K31']")
        assert "Definition" in shown(page)
        hands.follow("main table a[href*='of=base']")
        assert "What stands below" in shown(page)
    with task(page, "/home", clicks=2) as hands:  # PM2
        hands.follow("main a[href^='/funnel/lag']")
        hands.follow("main table a[href*='provider=']")
        assert "Visits" in shown(page)
    with task(page, "/home", clicks=2) as hands:  # PM3
        hands.follow("main a[href^='/home/causes']")
        assert "is where most begins" in shown(page)
        hands.follow("main table a[href*='categories=']")
        assert "$90.00" in shown(page)
    with task(page, "/home", clicks=2) as hands:  # PM4
        hands.follow("main a[href^='/scorecard']")
        assert all(one in shown(page) for one in ("Days to pay", "Denied at first", "Short of contract"))
        hands.follow("main table a[href*='/reports/K23'][href*='variant=claim'][href*='payer=']")
        assert "alone" in shown(page)
    with task(page, "/home", clicks=2) as hands:  # PM5
        hands.follow("main a[href='/staff']")
        hands.follow("main table a[href*='person=bea']")
        assert "bea, day by day" in shown(page)


def test_an_administrator_looks_at_each_person_in_a_click(practice: House, open_as: Open) -> None:
    page = open_as(practice.practice.id, "admin")
    with task(page, "/people", clicks=1) as hands:  # PM9
        hands.click("button[aria-label^='Keep the rights']")
        page.wait_for_selector("text=/by badmin/")


def test_an_administrator_tests_the_clearinghouse_in_a_key_and_sees_the_speed_at_once(
    practice: House, open_as: Open
) -> None:
    page = open_as(practice.practice.id, "admin")
    with task(page, "/setup/link", keys=1) as hands:  # IT3
        assert "Exchanged last" in shown(page)
        hands.press("t")
        page.wait_for_selector("[role=status], [role=alert]")
        assert "The mailbox" in shown(page)
    with task(page, "/performance", clicks=0):  # IT10
        assert all(one in shown(page) for one in ("95 of 100 within ms", "Queries", "/setup/link"))


def test_two_charts_are_compared_and_merged_in_four_acts(practice: House, open_as: Open) -> None:
    for _ in range(2):
        add_patient(practice, MEDICARE, last="Quist", on=ON)
    page = open_as(practice.practice.id, "manager")
    with task(page, "/patients/duplicates", keys=3, clicks=1) as hands:
        hands.press("j")
        hands.go("Enter")
        assert "One patient, or two?" in shown(page)
        hands.click("#why-merge")
        hands.type("same card")
        hands.go("Control+Enter")
        assert "read as one" in shown(page)
