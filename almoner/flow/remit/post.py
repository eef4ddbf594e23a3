"""Step 6, post: a remittance is planned, shown, and laid on the books whole; each is reversible as a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.state import Event, after
from almoner.core.collect.refund import Refund, unacknowledge
from almoner.core.collect.unexplained import CameBefore, answered, explain, key_of
from almoner.core.denial import Denial
from almoner.core.denial.open import Standing, open_denials
from almoner.core.denial.undo import undo_denials
from almoner.core.ledger import Account, Posting, Reason
from almoner.core.money import in_dollars
from almoner.core.party import Practice
from almoner.core.plan import Ids, Plan, Task, TaskState, join, reading
from almoner.core.remit import Advice, ReadRemittance, Remittance, RemittanceState
from almoner.core.remit.desk import Book
from almoner.core.remit.outcome import PlannedRemittance
from almoner.core.remit.post import plan_part, plan_remittance
from almoner.core.remit.receive import AWAITED
from almoner.core.remit.undo import (
    Batch,
    NotTogether,
    lines_taken_back,
    posted_since,
    review_credits,
    undo,
)
from almoner.core.wire.remit_835 import read_stored
from almoner.core.x12 import read
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.refused import refusal
from almoner.flow.remit.desks import Loaded, load_desk
from almoner.flow.remit.sought import Sought
from almoner.flow.remit.undone import replaced, unexplained
from almoner.flow.scrub.priors import later_claims
from almoner.store.ahead import Ahead, laying_ahead
from almoner.store.commit import Cause, ClosedDay, StalePlan, commit, take_turn
from almoner.store.load import remittance_file
from almoner.store.money.postings import is_laid_with_another, line_balances, postings_of
from almoner.store.session import Session

HOLD = timedelta(days=2)
PLANNED = frozenset({RemittanceState.RECEIVED, RemittanceState.UNBALANCED, RemittanceState.SUSPECT})


@dataclass(frozen=True, slots=True)
class Preview:
    """What posting would do: the joined plan, and whether anything of it needs eyes first."""

    remittance: Remittance
    read: ReadRemittance
    planned: PlannedRemittance
    plan: Plan

    @property
    def is_clean(self) -> bool:
        """True where everything is placed with certainty: it posts, and nothing goes to suspense."""
        return self.state is RemittanceState.POSTED and not self.planned.suspense

    @property
    def state(self) -> RemittanceState:
        """What would become of the remittance."""
        return next(
            (one.state for one in self.plan.records if isinstance(one, Remittance)), self.remittance.state
        )


def preview(actor: Actor, remittance_id: int, *, on: date) -> Preview:
    """Return what posting a remittance would do now; nothing is written."""
    with enter(actor, Permission.REMITTANCE_READ) as session:
        return previewed(session, *_file(session, remittance_id), on=on)


def previewed(session: Session, stored: Remittance, content: bytes, *, on: date) -> Preview:
    """Return the same inside another flow's session, of a remittance and the bytes of its file."""
    return _preview(session, *_laid_out(session, stored, content, ahead=None), on=on)


def part_planned(session: Session, read: ReadRemittance, *, on: date) -> PlannedRemittance | None:
    """Return what posting does by the advices that `read` holds, as the plan of the whole says it of them
    (inside another flow's session); None where it can't be told without the others.
    """
    loaded = load_desk(session, read)
    planned = plan_part(read, loaded.desk, ids=session.ids(), on=on)
    if not planned.is_divisible:
        return None
    return replace(planned, plan=_followed(session, planned, loaded, ids=session.ids(), on=on))


def post(actor: Actor, remittance_id: int, *, on: date, reason: str = "") -> Preview:
    """Plan a remittance and commit the plan: all of it, or nothing. Refused where it was decided before.

    One that is held as suspect posts for a person who gives a reason: it is another payment all the same.
    """
    with enter(actor, Permission.REMITTANCE_POST) as session:
        remittance, content = _in_turn(session, remittance_id)
        is_confirmed = remittance.state is RemittanceState.SUSPECT and bool(reason.strip())
        if remittance.state is not RemittanceState.RECEIVED and not is_confirmed:
            held = remittance.state is RemittanceState.SUSPECT
            mend = "Give the reason why it is another payment." if held else "Nothing is left to post."
            raise refusal("POST-01", f"This remittance is {remittance.state.value} already.", mend)
        with laying_ahead(session, on=on, parts=remittance.claim_count) as ahead:
            laid_out = _laid_out(session, remittance, content, is_confirmed=is_confirmed, ahead=ahead)
            made = _preview(session, *laid_out, on=on, ahead=ahead)
            _commit(session, made.plan, cause=cause(actor, "post", reason), ahead=ahead)
        return made


def is_in(actor: Actor, remittance_id: int, state: RemittanceState) -> bool:
    """True where a payment is in a state."""
    with enter(actor, Permission.REMITTANCE_READ) as session:
        return session.get(Remittance, remittance_id).state is state


def post_if_clean(actor: Actor, remittance_id: int, *, on: date) -> bool:
    """Post a remittance that needs nobody's eyes; return whether it was posted."""
    with enter(actor, Permission.REMITTANCE_POST) as session:
        remittance, content = _in_turn(session, remittance_id)
        if remittance.state is not RemittanceState.RECEIVED:
            return False
        with laying_ahead(session, on=on, parts=remittance.claim_count) as ahead:
            made = _preview(
                session, *_laid_out(session, remittance, content, ahead=ahead), on=on, ahead=ahead
            )
            if made.is_clean:
                _commit(session, made.plan, cause=cause(actor, "post", "clean"), ahead=ahead)
        return made.is_clean


def post_clean(actor: Actor, *, on: date, limit: int = 200) -> int:
    """Post the waiting payments that need nobody's eyes, where the practice has decided that they post by
    themselves; return how many were. One that isn't clean, or meets a closed day or other hands, waits on.
    """
    with enter(actor, Permission.REMITTANCE_READ) as session:
        if not session.get(Practice, session.practice_id).posts_clean:
            return 0
        ids = [one.id for one in session.find(Remittance, state=RemittanceState.RECEIVED, limit=limit)]
    return sum(_post_unattended(actor, remittance_id, on=on) for remittance_id in ids)


def _post_unattended(actor: Actor, remittance_id: int, *, on: date) -> bool:
    try:
        return post_if_clean(actor, remittance_id, on=on)
    except (ClosedDay, StalePlan):
        return False


def waiting(actor: Actor, *, limit: int = 200) -> list[Remittance]:
    """Return the remittances that were received and wait to be posted, oldest first."""
    with enter(actor, Permission.REMITTANCE_READ) as session:
        return session.find(Remittance, state=RemittanceState.RECEIVED, limit=limit)


def reverse(actor: Actor, remittance_id: int, *, on: date, reason: str) -> Remittance:
    """Undo a posted remittance as a unit: each of its postings is reversed exactly, its claims wait again."""
    require(actor, Permission.REMITTANCE_REVERSE)
    if not reason.strip():
        raise refusal("POST-02", "A reversal needs a reason.", "Say why the batch is undone.")
    with enter(actor, Permission.REMITTANCE_REVERSE) as session:
        take_turn(session)
        remittance = session.get(Remittance, remittance_id)
        if remittance.state is not RemittanceState.POSTED:
            raise refusal(
                "POST-03", "Only a posted remittance is reversed.", "Load it again to see where it stands."
            )
        plan = _undo(session, remittance, on=on)
        plan = join([plan, unexplained(session, remittance, on=on)], on=on)
        commit(session, plan, cause=cause(actor, "post", reason))
        return next(one for one in plan.records if isinstance(one, Remittance))


def _file(session: Session, remittance_id: int) -> tuple[Remittance, bytes]:
    stored, content = remittance_file(session, remittance_id)
    assert content is not None, "it was asked for in every state"
    return stored, content


def _in_turn(session: Session, remittance_id: int) -> tuple[Remittance, bytes]:
    """Take the practice's turn; return a remittance as it stands, with the bytes of its file."""
    take_turn(session)
    return _file(session, remittance_id)


def _laid_out(
    session: Session, stored: Remittance, content: bytes, *, is_confirmed: bool = False, ahead: Ahead | None
) -> tuple[ReadRemittance, Loaded]:
    """Read a remittance, and load what it is planned against: of a large one at once, for the server seeks
    the claims that were named while we read on.
    """
    if ahead is None:
        found = read_stored(read(content), stored, ids=session.ids())
        return found, load_desk(session, found, is_confirmed=is_confirmed)
    sought = Sought(ahead.read, ahead.read_meanwhile, stored, practice_id=session.practice_id)
    found = read_stored(read(content), stored, ids=ahead.ids(), hear=sought.hear)
    return found, load_desk(session, found, is_confirmed=is_confirmed, sought=sought)


def _commit(session: Session, plan: Plan, *, cause: Cause, ahead: Ahead | None) -> None:
    if ahead is None:
        commit(session, plan, cause=cause)
    else:
        ahead.commit(plan, cause=cause)


def _preview(
    session: Session, found: ReadRemittance, loaded: Loaded, *, on: date, ahead: Ahead | None = None
) -> Preview:
    ids, remittance = session.ids() if ahead is None else ahead.ids(), found.remittance
    planned = plan_remittance(found, loaded.desk, ids=ids, on=on, tell=ahead.tell if ahead else None)
    if ahead is not None and (planned.undone or loaded.came):
        ahead.wait()  # the session is asked about what these rest on
    made = Preview(remittance, found, planned, _followed(session, planned, loaded, ids=ids, on=on))
    if made.state is RemittanceState.RECEIVED and any(task.what == AWAITED for task in loaded.tasks):
        return replace(made, plan=Plan(on=on, notes=made.plan.notes))
    if made.state is not RemittanceState.POSTED:
        return made
    controls = frozenset(advice.control for advice in found.advices)
    over = replaced(
        remittance,
        loaded.desk.earlier,
        loaded.tasks,
        is_of_its_claims=lambda one: not controls.isdisjoint(_controls(session, one, ahead)),
        on=on,
    )
    money = _explained(session, planned, loaded.came, on=on)
    return replace(made, plan=join([made.plan, over, money], on=on))


def _followed(session: Session, planned: PlannedRemittance, loaded: Loaded, *, ids: Ids, on: date) -> Plan:
    """Join what a planned remittance says of its claims with what follows for them."""
    books = loaded.desk.books.values()
    tasks = tuple(task for book in books for task in book.tasks)
    opened = open_denials(planned, loaded.desk, ids=ids, on=on, standing=Standing(loaded.denials, tasks))
    held = _held_back(session, planned, books, ids=ids, on=on)
    return join([planned.plan, opened, held], on=on)


def _controls(session: Session, remittance: Remittance, ahead: Ahead | None) -> list[str]:
    """Return the claims that an earlier remittance names, as far as its file can be read."""
    if ahead is not None:
        ahead.wait()
    stored, content = _file(session, remittance.id)
    try:
        return [advice.control for advice in read_stored(read(content), stored, ids=session.ids()).advices]
    except LookupError:
        return []


def _explained(session: Session, planned: PlannedRemittance, came: CameBefore | None, *, on: date) -> Plan:
    """Take the money that came to the bank before this advice out of suspense."""
    if came is None:
        return Plan(on=on)
    posted = next(one for one in planned.plan.records if isinstance(one, Remittance))
    (held,) = postings_of(session, key=key_of(came.deposit))
    asked = session.find(Task, id=came.deposit.task_id, state=TaskState.OPEN)
    explained = explain(came.deposit, held, [posted, *came.others], ids=session.ids(), on=on)
    return join([explained, answered(asked, on=on)], on=on)


def _held_back(
    session: Session, planned: PlannedRemittance, books: Iterable[Book], *, ids: Ids, on: date
) -> Plan:
    """Hold later payers' claims that have not left and rest on a decision that is taken back here."""
    claims = [book.claim for book in books if any(one.id in planned.undone for one in book.advices)]
    waiting = [one for one in later_claims(session, claims) if one.state is ClaimState.READY]
    held = tuple(
        after(one, Event.HELD, on=on, cause="the decision before it was taken back") for one in waiting
    )
    tasks = tuple(_hold(one, ids, on) for one in held)
    return Plan(on=on, records=held, tasks=tasks, reads=reading(*waiting))


def _hold(claim: Claim, ids: Ids, on: date) -> Task:
    return Task(
        id=next(ids),
        what="held_claim",
        subject_kind=claim.kind,
        subject_id=claim.id,
        why="The payer before it took its decision back: build it anew, or withdraw it.",
        owner="biller",
        opened_on=on,
        due_on=on + HOLD,
        patient_id=claim.patient_id,
        claim_id=claim.id,
        cents=claim.total_cents,
    )


def _undo(session: Session, remittance: Remittance, *, on: date) -> Plan:
    """The money stays in the bank, whatever becomes of its explanation; so deposits are not undone."""
    found = postings_of(session, remittance_id=remittance.id)
    own = [posting for posting in found if posting.reason is not Reason.DEPOSIT_CASH]
    _refuse_if_given(own)
    _refuse_if_repaid(session, remittance)
    if is_laid_with_another(session, remittance.id):
        raise refusal(
            "POST-12",
            "A decision of another payment had waited for it and was posted with it.",
            "Reverse that payment first; where this one took it back too, correct by new postings.",
        )
    advices = session.find(Advice, remittance_id=remittance.id)
    touched = {one.subject.claim_id for one in own} | {one.claim_id for one in advices}
    claim_ids = list(touched - {0})
    _refuse_if_built_on(session, claim_ids)
    told = {advice.id for advice in advices}
    denials = [one for one in session.find(Denial, claim_id=claim_ids) if one.advice_id in told]
    batch = Batch(
        remittance,
        own,
        _reversing(session, own),
        session.find(Claim, id=claim_ids),
        _tasks_of(session, claim_ids, {remittance.id, *told}),
        subjects=frozenset({*told, *(denial.id for denial in denials)}),
        later=_later(session, own),
    )
    try:
        undone = undo(batch, on=on)
    except NotTogether as error:
        raise refusal("POST-05", f"{str(error).capitalize()}.", "Then reverse this one.") from None
    credit = _credits_left(session, undone, batch.claims)
    told_of = session.find(Refund, settled_by=[posting.key for posting in own])
    return join([undone, undo_denials(denials, on=on), credit, unacknowledge(told_of, on=on)], on=on)


def _credits_left(session: Session, undone: Plan, claims: Sequence[Claim]) -> Plan:
    """What patients paid on a share that is theirs no more has an owner."""
    lines = {posting.subject.line_id for posting in undone.postings} - {0}
    patients = Account.PATIENT_AR.value
    balances = {
        line_id: cents
        for (line_id, account), cents in line_balances(session, list(lines)).items()
        if account == patients
    }
    return review_credits(undone.postings, claims, balances, ids=session.ids(), on=undone.on)


def _reversing(session: Session, postings: Sequence[Posting]) -> list[Posting]:
    """What reverses these postings, what reverses that, and so on to the end of each chain."""
    found: list[Posting] = []
    while postings:
        postings = postings_of(session, reverses=[one.key for one in postings])
        found += postings
    return found


def _later(session: Session, own: list[Posting]) -> list[Posting]:
    """What other remittances posted since on the lines whose decisions these took back."""
    taken = lines_taken_back(own)
    return posted_since(own, postings_of(session, line_id=list(taken))) if taken else []


def _tasks_of(session: Session, claim_ids: list[int], subject_ids: set[int]) -> list[Task]:
    """The open tasks about the claims of a remittance, about itself, and about advices that fit no claim."""
    found = session.find(Task, claim_id=claim_ids, state=TaskState.OPEN)
    found += session.find(Task, subject_id=list(subject_ids), state=TaskState.OPEN)
    return list({task.id: task for task in found}.values())


def _refuse_if_given(own: Sequence[Posting]) -> None:
    gone = {posting.reverses for posting in own}
    if any(
        one.reason is Reason.SUSPENSE_REFUNDED and one.key not in gone and not one.reverses for one in own
    ):
        raise refusal(
            "POST-11", "A part of it was approved to go back to its payer.", "Void that refund first."
        )
    if any(posting.reason is Reason.SUSPENSE_TO_PATIENT for posting in own):
        raise refusal(
            "POST-08",
            "A part of it was given to a patient, whose own payment it was.",
            "Correct by new postings what the rest got wrong; what a patient was given stays theirs.",
        )


def _refuse_if_repaid(session: Session, remittance: Remittance) -> None:
    """Refuse where what the payer deferred here is paid to it in money, named with the day of that act."""
    for one in session.find(Refund, payer_id=remittance.payer_id):
        if one.remittance_id == remittance.id and one.deferred_number and one.is_standing:
            acted_on = one.settled_on or one.issued_on or one.decided_on or one.asked_on
            raise refusal(
                "POST-13",
                f"What the payer deferred here goes back to it in money ({in_dollars(one.cents)}, "
                f"{'taken' if one.settled_on else one.state.value} on {acted_on}).",
                "Refuse or void that refund first; where the payer has taken it, correct by new postings.",
            )


def _refuse_if_built_on(session: Session, claim_ids: list[int]) -> None:
    if later_claims(session, session.find(Claim, id=claim_ids)):
        raise refusal(
            "POST-04",
            "A later payer's claim was built on it.",
            "Withdraw that claim first; where its payer has it, the first payer takes its own decision back.",
        )
