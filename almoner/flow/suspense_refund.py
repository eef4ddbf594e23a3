"""Suspended cash that belongs to the payer who sent it: a refund is asked for, goes its way through three
hands, and takes the amount out of suspense once it has left.
"""

from datetime import date

from almoner.core.collect.refund import Refund, ask, ask_faults
from almoner.core.collect.suspense import HeldCash, give_back
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.refused import refusal
from almoner.flow.suspense import held_by, is_of, on_their_way
from almoner.store.commit import commit, take_turn
from almoner.store.session import Session


def ask_back(actor: Actor, task_id: int, *, on: date, why: str) -> Refund:
    """Ask that the cash of a task goes back to the payer who sent it; until then it stays in suspense."""
    with enter(actor, Permission.REFUND_ASK) as session:
        take_turn(session)
        held = held_by(session, task_id)
        payer_id = held.posting.subject.payer_id
        if held.cents <= 0 or not payer_id:
            raise refusal(
                "SUS-08", "It came from no payer of ours, or was taken by one.", "Add the payer first."
            )
        if _standing(session, held):
            raise refusal("SUS-09", "A refund of this amount is under way.", "See Refunds.")
        draft = Refund(0, 0, held.cents, why, actor.name, on, payer_id=payer_id)
        for fault in ask_faults(draft, room_cents=held.cents):
            raise refusal("SUS-10", fault, "Correct what you ask for.")
        plan = ask(draft, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "suspense", why))
        return next(one for one in plan.records if isinstance(one, Refund))


def settle_back(actor: Actor, task_id: int, *, on: date) -> Refund:
    """Take the cash of a task out of suspense, because the refund of it has left to its payer."""
    with enter(actor, Permission.SUSPENSE_PLACE) as session:
        take_turn(session)
        held = held_by(session, task_id)
        left = [one for one in _standing(session, held) if one.is_in_transit]
        if not left:
            raise refusal(
                "SUS-11", "No refund of this amount has left.", "Have it approved and issued first."
            )
        plan = give_back(held, left[0], by=actor.name, on=on)
        commit(session, plan, cause=cause(actor, "suspense", "went back to the payer"))
        return session.get(Refund, left[0].id)


def _standing(session: Session, held: HeldCash) -> list[Refund]:
    """The refunds of this very amount to the payer about no claim, asked for and not settled yet."""
    return [one for one in on_their_way(session) if is_of(one, held)]
