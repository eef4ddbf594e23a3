"""Proves a year after a day: nothing lost, nothing twice, bank equals cash, from the box's bytes and ours.

The outside is read from the mailbox's files alone, so that our books are not asked about themselves.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from almoner.cli.year.live import Year
from almoner.cli.year.outside import NOT_PAYERS, PROCESSOR
from almoner.cli.year.proof_people import agency_faults, card_faults
from almoner.core.charge import ChargeLine
from almoner.core.charge.funnel import gaps, orphans, steps
from almoner.core.claim import Claim, ClaimState
from almoner.core.collect import Deposit, DepositKind, Receipt
from almoner.core.collect.bank_row import CARD
from almoner.core.collect.deposit import TASK as ASKED
from almoner.core.collect.refund import Refund, RefundState
from almoner.core.money import cents
from almoner.core.party import Patient
from almoner.core.plan import Task, TaskState
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.wire.bank_csv import read_bank_list
from almoner.core.wire.interchange import Interchange, Transmission
from almoner.store.lists.funnel import cases
from almoner.store.load import revision_lines
from almoner.store.money.postings import account_totals, line_balances
from almoner.store.proof.verify import verify
from almoner.store.session import Session, books

_TRACE = re.compile(rb"~\s*BPR\*[^*]*\*([^*~]*)\*[^~]*~\s*TRN\*1\*([^*~]*)")
_CLAIM = re.compile(rb"~\s*CLM\*([^*~]*)\*")
FINAL = frozenset({RemittanceState.POSTED, RemittanceState.DUPLICATE})


@dataclass(slots=True)
class Proof:
    """What a year's outside has shown so far; each file of the box is read once."""

    year: Year
    _paid: dict[str, tuple[date, dict[str, int]]] = field(default_factory=dict)
    _listed: dict[str, tuple[date, Counter[tuple[str, int]]]] = field(default_factory=dict)
    _others: int = 0
    """Cents of the bank's rows that no payer sent."""
    _settled: int = 0
    """Cents of the bank's rows that settle cards."""
    _fees: Counter[tuple[str, int]] = field(default_factory=Counter)
    _billed: dict[str, set[str]] = field(default_factory=dict)
    _digests: dict[tuple[Path, int], str] = field(default_factory=dict)

    def faults(self, on: date, *, is_quick: bool = False, is_last: bool = False) -> list[str]:
        """Return everything that does not hold after a day; at the end nothing may be on its way any more."""
        self._look()
        found = [str(one) for one in verify(self.year.practice_id, on=on, is_quick=is_quick)]
        with books(self.year.practice_id) as session:
            found += self._payments(session, on)
            found += self._claims(session)
            found += self._files(session, on)
            found += self._bank(session, on)
            found += _taken_back(session, is_last=is_last)
            found += agency_faults(session, self.year.agency)
            found += card_faults(session, self.year.plans.terminal, is_last=is_last)
            if not is_quick:
                found += self._funnel(session, on, is_last=is_last)
            if is_last:
                found += self._ended(session)
        return found

    # ------------------------------------------------------------------------------------------ the outside

    def _look(self) -> None:
        """Read what has come into the box's mailbox since."""
        postman = self.year.postman
        for path in postman.sent():
            if path.name in self._paid or path.name in self._listed:
                continue
            kind = path.name.split("-")[2]
            if kind not in ("835", "bank"):
                continue
            content = path.read_bytes()
            arrives_on = postman.whole_on(path.name, content)
            if kind == "835":
                traces = {trace.decode(): cents(amount.decode()) for amount, trace in _TRACE.findall(content)}
                self._paid[path.name] = (arrives_on, traces)
            else:
                every = read_bank_list(content)
                rows = [row for row in every if row.kind is not DepositKind.SLIP]
                self._others += sum(row.cents for row in rows if row.payer in NOT_PAYERS)
                self._settled += sum(row.cents for row in rows if row.payer == PROCESSOR)
                self._fees.update((row.trace, row.cents) for row in every if row.cents < 0)
                self._listed[path.name] = (arrives_on, Counter((row.trace, row.cents) for row in rows))
        for path in (postman.box / "to").glob("837[PI]-*.x12"):
            if path.name not in self._billed:
                self._billed[path.name] = {found.decode() for found in _CLAIM.findall(path.read_bytes())}

    def _has_come(self, arrives_on: date, on: date) -> bool:
        """True where a file lies at a door that was open."""
        return arrives_on <= on and not self.year.is_link_down(on)

    # ------------------------------------------------------------------------------------------- the truths

    def _payments(self, session: Session, on: date) -> Iterator[str]:
        """Every payment that came is posted, once and with its amount, in however many files it came. A file
        of a trace that is posted waits for a person until the next morning.
        """
        every = session.find(Remittance)
        posted: Counter[str] = Counter()
        for one in every:
            if one.state is RemittanceState.POSTED:
                posted[one.trace] += one.amount_cents
        held = {one.trace for one in every if one.state is RemittanceState.SUSPECT and one.received_on == on}
        sent = {trace: cents for _, traces in self._paid.values() for trace, cents in traces.items()}
        yield from (f"posted and never sent: {trace}" for trace in posted.keys() - sent.keys())
        yield from (f"posted more often than paid: {one}" for one in posted if posted[one] > sent.get(one, 0))
        for arrives_on, traces in self._paid.values():
            for trace, paid in traces.items() if self._has_come(arrives_on, on) else ():
                if posted.get(trace) != paid and trace not in held:
                    yield f"came and is not posted: {trace}"
        other = [one for one in every if one.state not in FINAL and one.trace not in held]
        yield from (f"a remittance is {one.state.value}: {one.trace}" for one in other)

    def _claims(self, session: Session) -> Iterator[str]:
        """The box has every claim that we count as sent, and no other."""
        told = {control for controls in self._billed.values() for control in controls}
        waiting = {one.id for one in session.find(Interchange, direction="out")}
        waiting -= {one.interchange_id for one in session.find(Transmission)}
        claims = session.find(Claim)
        ours = {one.control for one in claims if one.interchange_id and one.interchange_id not in waiting}
        if lost := ours - told:
            yield f"claims that the box never got: {len(lost)}"
        if strange := told - {one.control for one in claims}:
            yield f"claims at the box that are not in the books: {len(strange)}"

    def _files(self, session: Session, on: date) -> Iterator[str]:
        """What was sent lies with the box, and what lies at the door is in the books, byte for byte."""
        postman = self.year.postman
        sent = {one.interchange_id for one in session.find(Transmission)}
        for file in session.find(Interchange, direction="out"):
            path = postman.box / "to" / file.name
            if file.id in sent and self._digest(path) != file.sha256:
                yield f"sent otherwise than kept: {file.name}"
        if self.year.is_link_down(on):
            return
        kept: dict[str, set[str]] = {}
        for file in session.find(Interchange, direction="in"):
            kept.setdefault(file.name, set()).add(file.sha256)
        for path in sorted((postman.door / "from").iterdir()):
            if self._digest(path) not in kept.get(path.name, ()):
                yield f"lies at the door and is not in the books: {path.name}"

    def _digest(self, path: Path) -> str:
        """The SHA-256 of a file; one that is written again is longer."""
        key = (path, path.stat().st_size)
        if key not in self._digests:
            self._digests[key] = hashlib.sha256(path.read_bytes()).hexdigest()
        return self._digests[key]

    def _bank(self, session: Session, on: date) -> Iterator[str]:
        """The books' bank is what the bank and our slips say; a row without its payment has an owner."""
        deposits = session.find(Deposit)
        paid = [one for one in deposits if one.deposit_kind in (DepositKind.EFT, DepositKind.CHECK)]
        slips = sum(one.cents for one in deposits if one.deposit_kind is DepositKind.SLIP)
        banked = account_totals(session).get("bank", 0)
        fees = account_totals(session).get("bank_fees", 0)
        if banked != sum(one.cents for one in paid) + slips - fees - _gone(session):
            yield "the bank account differs from its deposits and what left it"
        if slips != sum(one.cents for one in session.find(Receipt) if one.deposit_id):
            yield "slips differ from their receipts"
        come = [rows for arrives_on, rows in self._listed.values() if self._has_come(arrives_on, on)]
        known = [*paid, *(one for one in deposits if one.deposit_kind is DepositKind.SETTLED)]
        booked = Counter((row[0], cents) for row, cents in _rows(known).items())
        taken = [one for one in deposits if one.deposit_kind is DepositKind.WITHDRAWAL]
        if Counter((one.trace, one.cents) for one in taken) - self._fees:
            yield "a fee that the bank never took, or took once"
        listed = sum((rows for _, rows in self._listed.values()), Counter[tuple[str, int]]())
        if booked - listed:
            yield "a deposit that the bank never showed"
        open_rows = sum((sum(come, Counter[tuple[str, int]]()) - booked).values())
        owned = {task.cents for task in session.find(Task, what=ASKED, state=TaskState.OPEN)}
        if open_rows and not owned:
            yield f"{open_rows} rows of the bank without a payment and without an owner"

    def _funnel(self, session: Session, on: date, *, is_last: bool) -> Iterator[str]:
        """Nothing on the way from the booking to the claim is nobody's; at the end nothing is on its way."""
        found = cases(session, since_on=self.year.shape.first_on, until_on=on + timedelta(days=1))
        if not all(step.closes for step in steps(found)):
            yield "a step of the funnel does not add up"
        if lost := orphans(found, on=on):
            yield f"orphans in the funnel: {len(lost)}"
        if is_last and (left := gaps(found, on=on)):
            yield f"came to no end: {len(left)} visits or bookings"

    def _ended(self, session: Session) -> Iterator[str]:
        """At the end all that was paid is posted, in the bank, and nowhere on its way."""
        paid = sum(cents for _, traces in self._paid.values() for cents in traces.values())
        listed = sum(key[1] * count for _, rows in self._listed.values() for key, count in rows.items())
        totals = account_totals(session)
        received = sum(one.cents for one in session.find(Receipt) if one.method != CARD)
        if paid != listed - self._others:
            yield f"the payers paid {paid} and the bank showed {listed - self._others}"
        fees = -sum(cents * count for (_, cents), count in self._fees.items())
        cards = sum(one.cents for one in session.find(Receipt, method=CARD) if one.deposit_id)
        if totals.get("bank_fees", 0) != fees + cards - self._settled:
            yield f"fees of {totals.get('bank_fees', 0)}; taken {fees}, kept {cards - self._settled}"
        gone = _gone(session) + fees
        if totals.get("bank", 0) != listed + received - gone:
            yield f"the bank holds {totals.get('bank', 0)}; listed {listed}, received {received}, gone {gone}"
        for account in ("cash", "undeposited"):
            if totals.get(account, 0):
                yield f"left in {account}: {totals[account]}"


def _gone(session: Session) -> int:
    """What left the bank again: payments that it took back, and refunds that were issued."""
    back = sum(one.returned_cents for one in session.find(Receipt) if one.deposit_id)
    sent = session.find(Refund, state=[RefundState.ISSUED, RefundState.CLEARED])
    return back + sum(one.cents for one in sent)


def _taken_back(session: Session, *, is_last: bool) -> Iterator[str]:
    """A charge that was taken back earns nothing and is on no claim; at the end its payer has its cash, or
    the claim that tells the payer so is held by somebody.
    """
    gone = [line for line in session.find(ChargeLine) if not line.stands]
    claims = session.find(Claim)
    kept = {visit_id for one in claims if one.state is ClaimState.HELD for visit_id in one.visit_ids}
    held = line_balances(session, [line.id for line in gone])
    billed = revision_lines(session, [one.revision_id for one in claims])
    carried = {line_id for lines in billed.values() for line_id in lines}
    for line in gone:
        if held.get((line.id, "revenue"), 0):
            yield f"taken back and still earned: {line.control}"
        if line.id in carried:
            yield f"taken back and still claimed: {line.control}"
        is_due = is_last and line.visit_id not in kept
        if is_due and any(held.get((line.id, account), 0) for account in ("cash", "payer_ar:1")):
            yield f"taken back, and its payer has not had its money back: {line.control}"


def outcome(practice_id: int) -> tuple[dict[str, int], list[tuple[str, ...]]]:
    """Return what a year came to, without ids and times: every balance, and what became of each claim."""
    with books(practice_id) as session:
        numbers = {one.id: one.number for one in session.find(Patient)}
        totals = {account: cents for account, cents in account_totals(session).items() if cents}
        claims = session.find(Claim)
    told = [
        (
            numbers[one.patient_id],
            one.service_on.isoformat(),
            str(one.rank),
            str(one.total_cents),
            one.state.value,
            str(one.revision_number),
        )
        for one in claims
    ]
    return totals, sorted(told)


def _rows(deposits: Iterable[Deposit]) -> Counter[tuple[str, int, int]]:
    """What deposits come to by the row that they are of: several payments may be one."""
    rows: Counter[tuple[str, int, int]] = Counter()
    for one in deposits:
        rows[one.trace, one.source_id, one.row] += one.cents
    return rows
