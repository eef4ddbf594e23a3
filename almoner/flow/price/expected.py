"""What a payer should allow for the services of one visit: by the contract that holds for its plan, provider,
place and day, else, of Medicare, by its own schedule. Reads no books: what it needs is handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.charge import ChargeLine
from almoner.core.coverage import Coverage
from almoner.core.party import Enrollment, Location, Payer, PayerKind, PayerPlan, Provider
from almoner.core.party.kinds import kind_of
from almoner.core.pricing import Circumstances, Priced, PriceError, Service
from almoner.core.pricing.contract import Contract
from almoner.core.pricing.contract_card import ContractError
from almoner.core.pricing.hands import KIND_SHARES, NONPARTICIPATING
from almoner.core.pricing.payer_contract import Names, PayerContract
from almoner.core.pricing.shelf import Sought
from almoner.flow.price.contracts import PriceBook, price_book
from almoner.store.session import Ask, Gathered

MEDICARE = "medicare"
"""The name of Medicare's own schedule, where no contract holds."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Whom a contract may name, by their ids; `enrollments` tell who participates with which payer."""

    payers: Mapping[int, Payer]
    plans: Mapping[int, PayerPlan]
    providers: Mapping[int, Provider]
    locations: Mapping[int, Location]
    enrollments: Sequence[Enrollment] = ()
    contracts: Sequence[PayerContract] = ()
    """Those that the practice brought and put in force."""

    def names_of(self, one: PayerContract) -> Names:
        """What the parties of a contract are called."""
        plan, place = self.plans.get(one.plan_id), self.locations.get(one.location_id)
        return Names(self.payers[one.payer_id].name, plan.name if plan else "", place.name if place else "")

    @property
    def prices(self) -> PriceBook:
        """What prices of this practice rest on now."""
        return price_book().beside([(one, self.names_of(one)) for one in self.contracts])


PAYERS, PLANS, PROVIDERS = Ask(Payer), Ask(PayerPlan), Ask(Provider)
LOCATIONS, ENROLLMENTS = Ask(Location), Ask(Enrollment)
CONTRACTS = Ask(PayerContract, {"is_in_force": True})
PARTIES: tuple[Ask[Any], ...] = (PAYERS, PLANS, PROVIDERS, LOCATIONS, ENROLLMENTS, CONTRACTS)
"""What a flow gathers beside its own records to know the parties."""


def parties_of(found: Gathered) -> Parties:
    """The parties among what was gathered."""
    return Parties(
        payers={one.id: one for one in found.of(PAYERS)},
        plans={one.id: one for one in found.of(PLANS)},
        providers={one.id: one for one in found.of(PROVIDERS)},
        locations={one.id: one for one in found.of(LOCATIONS)},
        enrollments=found.of(ENROLLMENTS),
        contracts=[one for one in found.of(CONTRACTS) if not one.is_taken_back],
    )


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who gave the services, where and when. `deductible_left_cents` None: what the patient pays isn't
    asked."""

    provider_id: int
    location_id: int
    on: date
    deductible_left_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """The prices of services in their order, and the schedule: a contract's id, "medicare", or empty where no
    price is known; `why` says then what is missing. Medicare's prices carry its own shares where asked."""

    prices: tuple[Priced, ...] = ()
    schedule: str = ""
    tolerance_cents: int = 0
    why: str = ""


def expected(
    services: Sequence[Service],
    meeting: Meeting,
    coverage: Coverage | None,
    parties: Parties,
    book: PriceBook,
) -> Expected:
    """The prices of services by the payer and plan of a coverage. Nothing is guessed: without a contract or a
    schedule there is no price."""
    payer = parties.payers.get(coverage.payer_id) if coverage else None
    if not services or coverage is None or payer is None:
        return Expected(why="nobody covers the day")
    case = _Case(meeting, payer, parties, book)
    try:
        contract = book.shelf.chosen(_sought(case, coverage), services)
        prices, schedule = _price(contract, services, case)
    except (ContractError, PriceError) as error:
        return Expected(why=str(error))
    if not schedule:
        return Expected(why=book.refused or f"no contract with {payer.name} is known for the day")
    own = contract.tolerance_cents if contract else None
    tolerance = book.facts.tolerance_cents(meeting.on) if own is None else own
    return Expected(tuple(prices), schedule, tolerance)


def by_contract(
    contract: Contract, services: Sequence[Service], meeting: Meeting, payer: Payer, parties: Parties
) -> Expected:
    """The prices of services by a contract that is looked at, whether or not it holds."""
    case = _Case(meeting, payer, parties, price_book())
    try:
        prices, schedule = _price(contract, services, case)
    except (ContractError, PriceError) as error:
        return Expected(why=str(error))
    return Expected(tuple(prices), schedule)


def services_of(lines: Sequence[ChargeLine], book: PriceBook) -> list[Service]:
    """Charged lines as services to be priced."""
    return [
        Service(
            code=line.code,
            service_on=line.service_on,
            modifiers=line.modifiers,
            units=line.units,
            is_facility=is_facility(line.pos, line.service_on, book),
            charge_cents=line.charge_cents,
            provider=str(line.provider_id),
        )
        for line in lines
    ]


def is_facility(place: str, on: date, book: PriceBook) -> bool:
    """A place of service is paid the facility's price; one that no list has is another edit's, and counts as
    an office."""
    try:
        return book.schedules.is_facility(place, on)
    except PriceError:
        return False


@dataclass(frozen=True, slots=True)
class _Case:
    """Who works where for which payer."""

    meeting: Meeting
    payer: Payer
    parties: Parties
    book: PriceBook

    @property
    def kind(self) -> str:
        """The provider's kind as prices name it."""
        provider = self.parties.providers.get(self.meeting.provider_id)
        kind = kind_of(provider.taxonomy) if provider else ""
        return kind if kind in KIND_SHARES else "physician"

    @property
    def is_outside(self) -> bool:
        """The provider is known not to participate with the payer."""
        return any(
            not one.is_participating
            for one in self.parties.enrollments
            if one.payer_id == self.payer.id
            and one.provider_id == self.meeting.provider_id
            and one.covers(self.meeting.on)
        )


def _price(
    contract: Contract | None, services: Sequence[Service], case: _Case
) -> tuple[Sequence[Priced], str]:
    if contract is not None:
        return case.book.prices.price(contract, services, kind=case.kind), contract.id
    location = case.parties.locations.get(case.meeting.location_id)
    if case.payer.payer_kind is not PayerKind.MEDICARE or location is None:
        return (), ""
    at = location.address
    about = Circumstances(
        locality=case.book.schedules.locality_at(at.zip, at.state, case.meeting.on),
        provider_kind=NONPARTICIPATING if case.is_outside and case.kind == "physician" else case.kind,
        deductible_cents=case.meeting.deductible_left_cents,
    )
    return case.book.medicare.price(services, about), MEDICARE


def _sought(case: _Case, coverage: Coverage) -> Sought:
    payer, parties = case.payer, case.parties
    plan = parties.plans.get(coverage.plan_id)
    provider = parties.providers.get(case.meeting.provider_id)
    location = parties.locations.get(case.meeting.location_id)
    numbers = {payer.name, payer.claim_payer_id, payer.remittance_payer_id, payer.eligibility_payer_id}
    return Sought(
        on=case.meeting.on,
        payers=frozenset(numbers - {""}),
        plan=plan.name if plan else "",
        providers=frozenset({provider.npi, provider.name.listed} if provider else ()),
        sites=frozenset({location.name, location.npi} - {""} if location else ()),
    )
