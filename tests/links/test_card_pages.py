"""The pages of the simulated processor: one charge a key, paid, given up or run out, whoever is quicker."""

from pathlib import Path

import pytest

from almoner.links.card import NoTerminal
from almoner.links.card_simulator import PAGE_S, UNPAID, WITHDRAWN, HostedPage, SimulatedTerminal
from almoner.links.mailbox import LinkConflict, LinkDown, LinkRefused


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def terminal(tmp_path: Path, clock: Clock) -> SimulatedTerminal:
    return SimulatedTerminal(tmp_path, site="/card-page/7", now=clock)


def shown(terminal: SimulatedTerminal, address: str) -> HostedPage:
    found = terminal.shown(address.rpartition("/")[2])
    assert found is not None
    return found[0]


def test_a_page_is_one_however_often_it_is_opened_and_is_paid_once(terminal: SimulatedTerminal) -> None:
    address = terminal.host("k1", 2500, "/back")
    assert address.startswith("/card-page/7/")
    assert terminal.host("k1", 2500, "/back") == address
    assert terminal.status("k1") is None, "it can still be paid"
    paid = terminal.pay(shown(terminal, address), "4242")
    assert paid.is_approved
    assert terminal.pay(shown(terminal, address), "0002") == paid == terminal.status("k1")
    assert terminal.refund("r1", paid.reference, 2500).is_approved


def test_a_key_is_one_page(terminal: SimulatedTerminal) -> None:
    terminal.host("k1", 2500, "/back")
    for cents, back in ((2501, "/back"), (2500, "/elsewhere")):
        with pytest.raises(LinkConflict):
            terminal.host("k1", cents, back)


def test_a_page_that_is_given_up_cannot_be_paid(terminal: SimulatedTerminal) -> None:
    address = terminal.host("k1", 2500, "/back")
    assert terminal.withdraw("k1").why == WITHDRAWN
    assert not terminal.pay(shown(terminal, address), "4242").is_approved


def test_who_paid_before_has_paid(terminal: SimulatedTerminal) -> None:
    paid = terminal.pay(shown(terminal, terminal.host("k1", 2500, "/back")), "4242")
    assert terminal.withdraw("k1") == paid


def test_a_page_runs_out(terminal: SimulatedTerminal, clock: Clock) -> None:
    address = terminal.host("k1", 2500, "/back")
    clock.at += PAGE_S - 1
    assert terminal.status("k1") is None
    clock.at += 1
    became = terminal.status("k1")
    assert became is not None
    assert (became.is_approved, became.why) == (False, UNPAID)
    assert terminal.pay(shown(terminal, address), "4242") == became


def test_what_was_never_opened_is_closed_all_the_same(terminal: SimulatedTerminal) -> None:
    assert terminal.withdraw("k9").why == WITHDRAWN
    assert not terminal.charge("k9", 1).is_approved


@pytest.mark.parametrize("page", ["", "x", "../../etc/passwd", "0" * 32 + "-" + "0" * 32])
def test_what_is_no_page_is_none(terminal: SimulatedTerminal, page: str) -> None:
    terminal.host("k1", 2500, "/back")
    assert terminal.shown(page) is None


def test_a_page_has_an_address_of_its_own(terminal: SimulatedTerminal) -> None:
    first = terminal.host("k1", 2500, "/back").rpartition("-")[2]
    second = terminal.host("k2", 2500, "/back").rpartition("-")[2]
    assert len(first) == len(second) == 32
    assert first != second


def test_without_a_terminal_there_is_no_page() -> None:
    with pytest.raises(LinkRefused):
        NoTerminal().host("k1", 2500, "/back")
    with pytest.raises(LinkDown):
        NoTerminal().withdraw("k1")
