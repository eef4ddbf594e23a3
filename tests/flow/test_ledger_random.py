"""Three hundred patients' stories of money by chance, through the flows on PostgreSQL: payments,
reversals, corrections, patients' money, payments by a link, refunds, write-offs, deposits, closes. All ends
in whole books.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest

from almoner.cli.bench.money_payer import CODES, say
from almoner.core.charge import ChargeLine, Superbill, SuperbillLine
from almoner.core.chart import Problem, Visit
from almoner.core.claim import Claim, ClaimState
from almoner.core.collect import Receipt
from almoner.core.collect.adjust import ActState, BalanceAct
from almoner.core.collect.pay_link import PayLink
from almoner.core.collect.refund import Refund, RefundState
from almoner.core.coverage import Coverage
from almoner.core.party import Patient, PersonName
from almoner.core.plan import Record
from almoner.core.remit import Remittance, RemittanceState
from almoner.flow import (
    adjust,
    charge,
    claim,
    close,
    code,
    collect,
    document,
    follow,
    post,
    receive,
    refund,
    register,
    returned,
    statement,
    submit,
    suspense,
)
from almoner.flow import pay as pay_page
from almoner.flow.access import Actor, holder
from almoner.flow.adjust import Draft
from almoner.flow.card import settle_charges, terminal_of
from almoner.flow.pay import Wanted
from almoner.flow.refund import Wish
from almoner.flow.refused import Refused
from almoner.store.postings import line_balances
from almoner.store.session import books
from tests.flow.cycle import faults, take_in, totals
from tests.flow.files import Decided, Payment, Served, mirrored, paying
from tests.practices import DAY, HOME, House, new_house

R = TypeVar("R", bound=Record)
BATCHES, STORIES, ROUNDS = 4, 75, 4
FIRST_ON = date(2026, 3, 16)
PAYERS = ("MCR01", "CMA01", "CMB01")
"""By rank, whoever the patient is."""


@dataclass
class Batch:
    """One practice with its patients' stories; `done` counts what happened, `refused` what flows forbade."""

    house: House
    chance: random.Random
    on: date = FIRST_ON
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    decided: list[Decided] = field(default_factory=list)
    last: Payment | None = None

    def person(self, name: str, role: str) -> Actor:
        return Actor(name, self.house.practice.id, frozenset({role}))

    def find(self, record: type[R], **columns: Any) -> list[R]:
        with books(self.house.practice.id) as session:
            return session.find(record, **columns)


def begin(seed: int) -> Batch:
    """See all patients of a batch, charge them, and send their claims."""
    batch = Batch(new_house(name=f"Chance {seed}"), random.Random(f"books|{seed}"))
    house = batch.house
    register.register_patients(house.actor, [_person(batch, number) for number in range(STORIES)], on=DAY)
    drafts = [
        Visit(
            id=0,
            patient_id=patient.id,
            provider_id=house.provider.id,
            location_id=house.location.id,
            service_on=DAY,
            pos="11",
            problems=(Problem("A condition", "E119"), Problem("A condition", "I10")),
        )
        for patient in batch.find(Patient)
    ]
    visits = document.begin_unbooked(house.actor, drafts, on=DAY)
    document.sign_notes(house.actor, {visit.id: "Seen for follow-up. Stable." for visit in visits}, on=DAY)
    code.decide_codes(house.actor, [_codes(batch, visit.id) for visit in visits], on=DAY)
    charge.charge_visits(house.actor, [visit.id for visit in visits], on=DAY)
    claim.build_claims(house.actor, claim.charged_visits(house.actor), on=DAY)
    submit.submit_ready(house.actor, on=DAY)
    return batch


def _person(batch: Batch, number: int) -> tuple[Patient, tuple[Coverage, ...]]:
    name = PersonName(f"Okafor{chr(65 + number % 26)}{chr(65 + number // 26)}", "Helen")
    patient = Patient(0, "", name, date(1958, 4, 1 + number % 28), "F", HOME, phone="5185550199")
    house, payers = batch.house, PAYERS[: batch.chance.choice([0, 1, 1, 2, 2, 3])]
    covered = tuple(
        Coverage(0, 0, house.payers[one].id, house.plans[one].id, rank, member, date(2026, 1, 1))
        for rank, (one, member) in enumerate(zip(payers, _members(number), strict=False), 1)
    )
    return patient, covered


def _members(number: int) -> tuple[str, str, str]:
    return f"1EG4TE5MK{number:02d}", f"CMA77{number:05d}", f"CMB77{number:05d}"


def _codes(batch: Batch, visit_id: int) -> Superbill:
    services = [SuperbillLine("99213", 1, batch.chance.randint(50_00, 200_00), (1, 2))]
    if batch.chance.random() < 0.4:
        services.append(SuperbillLine("81002", 1, batch.chance.randint(5_00, 40_00), (1,)))
    return Superbill(0, visit_id, 0, ("E119", "I10"), tuple(services), "", DAY)


# ------------------------------------------------------------------------------------------------- the acts


def pay_some(batch: Batch) -> None:
    """Each payer pays about a part of its claims in one file: decisions, reversals, corrections, mistakes."""
    sent = [one for one in batch.find(Claim) if one.interchange_id and one.state is not ClaimState.VOIDED]
    lines: dict[int, list[ChargeLine]] = {}
    for line in batch.find(ChargeLine):
        lines.setdefault(line.visit_id, []).append(line)
    for rank, payer in enumerate(PAYERS, 1):
        due = [one for one in sent if one.rank == rank and batch.chance.random() < 0.5]
        told = [said for one in due for said in _told(batch, one, lines[one.visit_ids[0]])]
        if told:
            levels = _levels(batch) if batch.chance.random() < 0.4 else ()
            _take(batch, Payment(payer, f"T{rank}{batch.on:%m%d}", told, levels=levels))


def _told(batch: Batch, one: Claim, lines: list[ChargeLine]) -> list[Decided]:
    chance = batch.chance
    served = []
    for line in lines:
        said = say(line.charge_cents, one.rank, chance)
        served.append(Served(line, said.paid, said.reasons))
    made = Decided(one, tuple(served), str(min(one.rank, 3)), f"P{one.id}-{chance.randint(1, 2)}")
    before = [each for each in batch.decided if each.claim.id == one.id]
    if chance.random() < 0.03:
        made = replace(made, control="NOBODYS1", payer_control="")
    batch.decided.append(made)
    if not before or chance.random() < 0.2:
        return [made]
    both = [mirrored(before[-1]), made]
    return chance.choice([both, both[::-1], both[:1]])


def _levels(batch: Batch) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (one, "9", sign * batch.chance.randint(1, 500)) for one, sign in batch.chance.sample(CODES, 2)
    )


def _take(batch: Batch, payment: Payment) -> None:
    content = paying(batch.house, payment)
    for remittance_id in take_in(
        batch.house, content, on=batch.on, name=f"{payment.trace}.x12"
    ).remittance_ids:
        post.post(batch.house.actor, remittance_id, on=batch.on)
    batch.last = payment


def send_again(batch: Batch) -> None:
    """The last payment comes in other bytes: nothing of it posts."""
    assert batch.last is not None
    before = totals(batch.house)
    take_in(batch.house, paying(batch.house, batch.last), on=batch.on, name="again.x12")
    assert totals(batch.house) == before


def reverse_one(batch: Batch) -> None:
    """A payment is undone as a unit, where the flows let it."""
    posted = batch.find(Remittance, state=RemittanceState.POSTED)
    chosen = batch.chance.choice(posted[-1:] if batch.chance.random() < 0.5 else posted)
    post.reverse(batch.house.actor, chosen.id, on=batch.on, reason="the wrong one")


def bill_next(batch: Batch) -> None:
    for task in follow.open_tasks(batch.house.actor, what=("bill_next_payer",)):
        follow.bill_next(batch.house.actor, task.claim_id, on=batch.on)
    submit.submit_ready(batch.house.actor, on=batch.on)


def take_money(batch: Batch) -> None:
    patient = batch.chance.choice(batch.find(Patient))
    method = batch.chance.choice(["cash", "check", "card"])
    draft = Receipt(0, patient.id, method, batch.chance.randint(100, 150_00), batch.on, "desk", reference="7")
    collect.take_receipt(batch.house.actor, draft, on=batch.on)


def lay_all(batch: Batch) -> None:
    collect.lay_receipts(batch.house.actor, collect.unapplied_patients(batch.house.actor), on=batch.on)
    everybody = [one.id for one in batch.find(Patient)]
    collect.free_overpaid(batch.house.actor, everybody, on=batch.on)


def bank(batch: Batch) -> None:
    """The drawer goes to the bank, whose list shows most of what the payers paid."""
    close.deposit_receipts(batch.house.actor, on=batch.on)
    rows = [
        f"{batch.on.isoformat()},eft,{one.trace},{one.payer_number},{one.amount_cents}\n"
        for one in batch.find(Remittance, state=RemittanceState.POSTED)
        if one.amount_cents > 0 and batch.chance.random() < 0.8
    ]
    if rows:
        listed = "date,kind,trace,payer,cents\n" + "".join(rows)
        receive.receive(batch.house.actor, "bank.csv", listed.encode(), on=batch.on)


def void_or_return(batch: Batch) -> None:
    receipt = batch.chance.choice(batch.find(Receipt))
    if receipt.deposit_id:
        returned.return_receipt(batch.house.actor, receipt.id, receipt.cents, on=batch.on, reason="NSF")
    else:
        returned.void_receipt(batch.house.actor, receipt.id, on=batch.on, reason="typed twice")


def give_back(batch: Batch) -> None:
    """A refund is asked for, decided and issued, each step by another hand and on its own day."""
    bea, max_, fay = (
        batch.person(*who) for who in (("bea", "biller"), ("max", "manager"), ("fay", "front_desk"))
    )
    for one in batch.find(Refund, state=[RefundState.ASKED, RefundState.APPROVED]):
        if one.state is RefundState.ASKED:
            is_free = one.cents <= batch.find(Receipt, id=one.receipt_id)[0].free_cents
            is_approved = is_free and one.cents % 7 > 0
            refund.decide_refund(max_, one.id, is_approved=is_approved, why="seen", on=batch.on)
        elif one.cents % 5:
            refund.issue_refund(fay, one.id, method="check", number="1", on=batch.on)
        else:
            refund.void_refund(max_, one.id, on=batch.on, reason="not sent")
    free = [one for one in batch.find(Receipt) if one.free_cents > 0]
    receipt = batch.chance.choice(free)
    cents = batch.chance.randint(1, receipt.free_cents)
    refund.ask_for_patient(bea, receipt.id, Wish(cents, "paid twice"), on=batch.on)


def write_off(batch: Batch) -> None:
    """A balance is written off, above a limit by two; now and then an act is taken back."""
    bea, mona = batch.person("bea", "biller"), batch.person("mona", "manager")
    for act in batch.find(BalanceAct, state=ActState.PROPOSED):
        adjust.sign(mona, act.id, on=batch.on, why="seen")
    posted = batch.find(BalanceAct, state=ActState.POSTED)
    if posted and batch.chance.random() < 0.3:
        adjust.take_back(mona, batch.chance.choice(posted).id, on=batch.on, why="a mistake")
    one = batch.chance.choice(batch.find(Claim))
    with books(batch.house.practice.id) as session:
        lines = [line.id for line in session.find(ChargeLine, visit_id=list(one.visit_ids))]
        open_ = {key: cents for key, cents in line_balances(session, lines).items() if cents > 0}
    payers = {key: cents for key, cents in open_.items() if key[1] == f"payer_ar:{one.rank}"}
    own = {key: cents for key, cents in open_.items() if key[1] == "patient_ar"}
    if payers and one.state is ClaimState.DENIED:
        adjust.ask(bea, Draft("denial", payers, "The appeal was lost.", one.id), on=batch.on)
    elif own:
        reason = batch.chance.choice(["charity", "bad_debt", "prompt_payment"])
        adjust.ask(bea, Draft(reason, own, "looked at", patient_id=one.patient_id), on=batch.on)


def place_cash(batch: Batch) -> None:
    """Cash in suspense that nobody could place finds a patient, now and then."""
    if batch.chance.random() < 0.7:
        return
    found = suspense.suspense(batch.house.actor, on=batch.on).items
    patients = batch.find(Patient)
    for item in [one for one in found if one.control == "NOBODYS1" and one.held.cents > 0][:2]:
        patient = batch.chance.choice(patients)
        suspense.give_patient(batch.person("bea", "biller"), item.held.task.id, patient.number, on=batch.on)


def pay_by_link(batch: Batch) -> None:
    """Somebody who is stated pays all or a part by the link, gives up, or leaves it to the worker."""
    house, chance = batch.house, batch.chance
    statement.state_accounts(house.actor, [one.id for one in batch.find(Patient)], on=batch.on)
    link = chance.choice(batch.find(PayLink, state="standing"))
    who = holder(house.practice.id)
    owed = pay_page.see_bill(who, link.id, on=batch.on).owed.all_cents
    wanted = Wanted("all") if chance.random() < 0.5 else Wanted("other", chance.randint(1, max(1, owed)))
    charge = pay_page.begin_payment(who, link.id, wanted, on=batch.on)
    seen = pay_page.look_at_payment(who, link.id, charge.id, back="/back", on=batch.on)
    if chance.random() < 0.8:
        card = chance.choice(["4242", "4242", "4242", "9995"])
        pay_page.pay_on_page(who, seen.address.rpartition("/")[2], card)
    match chance.randrange(3):
        case 0:
            pay_page.give_up_payment(who, link.id, charge.id, on=batch.on)
        case 1:
            pay_page.look_at_payment(who, link.id, charge.id, back="/back", on=batch.on)
        case _:
            settle_charges(house.actor, terminal_of(house.actor), on=batch.on)


ACTS: tuple[Callable[[Batch], None], ...] = (
    pay_some,
    send_again,
    bill_next,
    take_money,
    take_money,
    take_money,
    take_money,
    lay_all,
    bank,
    void_or_return,
    give_back,
    give_back,
    write_off,
    write_off,
    write_off,
    place_cash,
    pay_by_link,
    pay_by_link,
    reverse_one,
    reverse_one,
)
"""What happens in a round, the first payments first and the rest in any order."""


def live(batch: Batch) -> None:
    """Some rounds of everything; each is a day that is closed in the end."""
    close.close_books(batch.house.actor, on=DAY)
    for _ in range(ROUNDS):
        rest = batch.chance.sample(ACTS[1:], len(ACTS) - 1)
        for act in (ACTS[0], *rest):
            try:
                act(batch)
            except (Refused, IndexError) as error:  # the flows forbid it now, or there is nothing to do it to
                batch.refused[f"{act.__name__}: {error}"] += 1
            else:
                batch.done[act.__name__] += 1
            assert sum(totals(batch.house).values()) == 0, act.__name__
        follow.watch(batch.house.actor, on=batch.on)
        close.close_books(batch.house.actor, on=batch.on)
        batch.on += timedelta(days=1)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("seed", range(BATCHES))
def test_every_story_leaves_whole_books(seed: int) -> None:
    batch = begin(seed)
    live(batch)
    assert faults(batch.house, on=batch.on) == []
    assert batch.done["pay_some"] == ROUNDS
    assert sum(batch.done.values()) > ROUNDS * len(ACTS) // 2, batch.refused
    wanted = {"send_again", "lay_all", "bank", "give_back", "write_off", "pay_by_link"}
    assert wanted <= batch.done.keys(), batch.refused
