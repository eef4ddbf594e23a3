"""What waits for a provider beside the visits of the day: clinical messages and results apart from what
billing asks, and the open authorizations by the day of their service.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from almoner.core.chart.result import Result
from almoner.core.coverage import Authorization
from almoner.core.coverage.authorization import left
from almoner.core.party import Patient, Provider
from almoner.flow.access import Actor, Permission, enter, require
from almoner.flow.desk.look import owners_of
from almoner.store.chart import chart as kept
from almoner.store.chart import desk_of_provider
from almoner.store.chart.desk_of_provider import OpenRow
from almoner.store.lists import lists, lists_comments, lists_work
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_comments import NoticeRow
from almoner.store.lists.lists_work import Scope, TaskRow
from almoner.store.past import uses_of
from almoner.store.session import Session

CLINICAL = frozenset({"cosign_note"})
"""Kinds of work that are of the care itself; every other kind asks for the sake of a claim."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """The results of one patient that nobody has taken notice of."""

    patient: Patient
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits for a provider: of the care (`results`, `messages`, `clinical`), and apart from it what is
    asked for claims (`billing`, `about_claims`).
    """

    frame: Frame
    results: tuple[ToRead, ...]
    messages: tuple[NoticeRow, ...]
    clinical: tuple[TaskRow, ...]
    billing: tuple[TaskRow, ...]
    about_claims: tuple[NoticeRow, ...]


@dataclass(frozen=True, slots=True)
class OpenAuthorization:
    """An open authorization with what is left of it (None where it sets no limit) and the visit it is for."""

    row: OpenRow
    authorization: Authorization
    left: int | None


@dataclass(frozen=True, slots=True)
class OpenAuthorizations:
    """Those of the practice or, where `is_own`, of the actor as a provider; by the day of their service."""

    frame: Frame
    rows: tuple[OpenAuthorization, ...]
    is_own: bool
    is_provider: bool


def inbox(actor: Actor, *, on: date) -> Inbox:
    """Return what waits for the actor as a provider."""
    require(actor, Permission.CHART_WRITE)
    with enter(actor, Permission.CHART_WRITE) as session:
        provider = _provider(session, actor)
        ids = desk_of_provider.unread_results(session, provider.id, actor.eyes, on=on) if provider else []
        results = kept.results(session, ids, actor.eyes)
        about = sorted({one.entry.patient_id for one in results})
        patients = {one.id: one for one in session.find(Patient, id=about)}
        tasks = lists_work.tasks(session, Scope(on, owners_of(actor))).rows
        notices = lists_comments.notices(session)
        return Inbox(
            frame=lists.frame(session, on=on),
            results=_by_patient(results, patients),
            messages=tuple(one for one in notices if not one.claim_id),
            clinical=tuple(one for one in tasks if one.what in CLINICAL),
            billing=tuple(one for one in tasks if one.what not in CLINICAL),
            about_claims=tuple(one for one in notices if one.claim_id),
        )


def open_authorizations(actor: Actor, *, of_all: bool, on: date) -> OpenAuthorizations:
    """Return the open authorizations: a provider's own, unless those of all are asked for."""
    with enter(actor, Permission.PATIENT_READ) as session:
        provider = _provider(session, actor)
        is_own = provider is not None and not of_all
        rows = desk_of_provider.open_authorizations(session, provider.id if provider and is_own else 0, on=on)
        found = {one.id: one for one in session.find(Authorization, id=[row.id for row in rows])}
        uses = uses_of(session, sorted({row.patient_id for row in rows}))
        return OpenAuthorizations(
            frame=lists.frame(session, on=on),
            rows=tuple(
                OpenAuthorization(row, found[row.id], left(found[row.id], uses.get(row.patient_id, ())))
                for row in rows
            ),
            is_own=is_own,
            is_provider=provider is not None,
        )


def _provider(session: Session, actor: Actor) -> Provider | None:
    found = session.find(Provider, user_name=actor.name)
    return found[0] if found else None


def _by_patient(results: list[Result], patients: dict[int, Patient]) -> tuple[ToRead, ...]:
    """The results by patient, who waits longest first."""
    grouped: dict[int, list[Result]] = defaultdict(list)
    for one in sorted(results, key=lambda one: one.id):
        grouped[one.entry.patient_id].append(one)
    return tuple(ToRead(patients[patient_id], tuple(own)) for patient_id, own in grouped.items())
