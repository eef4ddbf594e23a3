"""Payment plans that a kept card pays: the consent, its end, and the parts that fall due.

What the terminal is asked for is in the books before it is asked; a part is charged once, whoever runs this
how often.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from almoner.core.collect.card import CardAnswer, CardCharge, CardState
from almoner.core.collect.card_on_file import CardOnFile, KeptState, kept_faults, revoked, to_charge
from almoner.core.collect.payment_plan import PaidPlan, PaymentPlan, PlanState
from almoner.core.collect.receipt import Target
from almoner.core.plan import Plan, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.collect.card import answer_charge, key_of
from almoner.flow.collect.payment_plan import paid_plans
from almoner.flow.collect.plan_cards import autopay, cards_of
from almoner.flow.refused import refusal, refuse_faults, refuse_without_reason
from almoner.links.card import CardTerminal
from almoner.links.mailbox import LinkConflict, LinkDown, LinkRefused
from almoner.store.commit import commit, refuse_closed, take_turn
from almoner.store.money.dunning import free_by_patients
from almoner.store.session import Session

P = Permission
PLAN_OVER = "the plan has ended"


def keep_card(actor: Actor, terminal: CardTerminal, plan_id: int, *, agreed_by: str, on: date) -> CardOnFile:
    """Keep the card at the terminal to pay a plan's parts, with who agreed to the words in force. Refused
    where the plan has a card, or the terminal keeps none.
    """
    with enter(actor, P.PLAN_WRITE) as session:
        card_id = next(session.ids())
        plan = _without_card(session, plan_id)
    try:
        answer = terminal.keep(f"keep-{actor.practice_id}-{card_id}")
    except LinkDown:
        raise refusal("CRD-02", "The terminal doesn't answer.", "Do it again: nothing was kept.") from None
    except (LinkRefused, LinkConflict):
        answer = CardAnswer(is_approved=False, why="no terminal keeps cards")
    if not answer.is_approved:
        raise refusal("CRD-03", f"The card was not kept: {answer.why}.", "Try another card.")
    card = CardOnFile(
        id=card_id,
        patient_id=plan.patient_id,
        plan_id=plan.id,
        token=answer.reference,
        last_four=answer.last_four,
        agreed_by=agreed_by.strip(),
        agreed_on=on,
        text_version=autopay().version,
        taken_by=actor.name,
    )
    with enter(actor, P.PLAN_WRITE) as session:
        take_turn(session)
        _without_card(session, plan_id)
        refuse_faults("CRD-04", kept_faults(card, plan), "Correct it and keep the card anew.")
        commit(session, Plan(on=on, records=(card,)), cause=cause(actor, "collect", "a card is kept"))
        return card


def revoke_card(actor: Actor, terminal: CardTerminal, card_id: int, *, on: date, reason: str) -> None:
    """End the consent: the card is charged no more, and the terminal is asked to forget it."""
    with enter(actor, P.PLAN_WRITE) as session:
        take_turn(session)
        refuse_without_reason(reason)
        card = session.get(CardOnFile, card_id)
        if card.state is not KeptState.STANDING:
            raise refusal("CRD-05", "This card is kept no longer.", "Load the patient again.")
        plan = Plan(on=on, records=(revoked(card, why=reason, on=on),), reads=reading(card))
        commit(session, plan, cause=cause(actor, "collect", reason))
    _forget(terminal, card)


def take_due_instalments(actor: Actor, terminal: CardTerminal, *, on: date) -> int:
    """Charge the kept cards what is due of their plans; return how many charges were asked for.

    Safe to run at any time: what waits for an answer, was declined lately or too often, or is paid, is not
    charged again; what was asked for today is asked again by its own key, in case it never left. A card whose
    plan has ended is let go. A decline is somebody's task. ClosedDay before anything is charged on a day that
    is closed.
    """
    require(actor, P.RECEIPT_TAKE)
    _let_go(actor, terminal, on=on)
    for card, charge in _unanswered(actor, on=on):
        _charge(actor, terminal, card, charge, on=on)
    asked = 0
    for card_id in _standing(actor):
        found = _ask(actor, card_id, on=on)
        if found is None:
            continue
        asked += 1
        _charge(actor, terminal, *found, on=on)
    return asked


def _charge(actor: Actor, terminal: CardTerminal, card: CardOnFile, charge: CardCharge, *, on: date) -> None:
    """Charge a kept card by the charge's key, which the terminal obeys once; without an answer it waits."""
    try:
        answer = terminal.charge_kept(key_of(actor, charge), card.token, charge.cents)
    except LinkDown:
        return
    except (LinkRefused, LinkConflict):
        answer = CardAnswer(is_approved=False, why="the terminal doesn't know the card")
    answer_charge(actor, charge.id, answer, on=on)


def _unanswered(actor: Actor, *, on: date) -> list[tuple[CardOnFile, CardCharge]]:
    """The charges of today whose answer was lost, or which never left, with their cards where those stand."""
    with enter(actor, P.RECEIPT_TAKE) as session:
        waiting = session.find(CardCharge, state=CardState.ASKED)
        charges = [one for one in waiting if one.card_id and one.asked_on == on]
        ids = [one.card_id for one in charges]
        cards = {one.id: one for one in session.find(CardOnFile, id=ids)} if ids else {}
    return [(cards[one.card_id], one) for one in charges if cards[one.card_id].state is KeptState.STANDING]


def _standing(actor: Actor) -> list[int]:
    with enter(actor, P.RECEIPT_TAKE) as session:
        return [card.id for card in session.find(CardOnFile, state=KeptState.STANDING, order="id")]


def _ask(actor: Actor, card_id: int, *, on: date) -> tuple[CardOnFile, CardCharge] | None:
    """Put what a card is to be charged into the books, where something is."""
    with enter(actor, P.RECEIPT_TAKE) as session:
        take_turn(session)
        refuse_closed(session, on)
        card = session.get(CardOnFile, card_id)
        plans = [one for one in paid_plans(session, [card.patient_id], on=on) if one.plan.id == card.plan_id]
        kept = cards_of(session, plans).get(card.plan_id)
        if kept is None:
            return None
        (paid,) = _less_free(session, plans)
        cents = to_charge(paid, kept, autopay(), on=on)
        if not cents:
            return None
        charge = CardCharge(
            id=next(session.ids()),
            patient_id=card.patient_id,
            cents=cents,
            asked_by=actor.name,
            asked_on=on,
            target=Target.PLAN,
            plan_id=card.plan_id,
            card_id=card.id,
        )
        plan = Plan(on=on, records=(charge,), reads=reading(card, paid.plan))
        commit(session, plan, cause=cause(actor, "collect", "a plan's part falls due"))
        return card, charge


def _less_free(session: Session, plans: list[PaidPlan]) -> Iterator[PaidPlan]:
    """What is owed beyond the money that we hold already."""
    free = free_by_patients(session, [one.plan.patient_id for one in plans])
    return (
        replace(one, owed_cents=one.owed_cents - free.get(one.plan.patient_id, (0, 0))[0]) for one in plans
    )


def _let_go(actor: Actor, terminal: CardTerminal, *, on: date) -> None:
    """Revoke the cards whose plans have ended."""
    with enter(actor, P.RECEIPT_TAKE) as session:
        take_turn(session)
        kept = session.find(CardOnFile, state=KeptState.STANDING)
        plans = session.find(PaymentPlan, id=[card.plan_id for card in kept]) if kept else []
        over = {plan.id for plan in plans if plan.state is not PlanState.OPEN}
        gone = [card for card in kept if card.plan_id in over]
        records = tuple(revoked(card, why=PLAN_OVER, on=on) for card in gone)
        plan = Plan(on=on, records=records, reads=reading(*gone))
        commit(session, plan, cause=cause(actor, "collect", PLAN_OVER))
    for card in gone:
        _forget(terminal, card)


def _forget(terminal: CardTerminal, card: CardOnFile) -> None:
    """Ask the terminal to forget a card; where it doesn't answer, we charge it no more all the same."""
    try:
        terminal.forget(card.token)
    except LinkDown:
        return


def _without_card(session: Session, plan_id: int) -> PaymentPlan:
    plan = session.get(PaymentPlan, plan_id)
    if plan.state is not PlanState.OPEN:
        raise refusal("PLN-04", "This plan has ended.", "Load the patient again.")
    if session.find(CardOnFile, plan_id=plan_id, state=KeptState.STANDING):
        raise refusal("CRD-06", "The plan has a card already.", "End that consent first.")
    return plan
