"""What a payer should allow for the lines of a claim: by the contract that holds for its plan, provider,
place and day, else, of Medicare, by its own schedule. Reads no books: what it needs is handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from almoner.core.charge import ChargeLine
from almoner.core.coverage import Coverage
from almoner.core.party import Enrollment, Location, Payer, PayerKind, PayerPlan, Provider
from almoner.core.party.kinds import kind_of
from almoner.core.pricing import Circumstances, Priced, PriceError, Service
from almoner.core.pricing.contract import Contract
from almoner.core.pricing.contract_card import ContractError
from almoner.core.pricing.hands import KIND_SHARES, NONPARTICIPATING
from almoner.core.pricing.shelf import Sought
from almoner.flow.contracts import PriceBook


@dataclass(frozen=True, slots=True)
class Parties:
    """Whom a contract may name, by their ids; `enrollments` tell who participates with which payer."""

    payers: Mapping[int, Payer]
    plans: Mapping[int, PayerPlan]
    providers: Mapping[int, Provider]
    locations: Mapping[int, Location]
    enrollments: Sequence[Enrollment] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """The prices of lines by their ids, and the schedule: a contract's id, "medicare", or empty where no
    price is known; `why` says then what is missing."""

    prices: Mapping[int, Priced] = field(default_factory=dict)
    schedule: str = ""
    tolerance_cents: int = 0
    why: str = ""


def expected(
    lines: Sequence[ChargeLine], coverage: Coverage | None, parties: Parties, book: PriceBook
) -> Expected:
    """The prices of the lines of one claim, which share a provider and a place, by its coverage's payer and
    plan. Nothing is guessed: without a contract or a schedule there is no price."""
    payer = parties.payers.get(coverage.payer_id) if coverage else None
    if not lines or coverage is None or payer is None:
        return Expected(why="nobody covers the day")
    services = [_service(line, book) for line in lines]
    first = lines[0]
    try:
        contract = book.shelf.chosen(_sought(first, coverage, payer, parties), services)
        priced, schedule = _price(contract, services, _Case(first, payer, parties, book))
    except (ContractError, PriceError) as error:
        return Expected(why=str(error))
    if not schedule:
        return Expected(why=book.refused or f"no contract with {payer.name} is known for the day")
    own = contract.tolerance_cents if contract else None
    return Expected(
        prices={line.id: price for line, price in zip(lines, priced, strict=True)},
        schedule=schedule,
        tolerance_cents=book.facts.tolerance_cents(first.service_on) if own is None else own,
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """Who works where for which payer."""

    line: ChargeLine
    payer: Payer
    parties: Parties
    book: PriceBook

    @property
    def on(self) -> date:
        return self.line.service_on

    @property
    def kind(self) -> str:
        """The provider's kind as prices name it."""
        provider = self.parties.providers.get(self.line.provider_id)
        kind = kind_of(provider.taxonomy) if provider else ""
        return kind if kind in KIND_SHARES else "physician"

    @property
    def is_outside(self) -> bool:
        """The provider is known not to participate with the payer."""
        return any(
            not one.is_participating
            for one in self.parties.enrollments
            if one.payer_id == self.payer.id
            and one.provider_id == self.line.provider_id
            and one.covers(self.on)
        )


def _price(
    contract: Contract | None, services: Sequence[Service], case: _Case
) -> tuple[Sequence[Priced], str]:
    if contract is not None:
        return case.book.prices.price(contract, services, kind=case.kind), contract.id
    location = case.parties.locations.get(case.line.location_id)
    if case.payer.payer_kind is not PayerKind.MEDICARE or location is None:
        return (), ""
    about = Circumstances(
        locality=case.book.schedules.locality_of(location.address.zip, case.on),
        provider_kind=NONPARTICIPATING if case.is_outside and case.kind == "physician" else case.kind,
    )
    return case.book.medicare.price(services, about), "medicare"


def _sought(line: ChargeLine, coverage: Coverage, payer: Payer, parties: Parties) -> Sought:
    plan = parties.plans.get(coverage.plan_id)
    provider = parties.providers.get(line.provider_id)
    location = parties.locations.get(line.location_id)
    numbers = {payer.name, payer.claim_payer_id, payer.remittance_payer_id, payer.eligibility_payer_id}
    return Sought(
        on=line.service_on,
        payers=frozenset(numbers - {""}),
        plan=plan.name if plan else "",
        providers=frozenset({provider.npi, provider.name.listed} if provider else ()),
        sites=frozenset({location.name, location.npi} - {""} if location else ()),
    )


def _service(line: ChargeLine, book: PriceBook) -> Service:
    try:
        is_facility = book.schedules.is_facility(line.pos, line.service_on)
    except PriceError:  # a place that no list has is another edit's; the office's price is the usual one
        is_facility = False
    return Service(
        code=line.code,
        service_on=line.service_on,
        modifiers=line.modifiers,
        units=line.units,
        is_facility=is_facility,
        charge_cents=line.charge_cents,
        provider=str(line.provider_id),
    )
