"""Without a terminal a card is refused in words, before anything is charged."""

import pytest

from almoner.links.card import NoTerminal, card_terminal
from almoner.links.card_simulator import SimulatedTerminal
from almoner.links.mailbox import LinkDown, LinkRefused


def test_no_address_is_no_terminal() -> None:
    terminal = card_terminal("")
    assert isinstance(terminal, NoTerminal)
    with pytest.raises(LinkRefused, match="ALMONER_CARD_TERMINAL"):
        terminal.charge("k1", 100)
    with pytest.raises(LinkRefused, match="check or transfer"):
        terminal.refund("k1", "SIM", 100)
    with pytest.raises(LinkDown):
        terminal.status("k1")
    with pytest.raises(LinkRefused, match="ALMONER_CARD_TERMINAL"):
        terminal.keep("k1")
    with pytest.raises(LinkRefused, match="otherwise"):
        terminal.charge_kept("k1", "tok", 100)
    with pytest.raises(LinkDown):
        terminal.forget("tok")


def test_a_folder_is_a_simulated_terminal() -> None:
    assert isinstance(card_terminal("/srv/terminal"), SimulatedTerminal)
