"""What people of the year do to patients' money beside the usual day: refunds, checks that bounce and their
fee, discounts given and taken back, and the months that close.

Each act follows from the books and the day alone, and happens once a day, so that a kill changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.cli.demo.chance import Chance
from almoner.cli.demo.practice import Team
from almoner.core.charge import ChargeLine
from almoner.core.collect import Receipt
from almoner.core.collect.adjust import ActState, BalanceAct
from almoner.core.collect.month import MonthClose, first_of, next_month
from almoner.core.collect.receipt import RETURNABLE
from almoner.core.collect.refund import Refund, RefundState
from almoner.core.collect.returned_fee import standing_fee
from almoner.core.ledger import Account
from almoner.core.party import Patient
from almoner.core.plan import Task, TaskState
from almoner.core.remit.history import PART
from almoner.flow.access import office
from almoner.flow.books import ledger
from almoner.flow.collect import adjust, refund, returned, returned_fee
from almoner.flow.collect.adjust import Draft
from almoner.flow.collect.refund import Wish
from almoner.flow.refused import Refused
from almoner.store.money.postings import line_balances
from almoner.store.session import Session, books

Act = Callable[[date], None]
"""What somebody does on a day; safe to do again where it was cut off."""
PATIENT = Account.PATIENT_AR.value
DISCOUNT = "prompt_payment"
FEE_CENTS = 2000
WAIVED_AFTER = timedelta(days=2)
EVERY = {"bounce": 3, "discount": 2, "regret": 5}
"""Every how many days it happens at most."""


@dataclass(frozen=True, slots=True)
class People:
    """The hands of a practice; each act is its own flow."""

    team: Team
    chance: Chance

    def open(self, on: date) -> None:
        """Set what a returned check costs."""
        actor = office(self.team.practice_id)
        returned_fee.set_fee(actor, FEE_CENTS, on=on, reason="the sign at the desk says so")

    def acts(self, on: date) -> Iterator[Act]:
        """Yield what is due on a day, before its usual work."""
        yield self._refund
        if on.toordinal() % EVERY["bounce"] == 0:
            yield self._bounce
        yield self._fees
        if on.toordinal() % EVERY["discount"] == 0:
            yield self._discount
        if on.toordinal() % EVERY["regret"] == 0:
            yield self._regret
        yield self._close_month

    def _refund(self, on: date) -> None:
        """One is asked for a day; the next day another decides it, the day after a third issues it."""
        with books(self.team.practice_id) as session:
            known = session.find(Refund)
            free = _in_order(session, [one for one in session.find(Receipt) if one.free_cents > 0])
            held = {task.id: task.cents for task in session.find(Task, state=TaskState.OPEN, what=PART)}
        for one in known:
            if one.state is RefundState.ASKED and one.asked_on < on:
                is_free = any(each.id == one.receipt_id and each.free_cents >= one.cents for each in free)
                is_free |= held.get(one.task_id) == one.cents or one.deferred_number > 0
                refund.decide_refund(self.team.manager, one.id, is_approved=is_free, why="seen", on=on)
            elif one.state is RefundState.APPROVED and one.decided_on is not None and one.decided_on < on:
                refund.issue_refund(self.team.desk, one.id, method="check", number=f"{on:%Y%m%d}", on=on)
            elif one.state is RefundState.ISSUED and one.issued_on is not None and one.issued_on < on:
                self._settle(one, on)
        asked = {one.receipt_id for one in known if one.state is RefundState.ASKED}
        wanted = [one for one in free if one.received_on < on and one.id not in asked]
        if wanted and not any(one.asked_on == on and one.receipt_id for one in known):
            wish = Wish(wanted[0].free_cents, "paid beforehand and not needed")
            refund.ask_for_patient(self.team.biller, wanted[0].id, wish, on=on)

    def _settle(self, one: Refund, on: date) -> None:
        """A payer writes that it has the money of what it had put off."""
        if one.deferred_number and one.is_in_transit:
            try:
                refund.settle_refund(self.team.biller, one.id, on=on, reason="they wrote that they have it")
            except Refused:
                return  # it took it itself meanwhile, and owes us

    def _bounce(self, on: date) -> None:
        """The bank takes a deposited payment back."""
        with books(self.team.practice_id) as session:
            every = session.find(Receipt)
            fitting = _in_order(session, [one for one in every if _can_bounce(one)])
        if fitting and not any(one.returned_on == on for one in every):
            one = fitting[0]
            returned.return_receipt(self.team.biller, one.id, one.cents, on=on, reason="NSF")

    def _fees(self, on: date) -> None:
        """Most returned checks cost their fee, on the day; some of the fees are taken back two days later."""
        with books(self.team.practice_id) as session:
            days = [on, on - WAIVED_AFTER]
            back = [one for one in session.find(Receipt, method="check") if one.returned_on in days]
            standing = {one.id: standing_fee(returned_fee.fees_of(session, one.id)) for one in back}
            numbers = _numbers(session)
        for one in back:
            roll = self.chance.of("fee", numbers[one.patient_id], one.returned_on).random()
            if one.returned_on == on and roll < 0.8 and standing[one.id] is None:
                returned_fee.charge_fee(self.team.biller, one.id, on=on)
            elif one.returned_on != on and roll < 0.3 and standing[one.id] is not None:
                why = "it was the bank's mistake"
                returned_fee.waive_fee(self.team.biller, one.id, on=on, reason=why)

    def _discount(self, on: date) -> None:
        """A patient's balance is given away by the practice's policy."""
        with books(self.team.practice_id) as session:
            acts = [one for one in session.find(BalanceAct) if one.reason == DISCOUNT]
            if any(one.proposed_on == on for one in acts):
                return
            numbers = _numbers(session)
            lines = {one.id: one for one in session.find(ChargeLine)}
            open_ = line_balances(session, lines)
        owed = sorted(
            (cents, lines[line_id].service_on, numbers[lines[line_id].patient_id], line_id)
            for (line_id, account), cents in open_.items()
            if account == PATIENT and cents > 0 and lines[line_id].stands
        )
        if owed:
            cents, _, _, line_id = owed[0]
            draft = Draft(DISCOUNT, {(line_id, PATIENT): cents}, patient_id=lines[line_id].patient_id)
            adjust.ask(self.team.biller, draft, on=on)

    def _regret(self, on: date) -> None:
        """The oldest discount that stands is taken back."""
        with books(self.team.practice_id) as session:
            acts = [one for one in session.find(BalanceAct) if one.reason == DISCOUNT]
        standing = [one for one in acts if one.state is ActState.POSTED and one.proposed_on < on]
        if standing and not any(one.reversed_on == on for one in acts):
            adjust.take_back(self.team.manager, standing[0].id, on=on, why="The payment came late.")

    def _close_month(self, on: date) -> None:
        """The month before is closed on the first day of the next one on which its days are."""
        month_on = first_of(on)
        with books(self.team.practice_id) as session:
            closed = [one.month_on for one in session.find(MonthClose)]
            first_on = session.value(
                "SELECT min(effective_on) FROM posting WHERE practice_id = %s", self.team.practice_id
            )
        if first_on is None:
            return
        due_on = next_month(max(closed)) if closed else first_of(first_on)
        if due_on < month_on:
            ledger.close_books_of_month(self.team.manager, month_on=due_on, on=on)


def _can_bounce(receipt: Receipt) -> bool:
    is_whole = not (receipt.returned_cents or receipt.refunded_cents)
    return bool(receipt.deposit_id) and is_whole and receipt.method in RETURNABLE


def _in_order(session: Session, receipts: Iterable[Receipt]) -> list[Receipt]:
    """Receipts in an order that says nothing of our own numbers, which a kill may shift."""
    numbers = _numbers(session)
    return sorted(receipts, key=lambda one: (one.received_on, one.cents, numbers[one.patient_id]))


def _numbers(session: Session) -> dict[int, str]:
    return {one.id: one.number for one in session.find(Patient)}
