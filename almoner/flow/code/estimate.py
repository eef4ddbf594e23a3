"""What a patient will owe for services that are planned: the price by contract or schedule, the payer's
answer on benefits, and the range of what nobody has said. Reads only; nothing is written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.charge import SuperbillLine, responsible
from almoner.core.chart import Visit
from almoner.core.coverage import Benefits, BenefitState, Coverage
from almoner.core.party import Location, Patient, Payer, PayerKind, PayerPlan, Provider
from almoner.core.pricing import Priced, Service
from almoner.core.pricing.estimate import (
    NOTHING_FREE,
    CostShare,
    Estimate,
    Free,
    cost_share,
    estimate,
    estimate_of_shares,
)
from almoner.core.pricing.own_fees import price_by_fees
from almoner.core.pricing.service import Step
from almoner.core.schedule import Appointment, AppointmentState
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.price.contracts import PriceBook
from almoner.flow.price.expected import (
    MEDICARE,
    PARTIES,
    Expected,
    Meeting,
    Parties,
    expected,
    is_facility,
    parties_of,
)
from almoner.flow.price.fees import fees_of
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame
from almoner.store.lists.usual import usual_codes, usual_services
from almoner.store.session import Ask, NotFound, Session

MOST_SERVICES = 20
MOST_USUAL = 8
MORE_THAN_ANY_DEDUCTIBLE = 10**12
_WITH_PREVENTION = frozenset({PayerKind.COMMERCIAL, PayerKind.MEDICARE_ADVANTAGE, PayerKind.MEDICAID})
_ASKED = re.compile(r"([0-9A-Z]{5})((?:-[0-9A-Z]{2}){0,4})(?:X([1-9][0-9]{0,2}))?")
_WHOLE = CostShare(deductible_left_cents=0, coinsurance_bp=10_000)
"""Who has no coverage owes the fee."""


@dataclass(frozen=True, slots=True)
class Line:
    """A service with the payer's price and its parts, in cents; `fee_cents` is the practice's own fee, and
    `free` the source by which the patient owes nothing of it, or empty."""

    priced: Priced
    fee_cents: int | None
    deductible_cents: int
    share_cents: int
    free: str = ""


@dataclass(frozen=True, slots=True)
class PatientEstimate:
    """What a page shows. `schedule` is the contract's id, "medicare", or empty where there is no price, and
    `why` then says so; `asked_wrongly` names what can't be read of what was asked."""

    frame: Frame
    patient: Patient
    on: date
    provider: Provider | None
    location: Location | None
    payer: Payer | None = None
    plan: PayerPlan | None = None
    share: CostShare | None = None
    """What the estimate takes for the patient's share: as the payer answered; None where nobody covers."""
    later_payers: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    estimate: Estimate | None = None
    schedule: str = ""
    why: str = ""
    asked: str = ""
    """What is estimated, as it can be typed."""
    assumed_of: str = ""
    """The reason of the booking whose usual services these are, where nobody typed any."""
    asked_wrongly: str = ""
    usual: tuple[str, ...] = ()
    """Codes that are charged here most, to choose from; who books a visit knows no codes by heart."""


def estimate_for(actor: Actor, patient_id: int, asked: str, *, on: date, today: date) -> PatientEstimate:
    """Return what a patient will owe for services on a day, asked as "99214, 20610-RT, 97110x2"; the provider
    and place are those of that day's booking, else the practice's first. Where nothing is asked, what visits
    for the booking's reason are charged most is. Raises NotFound."""
    with enter(actor, Permission.STATEMENT_READ) as session:
        loaded = _Loaded.of(session, patient_id, on)
        shown = PatientEstimate(
            lists.frame(session, on=today),
            loaded.patient,
            on,
            loaded.provider,
            loaded.location,
            usual=usual_codes(session, most=MOST_USUAL),
        )
        assumed = "" if asked.strip() else usual_services(session, loaded.reason)
        asked = asked.strip() or assumed
        shown = replace(shown, asked=asked, assumed_of=loaded.reason if assumed else "")
        book = loaded.parties.prices
        place = loaded.location.pos if loaded.location else "11"
        wanted, wrong = read_services(asked, on, is_facility=is_facility(place, on, book))
        own = _own(session, shown, wanted, book)
    shown = replace(shown, asked_wrongly=wrong)
    return shown if wrong or not wanted else _estimated(shown, loaded, own, book)


def _own(
    session: Session, shown: PatientEstimate, wanted: Sequence[Service], book: PriceBook
) -> list[Priced]:
    """What the practice will charge for services, by the same lists as their charge."""
    provider_id = shown.provider.id if shown.provider else 0
    place = shown.location or Location(0, "", "11", shown.patient.address)
    visit = Visit(0, shown.patient.id, provider_id, place.id, shown.on, place.pos)
    lines = [SuperbillLine(one.code, one.units, 0, (1,), one.modifiers) for one in wanted]
    listed = price_by_fees(wanted, book.shelf.tables)
    return [
        one
        if fee is None or one.allowed_cents == fee.cents
        else Priced(one.service, fee.cents, (Step("the practice's fee", fee.cents),))
        for one, fee in zip(listed, fees_of(session, visit, lines), strict=True)
    ]


def read_services(asked: str, on: date, *, is_facility: bool) -> tuple[list[Service], str]:
    """Return the services of a text, and what is wrong with it, by place and rule, or an empty text."""
    words = [word for word in re.split(r"[,;\s]+", asked.strip().upper()) if word]
    if len(words) > MOST_SERVICES:
        return [], f"At most {MOST_SERVICES} services are estimated at once."
    found = []
    for place, word in enumerate(words, 1):
        match = _ASKED.fullmatch(word)
        if match is None:
            return [], f"Service {place} can't be read: give a code, modifiers and units, as 20610-RTx2."
        modifiers = tuple(match[2].split("-")[1:])
        found.append(Service(match[1], on, modifiers, int(match[3] or 1), is_facility))
    return found, ""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What the books say of a patient and a day."""

    patient: Patient
    coverages: tuple[Coverage, ...]
    """The policies that answer, the first payer first."""
    answers: Sequence[Benefits]
    parties: Parties
    provider: Provider | None
    location: Location | None
    reason: str
    """Why the patient is booked that day, or empty."""

    @classmethod
    def of(cls, session: Session, patient_id: int, on: date) -> "_Loaded":
        patients, coverages = Ask(Patient, {"id": patient_id}), Ask(Coverage, {"patient_id": patient_id})
        answers, bookings = (
            Ask(Benefits, {"patient_id": patient_id}),
            Ask(Appointment, {"patient_id": patient_id}),
        )
        found = session.gather(patients, coverages, answers, bookings, *PARTIES)
        if not found.of(patients):
            raise NotFound("no such patient in this practice")
        parties = parties_of(found)
        booking = _booking(found.of(bookings), on)
        provider_id = booking.provider_id if booking else min(parties.providers, default=0)
        location_id = booking.location_id if booking else min(parties.locations, default=0)
        visit = Visit(0, patient_id, 0, 0, on, "11")
        order = responsible(visit, found.of(coverages), parties.payers)
        return cls(
            patient=found.of(patients)[0],
            coverages=tuple(order),
            answers=found.of(answers),
            parties=parties,
            provider=parties.providers.get(provider_id),
            location=parties.locations.get(location_id),
            reason=booking.reason if booking else "",
        )

    def answer(self, coverage: Coverage, on: date) -> Benefits | None:
        """The payer's latest answer about a coverage that holds for the year: deductibles begin anew with
        it."""
        own = [
            one
            for one in self.answers
            if one.coverage_id == coverage.id
            and one.state is BenefitState.ACTIVE
            and one.service_on.year == on.year
        ]
        return max(own, key=lambda one: (one.answered_on, one.id), default=None)


def _booking(bookings: Iterable[Appointment], on: date) -> Appointment | None:
    kept = [
        one for one in bookings if one.starts_at.date() == on and one.state is not AppointmentState.CANCELLED
    ]
    return min(kept, key=lambda one: one.starts_at, default=None)


def _estimated(
    shown: PatientEstimate, loaded: _Loaded, own: Sequence[Priced], book: PriceBook
) -> PatientEstimate:
    wanted = [one.service for one in own]
    fees = [each.allowed_cents for each in own]
    if not loaded.coverages:
        return _shown(shown, own, estimate(own, _WHOLE), fees)
    services = [replace(one, charge_cents=fee) for one, fee in zip(wanted, fees, strict=True)]
    coverage = loaded.coverages[0]
    payers = loaded.parties.payers
    shown = replace(
        shown,
        payer=payers.get(coverage.payer_id),
        plan=loaded.parties.plans.get(coverage.plan_id),
        later_payers=tuple(payers[one.payer_id].name for one in loaded.coverages[1:]),
    )
    share = _share(coverage, loaded.answer(coverage, shown.on), payers[coverage.payer_id].payer_kind)
    found = _priced(shown, loaded, services, book, share.deductible_left_cents or 0)
    shown = replace(shown, schedule=found.schedule, why=found.why, share=share)
    if found.schedule != MEDICARE:
        prices = found.prices or tuple(Priced(one, None, (), unpriced=found.why) for one in services)
        free = _free(payers[coverage.payer_id].payer_kind, book)
        made = _shown(shown, prices, estimate(prices, share, free), fees)
        return replace(
            made, lines=tuple(replace(one, free=free.why(one.priced.service)) for one in made.lines)
        )
    worst = found
    if share.deductible_left_cents is None:
        worst = _priced(shown, loaded, services, book, MORE_THAN_ANY_DEDUCTIBLE)
    return _shown(
        shown, found.prices, estimate_of_shares(found.prices, worst.prices, share.answered_on), fees
    )


def _priced(
    shown: PatientEstimate, loaded: _Loaded, services: Sequence[Service], book: PriceBook, left_cents: int
) -> Expected:
    meeting = Meeting(
        provider_id=loaded.provider.id if loaded.provider else 0,
        location_id=loaded.location.id if loaded.location else 0,
        on=shown.on,
        deductible_left_cents=left_cents,
    )
    return expected(services, meeting, loaded.coverages[0], loaded.parties, book)


def _free(payer_kind: PayerKind, book: PriceBook) -> Free:
    """What the patient owes nothing of, by law with Medicare, with most plans of others."""
    if payer_kind is PayerKind.MEDICARE:
        return Free(book.facts.without_share, is_law=True)
    return Free(book.facts.prevention) if payer_kind in _WITH_PREVENTION else NOTHING_FREE


def _share(coverage: Coverage, answer: Benefits | None, payer_kind: PayerKind) -> CostShare:
    """What the payer said; the copay of the card where it said none. The injured at work owe nothing."""
    if payer_kind is PayerKind.WORKERS_COMP:
        return CostShare(deductible_left_cents=0, coinsurance_bp=0)
    share = cost_share(answer) if answer else CostShare()
    if share.copay_cents is None and coverage.copay_cents:
        return replace(share, copay_cents=coverage.copay_cents)
    return share


def _shown(
    shown: PatientEstimate, prices: Sequence[Priced], found: Estimate, fees: Sequence[int | None]
) -> PatientEstimate:
    rows = zip(prices, found.lines, fees, strict=True)
    lines = tuple(Line(price, fee, own.deductible_cents, own.coinsurance_cents) for price, own, fee in rows)
    return replace(shown, lines=lines, estimate=found)
