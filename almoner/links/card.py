"""The link to a card terminal: charge, give back, keep a card, and ask what became of it; simulated, or none.

Promises that every implementation behaves alike (`tests/links/card_conformance.py`): a key is charged once
whatever is asked how often, an answer that was lost is found by its key, and no card's number passes here:
a terminal reads the card itself, and tells its own reference and the last four digits. A card that is kept is
kept there: what we get is a token, good for charges that its holder agreed to and for nothing else. Who pays
from afar types the card on the processor's own page.
"""

from pathlib import Path
from typing import Protocol

from almoner.core.collect.card import CardAnswer
from almoner.links.card_simulator import SimulatedTerminal, check_act
from almoner.links.mailbox import LinkDown, LinkRefused

__all__ = ["CardTerminal", "NoTerminal", "card_terminal"]


class CardTerminal(Protocol):
    """What charges cards. `key` is ours and names one act for ever; amounts are positive cents.

    A call waits no longer than its time-out. LinkDown: no answer came, and what was asked may have happened;
    asking again by the same key is safe. LinkConflict: the key was used for another act. LinkRefused: no
    usable key, amount or reference.
    """

    def charge(self, key: str, cents: int) -> CardAnswer:
        """Charge the card that is presented at the terminal."""

    def host(self, key: str, cents: int, back: str) -> str:
        """Open a page of the processor's own on which a person pays this charge, and return its address; it
        leads back to ours. It can be paid once, for an hour at most; asked again, it is the same page.
        """

    def withdraw(self, key: str) -> CardAnswer:
        """Close such a page, and return what became of its charge: paid before, it is approved; else it is
        declined, and can't be paid any more.
        """

    def refund(self, key: str, reference: str, cents: int) -> CardAnswer:
        """Give back a part of the charge that the terminal calls `reference`."""

    def status(self, key: str) -> CardAnswer | None:
        """Return what became of an act; None where it never reached the terminal, or its page can still be
        paid. A page that nobody paid in its time is declined.
        """

    def keep(self, key: str) -> CardAnswer:
        """Keep the card that is presented; the answer's reference is the token that stands for it."""

    def charge_kept(self, key: str, token: str, cents: int) -> CardAnswer:
        """Charge a kept card without its holder; LinkRefused where no card has the token."""

    def forget(self, token: str) -> None:
        """Keep a card no longer: it is declined from now on. Safe to ask again."""


class NoTerminal:
    """No terminal is set: a card is refused in words before anything is charged."""

    def charge(self, key: str, cents: int) -> CardAnswer:
        """Raise LinkRefused."""
        check_act(key, cents)
        raise LinkRefused("no card terminal is set; name it in ALMONER_CARD_TERMINAL")

    def host(self, key: str, cents: int, back: str) -> str:
        """Raise LinkRefused."""
        check_act(key, cents if back else 0)
        raise LinkRefused("no card terminal is set; name it in ALMONER_CARD_TERMINAL")

    def withdraw(self, key: str) -> CardAnswer:
        """Raise LinkDown: what was asked of a terminal that is gone cannot be known."""
        check_act(key, 1)
        raise LinkDown("no card terminal is set; ask the processor what became of it")

    def refund(self, key: str, reference: str, cents: int) -> CardAnswer:
        """Raise LinkRefused."""
        check_act(key, cents if reference else 0)
        raise LinkRefused("no card terminal is set; give it back by check or transfer")

    def status(self, key: str) -> CardAnswer | None:
        """Raise LinkDown: what was asked of a terminal that is gone cannot be known."""
        check_act(key, 1)
        raise LinkDown("no card terminal is set; ask the processor what became of it")

    def keep(self, key: str) -> CardAnswer:
        """Raise LinkRefused."""
        check_act(key, 1)
        raise LinkRefused("no card terminal is set; name it in ALMONER_CARD_TERMINAL")

    def charge_kept(self, key: str, token: str, cents: int) -> CardAnswer:
        """Raise LinkRefused."""
        check_act(key, cents if token else 0)
        raise LinkRefused("no card terminal is set; take the money otherwise")

    def forget(self, token: str) -> None:
        """Raise LinkDown: what the processor keeps cannot be known."""
        raise LinkDown(f"no card terminal is set to forget {'a card' if token else 'nothing'}")


def card_terminal(address: str, *, site: str = "") -> CardTerminal:
    """Return the terminal of an address: the folder of a simulated one, or none where it is empty. `site` is
    the address under which a simulated one shows its pages.
    """
    return SimulatedTerminal(Path(address), site=site) if address else NoTerminal()
