"""A warning becomes a stop: what it would have held of the practice's past claims, and the act that turns it
on or takes it back. Promises that nothing is raised without a reason on record, with who did it and when.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.claim.stops import RuleStop, can_be_raised, raised_cards
from almoner.core.denial.replay import expected
from almoner.core.plan import Plan
from almoner.core.rules import Card
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.policy import cards_in_force, in_force
from almoner.flow.refused import refusal
from almoner.flow.scrub import backtest, what_if
from almoner.flow.scrub.backtest import Replay
from almoner.flow.scrub.what_if import Told
from almoner.store.commit import commit, take_turn
from almoner.store.session import Session

LONGEST_REASON = 500
AT_ONCE_S, MOST_S = 0.03, 0.6
"""How long past claims are judged while a page opens, and where somebody asks for more of them; the command
line asks all.
"""


@dataclass(frozen=True, slots=True)
class Look:
    """A rule with what it would have held, and the decisions on it, the newest first."""

    told: Told
    replay: Replay | None
    stops: tuple[RuleStop, ...]

    @property
    def is_on(self) -> bool:
        """True where its warning holds claims now."""
        return bool(raised_cards(self.stops))

    @property
    def can_be_raised(self) -> bool:
        """True where it only speaks so far."""
        return not self.is_on and can_be_raised(self.told.card)


@dataclass(frozen=True, slots=True)
class Wish:
    """That a card's warning holds claims from now on, or no longer, and why. `judged` and `fired` are what
    the look said.
    """

    card: str
    is_on: bool
    reason: str
    judged: int = 0
    fired: int = 0


def look(actor: Actor, card_id: str, *, on: date, wants_more: bool = False) -> Look:
    """Return a rule with what it would have held of the newest claims, where the actor may see them, or raise
    NotFound; `wants_more` of them than can be judged while a page opens.
    """
    require(actor, Permission.SETUP_WRITE)
    told = what_if.rule(actor, card_id, on=on)
    replay = None
    if not told.card.is_off and actor.may(Permission.REMITTANCE_READ) and actor.may(Permission.CLAIM_READ):
        tables = in_force().scrubber.policy.tables
        replay = backtest.newest(actor, told.card, tables, most_s=MOST_S if wants_more else AT_ONCE_S)
    with enter(actor, Permission.SETUP_WRITE) as session:
        return Look(told, replay, _decisions(session, card_id))


def _decisions(session: Session, card_id: str) -> tuple[RuleStop, ...]:
    return tuple(reversed(session.find(RuleStop, card=card_id)))


def decide(actor: Actor, wish: Wish, *, on: date) -> RuleStop:
    """Record that a card's warning holds claims from now on, or no longer. What waits to leave is judged
    again before it does. Refused without a reason, where the card doesn't only warn, and where it stands so
    already.
    """
    with enter(actor, Permission.SETUP_WRITE) as session:
        take_turn(session)
        reason = " ".join(wish.reason.split())
        if not reason or not reason.isprintable() or len(reason) > LONGEST_REASON:
            raise refusal(
                "STP-01", f"A stop wants a reason of at most {LONGEST_REASON} characters.", "Say why."
            )
        is_on = bool(raised_cards(_decisions(session, wish.card)))
        if is_on is wish.is_on:
            raise refusal("STP-02", "It stands so already.", "Load the page again.")
        if wish.is_on and not any(one.id == wish.card and can_be_raised(one) for one in cards_in_force()):
            raise refusal("STP-03", "No rule in force only warns under this name.", "Choose another rule.")
        made = RuleStop(
            id=next(session.ids()),
            card=wish.card,
            is_on=wish.is_on,
            reason=reason,
            decided_by=actor.name,
            decided_on=on,
            judged=max(0, wish.judged),
            fired=max(0, wish.fired),
        )
        commit(
            session, Plan(on=on, records=(made,)), cause=cause(actor, "rule stop", f"{made.card}: {reason}")
        )
        return made


def take_back(actor: Actor, stop_id: int, *, on: date, why: str) -> RuleStop:
    """Undo a decision by its opposite, or raise NotFound; refused where another was made since."""
    with enter(actor, Permission.SETUP_WRITE) as session:
        made = session.get(RuleStop, stop_id)
    return decide(actor, Wish(made.card, not made.is_on, why), on=on)


def could_stop(carc: str) -> tuple[Card, ...]:
    """Return the rules in force that only warn and expect a payer's reason, by what they ask."""
    found = [
        card
        for card in cards_in_force()
        if can_be_raised(card) and any(way.carc == carc for way in expected(card.expected_denial))
    ]
    return tuple(sorted(found, key=lambda card: (card.edit, card.id)))
