"""Each mission of practice mode played to its end by what its card says: the way there, the act, and what the
books answer. One room of the product's own training practice, in a real browser.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.conftest import House
from tests.web.hands import CHROMIUM, Open, Page, address, chromium, loading, open_as, opening

pytestmark = [pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium")]
__all__ = ["address", "chromium", "open_as"]

TAKEN_CENTS = 2500
"""What lies in the drawer in the morning of the training practice."""


def row(page: Page, words: str) -> Page:
    return page.locator("[data-row]", has_text=words).first


def said(page: Page, words: str) -> None:
    page.get_by_text(words).first.wait_for()


def go(page: Page, key: str) -> None:
    with opening(page):
        page.keyboard.press(key)


def open_first(page: Page) -> None:
    page.keyboard.press("j")
    go(page, "Enter")


def follow(page: Page, what: Page) -> None:
    with opening(page):
        what.click()


def nothing(page: Page) -> None:
    """The step before has done this one too."""


def register(page: Page) -> None:
    page.fill("#q", "Sundby")
    go(page, "Enter")
    said(page, "Nobody is found under this.")
    go(page, "r")
    for name, typed in {
        "last": "Sundby",
        "first": "Maren",
        "birth": "1987-03-14",
        "line1": "12 Mill Street",
        "city": "Albany",
        "state": "NY",
        "zip": "12207",
        "member": "CM5521904K2",
    }.items():
        page.fill(f"[name={name}]", typed)
    page.select_option("[name=plan]", label="Cedar Mutual PPO: Cedar Mutual PPO standard")
    page.click("main button:has-text('Register')")
    said(page, "The patient is registered.")


def bring_a_new_card(page: Page) -> None:
    follow(page, row(page, "Lindgren").get_by_text("Sheet"))
    go(page, "c")  # the form for it is open
    form = page.locator("details:has(> summary:has-text('Add a policy'))")
    form.locator("[name=plan]").select_option(label="Bramble Health HMO: Bramble Health HMO standard")
    form.locator("[name=member]").fill("BH7731240K5")
    form.locator("button[type=submit]").click()
    said(page, "The policy is on file")


def check_in(page: Page) -> None:
    row(page, "Lindgren").get_by_role("button", name="Check in").click()
    said(page, "checked in")


def take_a_copay(page: Page) -> None:
    booked = page.locator("[data-row]", has=page.get_by_role("button", name="Check in")).first
    follow(page, booked.get_by_text("Sheet"))
    page.fill("[name=amount]", "20.00")
    page.keyboard.press("Enter")
    said(page, "The money is taken")


def book(page: Page) -> None:
    go(page, "b")
    page.fill("#q", "Lindgren")
    go(page, "Enter")
    follow(page, row(page, "Lindgren").locator("a").first)
    page.locator(".slots button").first.click()
    said(page, "The visit is booked.")


def cancel(page: Page) -> None:
    booked = page.locator("[data-row]", has=page.get_by_role("button", name="Check in")).first
    booked.locator("summary", has_text="Not coming").click()
    booked.get_by_text("They cancel").click()
    said(page, "The booking is cancelled")


def count_the_drawer(page: Page) -> None:
    page.fill("[name=cash]", f"{TAKEN_CENTS // 100 + 20}.00")
    page.keyboard.press("Enter")
    said(page, "the drawer ties")


def post(page: Page) -> None:
    open_first(page)
    page.keyboard.press("p")
    said(page, "Posted.")


def mend(page: Page) -> None:
    open_first(page)
    for field in page.locator("input[name^=modifiers-]").all():
        field.fill("GP")
    page.keyboard.press("Control+Enter")
    said(page, "That was the last one.")


def appeal(page: Page) -> None:
    open_first(page)
    go(page, "e")
    page.keyboard.press("Control+Enter")
    said(page, "The appeal is on record.")


def take_to_the_bank(page: Page) -> None:
    page.click("main button:has-text('to the bank')")
    said(page, "deposit")


def send(page: Page) -> None:
    go(page, "s")


def call(page: Page) -> None:
    follow(page, page.get_by_role("link", name=re.compile("^Waiting")))
    open_first(page)
    page.keyboard.press("n")
    page.keyboard.type("Marta")
    page.keyboard.press("Tab")
    page.keyboard.type("88120-4")
    page.keyboard.press("Tab")
    page.keyboard.type("In process.")
    page.keyboard.press("Control+Enter")
    said(page, "The call is kept.")


def code(page: Page) -> None:
    open_first(page)
    waiting = page.locator(".offers .pill.warn")
    while left := waiting.count():
        page.keyboard.press("a")
        waiting.nth(left - 1).wait_for(state="detached")
    go(page, "f")
    said(page, "The superbill is finished.")


def ask(page: Page) -> None:
    follow(page, row(page, "Halonen").locator("a").first)
    page.keyboard.press("q")
    said(page, "The provider is asked.")


def sign(page: Page) -> None:
    today = page.locator("[data-row]", has_text="03/27/2026").locator("a[href$='/note']").first
    follow(page, today)
    for name in ("complaint", "hpi", "exam", "problem.1", "problem.1.plan"):
        page.locator(f"[name='f:{name}']").fill("Pressure at goal on the present dose.")
    page.locator("[name='f:problem.1.status']").select_option(label="stable")
    page.keyboard.press("Control+Enter")
    said(page, "The note is signed")


def answer(page: Page) -> None:
    follow(page, row(page, "Provider query").locator("a").first)
    page.locator("[name=chosen]").select_option(label="cannot be determined")
    page.click("button:has-text('Add to the note')")
    said(page, "The answer is an addendum")


def sign_a_write_off(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("a")
    said(page, "It is posted")


def set_a_stop(page: Page) -> None:
    follow(page, page.get_by_text("only warns").first)
    page.keyboard.press("t")
    said(page, "It holds claims from now on.")


def load_fees(page: Page) -> None:
    page.fill("[name=name]", "Fees of spring")
    file = {"name": "fees.csv", "mimeType": "text/csv", "buffer": b"code,fee\n99213,150.00\n"}
    page.set_input_files("[name=file]", file)
    page.click("button:has-text('Look at it')")
    page.click("button:has-text('Load it')")
    said(page, "Fees of spring")


def close(page: Page) -> None:
    go(page, "c")
    said(page, "The day is closed.")


Step = Callable[[Page], None]
PLAYED: dict[str, tuple[Step, ...]] = {
    "register": (register, nothing),
    "ended": (bring_a_new_card, check_in),
    "copay": (take_a_copay,),
    "book": (book,),
    "missed": (cancel,),
    "drawer": (count_the_drawer,),
    "post": (post,),
    "modifier": (mend,),
    "appeal": (appeal,),
    "slip": (take_to_the_bank,),
    "send": (send,),
    "call": (call,),
    "code": (code,),
    "ask": (ask,),
    "sign": (sign,),
    "answer": (answer,),
    "write_off": (sign_a_write_off,),
    "cause": (set_a_stop,),
    "prices": (load_fees,),
    "close": (close,),
}
"""What somebody does who reads the card, in an order in which no mission closes the day of another."""


@pytest.fixture
def room(store: Path, house: House, open_as: Open) -> Page:
    """A manager in a room of the product's own training practice."""
    from almoner.store import training

    with training.building(training.grounds(store)) as environment:
        command = [sys.executable, "-m", "almoner.cli.demo.training"]
        subprocess.run(command, env=environment, check=True, capture_output=True)
    page = open_as(house.shelf.practice_id, "manager")
    page.goto("/training")
    page.click("text=Enter practice mode")
    page.locator("h1", has_text="Missions").wait_for()
    return page


def test_each_mission_is_done_by_what_its_card_says(room: Page) -> None:
    from almoner.flow.setup import training

    assert set(PLAYED) == set(training.missions()), "a mission that nobody plays"
    first = room.locator("section[aria-labelledby^=desk-] h2").first
    assert first.inner_text() == "Manager", "one's own desk comes first"
    for mission_id, steps in PLAYED.items():
        mission = training.missions()[mission_id]
        room.goto("/training")
        with loading(room):
            room.locator(f"button[name=mission][value={mission_id}]").click()
        room.locator("section.now h2", has_text=mission.title).wait_for()
        assert len(steps) == len(mission.steps), mission_id
        for place, step in enumerate(steps):
            room.goto("/training")
            follow(room, room.locator("section.now ol a").nth(place))
            step(room)
        room.goto("/training")
        with loading(room):
            room.click("text=Ask the books")
        told = room.locator(".said").first.inner_text()
        assert re.fullmatch(r"Done: \d+ of 100 points, in \d+ acts\.", told.strip()), (mission_id, told)
    with loading(room):
        room.click("text=Begin anew")
    assert room.locator("text=03/27/2026").count(), "the room is as it was at first"
    room.click("text=Next day")
    said(room, "It is 03/28/2026")
