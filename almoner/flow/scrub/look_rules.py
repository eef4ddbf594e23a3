"""The rules in force as a person looks through them: each card with its source, how it does in shadow, and
what the practice consented to. Reads only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.claim.mends import MendConsent
from almoner.core.claim.stops import raised_cards
from almoner.core.rules import Card, Mode
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.policy import cards_in_force
from almoner.flow.scrub.folders import STOPS
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_rules import shadow_counts
from almoner.store.session import Ask

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Rule:
    """A card, on how many claims it spoke in shadow, and the last decision about its mend."""

    card: Card
    shadow_claims: int
    consent: MendConsent | None
    is_stop: bool = False
    """The practice lets its warning hold claims."""

    @property
    def is_mendable(self) -> bool:
        """True where the card would mend a claim by itself, were it consented to."""
        return (
            self.card.change is not None and self.card.mode is Mode.LIVE and self.card.autonomy != "suggest"
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """The cards that answer to a search, a page of them, and how many there are."""

    frame: Frame
    rules: tuple[Rule, ...]
    total: int
    start: int

    @property
    def next_start(self) -> int:
        """Where the next page begins; 0 after the last."""
        after = self.start + len(self.rules)
        return after if after < self.total else 0


def rules(actor: Actor, *, words: str, is_shadow: bool, start: int, today: date) -> Rules:
    """Return the cards in force, those in shadow alone on request, that hold all the words somewhere in
    their ids, texts, scope or source.
    """
    with enter(actor, Permission.SETUP_READ) as session:
        counts = shadow_counts(session)
        consents = Ask(MendConsent)
        decided = session.gather(consents, STOPS)
        latest = {one.card: one for one in sorted(decided.of(consents), key=lambda one: one.id)}
        raised = raised_cards(decided.of(STOPS))
        found = [
            card for card in cards_in_force() if _answers(card, words.lower().split(), is_shadow=is_shadow)
        ]
        found.sort(key=lambda card: (card.edit, card.id))
        page = found[start : start + AT_ONCE]
        return Rules(
            frame=lists.frame(session, on=today),
            rules=tuple(replace(_rule(card, counts, latest), is_stop=card.id in raised) for card in page),
            total=len(found),
            start=start,
        )


def _rule(card: Card, counts: Mapping[str, int], latest: Mapping[str, MendConsent]) -> Rule:
    return Rule(card, counts.get(card.id, 0), latest.get(card.id))


def _answers(card: Card, words: list[str], *, is_shadow: bool) -> bool:
    if is_shadow and card.mode is not Mode.SHADOW:
        return False
    own = (card.id, card.edit, card.kind, card.message, card.source, card.scope, card.expected_denial)
    told = " ".join(map(str, own)).lower()
    return all(word in told for word in words)
