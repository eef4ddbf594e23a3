"""What suggestions are worth, in a browser: fit from the page, axe silent, nothing runs over on a phone."""

import pytest

from tests.web.hands import CHROMIUM, Open, address, chromium, open_as, opening
from tests.web.shelf import Shelf
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
