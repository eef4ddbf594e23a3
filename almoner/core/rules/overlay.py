"""Cards laid over a policy: what a bundle or a folder adds, live or in shadow. Promises that the policy
beneath is never changed, and that what clashes with it is refused whole.
"""

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from almoner.core.rules.card import MAX_CARDS, Card, CardError, Mode, parse
from almoner.core.rules.difference import judge_alike
from almoner.core.rules.policy import Policy, refuse_conflicts

AS_SHADOW = "@shadow"
"""Ends the id of a card in shadow whose older self is still heard."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The texts of cards by file name, under a name that errors begin with."""

    name: str
    texts: tuple[tuple[str, str], ...]

    def ids(self) -> frozenset[str]:
        """The ids that its cards say they have; CardError where a text is not even TOML."""
        found: set[str] = set()
        for name, text in self.texts:
            try:
                entries = tomllib.loads(text).get("card", ())
            except (tomllib.TOMLDecodeError, RecursionError) as error:
                raise CardError(f"{self.name}/{name}: not TOML; check it with any TOML reader") from error
            cards = entries if isinstance(entries, list) else ()
            found.update(str(card["id"]) for card in cards if isinstance(card, dict) and "id" in card)
        return frozenset(found)


def gathered(policy: Policy, layers: Iterable[Layer]) -> tuple[Card, ...]:
    """Return the cards of a policy and of the layers, which may clash; CardError where a text is no card."""
    known = {card.id: card for card in policy.cards}
    for layer in layers:
        beneath = len(known)
        for name, text in layer.texts:
            known.update((card.id, card) for card in parse(f"{layer.name}/{name}", text, known))
        if len(known) - beneath > MAX_CARDS:
            raise CardError(f"{layer.name}: more than {MAX_CARDS} cards; divide it")
    return tuple(known.values())


def overlaid(policy: Policy, layers: Iterable[Layer]) -> Policy:
    """Return the policy with the cards of the layers, which may except those beneath; CardError where a text
    is no card or where two clash.
    """
    laid = list(layers)
    cards = gathered(policy, laid)
    refuse_conflicts(cards)
    digest = hashlib.sha256(policy.version.encode())
    for text in (text for layer in laid for _, text in layer.texts):
        digest.update(text.encode())
    return Policy(cards, version=digest.hexdigest()[:12], tables=policy.tables)


def shadowed(live: Policy, coming: Policy) -> Policy:
    """Return the live policy with, in shadow, each card of the coming one that is new or judges otherwise."""
    known = {card.id: card for card in live.cards}
    new = [card for card in coming.cards if not _is_known(card, known)]
    renamed = {card.id: card.id + AS_SHADOW for card in new if card.id in known}
    shadow = [
        replace(
            card,
            id=renamed.get(card.id, card.id),
            excepts=renamed.get(card.excepts, card.excepts),
            mode=Mode.SHADOW,
        )
        for card in new
    ]
    version = hashlib.sha256(f"{live.version}{coming.version}".encode()).hexdigest()[:12]
    return Policy((*live.cards, *shadow), version=version, tables=live.tables)


def _is_known(card: Card, known: dict[str, Card]) -> bool:
    older = known.get(card.id)
    return older is not None and older.since == card.since and judge_alike(older, card)
