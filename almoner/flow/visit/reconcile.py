"""Reconciliation: a list from outside waits beside the chart, and a person decides entry by entry.

Promises that nothing is merged by itself: what is kept, taken in or refused is so because somebody said so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.chart.allergy import Allergy
from almoner.core.chart.entry import Eyes, Source
from almoner.core.chart.keep import accept as taken_in
from almoner.core.chart.keep import keep_one as one_of_two
from almoner.core.chart.medication import Medication
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.reconcile import Pair, Reconciled, pairs, unpaired
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.refused import refuse_if
from almoner.flow.visit.chart import Seen, entries_of, find_seen, planned, refuse_contradiction
from almoner.flow.visit.look_chart import Head, head_of
from almoner.store.chart import chart
from almoner.store.commit import commit
from almoner.store.session import Session

_FLOW = "reconcile"
LISTS = (ListedProblem, Allergy, Medication)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a person has to decide about one patient: pairs that may be one, and what is only outside."""

    head: Head
    pairs: tuple[Pair, ...]
    alone: tuple[Reconciled, ...]


def bring_in(actor: Actor, drafts: Iterable[Reconciled], source: Source, *, on: date) -> list[AnyNoun]:
    """Keep a list from outside beside one patient's chart, all or none; nothing of it stands yet."""
    with enter(actor, Permission.CHART_WRITE) as session:
        wanted: list[AnyNoun] = [
            replace(one, entry=replace(one.entry, source=source, is_proposed=True)) for one in drafts
        ]
        plan = planned(session, wanted, by=actor.name, on=on)
        commit(session, plan, cause=cause(actor, _FLOW, "a list from outside"))
        return entries_of(plan)


def waiting(actor: Actor, patient_id: int, *, on: date) -> Waiting:
    """Return the pairs and the new entries that wait for a person, or raise NotFound."""
    with enter(actor, Permission.CHART_READ) as session:
        head = head_of(session, patient_id, on=on)
        entries = _entries(session, actor.eyes, patient_id)
        found = pairs(entries)
        return Waiting(head, tuple(found), tuple(unpaired(entries, found)))


def keep_one(actor: Actor, kept: Seen, other: Seen, *, on: date) -> None:
    """Keep one of two entries for the same thing; the other stays on record and points to it."""
    with enter(actor, Permission.CHART_WRITE) as session:
        stays, goes = find_seen(session, actor.eyes, kept), find_seen(session, actor.eyes, other)
        plan = one_of_two(stays, goes, by=actor.name, on=on)
        refuse_if(plan.findings)
        commit(session, plan, cause=cause(actor, _FLOW, "one of two kept"))


def accept(actor: Actor, which: Seen, *, on: date) -> None:
    """Take an entry from outside into the chart as it is."""
    with enter(actor, Permission.CHART_WRITE) as session:
        seen = find_seen(session, actor.eyes, which)
        plan = taken_in(seen, by=actor.name, on=on)
        refuse_if(plan.findings)
        refuse_contradiction(session, plan, which.patient_id)
        commit(session, plan, cause=cause(actor, _FLOW, "taken in"))


def _entries(session: Session, eyes: Eyes, patient_id: int) -> list[Reconciled]:
    asked = chart.asks(session, patient_id, eyes)
    wanted = [asked[noun.kind] for noun in LISTS]
    found = session.gather(*wanted)
    return [one for ask in wanted for one in found.of(ask) if isinstance(one, Reconciled)]
