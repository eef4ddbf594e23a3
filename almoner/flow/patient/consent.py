"""A person lets the mend of a card be done by itself, or takes that back. Promises that nothing is mended
without such a decision on record, with who made it, when and why, and that each mend with notice has a task.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.mends import MendConsent
from almoner.core.plan import Ids, Plan, Task
from almoner.core.rules import Autonomy
from almoner.core.rules.pack import PackError
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.policy import PolicyBroken, in_force
from almoner.flow.refused import refusal
from almoner.store.commit import commit
from almoner.store.session import Session

LONGEST_REASON = 500
NOTICE_DAYS = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """How far a card's mend may go from now on, and why; `suggest` takes the consent back."""

    card: str
    autonomy: Autonomy
    reason: str


def consent(actor: Actor, wish: Wish, *, on: date) -> MendConsent:
    """Record a decision on a card's mend. Refused where the card in force has no mend that goes so far, and
    without a reason. To take a consent back is always possible.
    """
    with enter(actor, Permission.SETUP_WRITE) as session:
        reason = _reason(wish.reason)
        made = MendConsent(
            id=next(session.ids()),
            card=wish.card,
            change=_change(session, wish),
            autonomy=wish.autonomy,
            reason=reason,
            decided_by=actor.name,
            decided_on=on,
        )
        said = f"{made.card}: {made.change or 'no mend'}: {made.autonomy.value}: {reason}"
        commit(session, Plan(on=on, records=(made,)), cause=cause(actor, "claim", said))
        return made


def consents(session: Session) -> Sequence[MendConsent]:
    """Return the decisions on the cards in force that could mend (inside another flow's session); no query
    where none could.
    """
    try:
        cards = in_force().mendable
    except (PackError, PolicyBroken):  # the gate says so, and lets nothing through
        return ()
    return session.find(MendConsent, card=list(cards)) if cards else ()


def mend_notices(claim: Claim, revision: ClaimRevision, ids: Ids, on: date) -> list[Task]:
    """Return a task for each mend of a new revision of which a person is to be told."""
    return [
        Task(
            id=next(ids),
            what="mend_applied",
            subject_kind="claim",
            subject_id=claim.id,
            why=f"Line {one.line}: {one.change}, by card {one.card}, as the practice has consented to.",
            owner="biller",
            opened_on=on,
            due_on=on + timedelta(days=NOTICE_DAYS),
            patient_id=claim.patient_id,
            claim_id=claim.id,
        )
        for one in revision.mends
        if one.is_noticed
    ]


def _reason(given: str) -> str:
    reason = " ".join(given.split())
    if not reason or not reason.isprintable() or len(reason) > LONGEST_REASON:
        raise refusal(
            "MND-01", f"A consent wants a reason of at most {LONGEST_REASON} characters.", "Say why."
        )
    return reason


def _change(session: Session, wish: Wish) -> str:
    """The change that is consented to, by the card in force."""
    card = in_force().mendable.get(wish.card)
    order = list(Autonomy)
    if wish.autonomy is Autonomy.SUGGEST:
        if card is None and not session.find(MendConsent, card=wish.card, limit=1):
            raise refusal("MND-02", "Nothing was consented to for that card.", "See the consents on record.")
        return str(card.change) if card else ""
    if card is None or order.index(wish.autonomy) > order.index(card.autonomy):
        raise refusal(
            "MND-03",
            "The card in force has no mend that goes so far.",
            "Consent to no more than what the card says of its autonomy.",
        )
    return str(card.change)
