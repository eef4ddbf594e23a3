"""Cash in suspense: what lies there, and where a person puts it: on a claim that it paid, or to a patient."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.claim import Claim
from almoner.core.collect import Receipt
from almoner.core.collect.suspense import (
    HELD,
    HeldCash,
    Left,
    Placed,
    Placing,
    give_to_patient,
    place,
    place_faults,
    spread,
    still_undecided,
    take_back,
    taken_of,
)
from almoner.core.denial import Denial
from almoner.core.denial.open import FOLLOWED
from almoner.core.ledger import Account, Posting, Reason
from almoner.core.party import Patient
from almoner.core.plan import Plan, Task, TaskState, join
from almoner.core.remit import Advice, Remittance
from almoner.core.remit.history import PARTS, SUSPENDING
from almoner.core.remit.sheet import prefix_of
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.claim.claim import tasks_of
from almoner.flow.refused import refusal, refuse_faults
from almoner.flow.remit.paid_lines import paid_lines
from almoner.store.commit import commit, take_turn
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.lists.order import USUAL, Order, Read, read
from almoner.store.money.postings import postings_of
from almoner.store.session import Session

MOST_SHOWN = 200
FIRST_DUE = Read(("t.due_on", "t.id"), is_down=False)
COLUMNS = {"due": ("t.due_on",), "amount": ("t.cents",)}
"""What the amounts in suspense can be sorted by."""


@dataclass(frozen=True, slots=True)
class Item:
    """An amount in suspense with the payment that it came in, and what the payer called the claim."""

    held: HeldCash
    remittance: Remittance
    control: str


@dataclass(frozen=True, slots=True)
class Suspense:
    """What lies in suspense, the oldest first; at most so many are shown."""

    frame: Frame
    items: tuple[Item, ...]

    @property
    def total_cents(self) -> int:
        """What the items come to."""
        return sum(item.held.cents for item in self.items)


def suspense(actor: Actor, *, on: date, order: Order = USUAL) -> Suspense:
    """Return what lies in suspense with who owns it, in an order."""
    by = read(COLUMNS, order, FIRST_DUE).by.removeprefix("t.")
    with enter(actor, Permission.SUSPENSE_PLACE) as session:
        asked = session.find(Task, what=sorted(SUSPENDING), state=TaskState.OPEN, order=by, limit=MOST_SHOWN)
        return Suspense(lists.frame(session, on=on), tuple(_items(session, asked)))


def place_on_claim(actor: Actor, task_id: int, control: str, *, on: date) -> Claim:
    """Put the cash of a task on a claim of ours, named by its control number: on its lines in their order as
    far as they take it.
    """
    with enter(actor, Permission.SUSPENSE_PLACE) as session:
        take_turn(session)
        held = held_of(session, task_id)
        claim = _claim(session, control)
        lines = tuple(paid_lines(session, claim))
        others = tuple(one for one in tasks_of(session, claim.id) if one.id != task_id)
        wanted = spread(held.cents, lines)
        refuse_faults("SUS-01", place_faults(held, lines, wanted), "Give other amounts, or another claim.")
        is_refused = bool(session.find(Denial, claim_id=claim.id, state=[*FOLLOWED], limit=1))
        to = Placing(claim, lines, wanted, others, is_refused)
        plan = place(held, to, by=actor.name, ids=session.ids(), on=on)
        plan = join([plan, *undecided(session, [held], kept_by=claim.id, by=actor.name, on=on)], on=on)
        commit(session, plan, cause=cause(actor, "suspense", f"placed on {claim.control}"))
        return session.get(Claim, claim.id)


def give_patient(actor: Actor, task_id: int, number: str, *, on: date) -> Receipt:
    """Give the cash of a task to the patient of a chart number, whose own payment it was; it lies on no line
    until somebody lays it.
    """
    with enter(actor, Permission.SUSPENSE_PLACE) as session:
        take_turn(session)
        held = held_of(session, task_id)
        patient = next(iter(session.find(Patient, number=number)), None) if number else None
        if patient is None:
            raise refusal("SUS-07", "No patient has this chart number.", "Give it as the chart shows it.")
        if held.cents < 0:
            raise refusal(
                "SUS-02", "The payer took this amount.", "Place it on the claim that it was taken of."
            )
        plan = give_to_patient(held, patient.id, by=actor.name, ids=session.ids(), on=on)
        plan = join([plan, *undecided(session, [held], by=actor.name, on=on)], on=on)
        commit(session, plan, cause=cause(actor, "suspense", "a patient's own payment"))
        return next(one for one in plan.records if isinstance(one, Receipt))


def undecided(
    session: Session, held: Sequence[HeldCash], *, kept_by: int = 0, by: str, on: date
) -> Iterator[Plan]:
    """Return the plans that follow the claims whose suspended cash goes elsewhere; none for the claim that
    keeps it.
    """
    ended = {one.task.id for one in held}
    for claim_id in sorted({one.task.claim_id for one in held if one.task.claim_id} - {kept_by}):
        claim = session.get(Claim, claim_id)
        tasks = [task for task in tasks_of(session, claim_id) if task.id not in ended]
        yield still_undecided(_left(session, claim, tasks, {}), by=by, ids=session.ids(), on=on)


def take_placing_back(actor: Actor, task_id: int, *, on: date, why: str) -> Task:
    """Put cash that a person placed on a claim into suspense again; return the task that owns it now."""
    require(actor, Permission.SUSPENSE_PLACE)
    if not why.strip():
        raise refusal("SUS-03", "A placing is taken back for a reason.", "Say why.")
    with enter(actor, Permission.SUSPENSE_PLACE) as session:
        take_turn(session)
        task = session.get(Task, task_id)
        placed = _placed(session, task)
        plan = take_back(placed, by=actor.name, ids=session.ids(), on=on)
        commit(session, plan, cause=cause(actor, "suspense", why))
        return plan.tasks[0]


def _placed(session: Session, task: Task) -> Placed:
    (about,) = about_tasks(session, [task])
    own = [one for one in about.postings if one.key.startswith(f"{about.root}:h{task.id}:")]
    gone = {one.reverses for one in about.postings}
    claims = {one.subject.claim_id for one in own if one.reason is Reason.PAYMENT}
    if not claims or any(one.key in gone for one in own):
        raise refusal("SUS-04", "No placing of this task stands.", "Load the claim to see its payments.")
    claim = session.get(Claim, claims.pop())
    home = session.get(Claim, task.claim_id) if task.claim_id not in (0, claim.id) else None
    left = _left(session, claim, tasks_of(session, claim.id), taken_of(own))
    return Placed(tuple(own), task, left, home)


def _left(session: Session, claim: Claim, tasks: Sequence[Task], taken: Mapping[int, int]) -> Left:
    """A claim without some of its cash: what is taken of which line, in cents."""
    rooms = paid_lines(session, claim)
    open_cents = sum(max(room.open_cents + taken.get(room.line.id, 0), 0) for room in rooms)
    is_refused = bool(session.find(Denial, claim_id=claim.id, state=[*FOLLOWED], limit=1))
    return Left(claim, open_cents, tasks, is_refused)


def _claim(session: Session, control: str) -> Claim:
    found = session.find(Claim, control=control.strip().upper()[:20])
    if not found:
        raise refusal("SUS-05", "No claim of ours has this number.", "Give our claim control number.")
    return found[0]


def held_of(session: Session, task_id: int) -> HeldCash:
    """Return what an open task holds in suspense; Refused where that is nothing."""
    task = session.get(Task, task_id)
    held = None
    if task.state is TaskState.OPEN and task.what in SUSPENDING:
        held = about_tasks(session, [task])[0].held
    if held is None:
        raise refusal("SUS-06", "This task holds no cash in suspense.", "Load the list of suspense again.")
    return held


@dataclass(frozen=True, slots=True)
class About:
    """What a task of suspense is about: its remittance, the start of its keys, and what was posted of it."""

    task: Task
    remittance: Remittance
    root: str
    control: str
    postings: tuple[Posting, ...]

    @property
    def held(self) -> HeldCash | None:
        """The amount that lies in suspense, None where none does (any more). Of parts with the same amount
        any
        is the task's.
        """
        return next((one for one in self.standing(self.root) if one.is_owned), None)

    def standing(self, start: str) -> Iterator[HeldCash]:
        """Yield what lies in suspense of amounts whose first key begins so."""
        reversed_by = {one.reverses: one for one in self.postings if one.reverses}
        for one in self.postings:
            is_own = one.key in {start, f"{start}:s"} or one.key.startswith(f"{start}:{PARTS}")
            if is_own and one.reason in HELD and not one.reverses:
                standing = _standing(one, reversed_by)
                if standing is not None:
                    yield HeldCash(standing, self.root, self.task, one.key)


def _standing(posting: Posting, reversed_by: Mapping[str, Posting]) -> Posting | None:
    """The posting that carries an amount now: a reversal that was reversed brings it back."""
    undoing = reversed_by.get(posting.key)
    while undoing is not None:
        restored = reversed_by.get(undoing.key)
        if restored is None:
            return None
        posting, undoing = restored, reversed_by.get(restored.key)
    return posting


def about_tasks(session: Session, tasks: Sequence[Task]) -> list[About]:
    """Load what tasks are about, with a fixed number of queries; a task about something else is left out."""
    told = [task.subject_id for task in tasks if task.subject_kind == Advice.kind]
    advices = {one.id: one for one in session.find(Advice, id=told)}
    whole = {task.subject_id for task in tasks if task.subject_kind == Remittance.kind}
    wanted = list(whole | {one.remittance_id for one in advices.values()})
    remittances = {one.id: one for one in session.find(Remittance, id=wanted)}
    posted: dict[int, list[Posting]] = defaultdict(list)
    for posting in postings_of(session, remittance_id=wanted, reason=[Reason.PAYMENT, *HELD]):
        posted[posting.subject.remittance_id].append(posting)
    found = []
    for task in tasks:
        advice = advices.get(task.subject_id)
        remittance = remittances.get(advice.remittance_id if advice else task.subject_id)
        if remittance is None:
            continue
        own = tuple(posted[remittance.id])
        root = prefix_of(advice) if advice else _taken_by(own, task)
        found.append(About(task, remittance, root, advice.control if advice else "", own))
    return found


def _taken_by(postings: Sequence[Posting], task: Task) -> str:
    """The key of the provider-level amount of a task; of several alike the one that the task has moved, else
    one that is still in suspense.
    """
    fitting = [
        one.key
        for one in postings
        if one.reason is Reason.PROVIDER_SUSPENSE and not one.reverses and _taken_cents(one) == task.cents
    ]
    gone = {one.reverses for one in postings}
    moved = [key for key in fitting if any(one.key.startswith(f"{key}:h{task.id}:") for one in postings)]
    if moved:
        return moved[0]
    return min(fitting, key=lambda key: (key in gone, key), default="")


def _taken_cents(posting: Posting) -> int:
    return posting.cents if posting.debit == Account.SUSPENSE.value else -posting.cents


def _items(session: Session, asked: list[Task]) -> list[Item]:
    held = [(one, one.held) for one in about_tasks(session, asked)]
    return [Item(cash, one.remittance, one.control) for one, cash in held if cash is not None]
