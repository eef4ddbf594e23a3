"""One rule by itself: what it says, its cases, how it does in shadow, and what it would say of a claim of the
practice's. Reads only; whatever it says here holds nothing.
"""

from dataclasses import dataclass, replace
from datetime import date

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.mends import MendConsent
from almoner.core.claim.scrub import Scrubber, Verdict, situation
from almoner.core.rules import Card, Mode, Policy
from almoner.core.rules.pack import PackError
from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.policy import PolicyBroken, in_force
from almoner.flow.refused import refusal
from almoner.flow.scrub.folders import load_surroundings
from almoner.flow.scrub.gate import folders_by_visit
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_rules import shadow_counts
from almoner.store.session import NotFound, Session


@dataclass(frozen=True, slots=True)
class Tried:
    """What a rule says of a claim that it is tried on; `why_silent` where it speaks of no such claim."""

    claim: Claim
    verdict: Verdict
    why_silent: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A rule with what the practice knows of it; `version` names the policy that it is part of."""

    frame: Frame
    card: Card
    version: str
    shadow_claims: int
    consents: tuple[MendConsent, ...]
    tried: Tried | None = None


def rule(actor: Actor, card_id: str, *, on: date) -> Told:
    """Return a rule in force, or raise NotFound."""
    with enter(actor, Permission.SETUP_READ) as session:
        return _told(session, card_id, on=on)


def try_on(actor: Actor, card_id: str, control: str, *, on: date) -> Told:
    """Return a rule with what it says of the claim of this number, judged by it alone, as if it were heard.

    Refused where no claim has the number, or where the rule judges none.
    """
    require(actor, Permission.SETUP_READ)
    with enter(actor, Permission.CLAIM_READ) as session:
        told = _told(session, card_id, on=on)
        if told.card.is_off:
            why = f"This card only switches {told.card.excepts} off."
            raise refusal("WIF-01", why, "Try that one, for what it holds.")
        found = session.find(Claim, control=control.strip().upper(), limit=1) if control.strip() else []
        if not found:
            raise refusal("WIF-02", "No claim has this number.", "Copy it from the list of claims.")
        return replace(told, tried=_tried(session, told.card, found[0], on=on))


def _told(session: Session, card_id: str, *, on: date) -> Told:
    try:
        rules = in_force()
    except (PackError, PolicyBroken) as error:
        raise refusal("WIF-03", f"The rules can't be read: {error}.", "Roll the bundle back.") from None
    card = next((one for one in rules.scrubber.policy.cards if one.id == card_id), None)
    if card is None:
        raise NotFound("no such rule in force")
    return Told(
        lists.frame(session, on=on),
        card,
        rules.version,
        shadow_counts(session).get(card.id, 0),
        tuple(reversed(session.find(MendConsent, card=card.id))),
    )


def _tried(session: Session, card: Card, claim: Claim, *, on: date) -> Tried:
    revision = session.get(ClaimRevision, claim.revision_id)
    since = min((line.service_on for line in revision.lines), default=claim.service_on)
    why = ""
    if not card.holds(since):
        why = "It doesn't hold on the day of service."
    elif not card.scope.holds(situation(revision)):
        why = "It is for other payers, places or specialties than this claim's."
    if why:
        return Tried(claim, Verdict(()), why)
    tables = in_force().scrubber.policy.tables
    alone = Scrubber(Policy([replace(card, mode=Mode.LIVE)], version="what-if", tables=tables))
    pair = [(claim, revision)]
    around = load_surroundings(session, list(folders_by_visit(session, [claim]).values()), pair)
    return Tried(claim, alone.scrub(around.facts(claim, revision, on=on)))
