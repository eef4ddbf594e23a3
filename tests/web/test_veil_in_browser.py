"""The key that hides names, at once, on every page, in the palette, and without scripts too."""

from typing import Any

import pytest

from tests.web.conftest import House
from tests.web.hands import CHROMIUM, PATIENCE_MS, Open, Page, address, chromium, loading, open_as
from tests.web.test_static_in_browser import busy, faults

api = pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]
HIDDEN = "hidden"
UNREADABLE = "blur(6px)"


def blurred(page: Page) -> set[Any]:
    """How what names a patient looks on a page."""
    looks = "all => all.map(one => getComputedStyle(one).filter)"
    return set(page.locator(".veil").evaluate_all(looks))


def press_and_keep(page: Page, key: str) -> None:
    """Press the key, and wait until the server has kept what the page shows from then on. The browser need
    not tell how a request ended that may outlive its page, so the server is asked.
    """
    page.keyboard.press(key)
    shown = page.get_attribute("html", "data-names")
    kept = f"""async () => {{
      for (let tries = 0; tries < {PATIENCE_MS // 100}; tries += 1) {{
        const page = await (await fetch("/keys")).text()
        if (page.includes('data-names="{HIDDEN}"') === {str(shown == HIDDEN).lower()}) return true
        await new Promise((done) => setTimeout(done, 100))
      }}
      return false
    }}"""
    assert page.evaluate(kept)


def test_one_key_hides_names_on_every_page_until_it_is_pressed_again(house: House, open_as: Open) -> None:
    page = open_as(house.practice_id, "biller")
    page.goto(f"/patients/{house.patient.id}")
    assert blurred(page) == {"none"}
    assert house.patient.name.listed in page.title()
    press_and_keep(page, "h")
    assert blurred(page) == {UNREADABLE}
    assert page.get_attribute("#names button", "aria-pressed") == "true"
    assert "•••" in page.title()
    assert house.patient.name.last not in page.title()
    for place in ("/claims", f"/claims/{house.denied.id}", "/work"):
        page.goto(place)
        assert blurred(page) == {UNREADABLE}, place
    page.keyboard.press("j")
    other = open_as(house.practice_id, "biller")
    other.goto(f"/patients/{house.patient.id}")
    assert blurred(other) == {UNREADABLE}, "another browser of the same person"
    press_and_keep(other, "h")
    assert blurred(other) == {"none"}
    assert other.get_attribute("#names button", "aria-pressed") == "false"
    other.goto("/claims")
    assert blurred(other) == {"none"}


def test_two_windows_of_one_browser_hide_together_and_a_field_is_typed_into(open_as: Open) -> None:
    shelf = busy(2)
    page = open_as(shelf.practice_id, "front_desk")
    page.goto("/patients?q=Okafor")
    second = page.context.new_page()
    second.goto("/today")
    page.focus("#q")
    page.keyboard.type("h")
    assert blurred(page) == {"none"}, "typing is only typing"
    page.evaluate("document.activeElement.blur()")
    press_and_keep(page, "h")
    api.expect(second.locator("html")).to_have_attribute("data-names", "hidden")
    assert blurred(second) == {UNREADABLE}
    page.focus("#q")
    assert page.locator("#q").evaluate("one => getComputedStyle(one).filter") == "none"


def test_the_palette_and_the_help_tell_the_key_and_name_nobody_while_names_are_hidden(open_as: Open) -> None:
    page = open_as(busy(2).practice_id, "front_desk")
    page.goto("/keys")
    assert "Hide names" in page.inner_text("tr:has(input[name=hide-names][value=H])")
    page.goto("/today")
    page.keyboard.press("j")
    page.keyboard.press("Control+k")
    shown = page.inner_text("#palette [data-group=acts]")
    assert "Hide names" in shown
    assert "Okafor" in shown
    page.keyboard.type("hide names")
    press_and_keep(page, "Enter")
    assert blurred(page) == {UNREADABLE}
    page.keyboard.press("Control+k")
    shown = page.inner_text("#palette [data-group=acts]")
    assert "Check in" in shown
    assert "Okafor" not in shown
    page.keyboard.type("Okafor")
    found = page.locator("[data-found] [role=option] .veil")
    found.first.wait_for()
    assert blurred(page) == {UNREADABLE}
    assert not faults(page)


def test_names_are_hidden_without_scripts_too(house: House, open_as: Open) -> None:
    page = open_as(house.practice_id, "manager", java_script_enabled=False)
    page.goto(f"/patients/{house.patient.id}")
    with loading(page):
        page.click("[aria-label='Hide names']")
    assert page.url.endswith(f"/patients/{house.patient.id}")
    assert page.get_attribute("html", "data-names") == "hidden"
    assert blurred(page) == {UNREADABLE}
    with loading(page):
        page.click("nav.rail a[href='/claims']")
    assert blurred(page) == {UNREADABLE}
    with loading(page):
        page.click("[aria-label='Hide names']")
    assert blurred(page) == {"none"}
