"""Prices lines by a contract: terms tried in order, each a base price with its page, then the contract's own
table of steps, lesser of charge and fee, and stop-loss. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from almoner.core.money import share as shared
from almoner.core.pricing.fee import FeeRow, Tariff, half_up
from almoner.core.pricing.hands import StepTable
from almoner.core.pricing.medicare import ROWS_OF_THEIR_OWN, Priced, adjust, days, priced
from almoner.core.pricing.schedule import Schedules
from almoner.core.pricing.service import Draft, Service

_HUNDRED = Decimal(100)
KINDS = frozenset(
    "percent_of_schedule conversion_factor fixed percent_of_charge default_percent case_rate per_diem "
    "carve_out".split()
)
BY_SCHEDULE = frozenset({"percent_of_schedule", "conversion_factor"})


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes and ranges of codes (both ends within); none is all."""

    single: frozenset[str] = frozenset()
    ranges: tuple[tuple[str, str], ...] = ()

    def holds(self, code: str) -> bool:
        """The code is one of these."""
        return (
            not (self.single or self.ranges)
            or code in self.single
            or any(
                first <= code <= last and len(code) == len(first) and _kind(code) == _kind(first)
                for first, last in self.ranges
            )
        )


def _kind(code: str) -> tuple[bool, bool]:
    return code[:1].isalpha(), code[-1:].isalpha()


@dataclass(frozen=True, slots=True)
class Trial:
    """A worked line of a term: what is billed, and what the contract allows."""

    service: Service
    allowed_cents: int
    provider_kind: str = "physician"


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `percent` is of a schedule or of the charge, `cents` an amount a unit, case or day, `factor`
    dollars a relative value; `schedule_year` and `locality` name the schedule."""

    id: str
    kind: str
    source: str
    codes: Codes = Codes()
    modifiers: frozenset[str] = frozenset()
    settings: frozenset[bool] = frozenset()
    """True is a facility; none is both."""
    since_on: date | None = None
    until_on: date | None = None
    percent: Decimal = _HUNDRED
    cents: int | None = None
    factor: Decimal | None = None
    schedule_year: int | None = None
    locality: str = "national"
    is_reduced: bool = True
    """The table of steps applies to it."""
    trials: tuple[Trial, ...] = ()

    def _is_part(self, service: Service) -> bool:
        """A fee for the whole service says nothing of its reading (26) or its technical part (TC) alone."""
        return self.kind == "fixed" and service.has("26", "TC")

    def holds(self, service: Service) -> bool:
        """The term speaks of a line."""
        on = service.service_on
        return (
            self.codes.holds(service.code)
            and (service.has(*self.modifiers) if self.modifiers else not self._is_part(service))
            and (not self.settings or service.is_facility in self.settings)
            and (self.since_on is None or self.since_on <= on)
            and (self.until_on is None or on < self.until_on)
        )


@dataclass(frozen=True, slots=True)
class StopLoss:
    """Beyond a sum of charges, so much percent of what lies above it is paid on top."""

    above_cents: int
    percent: Decimal


PLAIN = StepTable(practitioner_assistant=Decimal("0.16"), kinds={}, has_cap=False)
"""What a contract that says nothing of it follows: Medicare's rules of several services and sides; no cap,
and everybody's work at the same price."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What a payer agreed to over [since_on, until_on). `lesser_of`: "line", "claim" or "none"."""

    id: str
    since_on: date
    source: str
    terms: tuple[Term, ...]
    until_on: date | None = None
    payer: str = ""
    plans: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    lesser_of: str = "line"
    steps: StepTable = PLAIN
    stop_loss: StopLoss | None = None
    tolerance_cents: int | None = None
    """How much less than its price a line may be paid before it counts as underpaid; None: as elsewhere."""

    def covers(self, on: date) -> bool:
        """In force on a day."""
        return self.since_on <= on and (self.until_on is None or on < self.until_on)


class ContractPrices:
    """Prices by contracts, with the schedules that their terms name."""

    def __init__(self, schedules: Schedules) -> None:
        self.schedules = schedules
        self._tariffs: dict[tuple[str, date, Decimal | None, Decimal], Tariff] = {}

    def price(
        self, contract: Contract, services: Sequence[Service], *, kind: str = "physician"
    ) -> list[Priced]:
        """The price of each line, in order. A line that no term speaks of has none, and says so. PriceError
        where a term's place isn't in the imported tables."""
        drafts = [Draft(service) for service in services]
        terms = [self._term(contract, service) for service in services]
        for draft, term in zip(drafts, terms, strict=True):
            self._begin(draft, term)
        whole = _whole_days(drafts, terms)
        adjust(drafts, contract.steps, kind, self.row_of)
        _lesser(contract, drafts, [draft for draft in drafts if id(draft) not in whole])
        _stop_loss(contract, drafts)
        return [priced(draft, None, "") for draft in drafts]

    def row_of(self, draft: Draft, code: str, modifier: str) -> FeeRow | None:
        """A row of the schedule that a line is priced by, or that gives its indicators."""
        schedule = self.schedules.at(draft.priced_on or draft.service.service_on)
        return schedule.row(code, modifier) if schedule else None

    def _term(self, contract: Contract, service: Service) -> Term | None:
        """The first term that speaks of a line; one of a schedule that has no values for the code is passed
        by, but not one whose schedule isn't imported."""
        return next(
            (term for term in contract.terms if term.holds(service) and not self._lacks(term, service)), None
        )

    def _lacks(self, term: Term, service: Service) -> bool:
        if term.kind not in BY_SCHEDULE:
            return False
        draft = Draft(service, priced_on=_schedule_day(term, service))
        schedule = self.schedules.at(draft.priced_on or service.service_on)
        return schedule is not None and not _has_values(self._row(draft))

    def _begin(self, draft: Draft, term: Term | None) -> None:
        if term is None:
            draft.unpriced = "no term of the contract speaks of this line"
        elif term.kind in BY_SCHEDULE:
            self._by_schedule(draft, term)
        elif term.kind == "fixed":
            self._fixed(draft, term)
        elif term.kind in ("percent_of_charge", "default_percent"):
            self._of_charge(draft, term)
        elif term.kind == "carve_out":
            _carve_out(draft, term)

    def _by_schedule(self, draft: Draft, term: Term) -> None:
        service = draft.service
        draft.priced_on = _schedule_day(term, service)
        row = self._row(draft)
        if row is None:
            draft.unpriced = f"{term.source}: the schedule that the term names isn't imported"
            return
        tariff = self._tariff(term, draft.priced_on)
        unit = tariff.amount(row, is_facility=service.is_facility)
        name = (
            f"{term.percent.normalize():f} % of the schedule" if term.factor is None else "conversion factor"
        )
        factor = f"{tariff.factor_of(row)}"
        draft.step(
            f"{name}, term {term.id}", unit, factor, f"{term.source}; {row.source}; {tariff.indices.source}"
        )
        _units(draft, unit)
        if term.is_reduced:
            draft.row, draft.tariff = row, tariff

    def _tariff(self, term: Term, on: date) -> Tariff:
        key = term.locality, on, term.factor, term.percent
        if key not in self._tariffs:
            indices = self.schedules.indices(term.locality, on)
            self._tariffs[key] = Tariff(indices, term.factor, term.percent)
        return self._tariffs[key]

    def _row(self, draft: Draft) -> FeeRow | None:
        own = next((each for each in ROWS_OF_THEIR_OWN if draft.service.has(each)), "")
        found = self.row_of(draft, draft.service.code, own) if own else None
        return found or self.row_of(draft, draft.service.code, "")

    def _fixed(self, draft: Draft, term: Term) -> None:
        assert term.cents is not None, "a fixed term has cents"
        draft.step(f"fixed fee, term {term.id}", term.cents, "", term.source)
        _units(draft, term.cents)
        if term.is_reduced:
            draft.row = self._row(draft)

    def _of_charge(self, draft: Draft, term: Term) -> None:
        charge = draft.service.charge_cents
        if charge is None:
            draft.unpriced = f"{term.source}: the term pays a percent of the charge, and no charge is given"
            return
        cents = half_up(charge * term.percent / 100)
        name = "default percent" if term.kind == "default_percent" else "percent of charge"
        draft.step(f"{name}, term {term.id}", cents, f"{term.percent.normalize():f} %", term.source)
        if term.is_reduced:
            draft.row = self._row(draft)


def _has_values(row: FeeRow | None) -> bool:
    """Payers also price what Medicare doesn't pay, from the same values."""
    return row is not None and row.has_values


def _schedule_day(term: Term, service: Service) -> date:
    """The day of service within the named year, else the year's last day."""
    on = service.service_on
    return on if term.schedule_year in (None, on.year) else date(term.schedule_year or on.year, 12, 31)


def _units(draft: Draft, unit: int) -> None:
    if draft.service.units != 1:
        draft.step("units", unit * draft.service.units, f"x {draft.service.units}")


def _carve_out(draft: Draft, term: Term) -> None:
    if term.cents is None:
        draft.unpriced = f"{term.source}: carved out of the contract (term {term.id})"
        return
    draft.step(f"carved out, term {term.id}", term.cents, "", term.source)
    _units(draft, term.cents)


def _whole_days(drafts: list[Draft], terms: list[Term | None]) -> set[int]:
    """Case rates and per diems: the first line that names one carries it. A case rate takes in all other
    lines of the day that aren't carved out, a per diem the lines that name it too. Gives the ids of those
    lines."""
    whole: set[int] = set()
    term_of = {id(draft): term for draft, term in zip(drafts, terms, strict=True)}
    for day in days(drafts):
        bearer = next((each for each in day if _kind_of(term_of[id(each)]) == "case_rate"), None)
        for draft in day:
            kind = _kind_of(term_of[id(draft)])
            if kind == "carve_out" or (bearer is None and kind != "per_diem"):
                continue
            term = term_of[id(bearer or draft)]
            assert term is not None
            whole.add(id(draft))
            is_bearer = draft is (bearer or _first(day, term, term_of))
            draft.row, draft.tariff, draft.unpriced = None, None, ""
            cents = (term.cents or 0) if is_bearer else 0
            name = ("" if is_bearer else "within the ") + term.kind.replace("_", " ")
            draft.step(f"{name}, term {term.id}", cents, "", term.source)
    return whole


def _first(day: list[Draft], term: Term, term_of: dict[int, Term | None]) -> Draft:
    return next(draft for draft in day if term_of[id(draft)] is term)


def _kind_of(term: Term | None) -> str:
    return term.kind if term else ""


def _lesser(contract: Contract, drafts: list[Draft], single: list[Draft]) -> None:
    """Lesser of charge and fee, by line (amounts for a day apart) or by the claim's totals."""
    known = [each for each in drafts if each.cents is not None and each.service.charge_cents is not None]
    if contract.lesser_of == "line":
        for draft in single:
            charge = draft.service.charge_cents
            if charge is not None and draft.cents is not None and charge < draft.cents:
                draft.step("lesser of charge and fee", charge, f"charge {charge}", contract.source)
    elif contract.lesser_of == "claim" and len(known) == len(drafts):
        charges = sum(draft.service.charge_cents or 0 for draft in drafts)
        fees = [draft.cents or 0 for draft in drafts]
        if charges < sum(fees):
            for draft, cents in zip(drafts, shared(charges, fees), strict=True):
                draft.step(
                    "lesser of charges and fees of the claim", cents, f"charges {charges}", contract.source
                )


def _stop_loss(contract: Contract, drafts: list[Draft]) -> None:
    """So much of the charges above the limit on top, shared out by charge."""
    stop = contract.stop_loss
    charges = [draft.service.charge_cents or 0 for draft in drafts]
    if stop is None or sum(charges) <= stop.above_cents:
        return
    more = half_up((sum(charges) - stop.above_cents) * stop.percent / 100)
    for draft, cents in zip(drafts, shared(more, charges), strict=True):
        if cents:
            shown = f"{stop.percent.normalize():f} % above {stop.above_cents}"
            draft.step("stop-loss", (draft.cents or 0) + cents, shown, contract.source)
            draft.unpriced = ""
