"""A biller's morning at the keyboard and the mouse: claims let go and called back, holds mended one by one, a
call written down; each within its budget.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from almoner.core.claim import Claim
from almoner.core.claim.payer_call import PayerCall
from almoner.core.plan import Task, TaskState
from almoner.flow.claim.outbox import deliver
from almoner.flow.follow import follow
from almoner.links.folder import FolderMailbox
from almoner.store.session import books
from tests.flow.claim.test_mend_hold import NEEDS_MARK
from tests.flow.claim.test_submit import ready, states
from tests.flow.cycle import now, sent_claim
from tests.flow.releases import pairs
from tests.flow.scrub.test_gate import built
from tests.mailboxes import make_mailbox
from tests.practices import DAY, House, new_house
from tests.web.hands import CHROMIUM, Hands, Open, address, chromium, open_as, opening
from tests.web.test_balances import set_day
from tests.web.test_static_in_browser import faults

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.usefixtures("house"),
]
__all__ = ["address", "chromium", "open_as"]


@pytest.fixture
def practice(store: object) -> House:
    """A practice whose day is that of its visits."""
    assert store
    made = new_house()
    set_day(made, DAY)
    return made


def test_clean_claims_leave_with_one_key_and_come_back_with_another(
    practice: House, open_as: Open, tmp_path: Path
) -> None:
    """Budget B2: 2 keys from My work for any number."""
    claims = ready(practice, None, None, None)
    page = open_as(practice.practice.id, "biller")
    assert page.url.endswith("/work"), "the day begins there"
    hands = Hands(page)
    hands.go("l")
    hands.press("s")
    page.wait_for_selector("text=/3 claims in the outbox/")
    assert hands.acts <= 2
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    page.screenshot(path=str(tmp_path / "send-dark.png"))
    hands.press("z")
    page.wait_for_selector("text=Taken back.")
    assert hands.acts <= 3
    assert states(practice, claims) == ["ready"] * 3


def test_a_hold_is_mended_in_four_acts_and_the_next_one_shows(practice: House, open_as: Open) -> None:
    """Budget B3: 4 acts from My work, and on to the next hold."""
    with pairs("2026", NEEDS_MARK):
        held = [built(practice), built(practice)]
        page = open_as(practice.practice.id, "biller")
        assert page.url.endswith("/work"), "the day begins there"
        hands = Hands(page)
        hands.press("j")
        page.wait_for_selector("[data-row][aria-current] [data-opens]:focus")
        hands.go("r")
        first = next(one for one in held if f"/send/holds/{one.id}?" in page.url)
        (other,) = (one for one in held if one.id != first.id)
        assert faults(page) == []
        hands.type("59")
        with opening(page):
            hands.press("Control+Enter")
        assert f"/send/holds/{other.id}?" in page.url
        assert "done=gone" in page.url
        assert hands.acts <= 4
        assert states(practice, [first, other]) == ["ready", "held"]


def silent(house: House, folder: Path) -> tuple[Claim, date]:
    """A claim that nobody answered in time, and the day on which somebody is to ask."""
    sent = sent_claim(house)
    make_mailbox(folder)
    deliver(house.actor, FolderMailbox(folder), on=DAY)
    wait = now(house, sent).wait_until
    assert wait is not None
    late = wait + timedelta(days=1)
    follow.watch(house.actor, on=late)
    return sent.claim, late


def test_a_call_is_written_down_in_four_acts(practice: House, open_as: Open, tmp_path: Path) -> None:
    """Budget B9: 4 acts from My work, with who answered, the number of the call and the day to ask again.
    What payers usually say is offered; Ctrl and Enter keep the call although there is a comment to keep too.
    """
    claim, late = silent(practice, tmp_path)
    set_day(practice, late)
    page = open_as(practice.practice.id, "biller")
    assert page.url.endswith("/work"), "the day begins there"
    hands = Hands(page)
    hands.go("n")
    page.wait_for_selector("#representative:focus")
    hands.type("Marta")
    hands.press("Tab")
    hands.type("88120-4")
    hands.press("Tab")
    hands.type("In process.")
    assert faults(page) == []
    assert page.locator("#usual-answers option").count() > 5
    hands.press("Control+Enter")
    page.wait_for_selector("text=The call is kept.")
    assert hands.acts <= 4
    with books(practice.practice.id) as session:
        (kept,) = session.find(PayerCall, claim_id=claim.id)
    assert (kept.representative, kept.reference, kept.said) == ("Marta", "88120-4", "In process.")
    assert kept.next_on is not None


def test_a_held_claim_s_payer_is_asked_and_the_call_is_written_where_it_is_held(
    practice: House, open_as: Open
) -> None:
    """Four acts to have somebody ask, four to write the call down, and the claim stays on the screen."""
    with pairs("2026", NEEDS_MARK):
        held = built(practice)
        page = open_as(practice.practice.id, "biller")
        page.goto(f"/send/holds/{held.id}")
        hands = Hands(page)
        page.locator("h1").click()
        hands.press("Escape")
        hands.press("a")
        page.wait_for_selector("#ap-q:focus")
        assert page.input_value("#ap-q"), "what is asked most is there already"
        assert faults(page) == []
        with opening(page):
            hands.press("Control+Enter")
        assert "The payer is to be asked" in page.inner_text("main")
        assert hands.acts <= 4, hands
        with books(practice.practice.id) as session:
            (task,) = session.find(Task, claim_id=held.id, what="payer_call")
        assert task.owner.startswith("bbiller"), "whoever asks, unless another is chosen"
        hands = Hands(page)
        hands.press("n")
        page.wait_for_selector("#representative:focus")
        hands.type("Marta")
        hands.press("Tab")
        hands.press("Tab")
        hands.type("The other plan is first.")
        assert faults(page) == []
        with opening(page):
            hands.click("button:has-text('Keep the call')")
        assert page.url.startswith(f"{page.url.partition('/send')[0]}/send/holds/{held.id}?done=called")
        assert hands.acts <= 4, hands
        with books(practice.practice.id) as session:
            (again,) = session.find(Task, claim_id=held.id, what="payer_call", state=TaskState.OPEN)
            assert len(session.find(PayerCall, claim_id=held.id)) == 1
        assert again.id != task.id, "the call says when to ask again"
        assert states(practice, [held]) == ["held"]
