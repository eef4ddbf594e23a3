"""The screens in a browser: keyboard first, whole without scripts, quiet under the policy, axe at zero."""

import re
from typing import Any

import pytest

from tests.web.conftest import House, receive
from tests.web.era import decided
from tests.web.hands import CHROMIUM, Open, Page, address, chromium, loading, open_as, opening
from tests.web.shelf import Shelf

api = pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
__all__ = ["address", "chromium", "open_as"]


def busy(claims: int = 4) -> Shelf:
    """A practice with some claims, and a booking of today."""
    shelf = Shelf(name="In a browser")
    for place in range(claims):
        patient = shelf.patient(place)
        coverage = shelf.coverage(patient, place)
        shelf.benefits(coverage)
        shelf.booking(patient, place)
        visit, lines = shelf.charged_visit(patient, on=shelf.on)
        shelf.claim(coverage, visit, lines, patient)
    return shelf.lay()


def test_j_and_enter_walk_and_open_and_the_panel_follows(open_as: Open) -> None:
    page = open_as(busy().practice_id, "biller")
    page.goto("/claims")
    controls = page.locator("[data-opens]").all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    assert page.locator("tr[aria-current] [data-opens]").inner_text() == controls[1]
    api.expect(page.locator("#peek")).to_contain_text(controls[1])
    with opening(page):
        page.keyboard.press("Enter")
    assert controls[1] in page.title()
    with opening(page):
        page.keyboard.press("j")
    assert controls[2] in page.title()
    assert "3 of 4" in page.inner_text(".trail")


def test_the_palette_acts_goes_and_finds(open_as: Open) -> None:
    page = open_as(busy().practice_id, "biller")
    page.goto("/claims")
    control = page.locator("[data-opens]").first.inner_text()
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    assert not faults(page)
    page.keyboard.type("payments")
    with opening(page):
        page.keyboard.press("Enter")
    assert page.url.endswith("/remittances")
    page.keyboard.press("Control+k")
    page.keyboard.type(control)
    api.expect(page.locator("[data-found] [role=option]")).to_have_count(1)
    with opening(page):
        page.keyboard.press("Enter")
    assert control in page.title()
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    assert not page.locator("#palette").is_visible()


def test_the_palette_begins_with_what_is_open_and_marks_what_was_typed(house: House, open_as: Open) -> None:
    page = open_as(house.practice_id, "biller")
    page.goto(f"/claims/{house.denied.id}")
    page.keyboard.press("Control+k")
    own = page.locator("#palette [data-group=own]")
    assert own.locator(".grp").inner_text() == f"With {house.denied.control} Okafor, Helen"
    assert "Write a comment" in own.inner_text()
    assert "Hide names" not in own.inner_text()
    assert own.locator("[role=option]").first.get_attribute("aria-selected") == "true"
    page.keyboard.type("ref")
    places = page.locator("#palette [data-group=places] [role=option]")
    assert places.first.inner_text() == "Refunds"
    assert places.first.locator("b").inner_text() == "Ref"
    page.fill("#palette input", "efunds")
    assert places.count() == 0


def test_slash_searches_question_mark_tells_the_keys(house: House, open_as: Open) -> None:
    page = open_as(house.practice_id, "biller")
    page.goto("/claims")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "ask"
    page.keyboard.type(house.denied.control)
    with opening(page):
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/claims/{house.denied.id}")
    with opening(page):
        page.keyboard.press("?")
    assert page.url.endswith("/keys")


def choose_keys(page: Page, value: str) -> None:
    """Switch single keys on or off, and open the claims."""
    page.goto("/keys")
    page.check(f"input[name=keys][value={value}]")
    with opening(page):
        page.click("button:text-is('Keep')")
    page.goto("/claims")


def test_single_keys_can_be_switched_off_and_on_again(house: House, open_as: Open) -> None:
    """The choice is the person's, who is somebody in other tests too."""
    page = open_as(house.practice_id, "biller")
    choose_keys(page, "off")
    for key in ("j", "/", "?"):
        page.keyboard.press(key)
    assert page.locator("tr[aria-current]").count() == 0
    assert page.url.endswith("/claims")
    assert page.evaluate("document.activeElement.id") != "ask"
    choose_keys(page, "on")
    page.keyboard.press("j")
    assert page.locator("tr[aria-current]").count() == 1


def test_typing_in_a_field_is_only_typing(house: House, open_as: Open) -> None:
    page = open_as(house.practice_id, "biller")
    page.goto("/claims")
    page.focus("#least")
    page.keyboard.type("jk?/")
    assert page.input_value("#least") == "jk?/"
    assert page.locator("tr[aria-current]").count() == 0


def test_one_key_checks_in_and_one_posts(open_as: Open) -> None:
    shelf = busy()
    desk = open_as(shelf.practice_id, "front_desk")
    desk.goto("/today")
    desk.keyboard.press("j")
    with opening(desk):
        desk.keyboard.press("i")
    assert "Checked in." in desk.inner_text("main")
    patient = shelf.patient(9)
    visit, lines = shelf.charged_visit(patient, on=shelf.on)
    claim = shelf.claim(shelf.coverage(patient), visit, lines, patient)
    shelf.lay()
    remittance_id = receive(shelf, "KEY", [decided(claim, lines)])
    biller = open_as(shelf.practice_id, "biller")
    biller.goto(f"/remittances/{remittance_id}")
    with opening(biller):
        biller.keyboard.press("p")
    assert "Posted." in biller.inner_text("main")


def test_a_filter_changes_the_list_and_the_address_without_leaving(house: House, open_as: Open) -> None:
    page = open_as(house.practice_id, "biller")
    page.goto("/claims")
    page.evaluate("window.stayed = true")
    page.select_option("#state", "denied")
    page.wait_for_url(re.compile("state=denied"))
    api.expect(page.locator("[data-rows] tr")).to_have_count(1)
    assert page.evaluate("window.stayed")
    page.go_back()
    api.expect(page.locator("[data-rows] tr")).to_have_count(2)


def test_everything_works_without_scripts(house: House, open_as: Open) -> None:
    page = open_as(busy().practice_id, "front_desk", java_script_enabled=False)
    page.goto("/today")
    with loading(page):
        page.click("text=Check in >> nth=0")
    assert "Checked in." in page.inner_text("main")
    page.fill("#ask", "Haddad")
    with loading(page):
        page.press("#ask", "Enter")
    assert "Who owes" in page.inner_text("main")
    biller = open_as(house.practice_id, "biller", java_script_enabled=False)
    biller.goto("/claims")
    biller.select_option("#state", "denied")
    with loading(biller):
        biller.click("text=Show")
    assert biller.locator("[data-rows] tr").count() == 1


def test_a_chart_is_written_ended_and_corrected_from_the_keyboard(open_as: Open) -> None:
    shelf = busy(1)
    page = open_as(shelf.practice_id, "provider")
    page.goto("/patients?q=Okafor")
    with opening(page):
        page.click("text=Okafor, Helen")
    with opening(page):
        page.keyboard.press("c")
    page.keyboard.press("p")
    api.expect(page.locator("#add-problem-words")).to_be_focused()
    page.keyboard.type("Type 2 diabetes")
    with opening(page):
        page.keyboard.press("Enter")
    assert "It is in the chart." in page.inner_text("main")
    page.keyboard.press("j")
    with opening(page):
        page.keyboard.press("Enter")
    page.keyboard.press("x")
    api.expect(page.locator("#end-state")).to_be_focused()
    page.keyboard.press("Tab")
    with opening(page):
        page.keyboard.press("Enter")
    assert "Resolved" in page.inner_text("main")
    page.keyboard.press("w")
    page.keyboard.type("the sister's")
    with opening(page):
        page.keyboard.press("Enter")
    assert "Entered in error" in page.inner_text("main")


@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_outside_of_the_screens_and_nothing_runs_over(
    width: int, colours: str, house: House, open_as: Open
) -> None:
    window = {"viewport": {"width": width, "height": 900}, "color_scheme": colours, "bypass_csp": True}
    page = open_as(house.practice_id, "manager", **window)
    found = []
    for shown in ("/no-such-page", "/claims/7", "/keys"):
        page.goto(shown)
        found += [(shown, one["id"], one["nodes"][0]["html"][:200]) for one in faults(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append((shown, "runs over", width))
    with loading(page):
        page.click("[aria-label='Sign out']")
    found += [("/sign-in", one["id"], len(one["nodes"])) for one in faults(page)]
    assert not found


def faults(page: Page) -> list[dict[str, Any]]:
    """What axe says against a page."""
    said: list[dict[str, Any]] = axe.Axe().run(page, options=RULES).response["violations"]
    return said
