"""Every screen on a tablet, lying and upright: nothing runs over sideways or is cut, the main act is in view
before anybody scrolls, and everything that is pressed is large enough for a finger.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from almoner.core.chart import Visit
from tests.web.conftest import House
from tests.web.hands import CHROMIUM, PATIENCE_MS, Page, address, chromium
from tests.web.test_routes_budgets import fill
from tests.web.walk import OVER, Reader, home, readers, screens

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "home", "readers"]

LYING, UPRIGHT = (1024, 768), (768, 1024)
SHARES = 2
"""The walk in so many parts, so that two workers share it."""
HIDDEN_ACT = """() => {
  const shown = [...document.querySelectorAll("main .btn.main")].filter(one => one.checkVisibility())
  if (!shown.length) return ""
  const place = shown[0].getBoundingClientRect()
  const isIn = place.top >= 0 && place.left >= 0 && place.bottom <= innerHeight && place.right <= innerWidth
  const over = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2)
  if (isIn && shown[0].contains(over)) return ""
  return `"${shown[0].innerText.trim()}" is at ${Math.round(place.left)}, ${Math.round(place.top)}`
}"""
SMALL = """(least) => [...document.querySelectorAll("main :is(.btn, button, select, summary), nav a")]
  .filter(one => one.checkVisibility())
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, place]) => place.height && place.height < (one.matches(".btn.main") ? least : 24) - 0.5)
  .map(([one, place]) => `"${one.innerText.trim().slice(0, 30)}" is ${Math.round(place.height)} high`)
  .slice(0, 3)"""


@pytest.fixture(scope="module")
def page(chromium: Any, address: str) -> Iterator[Page]:
    """A tablet's window: pressed by fingers."""
    window = chromium.new_context(base_url=address, reduced_motion="reduce", has_touch=True, is_mobile=True)
    window.set_default_timeout(PATIENCE_MS)
    yield window.new_page()
    window.close()


@pytest.mark.parametrize("share", range(SHARES))
def test_every_screen_fits_a_tablet_with_its_main_act_in_view(
    share: int, home: tuple[House, Visit], readers: dict[str, Reader], page: Page
) -> None:
    found, opened = list[str](), 0
    for place, screen in enumerate(screens(*home)):
        if place % SHARES != share or not screen.roles:
            continue
        reader = readers[screen.roles[0]]
        for face in screen.faces:
            if reader.get(face).is_screen:
                opened += 1
                found += [f"{face} {screen.roles[0]}: {fault}" for fault in faults(page, reader, face)]
    print(f"{opened} screens were opened")
    assert opened > 20
    assert not found, "\n".join(found)


def faults(page: Page, reader: Reader, face: str) -> Iterator[str]:
    """What is wrong with a screen on a tablet, lying and upright."""
    page.context.add_cookies([reader.cookie])
    page.set_viewport_size({"width": LYING[0], "height": LYING[1]})
    page.goto(face, wait_until="domcontentloaded")
    for width, height in (LYING, UPRIGHT):
        page.set_viewport_size({"width": width, "height": height})
        over, act = page.evaluate(OVER), page.evaluate(HIDDEN_ACT)
        if over > 0:
            yield f"runs {over} px over at {width}"
        if act:
            yield f"the main act {act} at {width} by {height}"
        yield from (f"{small} at {width}" for small in page.evaluate(SMALL, 44))


BUSY = {
    "manager": "/work?whose=all /claims /remittances?view=all /patients /denials /send /day /home /month",
    "biller": "/work /statements /suspense /remittances/{waiting} /claims/{claim}",
    "front_desk": "/today /schedule /schedule?span=week /today/{booking}",
    "coder": "/coding /visits/{signed}/superbill",
}
"""The main screens, looked at again where there is much to show."""


def test_the_main_screens_fit_a_tablet_when_there_is_much_to_show(
    page: Page, sign_in: "Callable[..., Client]", address: str
) -> None:
    full = fill(60)
    ids = {"waiting": full.waiting_id, "claim": full.claim.id, "booking": full.booking.id}
    ids["signed"] = full.signed_id
    found = list[str]()
    for role, faces in BUSY.items():
        client = sign_in(role, practice_id=full.shelf.practice_id)
        reader = Reader(address, client.cookies["sessionid"].value)
        for face in faces.format(**ids).split():
            assert reader.get(face).is_screen, face
            found += [f"{face} {role}: {fault}" for fault in faults(page, reader, face)]
    assert not found, "\n".join(found)
