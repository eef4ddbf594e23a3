"""Take cash out of suspense: onto the claim that it paid, or to the patient whose own payment it was.

Promises that an amount leaves suspense whole, in parts that sum to it; that no line gets more than is open on
it, nor gives back more than was paid on it; and that the task which owned the amount ends with it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.state import IN_TRANSIT, Event, after
from almoner.core.claim.subject import line_subject
from almoner.core.collect.receipt import FROM_PAYER, Receipt
from almoner.core.ledger import Account, Posting, Reason, Subject, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.money import in_dollars
from almoner.core.plan import Ids, Plan, Record, Task, TaskState, reading
from almoner.core.remit.desk import DUE_DAYS, business_days_after
from almoner.core.remit.history import SUSPENDING
from almoner.core.remit.takeback import PaidLine

HELD = frozenset({Reason.SUSPENDED_CASH, Reason.PROVIDER_SUSPENSE})
"""Why a payer's cash is in suspense."""
REST = "placed_by_hand"
"""Work about what stays open on a claim on which cash was placed by hand."""
UNDECIDED = "silent_claim"
"""Work about a claim of which its payer has not spoken; it closes by itself when the payer does."""
REST_DAYS = 10


@dataclass(frozen=True, slots=True)
class HeldCash:
    """An amount in suspense: the posting that put it there and stands, what of its file it is about (`root`,
    the start of keys), and the task that owns it. `base` is the key under which it was put there first.
    """

    posting: Posting
    root: str
    task: Task
    base: str = ""

    @property
    def cents(self) -> int:
        """What is to be placed; negative where the payer took cash."""
        is_held = self.posting.credit == Account.SUSPENSE.value
        return self.posting.cents if is_held else -self.posting.cents

    @property
    def is_owned(self) -> bool:
        """True where its task is about this amount; work at provider level has the sign of what was taken."""
        return abs(self.cents) == abs(self.task.cents)

    @property
    def mark(self) -> str:
        """The start of the keys of what a person makes of it."""
        return f"{self.root}:h{self.task.id}"


def spread(held_cents: int, lines: Sequence[PaidLine]) -> dict[int, int]:
    """Return how an amount lies on lines in their order, as far as they take it."""
    left, sign, found = abs(held_cents), 1 if held_cents > 0 else -1, {}
    for each in lines:
        part = min(left, each.room(held_cents))
        if part:
            found[each.line.id] = sign * part
            left -= part
    return found


def place_faults(held: HeldCash, lines: Sequence[PaidLine], cents: Mapping[int, int]) -> list[str]:
    """Return what stands against laying an amount so, each as one sentence."""
    found = []
    rooms = {each.line.id: each for each in lines}
    if not cents.keys() <= rooms.keys():
        found.append("A line is none of the claim's.")
    if sum(cents.values()) != held.cents:
        found.append(
            f"The parts come to {in_dollars(sum(cents.values()))}, and {in_dollars(held.cents)} is held."
        )
    for line_id, part in cents.items():
        if line_id not in rooms:
            continue
        if part * held.cents <= 0:
            found.append("Each part has the sign of the whole.")
        elif abs(part) > rooms[line_id].room(held.cents):
            word = "open" if held.cents > 0 else "paid"
            found.append(f"No more than is {word} on a line: {in_dollars(rooms[line_id].room(held.cents))}.")
    return found


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an amount goes: a claim with its lines, and how much on which. `others` are the claim's other
    open tasks; `is_refused`: a refusal of it is still followed.
    """

    claim: Claim
    lines: tuple[PaidLine, ...]
    cents: Mapping[int, int]
    others: tuple[Task, ...] = ()
    is_refused: bool = False


def place(held: HeldCash, to: Placing, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that lays suspended cash on a claim: it leaves suspense by an exact reversal and is the
    payer's payment of these lines, as if its advice had said so.
    """
    assert not place_faults(held, to.lines, to.cents), "the flow shows the faults first"
    rooms = {each.line.id: each for each in to.lines}
    payments = (
        post(
            Effect(
                Reason.PAYMENT,
                cents,
                line_subject(to.claim, rooms[line_id].line, remittance_id=held.posting.subject.remittance_id),
                key=f"{held.mark}:{number}",
                element=held.posting.element,
            ),
            on=on,
        )
        for number, (line_id, cents) in enumerate(to.cents.items(), 1)
    )
    left = sum(each.open_cents - to.cents.get(each.line.id, 0) for each in to.lines)
    claim = _decided(held, to, on=on)
    changed: tuple[Record, ...] = () if claim is to.claim else (claim,)
    is_followed = any(task.what == REST for task in to.others)
    rest = (_about(to.claim, left, task_id=next(ids), on=on),) if left > 0 and not is_followed else ()
    outcome = f"placed on claim {to.claim.control}"
    ended = [held.task, *(task for task in to.others if changed and task.what == UNDECIDED)]
    return Plan(
        on=on,
        records=changed,
        postings=(_out(held, on=on), *payments),
        tasks=(*(task.closed(by=by, outcome=outcome, on=on) for task in ended), *rest),
        reads=reading(*ended, to.claim),
    )


@dataclass(frozen=True, slots=True)
class Left:
    """A claim whose suspended cash turned out to be another's: what is open of it with its payer (cents), the
    open tasks that it has beside that cash, and whether a refusal of it is still followed.
    """

    claim: Claim
    open_cents: int
    tasks: Sequence[Task] = ()
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """What a person had made of an amount on a claim: its postings, and the task that it ended. Where that
    task named another claim, `home` is that one; `left` is the claim as it is without the amount.
    """

    postings: tuple[Posting, ...]
    task: Task
    left: Left
    home: Claim | None = None


_PLACING = re.compile(r":h(\d+):\d+")


def placings(postings: Sequence[Posting], claim_id: int) -> dict[int, int]:
    """Return what persons placed on a claim and stands: the task that each amount had waited under, with its
    cents.
    """
    gone = {one.reverses for one in postings}
    found: dict[int, int] = {}
    for one in postings:
        place = _PLACING.search(one.key)
        is_placing = one.reason is Reason.PAYMENT and not one.reverses and one.key not in gone
        if place and place.end() == len(one.key) and is_placing and one.subject.claim_id == claim_id:
            task_id = int(place[1])
            cents = one.cents if one.debit == Account.CASH.value else -one.cents
            found[task_id] = found.get(task_id, 0) + cents
    return found


def taken_of(postings: Sequence[Posting]) -> dict[int, int]:
    """Return how much was paid of which line by what a person had placed, in cents."""
    paid = (one for one in postings if one.reason is Reason.PAYMENT)
    return {one.subject.line_id: one.cents if one.debit == Account.CASH.value else -one.cents for one in paid}


def take_back(placed: Placed, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that puts an amount that was placed on a claim into suspense again, with an owner. The
    claim that its work named waits for it again, else the claim that had got it; that one has an owner too.
    """
    claim = placed.left.claim
    home = placed.home or claim
    task = reopened(placed.task, ids=ids, on=on)
    tasks = [replace(task, patient_id=home.patient_id, claim_id=home.id)]
    waiting = [home]
    if home is not claim and _is_silent(placed.left):
        waiting.append(claim)
        tasks += _ask_payer(placed.left, by=by, ids=ids, on=on)
    cause = "placing by hand was taken back"
    told = [(one, after(one, Event.SUSPENDED, on=on, cause=cause)) for one in waiting]
    return Plan(
        on=on,
        records=tuple(one for before, one in told if one is not before),
        postings=tuple(reversal_of(one, key=f"undo:{one.key}", on=on) for one in placed.postings),
        tasks=tuple(tasks),
        reads=reading(placed.task, home, claim, *(one for one in placed.left.tasks if one.what == REST)),
    )


def _is_silent(left: Left) -> bool:
    """True of a claim that neither is decided by something else nor waits for its payer."""
    return left.open_cents > 0 and not left.is_refused and left.claim.state not in IN_TRANSIT


def still_undecided(left: Left, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan that lets a claim stand as its earlier decision left it, or gives it to somebody where
    it has none; other cash of it that is still suspended keeps it waiting, as does who asks for it already.
    """
    claim = left.claim
    if claim.state is not ClaimState.SUSPENDED or any(task.what in SUSPENDING for task in left.tasks):
        return Plan(on=on)
    if not _is_silent(left):
        event = Event.DENIED if left.is_refused else Event.PAID
        decided = after(claim, event, on=on, cause="its suspended cash was another's")
        return Plan(on=on, records=(decided,), reads=reading(claim))
    tasks = tuple(_ask_payer(left, by=by, ids=ids, on=on))
    return Plan(on=on, tasks=tasks, reads=reading(claim, *(one for one in left.tasks if one.what == REST)))


def _ask_payer(left: Left, *, by: str, ids: Ids, on: date) -> Iterator[Task]:
    """The work about a claim that its payer has not decided, once; what a placing by hand had left open ends,
    for that cash is gone.
    """
    for task in left.tasks:
        if task.what == REST:
            yield task.closed(by=by, outcome="its suspended cash was another's", on=on)
    if any(task.what == UNDECIDED for task in left.tasks):
        return
    why = "The cash that came for it was somebody else's: ask its payer what it decided."
    asked = _about(left.claim, left.claim.total_cents, task_id=next(ids), on=on)
    yield replace(asked, what=UNDECIDED, why=why)


def reopened(task: Task, *, ids: Ids, on: date) -> Task:
    """Return the work of a closed task as a new one: what it was about is open again."""
    return replace(
        task,
        id=next(ids),
        version=1,
        opened_on=on,
        due_on=business_days_after(on, DUE_DAYS),
        state=TaskState.OPEN,
        closed_on=None,
        closed_by="",
        outcome="",
    )


def _out(held: HeldCash, *, on: date) -> Posting:
    return reversal_of(held.posting, key=f"{held.mark}:out", on=on)


def _decided(held: HeldCash, to: Placing, *, on: date) -> Claim:
    """The claim that waited for its advice is decided, or taken back, by it; one with other cash in suspense
    still waits.
    """
    if any(task.what in SUSPENDING for task in to.others):
        return to.claim
    if to.claim.state is not ClaimState.SUSPENDED and to.claim.state not in IN_TRANSIT:
        return to.claim
    event = Event.DENIED if to.is_refused else Event.PAID if held.cents > 0 else Event.REVERSED
    return after(to.claim, event, on=on, cause="placed by hand")


def _about(claim: Claim, cents: int, *, task_id: int, on: date) -> Task:
    """The work about what a placing by hand leaves open of a claim."""
    return Task(
        id=task_id,
        what=REST,
        subject_kind=claim.kind,
        subject_id=claim.id,
        why="Its payment was placed by hand: what stays open is to be adjusted, or asked of the payer.",
        owner="biller",
        opened_on=on,
        due_on=business_days_after(on, REST_DAYS),
        patient_id=claim.patient_id,
        claim_id=claim.id,
        cents=cents,
    )


def give_to_patient(held: HeldCash, patient_id: int, *, by: str, ids: Ids, on: date) -> Plan:
    """Return the plan of suspended cash that was a patient's own payment: a receipt that lies on no line."""
    assert held.cents > 0, "a payer that takes cash gives a patient none"
    receipt = Receipt(
        id=next(ids),
        patient_id=patient_id,
        method=FROM_PAYER,
        cents=held.cents,
        received_on=on,
        taken_by=by,
        reference=held.task.why[:40],
    )
    about = held.posting.subject
    subject = Subject(
        patient_id=patient_id,
        payer_id=about.payer_id,
        remittance_id=about.remittance_id,
        receipt_id=receipt.id,
    )
    key = f"suspense:{held.task.id}:patient"
    effect = Effect(Reason.SUSPENSE_TO_PATIENT, held.cents, subject, key=key, element=held.posting.element)
    done = held.task.closed(by=by, outcome="a patient's own payment", on=on)
    return Plan(
        on=on,
        records=(receipt,),
        postings=(_out(held, on=on), post(effect, on=on)),
        tasks=(done,),
        reads=reading(held.task),
    )
