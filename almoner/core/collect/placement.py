"""Debts in a collection agency's hands: placed, worked, taken back, or given up; a file for the agency.

Promises that what is placed stays a receivable (`collections`), that a recall puts back exactly what the
agency has not brought in, and that the file's total is what was placed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.charge import ChargeLine
from almoner.core.collect.allocate import posting_key
from almoner.core.collect.receipt import Allocation, Receipt
from almoner.core.ledger import Posting, Reason, Subject, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Plan, Record, reading


class PlacementState(StrEnum):
    """Where a placed debt stands."""

    PLACED = "placed"
    RECALLED = "recalled"
    """We took it back: the patient owes it to us again."""
    LOST = "lost"
    """The agency gave it back, and it was written off as bad debt."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What a patient owed on one charge line when it was handed to an agency. `batch_id` is what went
    together in one file.
    """

    kind: ClassVar[str] = "placement"
    id: int
    batch_id: int
    agency: str
    patient_id: int
    line_id: int
    cents: int
    placed_on: date
    placed_by: str
    version: int = 1
    state: PlacementState = PlacementState.PLACED
    ended_on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Debt:
    """A charge line with what its patient owes on it, in cents."""

    line: ChargeLine
    cents: int


def place(debts: Iterable[Debt], agency: str, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that hands debts to an agency as one batch, each line whole."""
    batch_id = next(ids)
    records: list[Placement] = []
    postings: list[Posting] = []
    for debt in debts:
        assert debt.cents > 0, "only what is owed is placed"
        line = debt.line
        placed = Placement(next(ids), batch_id, agency, line.patient_id, line.id, debt.cents, on, by)
        records.append(placed)
        effect = Effect(Reason.COLLECTIONS_PLACED, debt.cents, subject_of(line), key=placed_key(placed))
        postings.append(post(effect, on=on))
    return Plan(on=on, records=tuple(records), postings=tuple(postings))


def placed_key(placement: Placement) -> str:
    """Return the key of the posting that placed it."""
    return f"placed:{placement.id}"


def subject_of(line: ChargeLine, *, receipt_id: int = 0) -> Subject:
    """Return the subject of a posting about a patient's part of a line."""
    return Subject(
        patient_id=line.patient_id,
        visit_id=line.visit_id,
        line_id=line.id,
        provider_id=line.provider_id,
        location_id=line.location_id,
        service_on=line.service_on,
        receipt_id=receipt_id,
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A placed debt with its line, what of it the agency still has to bring in (cents), and its posting;
    `credit_cents`: what the line's receivables have too much meanwhile, such as by a decision that the payer
    took back, or one that came after its part was given up.
    """

    placement: Placement
    line: ChargeLine
    left_cents: int
    posting: Posting
    credit_cents: int = 0

    @property
    def owed_cents(self) -> int:
        """What is owed yet, the credit counted: no more than this can be lost."""
        return max(0, self.left_cents - max(0, self.credit_cents))


def recall(held: Iterable[Held], *, why: str, on: date) -> Plan:
    """Return the plan that takes debts back. One on which nothing was paid is reversed exactly; of another
    the rest goes back.
    """
    found = list(held)
    return _ended(found, PlacementState.RECALLED, [_back(one, on=on) for one in found], why=why, on=on)


def _back(one: Held, *, on: date) -> Posting | None:
    key = f"recalled:{one.placement.id}"
    if one.left_cents == one.posting.cents:
        return reversal_of(one.posting, key=key, on=on)
    if not one.left_cents:
        return None
    effect = Effect(Reason.COLLECTIONS_PLACED, -one.left_cents, subject_of(one.line), key=key)
    return post(effect, on=on)


def bring_home(debts: Iterable[Debt], *, ids: Ids, on: date) -> Plan:
    """Return the plan that makes the patient's again what stands on `collections` and no agency has: money
    laid there came back, such as by a bounced check, after the placement had ended.
    """
    effects = (
        Effect(Reason.COLLECTIONS_PLACED, -debt.cents, subject_of(debt.line), key=f"home:{next(ids)}")
        for debt in debts
    )
    return Plan(on=on, postings=tuple(post(effect, on=on) for effect in effects))


def give_up(held: Iterable[Held], *, why: str, on: date) -> Plan:
    """Return the plan that writes off as bad debt what an agency gave back as lost. What the line's own
    credit meets is not lost: it goes back to the patient's part, and is nothing there.
    """
    found = list(held)
    postings = [posting for one in found for posting in _lost(one, on=on)]
    return _ended(found, PlacementState.LOST, postings, why=why, on=on)


def _lost(one: Held, *, on: date) -> Iterator[Posting]:
    subject, number = subject_of(one.line), one.placement.id
    if one.owed_cents:
        reason = Reason.COLLECTIONS_WRITTEN_OFF
        yield post(Effect(reason, one.owed_cents, subject, key=f"lost:{number}"), on=on)
    if met := one.left_cents - one.owed_cents:
        yield post(Effect(Reason.COLLECTIONS_PLACED, -met, subject, key=f"recalled:{number}"), on=on)


def _ended(
    held: Sequence[Held],
    state: PlacementState,
    postings: Iterable[Posting | None],
    *,
    why: str,
    on: date,
) -> Plan:
    placements = [one.placement for one in held]
    return Plan(
        on=on,
        records=tuple(
            replace(one, version=one.version + 1, state=state, ended_on=on, why=why) for one in placements
        ),
        postings=tuple(posting for posting in postings if posting is not None),
        reads=reading(*placements),
    )


def lay_on_placed(
    receipt: Receipt, placed: Iterable[Debt], lost: Iterable[Debt], *, ids: Ids, on: date
) -> Plan:
    """Return the plan that lays a receipt's free money on placed debts (COLLECTIONS_ALLOCATION), then on what
    was written off before (BAD_DEBT_RECOVERED), in their order.

    The plan is empty where nothing is free or nothing is left.
    """
    free = receipt.free_cents
    records: list[Record] = []
    postings: list[Posting] = []
    owed = [(debt, Reason.COLLECTIONS_ALLOCATION) for debt in placed]
    owed += [(debt, Reason.BAD_DEBT_RECOVERED) for debt in lost]
    for debt, reason in owed:
        part = min(free, debt.cents)
        if part <= 0:
            continue
        free -= part
        line = debt.line
        made = Allocation(next(ids), receipt.id, line.id, line.patient_id, part, allocated_on=on)
        subject = subject_of(line, receipt_id=receipt.id)
        records.append(made)
        postings.append(post(Effect(reason, part, subject, key=posting_key(made.id)), on=on))
    if not records:
        return Plan(on=on)
    laid = receipt.free_cents - free
    spent = replace(receipt, version=receipt.version + 1, allocated_cents=receipt.allocated_cents + laid)
    return Plan(on=on, records=(spent, *records), postings=tuple(postings), reads=reading(receipt))
