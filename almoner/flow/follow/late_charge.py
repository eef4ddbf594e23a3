"""Step 4 after the superbill is finished: what the chart says was done and is not charged, or what has to be
charged anew, is decided on by a person and charged in the same act. Its claim is built as every other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge import ChargeLine, Superbill, SuperbillLine, responsible
from almoner.core.charge.late import CHARGED, LateService, charge_late, late_faults, posted_late
from almoner.core.charge.offered import with_records
from almoner.core.charge.proposal import ProposalState
from almoner.core.charge.proposed_line import by_mark, lines_of
from almoner.core.charge.settle import settle
from almoner.core.charge.unbilled import keep_from_payers
from almoner.core.chart import Note, Visit
from almoner.core.chart.advance_notice import unbilled_codes
from almoner.core.coding import decision as deciding
from almoner.core.coding.decision import Act, CodingDecision, Sort
from almoner.core.coding.offer import Offer
from almoner.core.party import Payer
from almoner.core.plan import Ids, Plan, Task, TaskState, join
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.charge.charge import coverages_by_patient
from almoner.flow.charge.coder import tools
from almoner.flow.charge.my_day import reopened
from almoner.flow.code.code_autonomy import fallen
from almoner.flow.code.code_visit import versions
from almoner.flow.code.review_draw import Decided, drawn_late, refuse_unblinding
from almoner.flow.code.superbill import Choice, decision_on, refuse_unknown
from almoner.flow.follow.take_back import ANEW
from almoner.flow.noticed import noticed
from almoner.flow.price.fees import fees_of
from almoner.flow.refused import refusal, refuse_faults
from almoner.flow.visit.proposals import Proposed, late_over, proposed, upon
from almoner.store.commit import commit
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Charged:
    """What is charged of a visit and what waits after it: the lines, those that were taken back too, and what
    the chart says was done and is on none of them.
    """

    lines: tuple[ChargeLine, ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Late:
    """What a person says to a late service: the decision, and the line of it unless it is rejected."""

    choice: Choice
    units: int = 1
    modifiers: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()


def charged(actor: Actor, visit_id: int, *, on: date) -> Charged:
    """Return what is charged of a visit and what came after it; nothing where it isn't charged."""
    with enter(actor, Permission.CODE_DECIDE) as session:
        visit = session.get(Visit, visit_id)
        if visit.state not in CHARGED:
            return Charged()
        refuse_unblinding(session, visit, actor.name)
        lines = session.find(ChargeLine, visit_id=visit.id, order="sequence")
        return Charged(tuple(lines), _offers(proposed(session, visit, on=on)))


def decide_late(actor: Actor, visit_id: int, late: Late, *, on: date) -> CodingDecision:
    """Record what a person says to a service of a charged visit, and charge it in the same act unless they
    reject it. The work that asked for it ends with the last of what waits. It is drawn for a second review as
    every code is.

    Refused while the visit isn't charged, while two persons' codes of it are being settled, without shown
    evidence, without a fee, or without a diagnosis.
    """
    require(actor, Permission.CODE_DECIDE)
    with enter(actor, Permission.CODE_DECIDE) as session:
        visit = session.get(Visit, visit_id)
        if visit.state not in CHARGED:
            raise refusal("COD-28", "The visit is not charged yet.", "Finish its superbill first.")
        records = proposed(session, visit, on=on)
        made = replace(_made(session, visit, records, late.choice, on=on), decided_by=actor.name)
        fresh, lines = _plan(session, visit, made, late, on=on)
        waiting = [one for one in records.proposals if one.state is ProposalState.PROPOSED]
        settled = settle(waiting, by_mark([made]), lines, ids=session.ids(), on=on)
        plan = upon(records.plan, replace(settled, tasks=()))
        left = len(waiting) - len(settled.records)
        is_over = not left and not records.plan.tasks
        over = late_over(session, [visit.id], by=actor.name, on=on) if is_over else []
        over += _anew(session, visit, by=actor.name, on=on) if lines else []
        ended = Plan(on=on, tasks=tuple(over))
        plan = join([plan, fresh, ended, fallen(session, (made,), on=on)], on=on)
        commit(session, plan, cause=cause(actor, "code", "after the superbill"))
        return made


def _offers(records: Proposed) -> tuple[Offer, ...]:
    waiting = [one for one in records.proposals if one.state is ProposalState.PROPOSED]
    found = with_records((), lines_of(waiting), (), records.cards)
    return tuple(one for one in found if one.sort is Sort.SERVICE)


def _made(session: Session, visit: Visit, records: Proposed, choice: Choice, *, on: date) -> CodingDecision:
    note = session.get(Note, visit.note_id)
    offer = next(
        (one for one in _offers(records) if (one.name, one.shown) == (choice.about, choice.shown)), None
    )
    if choice.sort is not Sort.SERVICE or (choice.about and offer is None):
        raise refusal("COD-12", "This code is not suggested any more.", "Load the page again.")
    made = decision_on(versions(tools(), visit.service_on), note, choice, offer, on)
    made = replace(made, id=next(session.ids()))
    refuse_faults("COD-10", deciding.faults(made), "Look at the suggestion again.")
    return made


def _plan(
    session: Session, visit: Visit, made: CodingDecision, late: Late, *, on: date
) -> tuple[Plan, tuple[ChargeLine, ...]]:
    """The plan of the decision, and of the line where it gives one."""
    decided = Plan(on=on, records=(made,))
    if made.action is Act.REJECT:
        return decided, ()
    ndc = made.suggestion.ndc if made.suggestion and made.action is Act.ACCEPT else ""
    service = SuperbillLine(made.code, late.units, 0, (1,), late.modifiers, ndc)
    refuse_faults("COD-29", late_faults(service, late.diagnoses), "Correct the line.")
    (fee,) = fees_of(session, visit, [service])
    if fee is None:
        raise refusal("COD-11", f"The practice has no fee for {made.code}.", "Have a fee set first.")
    service = replace(service, charge_cents=fee.cents, schedule_id=fee.schedule_id)
    (bill,) = session.find(Superbill, visit_id=visit.id)
    before = session.find(ChargeLine, visit_id=visit.id, order="sequence")
    known = {*bill.diagnoses, *(code for line in before for code in line.diagnoses)}
    reasons = _reasons(made, [code for code in late.diagnoses if code not in known], visit, session.ids())
    line = charge_late(
        bill, before, LateService(service, late.diagnoses, made.id), line_id=next(session.ids())
    )
    payers = {payer.id: payer for payer in session.find(Payer)}
    paying = responsible(visit, coverages_by_patient(session, [visit.patient_id])[visit.patient_id], payers)
    posted = posted_late(visit, line, paying, on=on)
    told = noticed(session, [visit.patient_id]).get(visit.patient_id, ())
    posted = keep_from_payers(posted, unbilled_codes(told, visit.service_on))
    days = Plan(on=on, records=reopened(session, [visit], on=on))
    late_one = Decided(visit, session.get(Note, visit.note_id), bill, (made, *reasons))
    again = drawn_late(session, late_one, before, line, on=on)
    return join([decided, Plan(on=on, records=tuple(reasons)), posted, days, again], on=on), (line,)


def _reasons(made: CodingDecision, codes: Sequence[str], visit: Visit, ids: Ids) -> list[CodingDecision]:
    """The decisions on diagnoses that the visit has not had: the person names them with the service."""
    found = [
        replace(
            made,
            id=next(ids),
            sort=Sort.DIAGNOSIS,
            code=code,
            action=Act.ADD,
            origin=deciding.Origin.TYPED,
            suggestion=None,
            reason="",
            evidence_opened=False,
            seconds=0,
        )
        for code in codes
    ]
    for one in found:
        refuse_unknown(one, visit.service_on)
    return found


def _anew(session: Session, visit: Visit, *, by: str, on: date) -> list[Task]:
    asked = session.find(Task, what=ANEW, subject_id=visit.id, state=TaskState.OPEN)
    return [one.closed(by=by, outcome="It is charged anew.", on=on) for one in asked]
