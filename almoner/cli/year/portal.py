"""Guarantors of the year who pay by the link of their statement: opened, mistyped, declined, paid, paid twice
by a double click, left half-way; links that are closed; and what is given back or charged back later.

What happens to whom follows from the seed, the statement's day and the patient's number.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from almoner.cli.demo.chance import Chance
from almoner.cli.demo.practice import Team
from almoner.cli.year.people import Act
from almoner.core.collect import Allocation, Receipt
from almoner.core.collect.card import CardCharge, CardState
from almoner.core.collect.pay_link import MOST_TRIES, LinkState, PayLink
from almoner.core.collect.refund import Refund, RefundState
from almoner.core.party import Patient
from almoner.flow.access import Actor, holder
from almoner.flow.clock import CLOCK, box_folder
from almoner.flow.collect import collect, pay, pay_link, refund, returned
from almoner.flow.collect.card import refund_card
from almoner.flow.collect.pay import Opening, Said, Wanted
from almoner.flow.collect.refund import Wish
from almoner.flow.refused import Refused
from almoner.links.card import CardTerminal
from almoner.links.card_simulator import APPROVED, POOR
from almoner.store.once import Once
from almoner.store.session import Session, books

BACK = "/pay/bill/1"
COMES_WITHIN = 9
BACK_AFTER = timedelta(days=5)
"""How long after its payment some money goes back."""
NEVER = Said(date(1901, 1, 1))
COMES, MISTYPES, FORGETS, REVOKED = 0.5, 0.3, 0.08, 0.1


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the link of their statement; `number` is the patient's, which says nothing of our ids."""

    link: PayLink
    patient: Patient
    answers: Patient
    """Who answers for the bill, where that is a patient too."""

    @property
    def key(self) -> tuple[str, date]:
        return self.patient.number, self.link.made_on


@dataclass(frozen=True, slots=True)
class Portal:
    """Guarantors with their links, and the practice's hands at what they paid."""

    team: Team
    terminal: CardTerminal
    chance: Chance

    def acts(self, on: date) -> Iterator[Act]:
        """Yield what is due on a day, before the processor is asked about yesterday."""
        self._set_clock(on)
        yield self._come_back
        yield self._revoke
        yield self._visit
        yield self._give_back
        yield self._charge_back

    def _set_clock(self, on: date) -> None:
        """Links ask the box which day it is."""
        folder = box_folder(self.team.biller)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / CLOCK).write_text(on.isoformat(), encoding="ascii")

    def _visits(self, on: date) -> list[Visit]:
        """Who comes to their link today, whether it stands or not."""
        with books(self.team.practice_id) as session:
            days = [on - timedelta(days=back) for back in range(1, COMES_WITHIN + 1)]
            found = _at(session, session.find(PayLink, made_on=days))
        return sorted((one for one in found if self._comes_on(one) == on), key=lambda one: one.key)

    def _comes_on(self, one: Visit) -> date | None:
        chance = self.chance.of("portal", *one.key)
        days = chance.randint(1, COMES_WITHIN)
        return one.link.made_on + timedelta(days=days) if chance.random() < COMES else None

    # -------------------------------------------------------------------------------------------- who pays

    def _visit(self, on: date) -> None:
        for one in self._visits(on):
            if self._opens(one):
                self._pay(one, on)

    def _opens(self, one: Visit) -> bool:
        """True where the second question is answered, now and then after a wrong answer; a link that is
        closed tells it, and too many wrong answers close one.
        """
        chance = self.chance.of("opens", *one.key)
        token, where = pay_link.token_for(self.team.practice_id, one.link.id), "-".join(map(str, one.key))
        wrong = MOST_TRIES if chance.random() < FORGETS else 1 if chance.random() < MISTYPES else 0
        for _ in range(wrong):
            told = pay.answer_link(token, NEVER, where=where)
            assert told.opening is Opening.NO, "a wrong answer opens nothing"
        opened = pay.answer_link(token, _known(one), where=where).opening
        if wrong == MOST_TRIES:
            assert opened is Opening.NO, "a locked link opens to nobody"
        elif one.link.state is LinkState.REVOKED:
            assert opened is Opening.REVOKED, "who answers rightly is told"
        return opened is Opening.OPEN

    def _pay(self, one: Visit, on: date) -> None:
        chance = self.chance.of("pays by link", *one.key)
        roll, wanted = chance.random(), Wanted("all")
        if chance.random() < 0.3:
            wanted = Wanted("other", chance.randint(500, 5000))
        charge = self._begin(one, "first", wanted, on)
        if charge is None or roll < 0.15:
            return  # nothing is owed by now; or the page is left as it is, over night
        if roll < 0.25:
            pay.give_up_payment(self._who, one.link.id, charge.id, on=on)
            return
        charge = self._type(one, charge, POOR if roll < 0.45 else APPROVED, on)
        if charge.state is CardState.DECLINED:
            again = self._begin(one, "second", wanted, on)
            assert again is not None, "a declined card leaves the bill as it was"
            charge = self._type(one, again, APPROVED, on)
        assert charge.state is CardState.APPROVED, "the card is good"
        assert charge.parts[0].receipt_id, "what was paid is a receipt"

    def _begin(self, one: Visit, form: str, wanted: Wanted, on: date) -> CardCharge | None:
        """Send the form, half of the time by a double click, which begins nothing twice."""
        key = sha256("|".join(map(str, (self.team.practice_id, *one.key, form))).encode()).hexdigest()
        by = replace(self._who, once=Once(key, sha256(form.encode()).hexdigest()))
        try:
            charge = pay.begin_payment(by, one.link.id, wanted, on=on)
        except Refused:
            return None  # it was paid otherwise meanwhile, or is less than they typed
        if self.chance.of("clicks", *one.key, form).random() < 0.5:
            again = pay.begin_payment(by, one.link.id, wanted, on=on)
            assert again.id == charge.id, "a double click begins one payment"
        self._look(one, charge, on)
        return charge

    def _type(self, one: Visit, charge: CardCharge, card: str, on: date) -> CardCharge:
        """Pay on the processor's page, twice by another double click, and come back."""
        address = self._look(one, charge, on).address
        for _ in range(2 if self.chance.of("types", *one.key).random() < 0.5 else 1):
            if address:
                pay.pay_on_page(self._who, address.rpartition("/")[2], card)
        return self._look(one, charge, on).charge

    def _look(self, one: Visit, charge: CardCharge, on: date) -> pay.Payment:
        return pay.look_at_payment(self._who, one.link.id, charge.id, back=BACK, on=on)

    def _come_back(self, on: date) -> None:
        """A page that was left over night is paid the next morning, or never."""
        with books(self.team.practice_id) as session:
            waiting = [one for one in session.find(CardCharge, state=CardState.ASKED) if one.link_id]
            links = session.find(PayLink, id=[one.link_id for one in waiting])
            visits = {one.link.id: one for one in _at(session, links)}
        for charge in waiting:
            one = visits[charge.link_id]
            is_due = charge.asked_on < on and one.link.state is not LinkState.REVOKED
            if is_due and self.chance.of("comes back", *one.key).random() < 0.6:
                self._type(one, charge, APPROVED, on)

    @property
    def _who(self) -> Actor:
        return holder(self.team.practice_id)

    # ----------------------------------------------------------------------------------------- the practice

    def _revoke(self, on: date) -> None:
        """Some links are closed by the desk on the day on which somebody comes."""
        for one in self._visits(on):
            is_wanted = self.chance.of("revoked", *one.key).random() < REVOKED
            if is_wanted and one.link.state is LinkState.STANDING:
                pay_link.revoke_link(self.team.biller, one.link.id, on=on, reason="sent to the wrong house")

    def _give_back(self, on: date) -> None:
        """Some money is taken off again and goes back to the card, through three hands."""
        for receipt, number in self._paid(on - BACK_AFTER):
            if self.chance.of("given back", number, receipt.received_on).random() < 0.35:
                self._refund(receipt, on)

    def _refund(self, receipt: Receipt, on: date) -> None:
        with books(self.team.practice_id) as session:
            known = session.find(Refund, receipt_id=receipt.id)
            laid = [
                one.id for one in session.find(Allocation, receipt_id=receipt.id) if one.undone_on is None
            ]
        if receipt.returned_cents or (not known and not receipt.deposit_id):
            return
        if laid and not known:
            collect.take_off(self.team.biller, laid, on=on, reason="they dispute the service")
        if not known:
            wish = Wish(receipt.cents, "they dispute the service")
            known = [refund.ask_for_patient(self.team.biller, receipt.id, wish, on=on)]
        if known[0].state is RefundState.ASKED:
            refund.decide_refund(self.team.manager, known[0].id, is_approved=True, why="seen", on=on)
        if known[0].state in (RefundState.ASKED, RefundState.APPROVED):
            refund_card(self.team.desk, self.terminal, known[0].id, on=on)

    def _charge_back(self, on: date) -> None:
        """Some payments are taken back by who holds the card."""
        for receipt, number in self._paid(on - BACK_AFTER):
            is_free = receipt.deposit_id and not receipt.returned_cents and not receipt.refunded_cents
            if is_free and self.chance.of("charged back", number, receipt.received_on).random() < 0.35:
                returned.return_receipt(
                    self.team.biller, receipt.id, receipt.cents, on=on, reason="chargeback"
                )

    def _paid(self, on: date) -> list[tuple[Receipt, str]]:
        """What was paid by links on a day, with each patient's number, in an order of their own."""
        with books(self.team.practice_id) as session:
            charges = session.find(CardCharge, state=CardState.APPROVED, asked_on=on)
            ids = [part.receipt_id for one in charges if one.link_id for part in one.fares]
            receipts = session.find(Receipt, id=ids) if ids else []
            numbers = {one.id: one.number for one in session.find(Patient)}
        found = [(one, numbers[one.patient_id]) for one in receipts]
        return sorted(found, key=lambda pair: (pair[1], pair[0].cents))


def _at(session: Session, links: list[PayLink]) -> list[Visit]:
    patients = {one.id: one for one in session.find(Patient)} if links else {}
    found = [(link, patients[link.patient_id]) for link in links]
    return [Visit(link, one, patients.get(_answers(one), one)) for link, one in found]


def _answers(patient: Patient) -> int:
    return patient.guarantor.patient_id if patient.guarantor else patient.id


def _known(one: Visit) -> Said:
    """What the guarantor answers: a birth date, or the ZIP code of who was never a patient here."""
    guarantor = one.patient.guarantor
    if guarantor is not None and not guarantor.patient_id:
        return Said(zip_code=guarantor.address.zip[:5])
    return Said(one.answers.birth_on)
