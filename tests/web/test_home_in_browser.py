"""A manager's and an administrator's tasks in a browser, each from where its people begin, within its budget
(PM1 to PM10, IT3, IT10), and two charts merged.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from almoner.core.collect.adjust import BalanceAct
from almoner.core.collect.month import MonthClose
from almoner.flow.access import Actor
from almoner.flow.books import close
from almoner.flow.collect import adjust
from almoner.flow.setup import people
from almoner.store.session import books
from tests.flow.collect.test_adjust import denied, of_line
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house
from tests.web.hands import CHROMIUM, Hands, Open, Page, address, chromium, open_as
from tests.web.test_balances import ON, set_day

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]

RATES = b"code,value,page\n99213,120.00,p. 4\n"
END_OF_MARCH = date(2026, 3, 31)
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
    with task(page, "/home", clicks=1, keys=2) as hands:  # PM7
        hands.follow(".figures a[href='/approvals']")
        assert all(one in shown(page) for one in ("$90.00", "The appeal", "none before", "bea"))
        hands.press("j", "a")
        page.wait_for_selector("text=It is posted.")
    assert one_act(practice).decided_by == f"bmanager{practice.practice.id}"
    with task(page, "/home", clicks=3) as hands:  # PM10
        hands.follow("nav.rail a[href='/audit']")
        hands.click("button[data-key='v']")
        page.wait_for_selector("text=Verified just now")
        with page.expect_download() as got:
            hands.click("a[data-key='e']")
        content = got.value.path().read_text(encoding="utf-8")
        assert got.value.suggested_filename.startswith("audit-")
    with books(practice.practice.id) as session:
        ((entries, seal),) = session.rows(
            "SELECT last_id, seal FROM audit_chain WHERE practice_id = %s", practice.practice.id
        )
    rows = list(csv.DictReader(io.StringIO(content)))
    assert (len(rows), rows[-1]["seal"]) == (entries, seal), "the whole chain to its end"


def one_act(practice: House) -> BalanceAct:
    with books(practice.practice.id) as session:
        (made,) = session.find(BalanceAct)
    return made


def test_a_month_is_closed_with_one_click_and_one_key(practice: House, open_as: Open) -> None:
    for on in (DAY, ON, END_OF_MARCH):
        close.close_books(practice.actor, on=on)
    set_day(practice, END_OF_MARCH + timedelta(days=1))
    page = open_as(practice.practice.id, "manager")
    with task(page, "/home", clicks=1, keys=1) as hands:  # PM8
        hands.follow("nav.rail a[href='/month']")
        told = shown(page)
        assert "Roll-forward of the receivables" in told
        assert "Everything ties" in told
        hands.go("c")
        assert "The month is closed." in shown(page)
        assert "Closed by bmanager" in shown(page)
    with books(practice.practice.id) as session:
        (made,) = session.find(MonthClose)
    assert made.month_on == ON.replace(day=1)


def bring_prices(page: Page) -> None:
    """A list of fees and a contract, each looked at and then loaded."""
    with task(page, "/home", clicks=4, keys=1) as hands:  # PM6
        hands.follow("nav.rail a[href='/fees']")
        choose(hands, "#ff", "New fees.csv", FEES)
        hands.press("Tab")
        hands.type("04012026")
        hands.click("text=Look at it")
        page.wait_for_selector("text=What New fees would change")
        assert "open claims" in shown(page).lower()
        hands.click("text=Load it")
        page.wait_for_selector("th:has-text('New fees')")
    with task(page, "/home", clicks=4, keys=2) as hands:  # PM6
        hands.follow("nav.rail a[href='/contracts']")
        choose(hands, "#cf", "Our contract.csv", RATES)
        hands.press("Tab")
        hands.type("Medi")
        hands.press("Tab")
        hands.type("01012026")
        hands.click("text=Look at it")
        page.wait_for_selector("text=What it would have come to")
        assert all(
            one in shown(page) for one in ("Our contract", "$120.00", "that the payer decided", "p. 4")
        )
        hands.click("text=Put it in force")
        page.wait_for_selector("text=The contract is in force.")


def choose(hands: Hands, where: str, name: str, content: bytes) -> None:
    """Choose a file: a click opens the window of one's own system, which gives the focus back."""
    hands.clicks += 1
    hands.page.set_input_files(where, {"name": name, "mimeType": "text/csv", "buffer": content})
    hands.page.focus(where)


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
    here = practice.practice.id
    boss = Actor("ada", here, frozenset({"admin"}))
    several, idle = f"several{here}", f"idle{here}"
    for name, role in ((several, "biller"), (several, "manager"), (idle, "coder")):
        people.invite(boss, name, role, on=ON - timedelta(days=400))
    page = open_as(here, "admin")
    with task(page, "/people", clicks=2) as hands:  # PM9
        told = shown(page)
        assert "posts payments and approves write-offs" in told, "rights that belong in two hands"
        assert "unused for 90 days" in told
        assert "Nobody is Front desk or Provider" in told
        for name in (several, idle):
            hands.click(f"button[aria-label='Keep the rights of {name}']")
            page.wait_for_selector(f"tr:has-text('{name}'):has-text('kept by badmin')")
    assert not {several, idle} & {one.row.name for one in people.review(boss, on=ON).people if one.is_due}


def test_an_administrator_tests_the_clearinghouse_in_a_key_and_sees_the_speed_at_once(
    practice: House, open_as: Open
) -> None:
    page = open_as(practice.practice.id, "admin")
    with task(page, "/setup/link", keys=1) as hands:  # IT3
        assert "Exchanged last" in shown(page)
        hands.press("t")
        page.wait_for_selector("text=/The mailbox (answers|can)/")
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
