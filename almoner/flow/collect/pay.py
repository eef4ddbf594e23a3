"""A guarantor sees and pays a bill by the link of a statement, with no sign-in and with one permission alone.

Promises that nothing is told before the second question is answered rightly; that every wrong, unknown,
locked or foreign link gets the same answer; that no charge is begun while another waits, nor for more than is
owed; and that the practice's own clockwork, never who pays, makes receipts of what the processor approved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from almoner.core.collect.billing_mark import BillingMark, MarkSort
from almoner.core.collect.card import CardAnswer, CardCharge, CardState, FarePart, drafts_of
from almoner.core.collect.pay_link import LinkState, PayLink, answered, read_token
from almoner.core.collect.payment_plan import Instalment, PaymentPlan, PlanState
from almoner.core.collect.receipt import Receipt
from almoner.core.collect.take import MOST_CENTS, faults
from almoner.core.party import Patient, Practice
from almoner.core.plan import Plan, reading
from almoner.core.report.owed_now import OwedNow, divided, owed_now
from almoner.core.report.statement import Statement
from almoner.flow.access import Actor, Permission, cause, enter, holder, office, require
from almoner.flow.attempts import Attempts, TooManyAttempts
from almoner.flow.clock import today
from almoner.flow.collect.asking import wording
from almoner.flow.collect.card import answer_charge, key_of, terminal_of
from almoner.flow.collect.look_receipt import receipt_page
from almoner.flow.collect.payment_plan import paid_plans, plan_offers
from almoner.flow.collect.statement import bills_by
from almoner.flow.once import first_act
from almoner.flow.refused import refusal
from almoner.links.card import CardTerminal
from almoner.links.card_simulator import APPROVED, DECLINES, HostedPage, SimulatedTerminal
from almoner.links.mailbox import LinkConflict, LinkDown, LinkRefused
from almoner.store.commit import commit, first_open_day, take_turn
from almoner.store.money.dunning import guarantors_of
from almoner.store.session import NotFound, Session

P = Permission
ATTEMPTS = Attempts()
"""The wrong answers of this process by where they came from; those of a link stand in the books."""
FREE_TRIES = 50
MOST_A_DAY = 10
"""Charges that one link may begin on a day: who tries out stolen cards needs more."""


class Opening(StrEnum):
    """What came of an answer."""

    OPEN = "open"
    NO = "no"
    """It fits no link that is open to answers: nobody is told why."""
    RUN_OUT = "run_out"
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answers to the second question: a birth date, or the ZIP code of who was never a patient
    here.
    """

    birth_on: date | None = None
    zip_code: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of an answer; the ids are 0 unless it opened the link."""

    opening: Opening
    practice_id: int = 0
    link_id: int = 0


@dataclass(frozen=True, slots=True)
class PayBill:
    """A bill as who pays it sees it. `waiting` is a charge that was begun and not answered, `paid` are those
    that were approved by this link, the newest first. `offers` are plans that they may agree to alone,
    `plans` those that stand, `disputes` what they or somebody for them said is wrong.
    """

    practice: Practice
    addressee: str
    called: str
    stated_on: date
    due_on: date
    owed: OwedNow
    waiting: CardCharge | None
    paid: tuple[CardCharge, ...]
    offers: tuple[tuple[Instalment, ...], ...] = ()
    plans: tuple[PaymentPlan, ...] = ()
    disputes: tuple[BillingMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much somebody wants to pay: `all`, `instalment`, or `other` with its cents."""

    choice: str
    cents: int = 0


@dataclass(frozen=True, slots=True)
class Payment:
    """A charge as who pays sees it; `address` is the processor's page while it can be paid there."""

    practice: Practice
    charge: CardCharge
    names: tuple[str, ...]
    address: str = ""


def answer_link(token: str, said: Said, *, where: str) -> Opened:
    """Answer the second question of a link by its token, from an address. Raises TooManyAttempts before
    anything is looked at.
    """
    tries = {f"address {where}": FREE_TRIES}
    wait_s = ATTEMPTS.wait_s(tries)
    if wait_s:
        raise TooManyAttempts(wait_s)
    read = read_token(token)
    opened = _answer(holder(read[0]), read[1], said) if read else Opened(Opening.NO)
    if opened.opening is Opening.NO:
        ATTEMPTS.failed(tries)
    return opened


def _answer(by: Actor, digest: str, said: Said) -> Opened:
    with enter(by, P.BILL_PAY) as session:
        if not session.find(PayLink, digest=digest):
            return Opened(Opening.NO)
    on = today(by)
    with enter(by, P.BILL_PAY) as session:
        take_turn(session)
        found = session.find(PayLink, digest=digest)
        if found[0].is_locked:
            return Opened(Opening.NO)
        (link,) = found
        is_right = _knows(session, link, said)
        plan = answered(link, is_right=is_right, ids=session.ids(), on=on)
        why = "the right answer to a pay link" if is_right else "a wrong answer to a pay link"
        commit(session, plan, cause=cause(by, "pay", why))
        opening = _opening(link, on=on) if is_right else Opening.NO
        return Opened(opening, by.practice_id, link.id) if opening is Opening.OPEN else Opened(opening)


def _opening(link: PayLink, *, on: date) -> Opening:
    if link.state is LinkState.REVOKED:
        return Opening.REVOKED
    if link.state is LinkState.REPLACED:
        return Opening.REPLACED
    return Opening.OPEN if on < link.until_on else Opening.RUN_OUT


def _knows(session: Session, link: PayLink, said: Said) -> bool:
    """True where somebody answers as the guarantor would: by the birth date where it is on file, else by the
    ZIP code. Nobody is the guarantor of a bill that another answers for by now.
    """
    patient = session.get(Patient, link.patient_id)
    if not _still_answers(session, link):
        return False
    answers = patient.guarantor
    if answers is None or answers.patient_id:
        whole = session.get(Patient, answers.patient_id) if answers else patient
        return said.birth_on == whole.birth_on
    return said.birth_on is None and said.zip_code != "" and said.zip_code == answers.address.zip[:5]


def _still_answers(session: Session, link: PayLink) -> bool:
    return guarantors_of(session, [link.patient_id]).get(link.patient_id) == link.guarantor


def see_bill(actor: Actor, link_id: int, *, on: date) -> PayBill:
    """Return the bill of an opened link as it stands now, or raise NotFound where it is closed by now."""
    with enter(actor, P.BILL_PAY) as session:
        link = open_link(session, link_id, on=on)
        statement = session.get(Statement, link.statement_id)
        patient = session.get(Patient, link.patient_id)
        charges = session.find(CardCharge, link_id=link.id)
        name = (patient.guarantor or patient).name
        owed, whose = owed_by(session, link, statement, on=on), patients_of(session, statement)
        has_plan = any(part.plan_cents is not None for part in owed.parts)
        is_told = owed.is_in_part or owed.disputed
        marks = session.find(BillingMark, patient_id=whose) if is_told else []
        return PayBill(
            practice=session.get(Practice, session.practice_id),
            addressee=f"{name.first} {name.last}",
            called=name.first,
            stated_on=statement.stated_on,
            due_on=statement.due_on,
            owed=owed,
            waiting=next((one for one in charges if one.state is CardState.ASKED), None),
            paid=tuple(one for one in reversed(charges) if one.state is CardState.APPROVED),
            offers=plan_offers(owed, statement.due_on, on=on),
            plans=tuple(
                session.find(PaymentPlan, patient_id=whose, state=PlanState.OPEN) if has_plan else ()
            ),
            disputes=tuple(one for one in marks if one.sort is MarkSort.DISPUTE and one.stands(on)),
        )


def _own_charges(session: Session, link_id: int) -> list[CardCharge]:
    """The charges of an opened link: who has paid sees what came of it also where the link has run out."""
    link = session.get(PayLink, link_id)
    if link.state is LinkState.REVOKED:
        raise NotFound("no such bill in this practice")
    return session.find(CardCharge, link_id=link.id)


def open_link(session: Session, link_id: int, *, on: date) -> PayLink:
    """Return an opened link, or raise NotFound where it is closed by now (called inside a flow)."""
    link = session.get(PayLink, link_id)
    if not link.leads_to_a_bill(on=on) or not _still_answers(session, link):
        raise NotFound("no such bill in this practice")
    return link


def patients_of(session: Session, statement: Statement) -> list[int]:
    """Return whom a statement is about, by the charts that stand for them (called inside a flow)."""
    named = [part.patient_id for part in statement.parts] or [statement.patient_id]
    return [session.charts.standing(one) for one in named]


def owed_by(session: Session, link: PayLink, statement: Statement, *, on: date) -> OwedNow:
    """Return what is owed by a link's statement as it stands now (called inside a flow)."""
    patients = patients_of(session, statement)
    bills = bills_by(session, [link.guarantor], on=on)
    return owed_now(bills[0], wording(), patients, on=on) if bills else OwedNow()


def begin_payment(actor: Actor, link_id: int, wanted: Wanted, *, on: date) -> CardCharge:
    """Put what somebody wants to pay into the books, before the processor is asked. A form that is sent again
    gets the charge that it made. Refused where more is wanted than is owed, or another charge waits.
    """
    with enter(actor, P.BILL_PAY) as session:
        take_turn(session)
        link = open_link(session, link_id, on=on)
        if (first := first_act(session, actor, CardCharge)) is not None:
            return first
        _refuse_another(session.find(CardCharge, link_id=link.id), on=on)
        owed = owed_by(session, link, session.get(Statement, link.statement_id), on=on)
        cents = _cents(owed, wanted)
        parts = divided(owed, cents, is_instalment=wanted.choice == "instalment")
        draft = CardCharge(
            id=next(session.ids()),
            patient_id=parts[0].patient_id,
            cents=cents,
            asked_by=actor.name,
            asked_on=first_open_day(session, on),
            link_id=link.id,
            parts=_on_plans(session, parts, on=on),
        )
        assert not any(faults(one) for one in drafts_of(draft, CardAnswer(is_approved=True)))
        plan = Plan(on=draft.asked_on, records=(draft,), reads=reading(link))
        commit(session, plan, cause=cause(actor, "pay", "a card is charged by a pay link"))
        return draft


def _refuse_another(charges: Sequence[CardCharge], *, on: date) -> None:
    if any(one.state is CardState.ASKED for one in charges):
        why = "Another payment by this link is under way."
        raise refusal("PAY-11", why, "Finish it or give it up; then pay what is left.")
    if sum(one.asked_on >= on for one in charges) >= MOST_A_DAY:
        raise refusal("PAY-12", "That were many payments for one day.", "Try again tomorrow, or call us.")


def _cents(owed: OwedNow, wanted: Wanted) -> int:
    """How much is paid, in cents; Refused where it can't be."""
    most = min(owed.all_cents, MOST_CENTS)
    if not most:
        raise refusal("PAY-13", "Nothing is owed here now.", "Load the page again.")
    named = {"all": most, "instalment": owed.instalment_cents, "other": wanted.cents}
    cents = named.get(wanted.choice, 0)
    if not 0 < cents <= most:
        why = "Give an amount above $0.00, at most what is owed."
        raise refusal("PAY-14", why, "Correct the amount.", "amount")
    return cents


def _on_plans(session: Session, parts: tuple[FarePart, ...], *, on: date) -> tuple[FarePart, ...]:
    """The parts, each on its patient's payment plan where one stands and it fits."""
    patients = [part.patient_id for part in parts]
    plans = {one.plan.patient_id: one for one in paid_plans(session, patients, on=on)}
    found = []
    for part in parts:
        paid = plans.get(part.patient_id)
        fits = paid is not None and part.cents <= paid.plan.total_cents - paid.paid_cents
        found.append(replace(part, plan_id=paid.plan.id) if paid is not None and fits else part)
    return tuple(found)


def terminal(actor: Actor) -> CardTerminal:
    """Return the practice's terminal, for its pages alone."""
    require(actor, P.BILL_PAY)
    return terminal_of(office(actor.practice_id))


def look_at_payment(actor: Actor, link_id: int, charge_id: int, *, back: str, on: date) -> Payment:
    """Return how a charge of an opened link stands, asking the processor where its answer isn't known; `back`
    is where the processor's page leads back to. Raises NotFound where it is another link's.
    """
    charge, day = _charge(actor, link_id, charge_id, on=on)
    address = ""
    if charge.state is CardState.ASKED:
        charge, address = _ask(actor, charge, back, on=day)
    with enter(actor, P.BILL_PAY) as session:
        patients = session.find(Patient, id=[part.patient_id for part in charge.fares])
        names = {one.id: f"{one.name.first} {one.name.last}" for one in patients}
        told = tuple(names[part.patient_id] for part in charge.fares)
        return Payment(session.get(Practice, session.practice_id), charge, told, address)


def _ask(actor: Actor, charge: CardCharge, back: str, *, on: date) -> tuple[CardCharge, str]:
    """The charge as the processor knows it, or where it can be paid."""
    by = office(actor.practice_id)
    asked, key = terminal(actor), key_of(by, charge)
    try:
        answer = asked.status(key)
        if answer is None:
            return charge, asked.host(key, charge.cents, back)
    except LinkDown:
        return charge, ""
    except (LinkRefused, LinkConflict):
        answer = CardAnswer(is_approved=False, why="cards can't be taken here at present")
    return answer_charge(by, charge.id, answer, on=on), ""


def give_up_payment(actor: Actor, link_id: int, charge_id: int, *, on: date) -> CardCharge:
    """Close the processor's page of a charge, and return what became of it: who paid before has paid."""
    charge, day = _charge(actor, link_id, charge_id, on=on)
    if charge.state is not CardState.ASKED:
        return charge
    by = office(actor.practice_id)
    try:
        answer = terminal(actor).withdraw(key_of(by, charge))
    except LinkDown:
        why = "The card processor does not answer."
        raise refusal("PAY-15", why, "Wait a minute and try again: nothing is charged twice.") from None
    return answer_charge(by, charge.id, answer, on=day)


def receipt_of(actor: Actor, link_id: int, receipt_id: int) -> bytes:
    """Return the receipt of a payment by an opened link as PDF, or raise NotFound where it is another's."""
    with enter(actor, P.BILL_PAY) as session:
        charges = _own_charges(session, link_id)
        own = {part.receipt_id for charge in charges for part in charge.fares if part.receipt_id}
        if receipt_id not in own:
            raise NotFound(f"no such {Receipt.kind} in this practice")
    return receipt_page(office(actor.practice_id), receipt_id)


TEST_CARDS = {APPROVED: "approved"} | DECLINES
"""The cards of the simulated processor by their last four digits, with what becomes of them."""


def processor_page(actor: Actor, page_id: str) -> tuple[HostedPage, CardAnswer | None] | None:
    """Return a page of the simulated processor with what became of it; None where there is none, or the
    processor is a real one.
    """
    simulated = _simulated(actor)
    return simulated.shown(page_id) if simulated else None


def _simulated(actor: Actor) -> SimulatedTerminal | None:
    try:
        found = terminal(actor)
    except NotFound:  # no such practice
        return None
    return found if isinstance(found, SimulatedTerminal) else None


def pay_on_page(actor: Actor, page_id: str, card: str) -> str | None:
    """Take a test card on a page of the simulated processor, and return where it leads back to; None where
    there is no such page or card.
    """
    simulated = _simulated(actor)
    found = simulated.shown(page_id) if simulated else None
    if simulated is None or found is None or card not in TEST_CARDS:
        return None
    simulated.pay(found[0], card)
    return found[0].back


def _charge(actor: Actor, link_id: int, charge_id: int, *, on: date) -> tuple[CardCharge, date]:
    """A charge of an opened link, and the first day that takes its money."""
    with enter(actor, P.BILL_PAY) as session:
        found = [one for one in _own_charges(session, link_id) if one.id == charge_id]
        if not found:
            raise NotFound(f"no such {CardCharge.kind} in this practice")
        return found[0], first_open_day(session, on)
