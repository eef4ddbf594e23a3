"""Without a clearinghouse nothing waits, and sending says so instead of losing a claim in silence."""

import pytest

from almoner.links.clearinghouse import LinkDown, LinkMissing, LinkRefused, NoClearinghouse, clearinghouse
from almoner.links.mailbox import MAX_BYTES


def test_no_address_is_no_clearinghouse() -> None:
    link = clearinghouse("")
    assert isinstance(link, NoClearinghouse)
    assert link.names() == []
    with pytest.raises(LinkDown, match="ALMONER_MAILBOX"):
        link.send("a.x12", b"x")
    with pytest.raises(LinkMissing):
        link.fetch("a.x12")


def test_it_refuses_what_every_link_refuses() -> None:
    with pytest.raises(LinkRefused):
        NoClearinghouse().send("../a", b"x")
    with pytest.raises(LinkRefused):
        NoClearinghouse().fetch("../a")
    with pytest.raises(LinkRefused):
        NoClearinghouse().send("a.x12", bytes(MAX_BYTES + 1))
