"""Every screen of every role in a browser: axe at zero in both themes, nothing runs over at either width,
and light on the wire.

Its pictures stay in build/screens, or in the folder that ALMONER_PICTURES names, for people to look at. What
two roles are shown alike is looked at once.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from almoner.core.chart import Visit
from almoner.web.assets import assets
from tests.web.conftest import House
from tests.web.hands import CHROMIUM, PATIENCE_MS, Page, address, chromium, listen
from tests.web.test_assets import AFTERWARDS_BYTES, FIRST_LOAD_BYTES, own_scripts
from tests.web.walk import OVER, Reader, Screen, built_of, home, readers, screens

axe = pytest.importorskip("axe_playwright_python.base", reason="pip install axe-playwright-python")

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "home", "readers"]

SHARES = 4
"""The walk in so many parts, so that two workers share it."""
WIDE, NARROW, HEIGHT = 1440, 390, 900
LOOKS = ((WIDE, "light"), (WIDE, "dark"), (NARROW, "light"))
ASKED = {"resultTypes": ["violations"], "preload": False}
RULES = ASKED | {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = ASKED | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""All that a theme can change."""
FRAME = {"exclude": [["header.bar"], ["nav.rail"], ["#palette"]]}
"""The same on every screen of a role, and judged on the first."""
LOADED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, sent) => sum + sent.encodedBodySize, 0)"""
TALL = """() => Math.min(2400, Math.max(900, document.querySelector("main").scrollHeight + 60))"""
JUDGE = """([where, rules]) => {
  const folds = document.querySelectorAll("main details:not([open])")
  folds.forEach(fold => { fold.open = true })
  return axe.run(where, rules).then(got => {
    folds.forEach(fold => { fold.open = false })
    return got.violations
  })
}"""


@pytest.fixture(scope="module")
def album(root: Path) -> Path:
    """The folder of pictures; it stays after the run."""
    folder = Path(os.environ.get("ALMONER_PICTURES", root / "build" / "screens"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def page(chromium: Any, address: str) -> Iterator[Page]:
    """One window for the whole walk."""
    window = chromium.new_context(base_url=address, bypass_csp=True, reduced_motion="reduce")
    window.set_default_timeout(PATIENCE_MS)
    window.add_init_script(axe.AXE_SCRIPT)
    yield window.new_page()
    window.close()


@dataclass
class Walk:
    """One window that goes from screen to screen, and what it found."""

    page: Page
    album: Path
    known: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def judge(self, face: str, role: str, name: str, *, is_new: bool) -> None:
        """Open an address as whoever is signed in, and look at it; at one that is new in every look."""
        self.page.set_viewport_size({"width": WIDE, "height": HEIGHT})
        self.page.goto(face, wait_until="domcontentloaded")
        where = FRAME if role in self.known else {"include": [["html"]]}
        self.known.add(role)
        for width, colours in LOOKS if is_new else LOOKS[:1]:
            self._turn(width, colours)
            kept = self.album / f"{name}.{role}.{width}.{colours}.jpg"
            self.page.screenshot(path=kept, type="jpeg", quality=80, full_page=True)
            said = self.page.evaluate(JUDGE, [where, COLOURS if colours == "dark" else RULES])
            faults = [f"{one['id']}: {node['html'][:160]}" for one in said for node in one["nodes"][:3]]
            self._tell(face, role, (width, colours), faults)
        self._turn(NARROW, "light")
        self._tell(face, role, (NARROW, "light"), [])
        loaded = self.page.evaluate(LOADED)
        if loaded > FIRST_LOAD_BYTES:
            self.found.append(f"{face} {role} loads {loaded} bytes")

    def _turn(self, width: int, colours: str) -> None:
        """Show the page at a width, as tall as it is, and in a theme."""
        self.page.emulate_media(color_scheme=colours)
        tall = self.page.evaluate(TALL) if width == WIDE else HEIGHT
        self.page.set_viewport_size({"width": width, "height": tall})

    def _tell(self, face: str, role: str, look: tuple[int, str], faults: list[str]) -> None:
        over = self.page.evaluate(OVER)
        faults += [f"runs {over} px over"] if over > 0 else []
        self.found += [f"{face} {role} {look}: {fault}" for fault in faults]


def named(screen: Screen, place: int) -> str:
    """Return what the pictures of a screen's face are called, whatever the numbers of the house are."""
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"<.*?>", "one", screen.route).lower()).strip("-") or "start"
    return f"{words}.{place}" if place else words


def own_bytes(text: str) -> int:
    """Return how much a screen's own scripts weigh on the wire."""
    own = {path for scripts in own_scripts().values() for path in scripts if path in text}
    return sum(len(assets()[path].packed) for path in own)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_screen_of_every_role_is_whole_in_both_themes_and_at_both_widths(
    share: int, home: tuple[House, Visit], readers: dict[str, Reader], page: Page, album: Path
) -> None:
    walk = Walk(page, album)
    listen(page, walk.found)
    opened = sum(
        look_at(screen, readers, walk)
        for place, screen in enumerate(screens(*home))
        if place % SHARES == share
    )
    print(f"{opened} times a screen was opened; pictures in {album}")
    assert opened > 20
    assert not walk.found, "\n".join(walk.found)


def look_at(screen: Screen, readers: dict[str, Reader], walk: Walk) -> int:
    """Judge every face of a screen as every role that is shown something there that nobody was before; return
    how often it opened. A file, and a record that the house has none of, is no screen.
    """
    judged: set[str] = set()
    opened, first = 0, ""
    for role in screen.roles:
        for place, face in enumerate(screen.faces):
            got = readers[role].get(face)
            if got.status >= 500:
                walk.found.append(f"{face} {role} broke: {got.status}")
            if not got.is_screen:
                continue
            opened, first = opened + 1, first or role
            if got.sent + own_bytes(got.text) > AFTERWARDS_BYTES:
                walk.found.append(f"{face} {role} sends {got.sent} bytes")
            if not built_of(got.text) <= judged:
                walk.page.context.add_cookies([readers[role].cookie])
                walk.judge(face, role, named(screen, place), is_new=role == first)
            judged |= built_of(got.text)
    return opened
