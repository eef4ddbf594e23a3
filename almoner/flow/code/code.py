"""Step 4, code: a person decides on the codes of a signed visit. Without that decision nothing is charged.

What the edits would say of the claim can be asked before, while the note is at hand.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from almoner.core.charge import ChargeLine, Superbill, capture
from almoner.core.charge.superbill import decide, faults, typed
from almoner.core.charge.unbilled import keep_from_payers
from almoner.core.chart import Note, Visit, VisitState
from almoner.core.chart.advance_notice import unbilled_codes
from almoner.core.claim.build import build
from almoner.core.coding.decision import CodingDecision
from almoner.core.plan import Ids, Plan, join
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.code.review_draw import Decided, drawn
from almoner.flow.noticed import noticed
from almoner.flow.refused import refusal, refuse_faults
from almoner.flow.scrub.folders import load_folders, load_surroundings
from almoner.flow.scrub.gate import foretold
from almoner.store.commit import commit
from almoner.store.session import Session


def decide_codes(actor: Actor, drafts: Iterable[Superbill], *, on: date) -> list[Superbill]:
    """Record a person's codes for signed visits: all of them or none; Refused names what a superbill lacks.
    They are drawn for a second review by the same sample as what is decided on one by one.

    A draft's id 0, and the decision's who and when, are given here.
    """
    require(actor, Permission.CODE_DECIDE)
    wanted = list(drafts)
    for draft in wanted:
        _refuse_faults(draft)
    with enter(actor, Permission.CODE_DECIDE) as session:
        ids = session.ids()
        visits = {visit.id: visit for visit in session.find(Visit, id=[draft.visit_id for draft in wanted])}
        decided = [
            replace(
                draft,
                id=next(ids),
                patient_id=visits[draft.visit_id].patient_id,
                decided_by=actor.name,
                decided_on=on,
            )
            for draft in wanted
            if draft.visit_id in visits
        ]
        if len(decided) != len(wanted):
            raise refusal("COD-01", "A visit is not in this practice.", "Load the list again.")
        _refuse_unsigned(visits)
        signed = {note.id: note for note in session.find(Note, id=[one.note_id for one in visits.values()])}
        notes = {visit.id: signed[visit.note_id] for visit in visits.values()}
        rested = [_rested(one, notes[one.visit_id], ids) for one in decided]
        plan = _plan(visits, rested, on)
        finished = [Decided(visits[bill.visit_id], notes[bill.visit_id], bill, made) for bill, made in rested]
        again = drawn(session, finished, by=actor.name, on=on)
        commit(session, join([plan, again], on=on), cause=cause(actor, "code"))
        return [bill for bill, _ in rested]


def foreseen(session: Session, visit: Visit, draft: Superbill, *, on: date) -> tuple[Finding, ...]:
    """Return what the edits would say of the claims of a visit with these codes (inside another flow's
    session).
    """
    visit = replace(visit, state=VisitState.CODED)
    (folder,) = load_folders(session, [visit])
    if not folder.coverages:
        return ()
    ids = session.ids()
    charged = capture(visit, draft, folder.coverages, ids=ids, on=on)
    told = noticed(session, [visit.patient_id]).get(visit.patient_id, ())
    charged = keep_from_payers(charged, unbilled_codes(told, visit.service_on))
    lines = tuple(one for one in charged.records if isinstance(one, ChargeLine) and not one.unbilled_by)
    if not lines:
        return ()
    folder = replace(folder, diagnoses=draft.diagnoses, lines=lines)
    built = build(folder, ids=ids, on=on)
    return foretold(built, load_surroundings(session, [folder], built), on=on)


def _refuse_faults(draft: Superbill) -> None:
    refuse_faults("COD-00", faults(draft.diagnoses, draft.lines), "Correct the superbill.")


def _refuse_unsigned(visits: dict[int, Visit]) -> None:
    for visit in visits.values():
        if visit.state is not VisitState.SIGNED:
            raise refusal(
                "COD-02", "Only a signed visit that isn't coded yet is coded.", "Have the note signed first."
            )


Rested = tuple[Superbill, tuple[CodingDecision, ...]]
"""A superbill with the decisions that it rests on."""


def _rested(codes: Superbill, note: Note, ids: Ids) -> Rested:
    made = typed(codes, note, ids=ids)
    return replace(codes, decision_ids=tuple(one.id for one in made[: len(codes.lines)])), made


def _plan(visits: dict[int, Visit], decided: list[Rested], on: date) -> Plan:
    return join((decide(visits[bill.visit_id], bill, made, on=on) for bill, made in decided), on=on)
