"""Take cash out of suspense: onto the claim that it paid, or to the patient whose own payment it was.

Promises that an amount leaves suspense whole, in parts that sum to it; that no line gets more than is open on
it, nor gives back more than was paid on it; and that the task which owned the amount ends with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.state import IN_TRANSIT, Event, after
from almoner.core.collect.receipt import FROM_PAYER, Receipt
from almoner.core.ledger import Account, Posting, Reason, Subject, reversal_of
from almoner.core.ledger.posting import Effect, post
from almoner.core.money import dollars
from almoner.core.plan import Ids, Plan, Record, Task, TaskState, reading
from almoner.core.remit.desk import DUE_DAYS, business_days_after
from almoner.core.remit.history import SUSPENDING

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


@dataclass(frozen=True, slots=True)
class Room:
    """A line of the claim: what is open with its payer, and what was paid on it, in cents."""

    line: ChargeLine
    open_cents: int
    paid_cents: int

    def room(self, cents: int) -> int:
        """Return how far the line takes an amount of this sign; never negative."""
        return max(0, self.open_cents if cents > 0 else self.paid_cents)


def spread(held_cents: int, lines: Sequence[Room]) -> dict[int, int]:
    """Return how an amount lies on lines in their order, as far as they take it."""
    left, sign, found = abs(held_cents), 1 if held_cents > 0 else -1, {}
    for each in lines:
        part = min(left, each.room(held_cents))
        if part:
            found[each.line.id] = sign * part
            left -= part
    return found


def place_faults(held: HeldCash, lines: Sequence[Room], cents: Mapping[int, int]) -> list[str]:
    """Return what stands against laying an amount so, each as one sentence."""
    found = []
    rooms = {each.line.id: each for each in lines}
    if not cents.keys() <= rooms.keys():
        found.append("A line is none of the claim's.")
    if sum(cents.values()) != held.cents:
        found.append(f"The parts come to {dollars(sum(cents.values()))}, and {dollars(held.cents)} is held.")
    for line_id, part in cents.items():
        if line_id not in rooms:
            continue
        if part * held.cents <= 0:
            found.append("Each part has the sign of the whole.")
        elif abs(part) > rooms[line_id].room(held.cents):
            word = "open" if held.cents > 0 else "paid"
            found.append(f"No more than is {word} on a line: {dollars(rooms[line_id].room(held.cents))}.")
    return found


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an amount goes: a claim with its lines, and how much on which. `others` are the claim's other
    open tasks; `is_refused`: a refusal of it is still followed.
    """

    claim: Claim
    lines: tuple[Room, ...]
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
                _subject(held, to.claim, rooms[line_id].line),
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
    rest = (_rest(to.claim, left, next(ids), on),) if left > 0 and not is_followed else ()
    done = held.task.closed(by=by, outcome=f"placed on claim {to.claim.control}", on=on)
    return Plan(
        on=on,
        records=changed,
        postings=(_out(held, on=on), *payments),
        tasks=(done, *rest),
        reads=reading(held.task, to.claim),
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """What a person had made of an amount on a claim: its postings, and the task that it ended."""

    postings: tuple[Posting, ...]
    task: Task
    claim: Claim


def take_back(placed: Placed, *, ids: Ids, on: date) -> Plan:
    """Return the plan that puts an amount that was placed on a claim into suspense again, with an owner."""
    again = replace(
        reopened(placed.task, ids=ids, on=on), patient_id=placed.claim.patient_id, claim_id=placed.claim.id
    )
    undone = tuple(reversal_of(one, key=f"undo:{one.key}", on=on) for one in placed.postings)
    waiting = after(placed.claim, Event.SUSPENDED, on=on, cause="placing by hand was taken back")
    changed: tuple[Record, ...] = () if waiting is placed.claim else (waiting,)
    return Plan(
        on=on, records=changed, postings=undone, tasks=(again,), reads=reading(placed.task, placed.claim)
    )


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


def _subject(held: HeldCash, claim: Claim, line: ChargeLine) -> Subject:
    return Subject(
        patient_id=line.patient_id,
        visit_id=line.visit_id,
        line_id=line.id,
        claim_id=claim.id,
        revision_id=claim.revision_id,
        payer_id=claim.payer_id,
        rank=claim.rank,
        provider_id=line.provider_id,
        location_id=line.location_id,
        service_on=line.service_on,
        remittance_id=held.posting.subject.remittance_id,
    )


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


def _rest(claim: Claim, cents: int, task_id: int, on: date) -> Task:
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


@dataclass(frozen=True, slots=True)
class Left:
    """A claim whose suspended cash turned out to be another's: what is open of it with its payer (cents), its
    open tasks, and whether a refusal of it is still followed.
    """

    claim: Claim
    open_cents: int
    tasks: Sequence[Task] = ()
    is_refused: bool = False


def still_undecided(held: HeldCash, left: Left, *, ids: Ids, on: date) -> Plan:
    """Return the plan that lets a claim stand as its earlier decision left it, or gives it to somebody where
    it has none; other cash of it that is still suspended keeps it waiting.
    """
    claim = left.claim
    others = [task for task in left.tasks if task.id != held.task.id]
    if claim.state is not ClaimState.SUSPENDED or any(task.what in SUSPENDING for task in others):
        return Plan(on=on)
    if left.is_refused or left.open_cents <= 0:
        event = Event.DENIED if left.is_refused else Event.PAID
        decided = after(claim, event, on=on, cause="its suspended cash was another's")
        return Plan(on=on, records=(decided,), reads=reading(claim))
    task = Task(
        id=next(ids),
        what=UNDECIDED,
        subject_kind=claim.kind,
        subject_id=claim.id,
        why="The cash that came for it was somebody else's: ask its payer what it decided.",
        owner="biller",
        opened_on=on,
        due_on=business_days_after(on, REST_DAYS),
        patient_id=claim.patient_id,
        claim_id=claim.id,
        cents=claim.total_cents,
    )
    return Plan(on=on, tasks=(task,), reads=reading(claim))


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
