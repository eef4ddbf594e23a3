"""Divide an amount in suspense into parts, each with its own reason and its own way out, and put them
together
again.

Promises that the parts come to the whole, that what nobody named stays as a part of its own, and that they
are put together only while none of them has gone anywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.collect.suspense import HeldCash, reopened
from almoner.core.ledger import Posting, Reason, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.money import in_dollars
from almoner.core.plan import Ids, Plan, Task, reading
from almoner.core.remit.history import PART, PARTS

MOST_PARTS = 20
LONGEST_WHY = 200


@dataclass(frozen=True, slots=True)
class Part:
    """How much of an amount, with its sign, and what it is."""

    cents: int
    why: str


def divide_faults(held: HeldCash, parts: Sequence[Part]) -> list[str]:
    """Return what stands against dividing an amount so, each as one sentence."""
    found = []
    if not 0 < len(parts) <= MOST_PARTS:
        found.append(f"An amount is divided into 1 to {MOST_PARTS} parts and the rest.")
    if any(part.cents * held.cents <= 0 for part in parts):
        found.append("Each part has the sign of the whole, and none is nothing.")
    named = sum(abs(part.cents) for part in parts)
    if named > abs(held.cents):
        found.append(f"The parts come to {in_dollars(named)}, and {in_dollars(abs(held.cents))} is held.")
    if named == abs(held.cents) and len(parts) == 1:
        found.append("One part that is the whole divides nothing.")
    if any(
        not part.why.strip() or len(part.why) > LONGEST_WHY or not part.why.isprintable() for part in parts
    ):
        found.append(f"Say of each part what it is, in at most {LONGEST_WHY} signs.")
    return found


def divide(held: HeldCash, parts: Sequence[Part], *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that takes an amount out of suspense and puts its parts there, each with its own work;
    the
    rest is a part with the reason of the whole.
    """
    assert not divide_faults(held, parts), "the flow shows the faults first"
    rest = held.cents - sum(part.cents for part in parts)
    every = [*parts, Part(rest, held.task.why)] if rest else list(parts)
    done = held.task.closed(by=by, outcome=f"divided into {len(every)} parts", on=on)
    return Plan(
        on=on,
        postings=(
            reversal_of(held.posting, key=f"{held.mark}:out", on=on),
            *(_posting(held, part, number, on=on) for number, part in enumerate(every, 1)),
        ),
        tasks=(done, *(_task(held, part, ids=ids, on=on) for part in every)),
        reads=reading(held.task),
    )


def _posting(held: HeldCash, part: Part, number: int, *, on: date) -> Posting:
    is_claims = held.posting.reason is Reason.SUSPENDED_CASH
    cents = part.cents if is_claims else -part.cents
    key = f"{held.root}:{PARTS}{held.task.id}:{number}"
    before = held.posting
    effect = Effect(before.reason, cents, before.subject, key, before.group, before.carc, before.element)
    return post(effect, on=on)


def _task(held: HeldCash, part: Part, *, ids: Ids, on: date) -> Task:
    is_as_held = held.task.cents == held.cents
    return replace(
        reopened(held.task, ids=ids, on=on),
        what=PART,
        why=part.why,
        cents=part.cents if is_as_held else -part.cents,
    )


@dataclass(frozen=True, slots=True)
class Division:
    """The parts of an amount, the posting that took the whole out of suspense, and the work that owned it."""

    parts: tuple[HeldCash, ...]
    out: Posting
    whole: Task


def unite(division: Division, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that puts the parts of an amount together again."""
    parts, out = division.parts, division.out
    back = (reversal_of(part.posting, key=f"{part.mark}:in", on=on) for part in parts)
    tasks = [part.task for part in parts]
    return Plan(
        on=on,
        postings=(*back, reversal_of(out, key=f"undo:{out.key}", on=on)),
        tasks=(
            *(task.closed(by=by, outcome="put together again", on=on) for task in tasks),
            reopened(division.whole, ids=ids, on=on),
        ),
        reads=reading(*tasks),
    )
