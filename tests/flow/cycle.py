"""Takes a practice of the tests as far as a test wants: claims sent, remittances posted, the books asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.charge import ChargeLine, SuperbillLine
from almoner.core.claim import Claim
from almoner.core.plan import Plan, Record
from almoner.flow.charge import charge
from almoner.flow.claim import claim, submit
from almoner.flow.exchange.receive import Received, receive
from almoner.flow.follow.follow import watch
from almoner.flow.remit.post import post
from almoner.store.commit import Cause, commit
from almoner.store.money.postings import account_totals, line_balances
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.files import Decided, Payment, Served, paying
from tests.practices import DAY, House, add_patient, visit_of

LINE = SuperbillLine("99213", 1, 15000, (1, 2))
MEDICARE = ("MCR01", "1EG4TE5MK73")


@dataclass(frozen=True)
class Sent:
    """A claim that is on its way, with its lines."""

    claim: Claim
    lines: tuple[ChargeLine, ...]

    def paid(self, paid: int, *reasons: tuple[str, str, int], **odd: Any) -> Decided:
        """What a payer says of a claim of one line."""
        (line,) = self.lines
        return Decided(self.claim, (Served(line, paid, reasons),), **odd)


def sent_claim(house: House, *lines: SuperbillLine, covered: Sequence[tuple[str, str]] = (MEDICARE,)) -> Sent:
    """See a patient, charge, build the claim and put it into a batch."""
    patient = add_patient(house, *covered)
    visit = visit_of(house, patient, *(lines or (LINE,)))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    claim.build_claims(house.actor, [visit.id], on=DAY)
    submit.submit_ready(house.actor, on=DAY)
    with books(house.practice.id) as session:
        (built,) = session.find(Claim, visit_id=visit.id)
        return Sent(built, tuple(session.find(ChargeLine, visit_id=visit.id)))


def now(house: House, sent: Sent) -> Claim:
    """The claim as the books hold it now."""
    with books(house.practice.id) as session:
        return session.get(Claim, sent.claim.id)


def balances(house: House, sent: Sent) -> dict[str, int]:
    """The balances of a claim's lines by account, in cents, without zeros."""
    sums: dict[str, int] = {}
    with books(house.practice.id) as session:
        for (_, account), cents in line_balances(session, [line.id for line in sent.lines]).items():
            sums[account] = sums.get(account, 0) + cents
    return {account: cents for account, cents in sums.items() if cents}


def take_in(house: House, content: bytes, *, on: date, name: str = "remittance.x12") -> Received:
    """Receive a file."""
    return receive(house.actor, name, content, on=on)


def pay(house: House, payment: Payment, *, on: date) -> int:
    """Receive and post one payment; return the remittance's id."""
    received = take_in(house, paying(house, payment), on=on)
    (remittance_id,) = received.remittance_ids
    post(house.actor, remittance_id, on=on)
    return remittance_id


def totals(house: House) -> dict[str, int]:
    """The balance of every account that is not zero, in cents."""
    with books(house.practice.id) as session:
        return {account: cents for account, cents in account_totals(session).items() if cents}


def standing(house: House) -> tuple[object, ...]:
    """Everything that a refused act must leave as it is: the chain's end and the size of what it seals."""
    with books(house.practice.id) as session:
        practice = house.practice.id
        chain = session.rows(
            "SELECT last_id, seal, closed_on FROM audit_chain WHERE practice_id = %s", practice
        )
        counts = [
            session.value(f"SELECT count(*) FROM {table} WHERE practice_id = %s", practice)
            for table in ("record", "posting", "interchange", "interchange_bytes", "audit_entry", "task")
        ]
        control = session.rows(
            "SELECT receiver, last_given FROM control_number WHERE practice_id = %s", practice
        )
        return (*chain, *counts, *control)


def supersede(house: House, *records: Record) -> None:
    """Put the next versions of records into the books, as no flow of the practice would write them."""
    with books(house.practice.id) as session:
        commit(session, Plan(on=DAY, records=records), cause=Cause("register", "tester"))


def faults(house: House, *, on: date = DAY) -> list[str]:
    """What `verify` finds broken once the day's watch has looked after what waits."""
    while watch(house.actor, on=on):
        pass
    return [str(one) for one in verify(house.practice.id, on=on)]
