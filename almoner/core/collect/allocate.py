"""Lay patients' money on what they owe, line by line, by a rule.

Promises that no line gets more than its patient owes, that no receipt gives more than it has, that money
goes only to lines of the patient who paid it, and that each allocation has one posting of its amount.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from almoner.core.charge import ChargeLine
from almoner.core.collect.receipt import Allocation, Receipt, Target
from almoner.core.ledger import Posting, Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Plan, reading


class Rule(StrEnum):
    """Which line a receipt goes to first."""

    TARGET = "target"
    """As the receipt was meant: its own visit first where it names one, then the oldest service, and nothing
    of what waits for a person."""
    GIVEN = "given"
    """The lines in the order in which they are given: a person chose them."""


@dataclass(frozen=True, slots=True)
class OwedLine:
    """A charge line with what its patient owes on it now (`patient_ar`). Zero or less takes nothing."""

    line: ChargeLine
    owed_cents: int


def allocate(
    receipts: Iterable[Receipt],
    owed: Sequence[OwedLine],
    *,
    ids: Ids,
    on: date,
    rule: Rule = Rule.TARGET,
) -> Plan:
    """Return the plan that lays the free money of the receipts, the oldest first, on the owed lines by the
    rule.

    The plan is empty where nothing is owed or nothing is free.
    """
    left = {item.line.id: item.owed_cents for item in owed if item.owed_cents > 0}
    giving = sorted(
        (receipt for receipt in receipts if receipt.free_cents > 0),
        key=lambda receipt: (receipt.received_on, receipt.id),
    )
    allocations: list[Allocation] = []
    postings: list[Posting] = []
    spent: list[Receipt] = []
    for receipt in giving:
        free = receipt.free_cents
        for line in _order(receipt, owed, rule):
            part = min(free, left.get(line.id, 0))
            if part <= 0:
                continue
            free -= part
            left[line.id] -= part
            allocation = _allocation(receipt, line, cents=part, allocation_id=next(ids), on=on)
            allocations.append(allocation)
            postings.append(_posting(allocation, line, on=on))
        if free < receipt.free_cents:
            given = receipt.allocated_cents + receipt.free_cents - free
            spent.append(replace(receipt, version=receipt.version + 1, allocated_cents=given))
    return Plan(
        on=on,
        records=(*spent, *allocations),
        postings=tuple(postings),
        reads=reading(*giving) if spent else {},
    )


def _order(receipt: Receipt, owed: Sequence[OwedLine], rule: Rule) -> list[ChargeLine]:
    """Return the lines of the receipt's patient in the order in which its money reaches them."""
    lines = [item.line for item in owed if item.line.patient_id == receipt.patient_id]
    if rule is Rule.GIVEN:
        return lines
    if receipt.target is Target.NOTHING:
        return []
    lines.sort(key=lambda line: (line.service_on, line.visit_id, line.sequence, line.id))
    if receipt.visit_id:
        lines.sort(key=lambda line: line.visit_id != receipt.visit_id)
    return lines


def _allocation(
    receipt: Receipt, line: ChargeLine, *, cents: int, allocation_id: int, on: date
) -> Allocation:
    return Allocation(
        id=allocation_id,
        receipt_id=receipt.id,
        line_id=line.id,
        patient_id=line.patient_id,
        cents=cents,
        allocated_on=on,
    )


def posting_key(allocation_id: int) -> str:
    """Return the key of the posting that laid an allocation."""
    return f"alloc:{allocation_id}"


def _posting(allocation: Allocation, line: ChargeLine, *, on: date) -> Posting:
    subject = Subject(
        patient_id=line.patient_id,
        visit_id=line.visit_id,
        line_id=line.id,
        provider_id=line.provider_id,
        location_id=line.location_id,
        service_on=line.service_on,
        receipt_id=allocation.receipt_id,
    )
    return post(Effect(Reason.ALLOCATION, allocation.cents, subject, key=posting_key(allocation.id)), on=on)
