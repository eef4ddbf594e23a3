"""The note in a browser: a page that is typed into in place, and marked where its words prove a code."""

import pytest

from almoner.core.schedule import AppointmentState
from tests.web.hands import CHROMIUM, Hands, Open, Page, address, chromium, open_as
from tests.web.shelf import Shelf
from tests.web.test_static_in_browser import faults

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]
PLACE = "(id) => document.getElementById(id).getBoundingClientRect().toJSON()"
HIDDEN = "(id) => getComputedStyle(document.getElementById(id).closest('.fill')).opacity === '0'"
MARKS = "[...document.querySelectorAll('.copy > mark')].map(one => [one.dataset.no, one.textContent])"


def opened(open_as: Open, **window: object) -> Page:
    """The note of a visit that its provider has just begun."""
    made = Shelf(name="Notes as pages")
    made.seat(f"bprovider{made.practice_id}")
    patient = made.patient(0)
    made.benefits(made.coverage(patient))
    made.booking(patient, state=AppointmentState.ARRIVED)
    made.lay()
    page = open_as(made.practice_id, "provider", **window)
    hands = Hands(page)
    hands.go("n")
    hands.go("Enter")
    page.wait_for_selector("article.doc")
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_note_is_a_page_that_is_typed_into_in_place(open_as: Open, theme: str) -> None:
    page = opened(open_as, bypass_csp=True, color_scheme=theme)
    hands = Hands(page)
    assert faults(page) == []
    before = page.evaluate(PLACE, "f-exam")
    assert before["width"] < 400, "an empty answer is its question, no field over the page"
    look = "(id) => { const at = getComputedStyle(document.getElementById(id)); return at.borderTopWidth }"
    assert page.evaluate(look, "f-exam") == "0px"
    page.click("#f-exam")
    page.keyboard.insert_text("Heart regular, lungs clear, no edema. " * 6)
    after = page.evaluate(PLACE, "f-exam")
    assert after["height"] > 2 * before["height"]
    assert (
        page.evaluate(
            "(id) => { const at = document.getElementById(id); return at.scrollHeight - at.clientHeight }",
            "f-exam",
        )
        <= 1
    )
    page.click("#f-problem-1")
    hands.type("Hypertension")
    hands.press("Tab", "s", "Tab")
    page.wait_for_selector("#f-problem-1-plan:focus")
    hands.type("Continue lisinopril 10 mg for blood pressure")
    page.wait_for_selector(".copy > mark:text-is('Hypertension')", state="attached")
    assert faults(page) == []
    first, second = page.evaluate(PLACE, "f-problem-1"), page.evaluate(PLACE, "f-problem-1-status")
    assert abs(first["y"] - second["y"]) < 3, "what one sentence says stands in one line"


def test_a_mark_stands_under_its_words_and_goes_as_they_change(open_as: Open) -> None:
    page = opened(open_as)
    page.fill("#f-problem-1", "Essential hypertension")
    page.fill("textarea[name='t:assessment']", "Well.\nHyperlipidemia, stable. Continue atorvastatin 20 mg.")
    page.wait_for_selector("textarea[name='t:assessment'] + .copy > mark", state="attached")
    marks = dict(page.evaluate(MARKS))
    assert len(marks) == 2
    assert any(words.startswith("Hyperlipidemia") for words in marks.values())
    under = """() => [...document.querySelectorAll('.copy > mark')].map(one => {
      const mark = one.getBoundingClientRect(), field = one.closest('.typed').getBoundingClientRect()
      return mark.left >= field.left - 1 && mark.right <= field.right + 1 && mark.bottom <= field.bottom + 4
    })"""
    assert page.evaluate(under) == [True, True]
    page.focus("#f-problem-1")
    page.keyboard.press("End")
    page.keyboard.press("x")
    page.wait_for_selector("#f-problem-1 + .copy", state="detached")
    assert page.evaluate(f"({MARKS}).length") == 1


def test_the_dock_leads_to_what_is_still_to_be_answered_and_counts_it_anew(open_as: Open) -> None:
    page = opened(open_as)
    page.wait_for_selector("#wanted:has-text('6 things to answer before signing')")
    page.click("#wanted a")
    page.wait_for_selector("#f-complaint:focus")
    page.keyboard.insert_text("Blood pressure, checked")
    page.wait_for_selector("#wanted:has-text('5 things to answer before signing')")
    page.wait_for_selector("#saved:has-text('Saved')")


def test_what_waits_for_an_answer_is_out_of_sight_and_reached_by_the_keyboard(open_as: Open) -> None:
    page = opened(open_as)
    hands = Hands(page)
    assert page.evaluate(HIDDEN, "f-problem-1-status")
    assert page.evaluate(HIDDEN, "f-problem-2")
    page.focus("#f-problem-1")
    hands.press("Tab")
    page.wait_for_selector("#f-problem-1-status:focus")
    assert page.evaluate(PLACE, "f-problem-1-status")["width"] > 40
    page.fill("#f-problem-1", "Hypertension")
    assert not page.evaluate(HIDDEN, "f-problem-2"), "the next problem is asked for"
    assert page.evaluate(HIDDEN, "f-problem-3")


def test_a_printed_draft_has_what_was_said_and_no_questions(open_as: Open) -> None:
    page = opened(open_as)
    page.fill("#f-hpi", "Feels well.")
    page.evaluate("document.activeElement.blur()")
    page.emulate_media(media="print")
    shown = page.locator(".doc h2").filter(visible=True).all_inner_texts()
    assert "History of present illness" in shown
    assert "Procedure" not in shown
    assert not page.locator("#f-historian").is_visible()
    assert page.locator("#f-hpi").is_visible()
