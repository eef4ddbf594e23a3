"""A browser for tests, and hands in it that count what a person does: the keys, the clicks and the letters.

A test module takes the fixtures by importing `address`, `chromium` and `open_as`; each is its module's own.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import PASSWORD
from tests.web.test_server import RUN

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
Page = Any
Open = Callable[..., Page]
PATIENCE_MS = 180_000
"""How long a page may take before a test gives it up: far more than any machine needs."""
KEY_MS, POINT_MS, THINK_MS = 200, 1100, 1350
"""The keystroke-level model of Card, Moran and Newell (1980): a key of a good typist, pointing at something,
and making up one's mind before an act."""


@pytest.fixture(scope="module")
def address(store: Path, root: Path) -> Iterator[str]:
    """The screens, served by a process of their own as they are for people."""
    command = [sys.executable, "-c", RUN, str(store)]
    environment = os.environ | {"ALMONER_DATA": str(store), "PYTHONPATH": str(root)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip().rstrip("/")
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=120)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for all tests of a module."""
    api = pytest.importorskip("playwright.sync_api", reason="pip install playwright axe-playwright-python")
    with pytest.MonkeyPatch.context() as patch, api.sync_playwright() as playwright:
        # The browser's own loop runs in this thread; nothing here awaits while it is in the books.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        api.expect.set_options(timeout=PATIENCE_MS)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_as(chromium: Any, address: str) -> Iterator[Open]:
    """Sign in as a role of a practice in a window of one's own; its complaints fail the test."""
    from almoner.flow.access import office
    from almoner.flow.users import add_user

    complaints: list[str] = []
    windows: list[Any] = []

    def opened(practice_id: int, role: str, **window: Any) -> Page:
        name = f"b{role}{practice_id}"
        add_user(office(practice_id), name=name, password=PASSWORD, role=role)
        usual = {"base_url": address, "viewport": {"width": 1440, "height": 900}}
        windows.append(chromium.new_context(**usual | window))
        windows[-1].set_default_timeout(PATIENCE_MS)
        page = windows[-1].new_page()
        listen(page, complaints)
        page.goto("/sign-in")
        page.fill("#name", name)
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield opened
    for window in windows:
        window.close()
    assert not complaints, complaints


def listen(page: Page, complaints: list[str]) -> None:
    """Write down what the page complains of: scripts that fail, what the policy stops, assets not found."""
    page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
    page.on("response", lambda got: complaints.append(got.url) if _is_missing(got) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))


def _is_complaint(said: Any) -> bool:
    """An answer that says no is told by its page; everything else that goes wrong is one."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


def _is_missing(answer: Any) -> bool:
    return answer.status >= 400 and "/static/" in answer.url


@contextmanager
def opening(page: Page) -> Iterator[None]:
    """What happens inside leads to another page, and is over when that page is there and painted.

    A field that takes the focus by itself takes it as the page is painted, and no person's key comes before.
    """
    before = page.url
    yield
    page.wait_for_url(lambda url: url != before, wait_until="load")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@contextmanager
def loading(page: Page) -> Iterator[None]:
    """What happens inside loads a page, be it the same one anew, and is over when that page is there. For
    windows without scripts too.
    """
    with page.expect_navigation(wait_until="load"):
        yield


@dataclass
class Hands:
    """A person's hands on a page. `keys` are keys that do something (also Tab and Enter), `clicks` are of the
    mouse, `letters` what is typed into fields.
    """

    page: Page
    keys: int = 0
    clicks: int = 0
    letters: int = 0

    @property
    def acts(self) -> int:
        """Keys and clicks; the words that somebody has to say anyway are none."""
        return self.keys + self.clicks

    @property
    def seconds(self) -> float:
        """How long it takes a person, by the keystroke-level model; the machine's own time is none of it."""
        moved = self.keys * KEY_MS + self.clicks * (POINT_MS + KEY_MS) + self.letters * KEY_MS
        return (moved + self.acts * THINK_MS) / 1000

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def go(self, key: str) -> None:
        """Press a key that leads to another page."""
        with opening(self.page):
            self.press(key)

    def click(self, what: str) -> None:
        """Click on something."""
        self.clicks += 1
        self.page.click(what)

    def follow(self, what: str) -> None:
        """Click on something that leads to another page."""
        with opening(self.page):
            self.click(what)

    def type(self, words: str) -> None:
        """Type words where the focus is."""
        self.letters += len(words)
        self.page.keyboard.type(words)

    def since(self, before: "Hands") -> "Hands":
        """Return what was done since a copy of these hands was taken."""
        return Hands(
            self.page, self.keys - before.keys, self.clicks - before.clicks, self.letters - before.letters
        )
