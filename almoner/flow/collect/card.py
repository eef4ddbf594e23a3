"""Cards: a charge becomes a receipt like any other money, and a refund goes back to the card it came from.

What a terminal is asked for is in the books before it is asked, so that an answer which was lost is found
again and no card is charged twice.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from almoner.core.chart import Visit
from almoner.core.collect import Target
from almoner.core.collect.card import CardAnswer, CardCharge, CardState, answered, drafts_of
from almoner.core.collect.card_on_file import TASK, followed
from almoner.core.collect.payment_plan import PaymentPlan
from almoner.core.collect.refund import Issue, issue_faults
from almoner.core.collect.take import faults
from almoner.core.party import Patient
from almoner.core.plan import Plan, Task, TaskState
from almoner.flow.access import Actor, Permission, cause, enter, office, require
from almoner.flow.clock import box_folder
from almoner.flow.collect.collect import lay_receipts
from almoner.flow.collect.refund import case_of, issue_refund
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_faults
from almoner.links.card import CardTerminal, card_terminal
from almoner.links.mailbox import LinkConflict, LinkDown, LinkRefused
from almoner.settings import option
from almoner.store.commit import commit, refuse_closed, take_turn

CARD_PAGE = "/card-page"
"""Where the screens show the pages of a simulated terminal."""


@dataclass(frozen=True, slots=True)
class Fare:
    """What a card is to be charged for: whose account, how much, and what it is meant for."""

    patient_id: int
    cents: int
    visit_id: int = 0
    target: Target = Target.ACCOUNT
    plan_id: int = 0


def terminal_of(actor: Actor) -> CardTerminal:
    """Return the practice's terminal: the configured one, else the simulated one beside the payer in a box.

    With a mailbox of the real world and no terminal set there is none.
    """
    require(actor, Permission.DAY_READ)
    named = option("ALMONER_CARD_TERMINAL")
    site = f"{CARD_PAGE}/{actor.practice_id}"
    if named or option("ALMONER_MAILBOX"):
        return card_terminal(str(Path(named) / str(actor.practice_id)) if named else "", site=site)
    return card_terminal(str(box_folder(actor) / "terminal"), site=site)


def charge_card(actor: Actor, terminal: CardTerminal, fare: Fare, *, on: date) -> CardCharge:
    """Charge the card at the terminal, and return the charge as it stands: approved with its receipt,
    declined, or asked where no answer came; that one is settled later and is not to be charged again. A form
    that is sent again gets the charge that it made.
    """
    asked = _ask(actor, fare, on=on)
    if asked.state is not CardState.ASKED:
        return asked
    try:
        answer = terminal.charge(key_of(actor, asked), asked.cents)
    except LinkDown:
        return asked
    except (LinkRefused, LinkConflict):
        answer = CardAnswer(is_approved=False, why="no terminal takes this")
    return answer_charge(replace(actor, once=None), asked.id, answer, on=on)


def settle_charges(actor: Actor, terminal: CardTerminal, *, on: date) -> int:
    """Ask the terminal what became of the charges whose answer was lost; return how many are known now.

    A charge of today that the terminal doesn't know may still be on its way; one of before never came. A page
    of the processor's that was opened yesterday may still be paid; an older one is closed first.
    """
    with enter(actor, Permission.RECEIPT_TAKE) as session:
        waiting = session.find(CardCharge, state=CardState.ASKED)
    known = 0
    for charge in waiting:
        try:
            answer = terminal.status(key_of(actor, charge))
            if answer is None and charge.link_id and charge.asked_on + timedelta(days=1) < on:
                answer = terminal.withdraw(key_of(actor, charge))
        except LinkDown:
            break
        if answer is None and not charge.link_id and charge.asked_on < on:
            answer = CardAnswer(is_approved=False, why="it never reached the terminal")
        if answer is not None:
            answer_charge(actor, charge.id, answer, on=on)
            known += 1
    return known


def refund_card(actor: Actor, terminal: CardTerminal, refund_id: int, *, on: date) -> None:
    """Issue an approved refund to the card that was charged.

    Refused where the terminal declines it or doesn't answer; to do it again is safe.
    """
    with enter(actor, Permission.REFUND_ISSUE) as session:
        case = case_of(session, refund_id)
    refuse_faults(
        "REF-01",
        issue_faults(case, Issue("card", "at the terminal", actor.name)),
        "Load the list again and choose what fits.",
    )
    assert case.receipt is not None, "only a receipt by card goes back to a card"
    key = f"refund-{actor.practice_id}-{refund_id}"
    try:
        answer = terminal.refund(key, case.receipt.reference, case.refund.cents)
    except LinkDown:
        raise refusal(
            "CRD-02", "The terminal doesn't answer.", "Do it again: nothing is done twice."
        ) from None
    except (LinkRefused, LinkConflict):
        answer = CardAnswer(is_approved=False)
    if not answer.is_approved:
        raise refusal("CRD-01", "The terminal declines this refund.", "Give it back by check or transfer.")
    issue_refund(actor, refund_id, method="card", number=answer.reference, on=on)


def _ask(actor: Actor, fare: Fare, *, on: date) -> CardCharge:
    with enter(actor, Permission.RECEIPT_TAKE) as session:
        if (first := first_act(session, actor, CardCharge)) is not None:
            return first
        refuse_closed(session, on)
        draft = CardCharge(
            id=next(session.ids()),
            patient_id=fare.patient_id,
            cents=fare.cents,
            asked_by=actor.name,
            asked_on=on,
            visit_id=fare.visit_id,
            target=fare.target,
            plan_id=fare.plan_id,
        )
        refuse_faults(
            "COL-01", faults(drafts_of(draft, CardAnswer(is_approved=True))[0]), "Correct the receipt."
        )
        session.get(Patient, fare.patient_id)
        if fare.visit_id and session.get(Visit, fare.visit_id).patient_id != fare.patient_id:
            raise refusal("COL-02", "The visit is another patient's.", "Choose a visit of who pays.", "visit")
        if fare.plan_id and session.get(PaymentPlan, fare.plan_id).patient_id != fare.patient_id:
            raise refusal("COL-02", "The plan is another patient's.", "Choose a plan of who pays.", "plan")
        commit(session, Plan(on=on, records=(draft,)), cause=cause(actor, "collect", "a card is charged"))
        return draft


def answer_charge(actor: Actor, charge_id: int, answer: CardAnswer, *, on: date) -> CardCharge:
    """Record what the terminal said, once: who comes second finds it settled."""
    with enter(actor, Permission.RECEIPT_TAKE) as session:
        take_turn(session)
        charge = session.get(CardCharge, charge_id)
        if charge.state is not CardState.ASKED:
            return charge
        plan = answered(charge, answer, ids=session.ids(), on=on)
        if charge.card_id:
            work = session.find(Task, subject_id=charge.plan_id, what=TASK, state=TaskState.OPEN)
            plan = followed(plan, charge, work, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "collect", "a card's terminal answered"))
        made = next(record for record in plan.records if isinstance(record, CardCharge))
    if made.link_id and made.state is CardState.APPROVED:
        _lay(made, office(actor.practice_id), on=on)
    return made


def _lay(charge: CardCharge, by: Actor, *, on: date) -> None:
    """Lay what a guarantor paid from afar on what it was asked for: nobody of the practice took it."""
    parts = charge.parts
    lay_receipts(by, [one.patient_id for one in parts], on=on, only=[one.receipt_id for one in parts])


def key_of(actor: Actor, charge: CardCharge) -> str:
    """Return the key by which the terminal knows a charge, for ever."""
    require(actor, Permission.RECEIPT_TAKE)
    return f"charge-{actor.practice_id}-{charge.id}"
