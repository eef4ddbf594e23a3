"""The pay page on a telephone, without scripts, in both themes, by the keyboard alone; axe at zero."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from almoner.core.party import Patient
from almoner.flow.collect import pay
from tests.web.hands import CHROMIUM, PATIENCE_MS, Hands, Page, address, chromium, listen, opening
from tests.web.shelf import Shelf
from tests.web.test_pay import owing, stated

api = pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE = {"width": 375, "height": 740}
LOADED = "new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))"
PICTURES = Path(__file__).resolve().parents[2] / "build" / "screens"
__all__ = ["address", "chromium"]


@pytest.fixture
def bill() -> tuple[Patient, str]:
    """Somebody who owes, and the token of their link."""
    pay.ATTEMPTS.forget(["address 127.0.0.1"])
    shelf = Shelf(name="Riverbend Family Medicine")
    patient = owing(shelf)
    shelf.lay()
    return patient, stated(shelf, patient)


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, chromium: Any, address: str) -> Iterator[Page]:
    """A telephone in each of the themes; its complaints fail the test."""
    complaints: list[str] = []
    window = chromium.new_context(base_url=address, viewport=PHONE, color_scheme=request.param)
    window.set_default_timeout(PATIENCE_MS)
    made = window.new_page()
    listen(made, complaints)
    yield made
    window.close()
    assert not complaints, complaints


def judged(page: Page, name: str) -> None:
    """Nothing is wider than the telephone, axe finds nothing, each button is big; a picture is kept."""
    page.evaluate(LOADED)  # once: asking again evaluates in the page, against its policy
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
    found = axe.Axe().run(page, options=RULES).response["violations"]
    assert not found, (name, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found])
    small = page.evaluate(
        "[...document.querySelectorAll('a.btn, button, input:not([type=hidden])')]"
        ".filter(one => one.getBoundingClientRect().height < 18).length"
    )
    assert small == 0, name
    theme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(PICTURES / f"pay-{name}-{theme}.png"), full_page=True)


def test_a_bill_is_opened_and_paid_on_a_telephone(page: Page, bill: tuple[Patient, str]) -> None:
    patient, token = bill
    page.goto(f"/pay/{token}")
    judged(page, "ask")
    page.fill("#month", "1")
    page.fill("#day", "1")
    page.fill("#year", "1901")
    page.keyboard.press("Enter")
    api.expect(page.locator("[role=status]")).to_contain_text("This does not open a bill")
    judged(page, "no")
    for name, number in (
        ("month", patient.birth_on.month),
        ("day", patient.birth_on.day),
        ("year", patient.birth_on.year),
    ):
        page.fill(f"#{name}", str(number))
    page.keyboard.press("Enter")
    page.wait_for_url("**/pay/bill")
    judged(page, "bill")
    with opening(page):
        page.get_by_role("button", name="Pay $450.00 by card").click()
    judged(page, "payment")
    with opening(page):
        page.get_by_role("link", name="Go to the card page").click()
    judged(page, "processor")
    page.get_by_role("button", name="Pay with it").click()
    api.expect(page.locator("main")).to_contain_text("Paid, thank you")
    judged(page, "paid")
    page.get_by_role("link", name="Back to your bill").click()
    api.expect(page.locator("main")).to_contain_text("Nothing is owed here today")
    judged(page, "nothing")
    with opening(page):
        page.get_by_role("button", name="Close this bill").click()
    judged(page, "closed")


def test_it_works_without_scripts_and_by_the_keyboard_alone(
    chromium: Any, address: str, bill: tuple[Patient, str]
) -> None:
    patient, token = bill
    window = chromium.new_context(base_url=address, viewport=PHONE, java_script_enabled=False)
    window.set_default_timeout(PATIENCE_MS)
    page = window.new_page()
    page.goto(f"/pay/{token}")
    page.keyboard.press("Tab")
    for number in (patient.birth_on.month, patient.birth_on.day, patient.birth_on.year):
        page.keyboard.type(str(number))
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pay/bill")
    page.keyboard.press("Tab")  # the other language
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pay/bill/*")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/card-page/**")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pay/bill/*")
    api.expect(page.locator("main")).to_contain_text("Paid, thank you")
    window.close()


def opened(page: Page, bill: tuple[Patient, str]) -> Hands:
    """Hands at the bill, the question answered."""
    patient, token = bill
    page.goto(f"/pay/{token}")
    for name in ("month", "day", "year"):
        page.fill(f"#{name}", str(getattr(patient.birth_on, name)))
    page.keyboard.press("Enter")
    page.wait_for_url("**/pay/bill")
    return Hands(page)


def test_pt4_a_bill_is_paid_in_four_taps_with_the_receipt_at_once(
    page: Page, bill: tuple[Patient, str]
) -> None:
    hands = opened(page, bill)
    hands.follow("button:has-text('by card') >> nth=0")
    hands.follow("text=Go to the card page")
    hands.follow("text=Pay with it")
    api.expect(page.locator("main")).to_contain_text("Paid, thank you")
    with page.expect_response(lambda got: got.url.endswith(".pdf")) as got:
        hands.click("text=Receipt")
    assert got.value.headers["content-type"] == "application/pdf"
    assert hands.acts <= 4, hands


def test_pt5_why_it_is_owed_is_one_tap_away(page: Page, bill: tuple[Patient, str]) -> None:
    hands = opened(page, bill)
    assert "Where this number comes from" in page.inner_text("main")
    if page.locator("details:has(article)").get_attribute("open") is None:
        hands.click("text=Each service")
    assert page.get_by_text("Why: Your deductible.").first.is_visible()
    assert page.get_by_text("what you pay yourself each year").is_visible()
    assert hands.acts <= 1, hands
    judged(page, "why")


def test_pt6_a_plan_is_agreed_to_in_four_taps_its_days_and_its_sum_shown(
    page: Page, bill: tuple[Patient, str]
) -> None:
    hands = opened(page, bill)
    hands.click("text=I cannot pay this")
    hands.click("text=2 parts of")
    judged(page, "plan")
    with page.expect_navigation():
        hands.click("text=Agree to this plan")
    shown = page.inner_text("section:has-text('Your payment plan')")
    assert shown.count("By ") == 2
    assert "In all" in shown
    assert hands.acts <= 4, hands
    judged(page, "planned")


def test_pt7_what_is_wrong_is_told_in_three_taps_and_is_asked_no_more(
    page: Page, bill: tuple[Patient, str]
) -> None:
    hands = opened(page, bill)
    hands.click("text=Something is wrong")
    hands.click("#said")
    hands.type("I was not there that day")
    judged(page, "wrong")
    with page.expect_navigation():
        hands.click("text=Tell us")
    assert "We look into it" in page.inner_text("main")
    assert "$" not in page.inner_text("main"), "nothing is asked meanwhile"
    assert hands.acts <= 3, hands
    judged(page, "disputed")


def test_pt8_an_itemized_bill_a_superbill_and_a_tax_receipt_are_two_taps_away(
    page: Page, bill: tuple[Patient, str]
) -> None:
    hands = opened(page, bill)
    for name in ("Itemized bill (PDF)", "for taxes (PDF)", "Superbill of"):
        before = hands.acts
        with page.expect_navigation():
            hands.click("text=Itemized bill, superbill")
        with page.expect_download() as kept:
            hands.click(f"text={name}")
        assert Path(kept.value.path()).read_bytes().startswith(b"%PDF")
        assert hands.acts - before <= 2, hands
        judged(page, "papers")
        page.goto("/pay/bill")


def test_pt11_spanish_is_chosen_in_two_taps_and_in_effect_at_once(
    page: Page, bill: tuple[Patient, str]
) -> None:
    hands = opened(page, bill)
    with page.expect_navigation():
        hands.click("text=Español")
    api.expect(page.locator("main")).to_contain_text("Pagar $450.00 con tarjeta")
    api.expect(page.locator("html")).to_have_attribute("lang", "es")
    judged(page, "spanish")
    assert hands.acts <= 2, hands
    page.goto(f"/pay/{bill[1]}")
    with opening(page):
        page.get_by_role("link", name="Español").click()
    api.expect(page.locator("main")).to_contain_text("Su fecha de nacimiento")
    judged(page, "ask-spanish")
