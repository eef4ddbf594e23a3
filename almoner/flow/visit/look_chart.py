"""What the chart's screens show, and what billing may see of it. Reads only.

Whoever looks sees no labelled entry that is not for them; billing sees codes, amounts and lots of one visit,
and neither words of a note nor anything under 42 CFR Part 2, of a minor's own care, or of psychotherapy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.chart import Document, Visit
from almoner.core.chart.entry import Label
from almoner.core.chart.immunization import Immunization
from almoner.core.chart.keep import moments_of
from almoner.core.chart.medication import Administration
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order
from almoner.core.chart.procedure import PerformedProcedure
from almoner.core.chart.shape import Amount, Coding
from almoner.core.party import Patient, Provider
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.desk.look_patient import age_on
from almoner.store.chart import chart as kept
from almoner.store.chart.chart import Event, Place, Version
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.session import Ask, NotFound, Session


@dataclass(frozen=True, slots=True)
class Head:
    """What every page of a chart begins with: the patient by two identifiers, and who works here."""

    frame: Frame
    patient: Patient
    age: int
    providers: dict[int, Provider]


@dataclass(frozen=True, slots=True)
class Chart:
    """One patient's chart. `entries` are those that stand, by kind, the latest first; `waiting` is how many
    from outside wait to be reconciled.
    """

    head: Head
    entries: dict[str, tuple[AnyNoun, ...]]
    papers: tuple[Document, ...]
    visits: tuple[Visit, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class History:
    """An entry with all its versions, oldest first, and what was kept in its place."""

    head: Head
    entry: AnyNoun
    versions: tuple[Version, ...]
    problems: tuple[AnyNoun, ...]
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened, the latest first; `after` is where it goes on, None at its end."""

    head: Head
    events: tuple[Event, ...]
    after: Place | None


def chart(actor: Actor, patient_id: int, *, on: date) -> Chart:
    """Return one patient's chart, or raise NotFound."""
    with enter(actor, Permission.CHART_READ) as session:
        head = head_of(session, patient_id, on=on)
        eyes = actor.eyes
        asked = kept.asks(session, patient_id, eyes)
        papers, visits = kept.papers(patient_id, eyes), kept.visits(session, patient_id)
        found = session.gather(*asked.values(), papers, visits)
        entries = {kind: found.of(ask) for kind, ask in asked.items()}
        return Chart(
            head,
            {kind: tuple(sorted(filter(_stands, of), key=_order)) for kind, of in entries.items()},
            tuple(sorted(found.of(papers), key=lambda one: one.signed_on, reverse=True)),
            tuple(sorted(found.of(visits), key=lambda one: (one.service_on, one.id), reverse=True)),
            sum(one.entry.is_proposed for of in entries.values() for one in of),
        )


def history(actor: Actor, patient_id: int, kind: str, entry_id: int, *, on: date) -> History:
    """Return an entry of a patient's chart with its versions, or raise NotFound."""
    with enter(actor, Permission.CHART_READ) as session:
        eyes = actor.eyes
        one = kept.entry(session, kind, entry_id, eyes)
        if one is None or one.entry.patient_id != patient_id:
            raise NotFound("no such entry in this chart")
        problems, visits = kept.asks(session, patient_id, eyes)["problem"], kept.visits(session, patient_id)
        found = session.gather(problems, visits)
        return History(
            head_of(session, patient_id, on=on),
            one,
            tuple(kept.versions(session, one)),
            tuple(filter(_stands, found.of(problems))),
            tuple(found.of(visits)),
        )


def timeline(actor: Actor, patient_id: int, *, on: date, before: Place, kind: str = "") -> Timeline:
    """Return what happened to a patient before a place, of one kind or of all, or raise NotFound."""
    with enter(actor, Permission.CHART_READ) as session:
        head = head_of(session, patient_id, on=on)
        kinds = (kind,) if kind else ()
        found = kept.timeline(session, patient_id, actor.eyes, before=before, kinds=kinds)
        shown = found[: kept.PAGE]
        after = Place(shown[-1].on, shown[-1].record.id) if len(found) > kept.PAGE else None
        return Timeline(head, tuple(shown), after)


# ------------------------------------------------------------------------------------- what billing may see

BILLED = (Order, Administration, Immunization, PerformedProcedure)
"""Nouns of which a claim needs something."""
NEVER_BILLED = frozenset({Label.PSYCHOTHERAPY, Label.PART2, Label.MINOR})


@dataclass(frozen=True, slots=True)
class Billable:
    """What a claim needs of one entry of a visit. `is_self_pay`: the patient pays, no plan hears of it."""

    kind: str
    id: int
    words: str
    codings: tuple[Coding, ...]
    amount: Amount | None = None
    wasted: Amount | None = None
    lot: str = ""
    reasons: tuple[Coding, ...] = ()
    is_self_pay: bool = False


def billed_asks(visit_ids: Sequence[int]) -> list[Ask[AnyNoun]]:
    """Ask for what was ordered, given and done at visits, for who may `chart.bill` (inside a flow)."""
    return kept.of_visits(visit_ids, BILLED)


def billed(entries: Iterable[AnyNoun]) -> tuple[Billable, ...]:
    """Return entries as far as a claim needs them, without what billing never sees."""
    return tuple(_billable(one) for one in entries if not NEVER_BILLED & set(one.entry.labels))


def _billable(one: Any) -> Billable:
    dose: Amount | None = getattr(one, "dose", None)
    reasons = [coding for reason in getattr(one, "reasons", ()) for coding in reason.codings]
    return Billable(
        kind=one.kind,
        id=one.id,
        words=one.concept.words,
        codings=one.concept.codings,
        amount=dose,
        wasted=getattr(one, "wasted", None),
        lot=getattr(one, "lot", ""),
        reasons=tuple(reasons),
        is_self_pay=Label.SELF_PAY in one.entry.labels,
    )


def head_of(session: Session, patient_id: int, *, on: date) -> Head:
    """Return what every page of a chart begins with, or raise NotFound."""
    patients: Ask[Patient] = Ask(Patient, {"id": patient_id})
    providers: Ask[Provider] = Ask(Provider)
    found = session.gather(patients, providers)
    if not found.of(patients):
        raise NotFound("no such patient in this practice")
    (patient,) = found.of(patients)
    people = {one.id: one for one in found.of(providers)}
    return Head(lists.frame(session, on=on), patient, age_on(patient.birth_on, on), people)


def _stands(one: AnyNoun) -> bool:
    return one.entry.stands


def _order(one: AnyNoun) -> tuple[int, int]:
    day = next((moment.first_on for moment in moments_of(one)), one.entry.recorded_on or date.min)
    return (-day.toordinal(), -one.id)
