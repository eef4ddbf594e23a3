"""Dictation beside the note in a browser: recorded in place, paused, gone on with and written down."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from almoner.core.schedule import AppointmentState
from tests.links.speech_conformance import HEARD
from tests.web.hands import CHROMIUM, Hands, Open, address, open_as, opening
from tests.web.shelf import Shelf

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house", "engine"),
]
__all__ = ["address", "open_as"]
FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
"""A microphone that beeps, and leave to use it."""
LOUD = "[data-wave] rect[height]:not([height='4'])"
"""A stroke that is more than a dot."""


@pytest.fixture(scope="module", autouse=True)
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An engine that answers from a file, for the server of this module."""
    told: Path = tmp_path_factory.mktemp("speech") / "heard.json"
    told.write_text(json.dumps(HEARD), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALMONER_SPEECH", f"fixture:{told}")
        yield


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser whose microphone beeps."""
    api = pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
    with pytest.MonkeyPatch.context() as patch, api.sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        usual = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=usual + FAKE_MICROPHONE)
        yield browser
        browser.close()


def test_a_visit_is_dictated_beside_its_note(open_as: Open) -> None:
    made = Shelf(name="Notes said aloud")
    made.seat(f"bprovider{made.practice_id}")
    patient = made.patient(0)
    made.booking(patient, state=AppointmentState.ARRIVED)
    made.lay()
    page = open_as(made.practice_id, "provider")
    hands = Hands(page)
    hands.go("n")
    hands.go("Enter")
    page.click("[data-records]")
    page.wait_for_selector("[data-state='recording']")
    page.wait_for_selector(LOUD, state="attached")
    page.wait_for_selector("[data-time]:text-matches('[1-9]$')")
    page.click("[data-records]")
    page.wait_for_selector("[data-state='paused'] [aria-label='Go on recording']")
    page.click("[data-records]")
    page.wait_for_selector("[data-state='recording'] [aria-label='Pause']")
    with opening(page):
        page.click("[data-stops]")
    assert page.url.endswith("/dictation?done=heard")
    assert "knee pain" in page.text_content("main")
