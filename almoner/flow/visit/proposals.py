"""Keeps proposed charge lines in step with the chart: called inside the flow that writes a record, and inside
the one that decides on codes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge import responsible
from almoner.core.charge.charge_cards import ChargeCards, at
from almoner.core.charge.offered import with_records
from almoner.core.charge.proposal import CORRECT, LATE, ChargeProposal, ProposalState, follow
from almoner.core.charge.proposed_line import decided, lines_of
from almoner.core.charge.wanted import SOURCES, ChartRecord, Scene
from almoner.core.chart import Visit
from almoner.core.chart.nouns import AnyNoun
from almoner.core.coding.decision import CodingDecision
from almoner.core.coding.offer import Offer, offers
from almoner.core.coding.suggest import Answer
from almoner.core.party import Patient, Payer
from almoner.core.plan import Plan, Record, Task, TaskState, join
from almoner.flow.charge.charge import coverages_by_patient
from almoner.flow.desk.look_patient import age_on
from almoner.store.chart import chart as kept
from almoner.store.session import Session
from almoner.store.shipped.charge_cards import shipped_charge_cards


@dataclass(frozen=True, slots=True)
class Proposed:
    """A visit's proposals as they are once `plan` is committed, with the cards that gave them."""

    plan: Plan
    proposals: tuple[ChargeProposal, ...]
    cards: ChargeCards

    def decided(self, made: Sequence[CodingDecision]) -> list[CodingDecision]:
        """Return the decisions that hold."""
        return decided(made, self.proposals)

    def offers(self, answer: Answer, made: Sequence[CodingDecision]) -> tuple[Offer, ...]:
        """Return what the note and the records offer together, with what was decided."""
        holding = self.decided(made)
        return with_records(offers(answer, holding), lines_of(self.proposals), holding, self.cards)


def after(session: Session, plan: Plan, *, on: date) -> Plan:
    """Return a plan of chart entries together with what it does to proposed charges. Entries that lead to no
    charge, or that are of no visit, change none.
    """
    fresh = [one for one in plan.records if isinstance(one, SOURCES)]
    visit_ids = sorted({one.entry.visit_id for one in fresh} - {0})
    if not visit_ids:
        return plan
    plans = [proposed(session, visit, fresh, on=on).plan for visit in session.find(Visit, id=visit_ids)]
    return join([plan, *plans], on=on)


def proposed(session: Session, visit: Visit, fresh: Iterable[Record] = (), *, on: date) -> Proposed:
    """Return a visit's proposals in step with its records; `fresh` are entries and proposals as they will
    stand a moment later.
    """
    made = session.find(ChargeProposal, visit_id=visit.id)
    changed = {one.id: one for one in fresh if isinstance(one, ChargeProposal)}
    made = [changed.get(one.id, one) for one in made]
    scene = _scene(session, visit, fresh)
    if not made and not scene.records:
        return Proposed(Plan(on=on), (), scene.cards)
    plan = _once(session, follow(scene, made, ids=session.ids(), on=on), visit)
    now = {one.id: one for one in (*made, *plan.records) if isinstance(one, ChargeProposal)}
    waits = any(one.state is ProposalState.PROPOSED for one in now.values())
    if plan.records and not waits:
        over = late_over(session, [visit.id], by="almoner", on=on)
        plan = replace(plan, tasks=(*plan.tasks, *over))
    return Proposed(plan, tuple(now.values()), scene.cards)


def late_over(session: Session, visit_ids: Sequence[int], *, by: str, on: date) -> list[Task]:
    """Return the work with what was done late at visits where nothing of it waits any more, closed (inside
    another flow).
    """
    asked = session.find(Task, what=LATE, subject_id=list(visit_ids), state=TaskState.OPEN)
    return [one.closed(by=by, outcome="All that was done is charged or declined.", on=on) for one in asked]


def upon(first: Plan, then: Plan) -> Plan:
    """Return one plan of two, of which the second goes on from records of the first: each record comes once,
    as the second leaves it, in the version that follows the one in the books.
    """
    before = {one.id: one for one in first.records if isinstance(one, ChargeProposal)}
    later = {one.id: one for one in then.records if isinstance(one, ChargeProposal)}
    assert len(later) == len(then.records), "the second plan is of proposals alone"
    again = {key: replace(one, version=before[key].version) for key, one in later.items() if key in before}
    kept = tuple(one for one in first.records if one.id not in again)
    fresh = tuple(again.get(key, one) for key, one in later.items())
    known = {key: version for key, version in then.reads.items() if key[1] not in before}
    return replace(
        first,
        records=(*kept, *fresh),
        tasks=(*first.tasks, *then.tasks),
        reads={**known, **first.reads},
    )


def _scene(session: Session, visit: Visit, fresh: Iterable[Record]) -> Scene:
    cards = at(shipped_charge_cards(), visit.service_on)
    asks = kept.of_visits([visit.id], SOURCES)
    found = session.gather(*asks)
    records: dict[tuple[str, int], AnyNoun] = {
        (one.kind, one.id): one for ask in asks for one in found.of(ask)
    }
    for one in fresh:
        if isinstance(one, SOURCES) and one.entry.visit_id == visit.id:
            records[one.kind, one.id] = one
    standing: list[ChartRecord] = [
        one for one in records.values() if isinstance(one, SOURCES) and one.entry.stands
    ]
    if not standing:
        return Scene(visit, (), cards)
    patient = session.get(Patient, visit.patient_id)
    payers = {payer.id: payer for payer in session.find(Payer)}
    paying = responsible(visit, coverages_by_patient(session, [patient.id])[patient.id], payers)
    kind = payers[paying[0].payer_id].payer_kind.value if paying else ""
    return Scene(visit, tuple(standing), cards, kind, age_on(patient.birth_on, visit.service_on))


def _once(session: Session, plan: Plan, visit: Visit) -> Plan:
    """The plan without work that somebody has already, or, about a charge that stands, has ended."""
    if not plan.tasks:
        return plan
    asked = session.find(Task, patient_id=visit.patient_id, what=[CORRECT, LATE])
    known = {
        (task.what, task.subject_id) for task in asked if task.state is TaskState.OPEN or task.what == CORRECT
    }
    left = tuple(task for task in plan.tasks if (task.what, task.subject_id) not in known)
    return Plan(on=plan.on, records=plan.records, tasks=left, reads=plan.reads)
