"""What happens to one patient's money through the flows, act by act, and the practice that it happens in.

Each act draws from a chance of its own, so that a story is a list of acts with their seeds.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from almoner.cli.bench.money_payer import CODES, say
from almoner.core.charge import ChargeLine, Superbill, SuperbillLine
from almoner.core.chart import Problem, Visit
from almoner.core.claim import Claim, ClaimState
from almoner.core.collect import Allocation, Receipt, Target
from almoner.core.collect.adjust import ActState, BalanceAct
from almoner.core.collect.pay_link import PayLink
from almoner.core.collect.placement import Placement, PlacementState
from almoner.core.collect.refund import Refund, RefundState
from almoner.core.coverage import Coverage
from almoner.core.party import Patient, PersonName
from almoner.core.plan import Record
from almoner.core.remit import Remittance, RemittanceState
from almoner.flow.access import Actor, holder
from almoner.flow.books import close
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.code import code
from almoner.flow.collect import adjust, collect, collections, refund, returned, statement
from almoner.flow.collect import pay as pay_page
from almoner.flow.collect.adjust import Draft
from almoner.flow.collect.card import settle_charges, terminal_of
from almoner.flow.collect.pay import Wanted
from almoner.flow.collect.refund import Wish
from almoner.flow.exchange import receive
from almoner.flow.follow import follow
from almoner.flow.patient import register
from almoner.flow.remit import post, suspense
from almoner.flow.visit import document
from almoner.store.money.postings import line_balances
from almoner.store.session import books
from tests.flow.cycle import take_in, totals
from tests.flow.files import Decided, Payment, Served, mirrored, paying
from tests.practices import DAY, HOME, House, new_house

R = TypeVar("R", bound=Record)
FIRST_ON = date(2026, 3, 16)
PAYERS = ("MCR01", "CMA01", "CMB01")
"""By rank, whoever the patient is."""
AGENCY = "Harbor Recovery"


@dataclass
class Clinic:
    """One practice whose patients have been seen and billed; `waiting` had no story yet."""

    house: House
    waiting: list[Patient]
    on: date = FIRST_ON


@dataclass
class Story:
    """What happens to one patient's money; `trace` numbers their payments."""

    clinic: Clinic
    patient: Patient
    done: Counter[str]
    refused: Counter[str]
    traces: list[str] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    last: Payment | None = None

    @property
    def house(self) -> House:
        return self.clinic.house

    @property
    def on(self) -> date:
        return self.clinic.on

    def person(self, name: str, role: str) -> Actor:
        return Actor(name, self.house.practice.id, frozenset({role}))

    def find(self, record: type[R], **columns: Any) -> list[R]:
        with books(self.house.practice.id) as session:
            return session.find(record, **columns)

    def own(self, record: type[R], **columns: Any) -> list[R]:
        return self.find(record, patient_id=self.patient.id, **columns)

    def posted(self) -> list[Remittance]:
        return self.find(Remittance, trace=self.traces, state=RemittanceState.POSTED) if self.traces else []


def open_clinic(name: str, patients: int) -> Clinic:
    """See patients, charge them, and send their claims."""
    house, chance = new_house(name=name), random.Random(name)
    register.register_patients(house.actor, [_person(house, chance, n) for n in range(patients)], on=DAY)
    with books(house.practice.id) as session:
        found = session.find(Patient)
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
        for patient in found
    ]
    visits = document.begin_unbooked(house.actor, drafts, on=DAY)
    document.sign_notes(house.actor, {visit.id: "Seen for follow-up. Stable." for visit in visits}, on=DAY)
    code.decide_codes(house.actor, [_codes(chance, visit.id) for visit in visits], on=DAY)
    charge.charge_visits(house.actor, [visit.id for visit in visits], on=DAY)
    claim.build_claims(house.actor, claim.charged_visits(house.actor), on=DAY)
    submit.submit_ready(house.actor, on=DAY)
    close.close_books(house.actor, on=DAY)
    return Clinic(house, found)


def _person(house: House, chance: random.Random, number: int) -> tuple[Patient, tuple[Coverage, ...]]:
    name = PersonName(f"Okafor{chr(65 + number % 26)}{chr(65 + number // 26)}", "Helen")
    patient = Patient(0, "", name, date(1958, 4, 1 + number % 28), "F", HOME, phone="5185550199")
    payers = PAYERS[: chance.choice([0, 1, 1, 2, 2, 3])]
    covered = tuple(
        Coverage(0, 0, house.payers[one].id, house.plans[one].id, rank, member, date(2026, 1, 1))
        for rank, (one, member) in enumerate(zip(payers, _members(number), strict=False), 1)
    )
    return patient, covered


def _members(number: int) -> tuple[str, str, str]:
    return f"1EG4TE5MK{number:02d}", f"CMA77{number:05d}", f"CMB77{number:05d}"


def _codes(chance: random.Random, visit_id: int) -> Superbill:
    services = [SuperbillLine("99213", 1, chance.randint(50_00, 200_00), (1, 2))]
    if chance.random() < 0.4:
        services.append(SuperbillLine("81002", 1, chance.randint(5_00, 40_00), (1,)))
    return Superbill(0, visit_id, 0, ("E119", "I10"), tuple(services), "", DAY)


# ------------------------------------------------------------------------------------------------- the acts


def pay_some(story: Story, chance: random.Random) -> None:
    """Each payer pays its claims of the patient, or not: decisions, reversals, corrections, mistakes."""
    sent = [one for one in story.own(Claim) if one.interchange_id and one.state is not ClaimState.VOIDED]
    lines = story.own(ChargeLine)
    for rank, payer in enumerate(PAYERS, 1):
        due = [one for one in sent if one.rank == rank and chance.random() < 0.8]
        told = [said for one in due for said in _told(story, chance, one, lines)]
        if told:
            levels = _levels(chance) if chance.random() < 0.4 else ()
            trace = f"T{story.patient.id}X{len(story.traces) + 1}"
            story.traces.append(trace)
            _take(story, Payment(payer, trace, told, levels=levels))


def _told(story: Story, chance: random.Random, one: Claim, lines: Sequence[ChargeLine]) -> list[Decided]:
    served = []
    for line in lines:
        said = say(line.charge_cents, one.rank, chance)
        served.append(Served(line, said.paid, said.reasons))
    made = Decided(one, tuple(served), str(min(one.rank, 3)), f"P{one.id}-{chance.randint(1, 2)}")
    before = [each for each in story.decided if each.claim.id == one.id]
    if chance.random() < 0.06:
        made = replace(made, control="NOBODYS1", payer_control="")
    story.decided.append(made)
    if not before or chance.random() < 0.2:
        return [made]
    both = [mirrored(before[-1]), made]
    return chance.choice([both, both[::-1], both[:1]])


def _levels(chance: random.Random) -> tuple[tuple[str, str, int], ...]:
    return tuple((one, "9", sign * chance.randint(1, 500)) for one, sign in chance.sample(CODES, 2))


def _take(story: Story, payment: Payment) -> None:
    content = paying(story.house, payment)
    received = take_in(story.house, content, on=story.on, name=f"{payment.trace}.x12")
    for remittance_id in received.remittance_ids:
        post.post(story.house.actor, remittance_id, on=story.on)
    story.last = payment


def send_again(story: Story, chance: random.Random) -> None:
    """The last payment comes in other bytes: nothing of it posts."""
    del chance
    if story.last is None:
        raise IndexError
    before = totals(story.house)
    take_in(story.house, paying(story.house, story.last), on=story.on, name="again.x12")
    assert totals(story.house) == before


def reverse_one(story: Story, chance: random.Random) -> None:
    """A payment is undone as a unit, where the flows let it."""
    chosen = chance.choice(story.posted())
    post.reverse(story.house.actor, chosen.id, on=story.on, reason="the wrong one")


def bill_next(story: Story, chance: random.Random) -> None:
    del chance
    own = {one.id for one in story.own(Claim)}
    for task in follow.open_tasks(story.house.actor, what=("bill_next_payer",), limit=1000):
        if task.claim_id in own:
            follow.bill_next(story.house.actor, task.claim_id, on=story.on)
    submit.submit_ready(story.house.actor, on=story.on)


def take_money(story: Story, chance: random.Random) -> None:
    method = chance.choice(["cash", "check", "card"])
    cents = chance.randint(100, 150_00)
    draft = Receipt(0, story.patient.id, method, cents, story.on, "desk", reference="7")
    collect.take_receipt(story.house.actor, draft, on=story.on)


def lay_all(story: Story, chance: random.Random) -> None:
    del chance
    collect.lay_receipts(story.house.actor, [story.patient.id], on=story.on)
    collect.free_overpaid(story.house.actor, [story.patient.id], on=story.on)


def take_off(story: Story, chance: random.Random) -> None:
    """What was laid is taken off its line again."""
    laid = [one for one in story.own(Allocation) if one.undone_on is None]
    one = chance.choice(laid)
    collect.take_off(story.house.actor, [one.id], on=story.on, reason="meant for another")


def bank(story: Story, chance: random.Random) -> None:
    """The drawer goes to the bank, whose list shows most of what the payers paid."""
    close.deposit_receipts(story.house.actor, on=story.on)
    rows = [
        f"{story.on.isoformat()},eft,{one.trace},{one.payer_number},{one.amount_cents}\n"
        for one in story.posted()
        if one.amount_cents > 0 and chance.random() < 0.8
    ]
    if rows:
        listed = "date,kind,trace,payer,cents\n" + "".join(rows)
        receive.receive(story.house.actor, "bank.csv", listed.encode(), on=story.on)


def void_or_return(story: Story, chance: random.Random) -> None:
    receipt = chance.choice(story.own(Receipt))
    if receipt.deposit_id:
        returned.return_receipt(story.house.actor, receipt.id, receipt.cents, on=story.on, reason="NSF")
    else:
        returned.void_receipt(story.house.actor, receipt.id, on=story.on, reason="typed twice")


def give_back(story: Story, chance: random.Random) -> None:
    """A refund is asked for, decided and issued, each step by another hand and on its own day."""
    bea, max_, fay = (
        story.person(*who) for who in (("bea", "biller"), ("max", "manager"), ("fay", "front_desk"))
    )
    for one in story.own(Refund, state=[RefundState.ASKED, RefundState.APPROVED]):
        if one.state is RefundState.ASKED:
            is_free = one.cents <= story.find(Receipt, id=one.receipt_id)[0].free_cents
            is_approved = is_free and one.cents % 7 > 0
            refund.decide_refund(max_, one.id, is_approved=is_approved, why="seen", on=story.on)
        elif one.cents % 5:
            refund.issue_refund(fay, one.id, method="check", number="1", on=story.on)
        else:
            refund.void_refund(max_, one.id, on=story.on, reason="not sent")
    receipt = chance.choice([one for one in story.own(Receipt) if one.free_cents > 0])
    cents = chance.randint(1, receipt.free_cents)
    refund.ask_for_patient(bea, receipt.id, Wish(cents, "paid twice"), on=story.on)


def write_off(story: Story, chance: random.Random) -> None:
    """A balance is written off, above a limit by two; now and then an act is taken back."""
    bea, mona = story.person("bea", "biller"), story.person("mona", "manager")
    for act in story.own(BalanceAct, state=ActState.PROPOSED):
        adjust.sign(mona, act.id, on=story.on, why="seen")
    posted = story.own(BalanceAct, state=ActState.POSTED)
    if posted and chance.random() < 0.3:
        adjust.take_back(mona, chance.choice(posted).id, on=story.on, why="a mistake")
    with books(story.house.practice.id) as session:
        lines = [line.id for line in session.find(ChargeLine, patient_id=story.patient.id)]
        open_ = {key: cents for key, cents in line_balances(session, lines).items() if cents > 0}
    own = {key: cents for key, cents in open_.items() if key[1] == "patient_ar"}
    for one in story.own(Claim, state=ClaimState.DENIED):
        payers = {key: cents for key, cents in open_.items() if key[1] == f"payer_ar:{one.rank}"}
        if payers:
            adjust.ask(bea, Draft("denial", payers, "The appeal was lost.", one.id), on=story.on)
            return
    if own:
        reason = chance.choice(["charity", "bad_debt", "prompt_payment"])
        adjust.ask(bea, Draft(reason, own, "looked at", patient_id=story.patient.id), on=story.on)


def place_cash(story: Story, chance: random.Random) -> None:
    """Cash in suspense that nobody could place is the patient's own, now and then."""
    del chance
    found = suspense.suspense(story.house.actor, on=story.on).items
    mine = [one for one in found if one.remittance.trace in story.traces and one.held.cents > 0]
    item = next(iter(one for one in mine if one.control == "NOBODYS1"), None)
    if item is None:
        raise IndexError
    bea = story.person("bea", "biller")
    suspense.give_patient(bea, item.held.task.id, story.patient.number, on=story.on)


def pay_by_link(story: Story, chance: random.Random) -> None:
    """Who is stated pays all or a part by the link, gives up, or leaves it to the worker."""
    house = story.house
    statement.state_accounts(house.actor, [story.patient.id], on=story.on)
    link = chance.choice(story.own(PayLink, state="standing"))
    who = holder(house.practice.id)
    owed = pay_page.see_bill(who, link.id, on=story.on).owed.all_cents
    wanted = Wanted("all") if chance.random() < 0.5 else Wanted("other", chance.randint(1, max(1, owed)))
    charge = pay_page.begin_payment(who, link.id, wanted, on=story.on)
    seen = pay_page.look_at_payment(who, link.id, charge.id, back="/back", on=story.on)
    if chance.random() < 0.8:
        card = chance.choice(["4242", "4242", "4242", "9995"])
        pay_page.pay_on_page(who, seen.address.rpartition("/")[2], card)
    match chance.randrange(3):
        case 0:
            pay_page.give_up_payment(who, link.id, charge.id, on=story.on)
        case 1:
            pay_page.look_at_payment(who, link.id, charge.id, back="/back", on=story.on)
        case _:
            settle_charges(house.actor, terminal_of(house.actor), on=story.on)


def at_agency(story: Story, chance: random.Random) -> None:
    """What is owed goes to an agency, which brings some of it in, or is recalled, or gives it up."""
    bea, max_ = story.person("bea", "biller"), story.person("max", "manager")
    collections.tend_placements(story.house.actor, on=story.on)
    placed = story.own(Placement, state=PlacementState.PLACED)
    roll, own = chance.random(), [story.patient.id]
    if not placed:
        collections.place_accounts(bea, own, AGENCY, on=story.on)
    elif roll < 0.6:
        cents = chance.randint(1, placed[0].cents + 100)
        draft = Receipt(0, own[0], "check", cents, story.on, "desk", reference="8", target=Target.NOTHING)
        receipt = collect.take_receipt(story.house.actor, draft, on=story.on)
        collections.lay_agency_money(bea, receipt.id, on=story.on)
    elif roll < 0.8:
        collections.recall_batch(bea, placed[0].batch_id, on=story.on, reason="they called")
    else:
        collections.write_off_batch(max_, placed[0].batch_id, on=story.on, reason="found nothing")


def sleep(story: Story, chance: random.Random) -> None:
    """The day is closed, and the next one begins."""
    del chance
    close.close_books(story.house.actor, on=story.on)
    story.clinic.on += timedelta(days=1)


Act = Callable[[Story, random.Random], None]
ACTS: tuple[tuple[Act, int], ...] = (
    (pay_some, 3),
    (send_again, 1),
    (bill_next, 2),
    (take_money, 4),
    (lay_all, 3),
    (take_off, 1),
    (bank, 2),
    (void_or_return, 1),
    (give_back, 2),
    (write_off, 3),
    (place_cash, 1),
    (pay_by_link, 2),
    (at_agency, 3),
    (reverse_one, 1),
    (sleep, 1),
)
"""What happens, each with how often it is tried."""
