"""The golden practice: thirteen patients over six months, made through the flows, whose figures its test
works out by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from almoner.core.charge import ChargeLine, SuperbillLine
from almoner.core.chart import Visit
from almoner.core.collect import Receipt
from almoner.core.collect.adjust import ActState
from almoner.core.coverage import Benefits, BenefitState
from almoner.core.denial import Denial
from almoner.core.denial.appeal import Letter
from almoner.core.party import Patient
from almoner.core.plan import Plan
from almoner.core.report.kpi_cost import CollectionCost
from almoner.flow.access import Actor, cause
from almoner.flow.books import close
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.collect import adjust, collect
from almoner.flow.collect.returned import return_receipt
from almoner.flow.follow import follow
from almoner.flow.follow.appeal import send_appeal
from almoner.flow.follow.correction import Correction
from almoner.flow.manage import kpi
from almoner.flow.remit.post import post, post_if_clean
from almoner.store.commit import commit
from almoner.store.session import books
from tests.flow.cycle import Sent, take_in
from tests.flow.files import Decided, Payment, Served, paying, receipt, receipts
from tests.practices import House, add_patient, new_house, signed_visit, visit_of

MEDICARE, PPO = ("MCR01", "1EG4TE5MK73"), ("CMA01", "CMA7788990")
CODES = ("99213", "81002")
ON = date(2026, 6, 30)

Line = tuple[int, tuple[tuple[str, str, int], ...]]
"""What a payer says of a line: cents paid, and its adjustments."""


def day(month: int, number: int) -> date:
    """A day of 2026."""
    return date(2026, month, number)


@dataclass
class Golden:
    """The practice as it grows; claims by the letters of the test's table."""

    house: House
    sent: dict[str, Sent] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        return self.house.actor

    def patient(self, name: str, *covered: tuple[str, str], on: date) -> Patient:
        return add_patient(self.house, *covered, last=f"Family{name}", first=f"Given{name}", on=on)

    def see(
        self, name: str, *fees: int, on: date, found: str = "E119", of: Sequence[tuple[str, str]] = ()
    ) -> Visit:
        """See a new patient, of Medicare where nothing is said, and decide the codes."""
        seen = self.patient(name, *(of or (MEDICARE,)), on=on)
        return self.visit(seen, *fees, on=on, found=found)

    def visit(self, seen: Patient, *fees: int, on: date, found: str = "E119") -> Visit:
        lines = [SuperbillLine(code, 1, fee, (1,)) for code, fee in zip(CODES, fees, strict=False)]
        return visit_of(self.house, seen, *lines, on=on, diagnoses=(found,))

    def bill(self, name: str, visit: Visit, *, on: date) -> None:
        """Charge a visit, build its claim and send what is ready."""
        charge.charge_visits(self.actor, [visit.id], on=on)
        built = claim.build_claims(self.actor, [visit.id], on=on)
        submit.submit_ready(self.actor, on=on)
        with books(self.house.practice.id) as session:
            lines = tuple(session.find(ChargeLine, visit_id=visit.id))
        for one in built:
            self.sent[name] = Sent(one, lines)

    def decide(self, name: str, *said: Line, on: date, alone: bool = False, **odd: Any) -> None:
        """Take in a payer's decision on one claim and post it, by itself where it is clean."""
        remittance_id = self.receive(name, *said, on=on, **odd)
        if alone:
            assert post_if_clean(self.actor, remittance_id, on=on)
        else:
            post(self.actor, remittance_id, on=on)

    def receive(self, name: str, *said: Line, on: date, **odd: Any) -> int:
        sent = self.sent[name]
        lines = tuple(Served(line, *one) for line, one in zip(sent.lines, said, strict=True))
        payer = next(key for key, one in self.house.payers.items() if one.id == sent.claim.payer_id)
        decided = Decided(sent.claim, lines, payer_control=f"PCN{name}", **odd)
        payment = Payment(payer, f"T{name}{on:%m%d}", [decided], paid_on=on)
        (remittance_id,) = take_in(self.house, paying(self.house, payment), on=on).remittance_ids
        return remittance_id

    def taken(self, name: str, code: str, *, on: date) -> None:
        """The payer says at its door that it takes a claim in, or not (277CA)."""
        take_in(self.house, receipts(self.house, receipt(self.house, self.sent[name].claim, code)), on=on)

    def take(self, patient_id: int, cents: int, *, on: date, check: str = "") -> Receipt:
        draft = Receipt(
            0, patient_id, "check" if check else "cash", cents, on, self.actor.name, reference=check
        )
        return collect.take_receipt(self.actor, draft, on=on)

    def lay(self, patient_id: int, *, on: date) -> None:
        collect.lay_receipts(self.actor, [patient_id], on=on)

    def give_up(self, name: str, reason: str, cents: int, *, on: date) -> None:
        """Give up a part of a claim's first line; a manager signs what a biller may not do alone."""
        sent, here = self.sent[name], self.house.practice.id
        line = sent.lines[0]
        account = "payer_ar:1" if reason == "denial" else "patient_ar"
        about = {"claim_id": sent.claim.id} if reason == "denial" else {"patient_id": line.patient_id}
        draft = adjust.Draft(reason, {(line.id, account): cents}, "Decided by the practice.", **about)
        asked = adjust.ask(Actor("bea", here, frozenset({"biller"})), draft, on=on)
        if asked.state is ActState.PROPOSED:
            adjust.sign(Actor("mona", here, frozenset({"manager"})), asked.id, on=on)

    def appeal(self, name: str, *, on: date) -> None:
        """Appeal the one refusal of a claim."""
        with books(self.house.practice.id) as session:
            (denial,) = session.find(Denial, claim_id=self.sent[name].claim.id)
        send_appeal(self.actor, denial.id, Letter("portal", "R1", "The notes are attached."), on=on)

    def answer(self, name: str, *, on: date) -> None:
        """Keep a payer's answer about the benefits of a claim's patient."""
        one = self.sent[name].claim
        with books(self.house.practice.id) as session:
            about = (one.coverage_id, one.patient_id, one.payer_id, one.service_on)
            told = Benefits(next(session.ids()), *about, on, BenefitState.ACTIVE)
            commit(session, Plan(on=on, records=(told,)), cause=cause(self.actor, "verify"))


def golden() -> Golden:
    """Make the practice, month by month."""
    made = Golden(new_house())
    _first_quarter(made)
    _april(made)
    _may(made)
    _june(made)
    _end_of_june(made)
    return made


def _first_quarter(made: Golden) -> None:
    made.bill("A", made.see("A", 20_000, on=day(1, 12)), on=day(1, 13))
    made.decide("A", (12_000, (("CO", "45", 5_000), ("PR", "1", 3_000))), on=day(1, 27))
    patient_id = made.sent["A"].claim.patient_id
    made.take(patient_id, 3_000, on=day(2, 2))
    made.lay(patient_id, on=day(2, 2))
    made.bill("B", made.see("B", 10_000, of=(PPO,), on=day(2, 9)), on=day(2, 9))
    made.decide("B", (0, (("CO", "50", 10_000),)), on=day(2, 23))
    made.bill("C", made.see("C", 30_000, of=(MEDICARE, PPO), on=day(3, 3)), on=day(3, 3))
    made.decide("C", (16_000, (("CO", "45", 10_000), ("PR", "2", 4_000))), on=day(3, 17))
    first = made.sent["C"]
    (second,) = follow.bill_next(made.actor, first.claim.id, on=day(3, 17))
    made.sent["C2"] = Sent(second, first.lines)
    submit.submit_ready(made.actor, on=day(3, 18))


def _april(made: Golden) -> None:
    seen = made.patient("D", MEDICARE, on=day(4, 6))
    made.take(seen.id, 2_000, on=day(4, 6))
    made.bill("D", made.visit(seen, 15_000, on=day(4, 6)), on=day(4, 6))
    made.taken("D", "A2:20", on=day(4, 7))
    made.answer("D", on=day(4, 3))
    made.decide("C2", (4_000, (("OA", "23", 26_000),)), on=day(4, 7), status="2")
    late = made.see("E", 25_000, of=(PPO,), on=day(4, 13))
    made.bill("E", late, on=day(4, 20))
    made.answer("E", on=day(4, 20))
    made.decide("D", (9_000, (("CO", "45", 4_000), ("PR", "3", 2_000))), on=day(4, 20), alone=True)
    made.lay(seen.id, on=day(4, 20))


def _may(made: Golden) -> None:
    made.decide("E", (0, (("CO", "16", 25_000),)), on=day(5, 4))
    made.give_up("B", "denial", 6_000, on=day(5, 4))
    made.bill("F", made.see("F", 8_000, 4_000, of=(PPO,), on=day(5, 4)), on=day(5, 5))
    follow.correct(made.actor, made.sent["E"].claim.id, Correction(), on=day(5, 6), reason="mended")
    submit.submit_ready(made.actor, on=day(5, 6))
    made.bill("G", made.see("G", 18_000, on=day(5, 11)), on=day(5, 11))
    made.decide("E", (15_000, (("CO", "45", 10_000),)), on=day(5, 20), alone=True)
    made.decide("F", (5_000, (("CO", "45", 3_000),)), (0, (("CO", "50", 4_000),)), on=day(5, 26))


def _june(made: Golden) -> None:
    waits = made.receive("G", (10_000, (("CO", "45", 5_000), ("PR", "1", 3_000))), on=day(6, 1))
    made.bill("H", made.see("H", 16_000, on=day(6, 1)), on=day(6, 2))
    kpi.enter_month_cost(
        made.actor, CollectionCost(0, day(5, 1), 5_000, 2_000, made.actor.name), on=day(6, 2)
    )
    made.taken("H", "A3:21", on=day(6, 4))
    made.appeal("F", on=day(6, 5))
    post(made.actor, waits, on=day(6, 8))
    made.bill("I", made.see("I", 14_000, of=(PPO,), on=day(6, 8)), on=day(6, 9))
    patient_id = made.sent["G"].claim.patient_id
    check = made.take(patient_id, 2_500, on=day(6, 10), check="1044")
    made.lay(patient_id, on=day(6, 10))
    close.deposit_receipts(made.actor, on=day(6, 11))
    made.bill("J", made.see("J", 13_000, found="E11", on=day(6, 15)), on=day(6, 15))
    made.give_up("G", "charity", 300, on=day(6, 15))
    return_receipt(made.actor, check.id, 2_500, on=day(6, 18), reason="no funds")
    made.give_up("G", "bad_debt", 1_200, on=day(6, 19))


def _end_of_june(made: Golden) -> None:
    follow.watch(made.actor, on=day(6, 22))
    signed_visit(made.house, made.patient("K", MEDICARE, on=day(6, 22)), on=day(6, 22))
    made.see("L", 11_000, on=day(6, 23))
    alone = made.patient("M", on=day(6, 24))
    made.take(alone.id, 10_000, on=day(6, 24))
    made.bill("M", made.visit(alone, 9_000, on=day(6, 24)), on=day(6, 24))
    made.lay(alone.id, on=day(6, 24))
    made.decide("I", (7_500, ()), on=day(6, 25), control="UNKNOWN1")
