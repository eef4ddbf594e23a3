"""The schedule's grid walked by the keyboard: arrows to the visit on that side, J and K by time."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from almoner.core.party import PersonName
from tests.web.hands import CHROMIUM, Open, Page, address, chromium, open_as, opening
from tests.web.shelf import DAY, Shelf

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]


def here(page: Page) -> str:
    """The reason of the visit that the keyboard is on."""
    said: str = page.inner_text("[data-row][aria-current] .sub")
    return said.partition(" ·")[0]


def test_arrows_and_letters_walk_the_visits_of_a_day(open_as: Open) -> None:
    shelf = Shelf(name="Walked")
    provider = shelf.provider
    other = replace(provider, id=shelf.id(), name=PersonName("Zola", "Ada"), npi="1999999984")
    shelf.records.append(other)
    for place, (at, whose) in enumerate([(9, provider), (10, other), (11, provider), (12, other)]):
        starts_at = datetime.combine(DAY, time(at))
        patient = shelf.patient(place)
        shelf.booking(patient, place, starts_at=starts_at, provider_id=whose.id, reason=f"At {at}")
    shelf.lay()
    page = open_as(shelf.practice_id, "front_desk")
    page.goto(f"/schedule?on={DAY}")
    columns = page.locator(".day-grid thead th").all_inner_texts()
    towards, back = ("ArrowRight", "ArrowLeft")
    if columns.index(provider.name.listed) > columns.index(other.name.listed):
        towards, back = back, towards
    walked = []
    for key in ("j", "j", "k", "ArrowDown", towards, "ArrowDown", back):
        page.keyboard.press(key)
        walked.append(here(page))
    assert walked == ["At 9", "At 10", "At 9", "At 11", "At 10", "At 12", "At 11"]
    with opening(page):
        page.keyboard.press("e")
    assert "/schedule/" in page.url
