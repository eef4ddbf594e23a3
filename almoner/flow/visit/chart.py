"""The clinical chart as it is written: entries are recorded, superseded, ended, and marked as made in error.

The truth that it holds does not depend on billing, and nothing in it is edited: each act is one more version.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from almoner.core.chart import Visit
from almoner.core.chart.allergy import Allergy, contradicted
from almoner.core.chart.check import finding
from almoner.core.chart.ending import Ending
from almoner.core.chart.ending import end as ending_of
from almoner.core.chart.entry import Eyes, Label
from almoner.core.chart.keep import mark_in_error as error_in
from almoner.core.chart.keep import supersede as next_version
from almoner.core.chart.medication import Medication
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.result import Report, read_all
from almoner.core.chart.together import Scribe, record_all
from almoner.core.chart.vital import VitalSign
from almoner.core.party import Patient, Provider
from almoner.core.plan import Plan
from almoner.core.rules import Finding
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.refused import refuse_if
from almoner.flow.visit.diagnoses import worded
from almoner.flow.visit.proposals import after
from almoner.store.chart import chart as kept
from almoner.store.chart.disclosure import written_apart
from almoner.store.commit import StalePlan, commit
from almoner.store.session import Ask, NotFound, Session

MOST_AT_ONCE = 200
_FLOW = "chart"


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as somebody saw it: of which patient, its kind, its id and its version then."""

    patient_id: int
    kind: str
    id: int
    version: int


def record(actor: Actor, drafts: Iterable[AnyNoun], *, on: date) -> list[AnyNoun]:
    """Add entries to one patient's chart, all or none, and return them. Ids are given here."""
    with enter(actor, Permission.CHART_WRITE) as session:
        wanted = list(drafts)
        plan = planned(session, wanted, by=actor.name, on=on)
        commit(session, after(session, plan, on=on), cause=cause(actor, _FLOW))
        return entries_of(plan)


def amend(actor: Actor, which: Seen, change: Callable[[AnyNoun], AnyNoun], *, on: date) -> AnyNoun:
    """Put what `change` makes of an entry in its place: a form says a part of it, and the rest stays."""
    with enter(actor, Permission.CHART_WRITE) as session:
        seen = find_seen(session, actor.eyes, which)
        plan = _superseding(session, seen, change(seen), by=actor.name, on=on)
        commit(session, after(session, plan, on=on), cause=cause(actor, _FLOW))
        return entries_of(plan)[0]


def _superseding(session: Session, seen: AnyNoun, changed: AnyNoun, *, by: str, on: date) -> Plan:
    patient_id = seen.entry.patient_id
    now, unknown = (changed, []) if changed.concept == seen.concept else worded(changed, on=on)
    plan = next_version(seen, now, by=by, born_on=session.get(Patient, patient_id).birth_on, on=on)
    refuse_if((*plan.findings, *unknown, *_strange(session, [changed], patient_id)))
    refuse_contradiction(session, plan, patient_id)
    return plan


def end(actor: Actor, which: Seen, ending: Ending, *, on: date) -> AnyNoun:
    """End an entry: resolve a problem, stop a drug, finish or cancel an order, reach or give up a goal."""
    with enter(actor, Permission.CHART_WRITE) as session:
        seen = find_seen(session, actor.eyes, which)
        plan = ending_of(seen, ending, scribe=_scribe(session, actor.name, which.patient_id), on=on)
        refuse_if(plan.findings)
        commit(session, after(session, plan, on=on), cause=cause(actor, _FLOW, "ended"))
        return entries_of(plan)[0]


def mark_in_error(actor: Actor, which: Seen, reason: str, *, on: date) -> AnyNoun:
    """Mark an entry as entered in error, with the reason. It stays on record and is shown no more."""
    with enter(actor, Permission.CHART_WRITE) as session:
        seen = find_seen(session, actor.eyes, which)
        plan = error_in(seen, reason, by=actor.name, on=on)
        refuse_if(plan.findings)
        commit(session, after(session, plan, on=on), cause=cause(actor, _FLOW, "entered in error"))
        return entries_of(plan)[0]


def read_results(actor: Actor, which: Iterable[Seen], *, on: date) -> None:
    """Note that the actor has taken notice of results; those that were read already stay as they are."""
    with enter(actor, Permission.CHART_WRITE) as session:
        wanted = {one.id: one for one in list(which)[:MOST_AT_ONCE]}
        results = kept.results(session, list(wanted), actor.eyes)
        are_theirs = all(one.entry.patient_id == wanted[one.id].patient_id for one in results)
        if len(results) < len(wanted) or not are_theirs:
            raise NotFound("no such result in this chart")
        if any(one.version != wanted[one.id].version for one in results):
            raise StalePlan("a result was changed since it was seen")
        plan = read_all(results, by=actor.name, on=on)
        commit(session, after(session, plan, on=on), cause=cause(actor, _FLOW, "results read"))


def planned(session: Session, drafts: list[AnyNoun], *, by: str, on: date) -> Plan:
    """Return the plan that adds drafts of one patient, or raise Refused."""
    patients = {one.entry.patient_id for one in drafts}
    if len(patients) != 1 or len(drafts) > MOST_AT_ONCE:
        why = f"Record entries of one patient, up to {MOST_AT_ONCE} at once."
        refuse_if([finding("CHT-12", "There is nothing to record, or too much of too many.", why)])
    patient_id = patients.pop()
    scribe = _scribe(session, by, patient_id)
    apart = written_apart(session, [one.entry.visit_id for one in drafts])
    told = [worded(_labelled(one) if one.entry.visit_id in apart else one, on=on) for one in drafts]
    plan = record_all([one for one, _ in told], scribe=scribe, ids=session.ids(), on=on)
    unknown = [each for _, found in told for each in found]
    refuse_if((*plan.findings, *unknown, *_strange(session, drafts, patient_id)))
    refuse_contradiction(session, plan, patient_id)
    return plan


def _labelled(draft: AnyNoun) -> AnyNoun:
    """A draft that is a substance use record by where or by whom it is written."""
    labels = tuple(dict.fromkeys((*draft.entry.labels, Label.PART2)))
    return replace(draft, entry=replace(draft.entry, labels=labels))


def find_seen(session: Session, eyes: Eyes, which: Seen) -> AnyNoun:
    """Return the entry that was seen. NotFound where it is not this patient's; StalePlan where it changed."""
    found = kept.entry(session, which.kind, which.id, eyes)
    if found is None or found.entry.patient_id != which.patient_id:
        raise NotFound("no such entry in this chart")
    if found.version != which.version:
        said = "an entry of the chart was changed since it was seen"
        raise StalePlan(said, kind=which.kind, record_id=which.id, seen=which.version)
    return found


def entries_of(plan: Plan) -> list[AnyNoun]:
    """Return the entries of a plan of the chart."""
    return [one for one in plan.records if isinstance(one, AnyNoun)]


def _scribe(session: Session, by: str, patient_id: int) -> Scribe:
    return Scribe(by, session.get(Patient, patient_id).birth_on)


def _strange(session: Session, drafts: list[AnyNoun], patient_id: int) -> list[Finding]:
    """What an entry names is of its patient, and whom it names is of the practice."""
    named: dict[type[Any], set[int]] = {noun: _ids(drafts, names) for noun, names in _NAMED}
    asks: list[Ask[Any]] = [Ask(noun, {"id": sorted(ids)}) for noun, ids in named.items() if ids]
    if not asks:
        return []
    found = session.gather(*asks)
    for ask in asks:
        there = {one.id for one in found.of(ask) if _is_of(one, patient_id)}
        if there != named[ask.record]:
            mend = "Choose from the lists of this patient's chart."
            return [finding("CHT-19", "What the entry names is not there, or another patient's.", mend)]
    return []


_NAMED: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Provider, ("author_id", "performer_id")),
    (Visit, ("visit_id",)),
    (ListedProblem, ("reason_ids", "problem_ids")),
    (Order, ("order_id",)),
    (Medication, ("medication_id",)),
    (Report, ("report_id",)),
    (VitalSign, ("derived_from",)),
)
"""The fields in which entries name others, by what they name."""


def _ids(drafts: list[AnyNoun], names: tuple[str, ...]) -> set[int]:
    given = [getattr(of, name, 0) for one in drafts for of in (one, one.entry) for name in names]
    flat = [each for one in given for each in (one if isinstance(one, tuple) else (one,))]
    return {each for each in flat if each}


def _is_of(one: Any, patient_id: int) -> bool:
    if isinstance(one, Provider):
        return True
    return patient_id == (one.patient_id if isinstance(one, Visit) else one.entry.patient_id)


def refuse_contradiction(session: Session, plan: Plan, patient_id: int) -> None:
    """Raise Refused where an allergy and the statement that none is known would both be active."""
    drafts = [one for one in plan.records if isinstance(one, Allergy) and one.entry.stands]
    if drafts:
        standing = [*session.find(Allergy, patient_id=patient_id), *drafts]
        refuse_if(one for draft in drafts for one in contradicted(draft, standing))
