"""Take patients' money off lines again: the exact reversal of an allocation, and the money is free anew.

Promises that an allocation is undone whole and once, by the reversal of the posting that laid it; that a part
which stays is laid anew beside it; and that each receipt's free money grows by what was taken off.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.collect.allocate import posting_key
from almoner.core.collect.receipt import Allocation, Receipt
from almoner.core.ledger import Posting, reversal_of
from almoner.core.plan import Ids, Plan, Record, reading


@dataclass(frozen=True, slots=True)
class Laid:
    """An allocation that stands, with the posting that laid it."""

    allocation: Allocation
    posting: Posting

    @property
    def newest(self) -> tuple[date, int]:
        """The greater, the later it was laid."""
        return self.allocation.allocated_on, self.allocation.id


@dataclass(frozen=True, slots=True)
class Freed:
    """What taking money off lines leaves: records and postings, and the cents freed of each receipt."""

    records: tuple[Record, ...]
    postings: tuple[Posting, ...]
    cents: Mapping[int, int]
    reads: Mapping[tuple[str, int], int]


def unlay(receipts: Iterable[Receipt], laid: Iterable[Laid], *, on: date) -> Plan:
    """Return the plan that undoes allocations whole; the money of their receipts is free again."""
    return plan_of(receipts, freed(((one, one.allocation.cents) for one in laid), ids=iter(()), on=on), on=on)


def free_excess(
    receipts: Iterable[Receipt],
    laid: Sequence[Laid],
    excess: Mapping[int, int],
    *,
    ids: Ids,
    on: date,
) -> Plan:
    """Return the plan that takes off each line (by id) the cents beyond what its patient owes, the newest
    allocation first; of the last one the part that is owed is laid anew.

    What no allocation covers stays on its line: another posting than a payment made it.
    """
    parts = [part for line_id, cents in sorted(excess.items()) for part in _of_line(laid, line_id, cents)]
    return plan_of(receipts, freed(parts, ids=ids, on=on), on=on)


def newest_first(laid: Iterable[Laid], cents: int) -> list[tuple[Laid, int]]:
    """Return which allocations give up how much, the newest first, until `cents` are together."""
    parts = []
    for one in sorted(laid, key=lambda one: one.newest, reverse=True):
        part = min(cents, one.allocation.cents)
        if part > 0:
            parts.append((one, part))
        cents -= part
    return parts


def _of_line(laid: Sequence[Laid], line_id: int, cents: int) -> list[tuple[Laid, int]]:
    return newest_first((one for one in laid if one.allocation.line_id == line_id), cents)


def freed(parts: Iterable[tuple[Laid, int]], *, ids: Ids, on: date) -> Freed:
    """Return what taking these cents off these allocations leaves."""
    records: list[Record] = []
    postings: list[Posting] = []
    cents: Counter[int] = Counter()
    taken = []
    for one, part in parts:
        old = one.allocation
        assert old.undone_on is None, "an allocation is undone once"
        assert 0 < part <= old.cents, "an allocation gives up no more than it is"
        taken.append(old)
        records.append(replace(old, version=old.version + 1, undone_on=on))
        postings.append(reversal_of(one.posting, key=f"undo:{one.posting.key}", on=on))
        cents[old.receipt_id] += part
        if part < old.cents:
            stays = Allocation(
                next(ids), old.receipt_id, old.line_id, old.patient_id, old.cents - part, allocated_on=on
            )
            records.append(stays)
            postings.append(
                replace(one.posting, key=posting_key(stays.id), cents=stays.cents, effective_on=on)
            )
    return Freed(tuple(records), tuple(postings), cents, reading(*taken))


def plan_of(receipts: Iterable[Receipt], given: Freed, *, on: date) -> Plan:
    """Return the plan of what was freed, with the receipts that it belongs to."""
    known = {receipt.id: receipt for receipt in receipts}
    changed = [known[receipt_id] for receipt_id in sorted(given.cents)]
    return Plan(
        on=on,
        records=(*(with_less(one, given.cents[one.id]) for one in changed), *given.records),
        postings=given.postings,
        reads={**given.reads, **reading(*changed)},
    )


def with_less(receipt: Receipt, cents: int) -> Receipt:
    """Return the receipt's next version with less of it laid."""
    return replace(receipt, version=receipt.version + 1, allocated_cents=receipt.allocated_cents - cents)
