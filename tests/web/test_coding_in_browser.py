"""The coder in a browser: what suggestions are worth, and words of the note quoted by mouse and by keys."""

import pytest

from almoner.core.chart import Problem, Visit
from almoner.core.coding.asked_provider import ProviderQuery
from almoner.core.coding.decision import CodingDecision
from almoner.flow.access import office
from almoner.flow.visit import document
from almoner.store.session import books
from tests.flow.releases import pairs
from tests.web.hands import CHROMIUM, Hands, Open, Page, address, chromium, loading, open_as, opening
from tests.web.shelf import DAY, Shelf
from tests.web.test_coding_calibration import decide
from tests.web.test_coding_reviews import laid
from tests.web.test_static_in_browser import faults

pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "laid", "open_as"]


@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (390, "dark")])
def test_the_agreement_is_fit_and_read_at_any_width(
    width: int, colours: str, laid: tuple[Shelf, int], open_as: Open
) -> None:
    shelf, visit_id = laid
    decide(shelf, visit_id, 320)
    window = {"viewport": {"width": width, "height": 900}, "color_scheme": colours, "bypass_csp": True}
    page = open_as(shelf.practice_id, "manager", **window)
    page.goto("/agreement")
    with opening(page):
        page.click("text=Fit it anew")
    assert "Suggestions name practice 1" in page.inner_text("main")
    for summary in page.locator("main summary").all():
        summary.click()
    found = [(one["id"], one["nodes"][0]["html"][:200]) for one in faults(page)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(("runs over", str(width)))
    assert not found


TEXT = "Type 2 diabetes 😀, stable. Knee pain, left.\nKnee pain is worse at night. Return in three months."


@pytest.fixture
def noted(store: object) -> tuple[Shelf, int]:
    """A signed visit whose note says one thing twice, and has a sign that JavaScript counts as two."""
    assert store
    shelf = Shelf(name="Quoting Clinic")
    patient = shelf.patient(0)
    shelf.coverage(patient, 1)
    shelf.lay()
    draft = Visit(
        0, patient.id, shelf.provider.id, shelf.location.id, DAY, "11", problems=(Problem("Knee pain"),)
    )
    actor = office(shelf.practice_id)
    (visit,) = document.begin_unbooked(actor, [draft], on=DAY)
    document.sign_notes(actor, {visit.id: TEXT}, on=DAY)
    return shelf, visit.id


def drag(page: Page, words: str, which: int) -> None:
    """Choose words of the note with the mouse: the place on the screen of their n-th occurrence."""
    box = page.evaluate(
        """([words, which]) => {
          const note = document.querySelector("[data-quote]");
          const nodes = [...note.childNodes].map((one) => one.nodeType === 3 ? one : one.firstChild);
          const node = nodes.find((one) => one.data.includes(words));
          let at = -1;
          for (let n = 0; n <= which; n += 1) at = node.data.indexOf(words, at + 1);
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + words.length);
          const { left, right, top, bottom } = range.getBoundingClientRect();
          return [left, right, (top + bottom) / 2];
        }""",
        [words, which],
    )
    page.mouse.move(box[0] + 0.5, box[2])
    page.mouse.down()
    page.mouse.move(box[1], box[2], steps=5)
    page.mouse.up()


def test_cd4_a_question_quotes_what_the_mouse_chose(noted: tuple[Shelf, int], open_as: Open) -> None:
    """Budget CD4: three acts, and the place is exact where the words stand twice."""
    shelf, visit_id = noted
    page = open_as(shelf.practice_id, "coder", bypass_csp=True)
    page.goto(f"/visits/{visit_id}/superbill")
    hands = Hands(page)
    drag(page, "Knee pain", 1)
    hands.clicks += 1
    hands.press("q")
    page.wait_for_selector("#q-a:focus")
    hands.type("Which knee is worse at night?")
    assert faults(page) == []
    with opening(page):
        hands.press("Enter")
    assert hands.acts <= 3, hands
    with books(shelf.practice_id) as session:
        (asked,) = session.find(ProviderQuery, visit_id=visit_id)
    at = TEXT.index("Knee pain", TEXT.index("Knee pain") + 1)
    assert asked.indicators == ((at, at + 9),)


UNTOLD = """Assessment:
1. Systolic heart failure, worse. Start furosemide 40 mg daily.
2. Knee osteoarthritis, stable.
"""
"""It doesn't say which heart failure, nor which knee."""


def test_cd5_a_pair_edit_cites_its_row_and_is_resolved_in_four_acts(
    noted: tuple[Shelf, int], open_as: Open
) -> None:
    """Budget CD5: 4. The finding names the release and the row of the table."""
    shelf, visit_id = noted
    with pairs("2026", ("20610", "36415", 1)):
        page = open_as(shelf.practice_id, "coder", bypass_csp=True)
        page.goto(f"/visits/{visit_id}/superbill")
        for code, sort in (("M25562", "dx"), ("20610", "service"), ("36415", "service")):
            page.fill("#code-n", code)
            page.select_option("#sort-n", sort)
            with page.expect_navigation():
                page.click("button:text-is('Add')")
        said = page.locator("section[aria-labelledby=fi]")
        assert "NCCI PTP 2026: 20610 with 36415" in said.inner_text(), "release and row"
        assert faults(page) == []
        hands = Hands(page)
        hands.click("[name=modifiers-36415]")
        hands.type("59")
        with page.expect_navigation():
            hands.press("Enter")
        assert "NCC-02" not in said.inner_text()
        assert hands.acts <= 4, hands


def test_cd6_a_gap_is_asked_about_with_its_words_in_two_keys_each(open_as: Open, store: object) -> None:
    """Budget CD6: 2 keys each, the words of the note beside each question."""
    assert store
    shelf = Shelf(name="Gaps Clinic")
    patient = shelf.patient(0)
    shelf.coverage(patient, 1)
    shelf.lay()
    problem = (Problem("Heart failure", "I509"),)
    draft = Visit(0, patient.id, shelf.provider.id, shelf.location.id, DAY, "11", problems=problem)
    actor = office(shelf.practice_id)
    (visit,) = document.begin_unbooked(actor, [draft], on=DAY)
    document.sign_notes(actor, {visit.id: UNTOLD}, on=DAY)
    page = open_as(shelf.practice_id, "coder", bypass_csp=True)
    page.goto(f"/visits/{visit.id}/superbill")
    gaps = page.locator("[data-asks]").count() and page.locator("form[action$='/ask'] [name=axis]").count()
    assert gaps >= 2
    assert "“Systolic heart failure”" in page.inner_text("section[aria-labelledby=qu]")
    hands = Hands(page)
    for left in range(gaps, 0, -1):
        before = hands.acts
        with page.expect_navigation():
            hands.press("q")
        page.wait_for_selector("text=The provider is asked.")
        assert hands.acts - before <= 2
        assert page.locator("form[action$='/ask'] [name=axis]").count() == left - 1
    with books(shelf.practice_id) as session:
        asked = session.find(ProviderQuery, visit_id=visit.id)
    assert len(asked) == gaps
    assert all(UNTOLD[start:end] in UNTOLD for one in asked for start, end in one.indicators)


def test_a_code_of_one_s_own_quotes_what_the_keys_chose(noted: tuple[Shelf, int], open_as: Open) -> None:
    shelf, visit_id = noted
    page = open_as(shelf.practice_id, "coder")
    page.goto(f"/visits/{visit_id}/superbill")
    hands = Hands(page)
    hands.press("e")
    for key in ("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        hands.press(key)
    assert page.input_value("#pass-n") == "Type 2 diabetes"
    page.fill("#code-n", "E119")
    page.select_option("#sort-n", "dx")
    with opening(page):
        page.click("button:text-is('Add')")
    assert "“Type 2 diabetes”" in page.inner_text("main")
    with books(shelf.practice_id) as session:
        (made,) = session.find(CodingDecision, visit_id=visit_id)
    assert [TEXT[start:end] for start, end in made.places] == ["Type 2 diabetes"]


def test_without_scripts_a_passage_that_is_typed_is_looked_for(
    noted: tuple[Shelf, int], open_as: Open
) -> None:
    shelf, visit_id = noted
    page = open_as(shelf.practice_id, "coder", java_script_enabled=False)
    page.goto(f"/visits/{visit_id}/superbill")
    page.click("summary:has-text('Ask in your own words')")
    page.fill("#q-a", "Which knee is worse at night?")
    for said in ("Knee pain", "Knee pain is worse"):
        page.fill("#q-p", said)
        with loading(page):
            page.click("text=Ask the provider")
        assert ("more than once" in page.inner_text("main")) == (said == "Knee pain")
    with books(shelf.practice_id) as session:
        (asked,) = session.find(ProviderQuery, visit_id=visit_id)
    ((start, end),) = asked.indicators
    assert TEXT[start:end] == "Knee pain is worse"
