"""What a biller sees of a visit's charges: each line as it stands, the work that asks for a correction, and
what taking one back would change. Reads only; asks access first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.charge.proposal import CORRECT, ChargeProposal
from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimState
from almoner.core.ledger import account_name
from almoner.core.ledger.accounts import RECEIVABLE
from almoner.core.party import Patient, Payer
from almoner.core.plan import Task, TaskState
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.follow.take_back import TakeBack, seen_of
from almoner.flow.visit.note_after import REVERSE_CHARGES
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.money.postings import line_balances
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class VisitCharges:
    """A visit's lines in their order, its claims, and the open work that asks for a correction: the whole
    visit's, and by the id of a line.
    """

    frame: Frame
    patient: Patient
    visit: Visit
    lines: tuple[ChargeLine, ...]
    claims: tuple[Claim, ...]
    asked: tuple[Task, ...]
    asked_of: dict[int, Task]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a receivable of the line is now and after it is taken back, in cents; below zero is a credit."""

    account: str
    now: int
    after: int


@dataclass(frozen=True, slots=True)
class ChargeLook:
    """One line with what taking it back would change; `payers` are names by id."""

    of: VisitCharges
    seen: TakeBack
    moved: tuple[Moved, ...]
    payers: dict[int, str]

    @property
    def line(self) -> ChargeLine:
        """The line as it stands now."""
        return self.seen.line


def visit_charges(actor: Actor, visit_id: int, *, on: date) -> VisitCharges:
    """Return a visit's charges, or raise NotFound."""
    with enter(actor, Permission.CHARGE_CLEAR) as session:
        return _of(session, session.get(Visit, visit_id), on)


def charge(actor: Actor, line_id: int, *, on: date) -> ChargeLook:
    """Return one charge line with what taking it back would change, or raise NotFound."""
    with enter(actor, Permission.CHARGE_CLEAR) as session:
        seen = seen_of(session, session.get(ChargeLine, line_id))
        payers = {one.payer_id for one in (touched.claim for touched in seen.claims)}
        names = {one.id: one.name for one in session.find(Payer, id=sorted(payers))}
        of = _of(session, session.get(Visit, seen.line.visit_id), on)
        return ChargeLook(of, seen, _moved(session, seen), names)


def asked_about(actor: Actor, proposal_id: int) -> tuple[int, int]:
    """Return the visit of a charge proposal, and the line that came of it (0: none stands)."""
    with enter(actor, Permission.CHARGE_CLEAR) as session:
        one = session.get(ChargeProposal, proposal_id)
        return one.visit_id, one.line_id


def _of(session: Session, visit: Visit, on: date) -> VisitCharges:
    patient = session.get(Patient, visit.patient_id)
    lines = session.find(ChargeLine, visit_id=visit.id, order="sequence")
    claims = session.find(Claim, visit_id=visit.id, order="rank, t.id")
    work = session.find(
        Task, patient_id=patient.id, what=[CORRECT, REVERSE_CHARGES], state=TaskState.OPEN, order="due_on"
    )
    return VisitCharges(
        frame=lists.frame(session, on=on),
        patient=patient,
        visit=visit,
        lines=tuple(lines),
        claims=tuple(one for one in claims if one.state is not ClaimState.VOIDED),
        asked=tuple(one for one in work if one.subject_id == visit.id),
        asked_of=_by_line(session, visit, work),
    )


def _by_line(session: Session, visit: Visit, work: Sequence[Task]) -> dict[int, Task]:
    line_of = {one.id: one.line_id for one in session.find(ChargeProposal, visit_id=visit.id)}
    line_of |= {one.subject_id: one.subject_id for one in work if one.subject_kind == ChargeLine.kind}
    return {line_of[one.subject_id]: one for one in reversed(work) if line_of.get(one.subject_id)}


def _moved(session: Session, seen: TakeBack) -> tuple[Moved, ...]:
    now = {
        account: cents
        for (_, account), cents in line_balances(session, [seen.line.id]).items()
        if account_name(account) in RECEIVABLE
    }
    if seen.opened is None:
        return ()
    now.setdefault(seen.opened.debit, 0)
    gone = {seen.opened.debit: seen.opened.cents}
    return tuple(Moved(one, cents, cents - gone.get(one, 0)) for one, cents in sorted(now.items()))
