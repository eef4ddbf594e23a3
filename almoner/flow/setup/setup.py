"""What the practice is set up with: itself, its places and providers, payers with their plans, who is
enrolled with whom, and the terms of its schedule. Records with versions: nothing is edited in place, and each
change has its reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType

from almoner.core.party import (
    Enrollment,
    Location,
    Payer,
    PayerPlan,
    PlaceEnrollment,
    Practice,
    Provider,
)
from almoner.core.party.changes import Change, changes
from almoner.core.party.check import (
    check_enrollment,
    check_location,
    check_payer,
    check_place_enrollment,
    check_plan,
    check_practice,
    check_provider,
)
from almoner.core.plan import Plan
from almoner.core.rules import Finding
from almoner.core.schedule import ClosedDays, OpenHours, Terms, VisitType
from almoner.core.schedule.check import check_closed_days, check_open_hours, check_visit_type
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_if
from almoner.store.commit import commit
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_setup import Written, versions
from almoner.store.session import Ask, NotFound, Session

Enrolled = Enrollment | PlaceEnrollment
Part = Practice | Location | Provider | Payer | PayerPlan | Enrolled | VisitType | OpenHours | ClosedDays
PARTS: Mapping[str, type[Part]] = MappingProxyType(
    {
        "practice": Practice,
        "places": Location,
        "providers": Provider,
        "payers": Payer,
        "plans": PayerPlan,
        "enrollments": Enrollment,
        "institutional": PlaceEnrollment,
        "types": VisitType,
        "hours": OpenHours,
        "closed": ClosedDays,
    }
)
"""The nouns of the set-up by the word that an address has for them."""
LONGEST_REASON = 200


@dataclass(frozen=True)
class SetUp:
    """Everything that the practice is set up with, each kind by its name."""

    frame: Frame
    practice: Practice
    locations: tuple[Location, ...]
    providers: tuple[Provider, ...]
    payers: tuple[Payer, ...]
    plans: tuple[PayerPlan, ...]
    enrollments: tuple[Enrollment, ...]
    terms: Terms
    place_enrollments: tuple[PlaceEnrollment, ...] = ()

    def provider(self, provider_id: int) -> Provider:
        """Return a provider of an enrollment."""
        return self._providers[provider_id]

    def place(self, location_id: int) -> Location:
        """Return the place of an enrollment."""
        return self._places[location_id]

    def payer(self, payer_id: int) -> Payer:
        """Return a payer of an enrollment or a plan."""
        return self._payers[payer_id]

    @cached_property
    def _providers(self) -> Mapping[int, Provider]:
        return {one.id: one for one in self.providers}

    @cached_property
    def _places(self) -> Mapping[int, Location]:
        return {one.id: one for one in self.locations}

    @cached_property
    def _payers(self) -> Mapping[int, Payer]:
        return {one.id: one for one in self.payers}

    def whose(self, one: OpenHours | ClosedDays) -> str:
        """Return of whom and where hours or closed days are said."""
        place = next((at.name for at in self.locations if at.id == one.location_id), "every place")
        if not one.provider_id:
            return f"everybody, {place}"
        return f"{self.provider(one.provider_id).name.listed}, {place}"

    def payers_of(self, provider_id: int, on: date) -> int:
        """Return how many payers a provider may bill on a day."""
        held = (one for one in self.enrollments if one.provider_id == provider_id and one.covers(on))
        return len({one.payer_id for one in held})

    @property
    def places_with_bills(self) -> tuple[Location, ...]:
        """The places that make institutional claims."""
        return tuple(one for one in self.locations if one.institutional.bill_type)

    @property
    def lacking(self) -> tuple[tuple[Provider, Payer], ...]:
        """Providers with the payers that they have no enrollment with at all, asked for or agreed."""
        known = {(one.provider_id, one.payer_id) for one in self.enrollments}
        pairs = ((provider, payer) for payer in self.payers for provider in self.providers)
        return tuple(pair for pair in pairs if (pair[0].id, pair[1].id) not in known)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a record, who wrote it, when and why, and what it changed; nothing for the first."""

    record: Part
    by: str
    at: datetime
    why: str
    changes: tuple[Change, ...]

    @property
    def number(self) -> int:
        """Which version it is, from 1."""
        return self.record.version


@dataclass(frozen=True, slots=True)
class One:
    """A record of the set-up with what surrounds it and its versions, the newest first."""

    all: SetUp
    record: Part
    versions: tuple[Version, ...]


def set_up(actor: Actor, *, on: date) -> SetUp:
    """Return what the practice is set up with."""
    with enter(actor, Permission.SETUP_WRITE) as session:
        return _all(session, on=on)


def one(actor: Actor, noun: str, record_id: int, *, on: date) -> One:
    """Return one record with its history, or raise NotFound."""
    with enter(actor, Permission.SETUP_WRITE) as session:
        found = _all(session, on=on)
        kind = kind_of(noun)
        written = versions(session, kind, record_id)
        if not written:
            raise NotFound(f"no such {kind.kind} in this practice")
        return One(found, written[0].record, _history(written))


def kind_of(noun: str) -> type[Part]:
    """Return the kind of record that an address names, or raise NotFound."""
    if noun not in PARTS:
        raise NotFound("no such part of the set-up")
    return PARTS[noun]


def keep(actor: Actor, draft: Part, *, on: date, reason: str) -> Part:
    """Add a record (id 0) or supersede the version that was seen; what says nothing new changes nothing.

    Refused with a finding for each field that can't stand, and where a change has no reason. The practice's
    id at the clearinghouse, and whom a plan or an enrollment is of, stay as they are.
    """
    with enter(actor, Permission.SETUP_WRITE) as session:
        if draft.id == 0:
            return _add(session, actor, draft, on=on)
        current = session.get(type(draft), draft.id)
        wanted = _fixed(draft, current)
        refuse_if(_check(session, wanted))
        if replace(wanted, version=current.version) == current:
            return current
        if not reason.strip() or len(reason) > LONGEST_REASON:
            raise refusal("SET-01", "The change has no reason.", "Say why, in a sentence.")
        made = replace(wanted, version=draft.version + 1)
        commit(session, Plan(on=on, records=(made,)), cause=cause(actor, "setup", reason.strip()))
        return made


def _add(session: Session, actor: Actor, draft: Part, *, on: date) -> Part:
    if isinstance(draft, Practice):
        raise NotFound("a practice is opened by its operator")
    if (first := first_act(session, actor, type(draft))) is not None:
        return first
    refuse_if(_check(session, draft))
    made = replace(draft, id=next(session.ids()), version=1)
    commit(session, Plan(on=on, records=(made,)), cause=cause(actor, "setup"))
    return made


def _fixed(draft: Part, current: Part) -> Part:
    """The draft with what a change may not touch as it stands."""
    if isinstance(draft, Practice) and isinstance(current, Practice):
        return replace(draft, submitter_id=current.submitter_id)
    if isinstance(draft, PayerPlan) and isinstance(current, PayerPlan):
        return replace(draft, payer_id=current.payer_id)
    if isinstance(draft, Enrollment) and isinstance(current, Enrollment):
        return replace(draft, payer_id=current.payer_id, provider_id=current.provider_id)
    if isinstance(draft, PlaceEnrollment) and isinstance(current, PlaceEnrollment):
        return replace(draft, payer_id=current.payer_id, location_id=current.location_id)
    return draft


def _check(session: Session, draft: Part) -> list[Finding]:
    """What stands against a record; NotFound where it is of a payer or provider that isn't here."""
    match draft:
        case Practice():
            return check_practice(draft)
        case Location():
            return check_location(draft)
        case Provider():
            return [*check_provider(draft), *_taken(session, draft)]
        case Payer():
            return check_payer(draft)
        case PayerPlan():
            session.get(Payer, draft.payer_id)
            return check_plan(draft)
        case PlaceEnrollment():
            place, payer = session.get(Location, draft.location_id), session.get(Payer, draft.payer_id)
            known = session.find(PlaceEnrollment, location_id=place.id, payer_id=payer.id)
            return check_place_enrollment(draft, place, payer, known)
        case VisitType() | OpenHours() | ClosedDays():
            return _check_terms(session, draft)
    session.get(Provider, draft.provider_id)
    session.get(Payer, draft.payer_id)
    others = session.find(Enrollment, provider_id=draft.provider_id, payer_id=draft.payer_id)
    return check_enrollment(draft, others)


def _check_terms(session: Session, draft: VisitType | OpenHours | ClosedDays) -> list[Finding]:
    if isinstance(draft, VisitType):
        return check_visit_type(draft, session.find(VisitType))
    if draft.provider_id:
        session.get(Provider, draft.provider_id)
    if draft.location_id:
        session.get(Location, draft.location_id)
    if isinstance(draft, OpenHours):
        return check_open_hours(draft, session.find(OpenHours))
    return check_closed_days(draft)


def _taken(session: Session, draft: Provider) -> tuple[Finding, ...]:
    """An NPI is one person's, and so is a sign-in name."""
    others = [other for other in session.find(Provider) if other.id != draft.id]
    if any(other.npi == draft.npi for other in others):
        return refusal("SET-02", "Another provider has this NPI.", "Open that one instead.").findings
    if draft.user and any(other.user == draft.user for other in others):
        why = "Another provider has this sign-in name."
        return refusal("SET-03", why, "Give each person their own.").findings
    return ()


def _all(session: Session, *, on: date) -> SetUp:
    practices, locations, providers = Ask(Practice), Ask(Location), Ask(Provider)
    payers, plans, enrollments = Ask(Payer), Ask(PayerPlan), Ask(Enrollment)
    types, hours, closed, sites = Ask(VisitType), Ask(OpenHours), Ask(ClosedDays), Ask(PlaceEnrollment)
    asked = (practices, locations, providers, payers, plans, enrollments, types, hours, closed, sites)
    found = session.gather(*asked)
    placed = sorted(found.of(sites), key=lambda one: (one.location_id, one.payer_id, one.since_on))
    held = sorted(found.of(enrollments), key=lambda one: (one.payer_id, one.provider_id, one.since_on))
    return SetUp(
        frame=lists.frame(session, on=on),
        practice=found.of(practices)[0],
        locations=tuple(sorted(found.of(locations), key=lambda one: one.name)),
        providers=tuple(sorted(found.of(providers), key=lambda one: one.name.listed)),
        payers=tuple(sorted(found.of(payers), key=lambda one: one.name)),
        plans=tuple(sorted(found.of(plans), key=lambda one: (one.payer_id, one.name))),
        enrollments=tuple(held),
        terms=Terms(
            tuple(sorted(found.of(types), key=lambda one: (one.name.casefold(), one.since_on))),
            tuple(sorted(found.of(hours), key=lambda one: (one.since_on, one.id))),
            tuple(sorted(found.of(closed), key=lambda one: (one.since_on, one.id))),
        ),
        place_enrollments=tuple(placed),
    )


def _history(written: Sequence[Written[Part]]) -> tuple[Version, ...]:
    found = []
    for place, one in enumerate(written):
        older = written[place + 1].record if place + 1 < len(written) else None
        told = changes(older, one.record) if older is not None else ()
        found.append(Version(one.record, one.by, one.at, one.why, told))
    return tuple(found)
