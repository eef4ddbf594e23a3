"""Prices lines by the Medicare schedules, step by step in the order of the handbook. Pure: tables and facts
are handed in, and the same request gives the same answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from almoner.core.pricing.fee import PRICED, FeeRow, Indices, Tariff
from almoner.core.pricing.hands import (
    NONPARTICIPATING,
    StepTable,
    note_reports,
    take_assistant,
    take_kind,
    take_share,
    take_sides,
    take_surgeons,
)
from almoner.core.pricing.multiple import RowOf, cap, reduce_day
from almoner.core.pricing.other import price_anesthesia, price_drug, price_laboratory
from almoner.core.pricing.patient_share import Facts, Shares, divide, sharing_of
from almoner.core.pricing.schedule import Schedules
from almoner.core.pricing.service import Draft, PriceError, Service, Step

ROWS_OF_THEIR_OWN = ("26", "TC", "53")
_MOST_KEPT = 20_000
_NOTHING = {
    "B": "bundled into other services",
    "P": "bundled or excluded",
    "M": "a measurement, not paid",
    "N": "not covered by Medicare",
    "I": "Medicare uses another code",
}
_ELSEWHERE = {
    "C": "priced by the contractor: no table of it is imported",
    "J": "anesthesia: base units, the locality's factor and the minutes are needed",
    "E": "outside this schedule: no payment limit is imported",
    "X": "another schedule pays: no rate is imported",
    "": "the code is in no imported schedule",
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds for all lines of a request. `deductible_cents` None: shares aren't asked for."""

    locality: str = "national"
    indices: Indices | None = None
    """Indices that the request gives itself, in place of those of the locality."""
    is_qualifying: bool = False
    provider_kind: str = "physician"
    is_cut: bool = False
    deductible_cents: int | None = None
    anesthesia_factor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """A line with its price. `allowed_cents` None: no price, `unpriced` says why; `by_report`: why a person
    has to set it."""

    service: Service
    allowed_cents: int | None
    steps: tuple[Step, ...]
    by_report: tuple[str, ...] = ()
    unpriced: str = ""
    limit_cents: int | None = None
    shares: Shares | None = None
    note: str = ""


class Medicare:
    """The Medicare schedules, ready for many requests."""

    def __init__(self, schedules: Schedules, facts: Facts) -> None:
        self.schedules = schedules
        self.facts = facts
        self._tariffs: dict[tuple[date, str, Indices | None, bool], Tariff] = {}
        self._same: dict[tuple[Indices, Decimal | None], Tariff] = {}

    def price(
        self, services: Sequence[Service], about: Circumstances, table: StepTable | None = None
    ) -> list[Priced]:
        """Prices the lines of one patient, in their order. PriceError where the place or the factor can't be
        found."""
        steps = table or MEDICARE
        drafts = [self._begin(service, about) for service in services]
        bundle_status_t(drafts)
        adjust(drafts, steps, about.provider_kind, self.row_of)
        return self._finish(drafts, about)

    def row_of(self, draft: Draft, code: str, modifier: str) -> FeeRow | None:
        """A row of the schedule that a line is priced by."""
        schedule = self.schedules.at(draft.priced_on or draft.service.service_on)
        return schedule.row(code, modifier) if schedule else None

    def tariff(self, service: Service, about: Circumstances) -> Tariff:
        """The prices of the place and the kind of participant."""
        on = service.service_on
        key = on, about.locality, about.indices, about.is_qualifying
        found = self._tariffs.get(key)
        if found is None:
            if len(self._tariffs) >= _MOST_KEPT:
                self._tariffs.clear()
                self._same.clear()
            indices = about.indices or self.schedules.indices(about.locality, on)
            factor = self._qualifying_factor(service) if about.is_qualifying else None
            found = self._tariffs[key] = self._same.setdefault((indices, factor), Tariff(indices, factor))
        return found

    def _qualifying_factor(self, service: Service) -> Decimal:
        on = service.service_on
        twin = self.schedules.at(on, kind="mpfs-qpp")
        row = twin.row(service.code) if twin else None
        factor = row.factor if row and row.factor else self.facts.qualifying_factor(on)
        if factor is None:
            raise PriceError(f"the factor of qualifying participants of {on.year} is not known")
        return factor

    def _begin(self, service: Service, about: Circumstances) -> Draft:
        draft = Draft(service)
        schedule = self.schedules.at(service.service_on)
        own = next((each for each in ROWS_OF_THEIR_OWN if service.has(each)), "")
        row = schedule.row(service.code, own) if schedule and own else None
        has_own_row = row is not None
        row = row or (schedule.row(service.code) if schedule else None)
        if row is None or row.status not in PRICED:
            self._elsewhere(draft, row.status if row else "", about)
            return draft
        draft.row, draft.tariff = row, self.tariff(service, about)
        unit = draft.tariff.amount(row, is_facility=service.is_facility)
        setting = "facility" if service.is_facility else "non-facility"
        factor = f"{draft.tariff.factor_of(row)}"
        draft.step(f"base price, {setting}", unit, factor, f"{row.source}; {draft.tariff.indices.source}")
        if service.units != 1:
            draft.step("units", unit * service.units, f"x {service.units}")
        note_reports(draft, has_own_row=has_own_row)
        if not row.has_values:
            draft.reports.append("the schedule has no values for it: the contractor sets the price")
        if own in ("26", "TC") and not has_own_row and row.pctc not in ("2", "3"):
            draft.reports.append(f"the service has no row for {own}")
        return draft

    def _elsewhere(self, draft: Draft, status: str, about: Circumstances) -> None:
        """A service that the formula doesn't price."""
        if status in _NOTHING:
            draft.step(f"status {status}: {_NOTHING[status]}", 0, "0 %")
            return
        if status == "J" and price_anesthesia(
            draft, self.schedules, locality=about.locality, factor=about.anesthesia_factor
        ):
            return
        if status in ("E", "X", "") and (
            price_laboratory(draft, self.schedules) or price_drug(draft, self.schedules)
        ):
            return
        has_schedule = self.schedules.at(draft.service.service_on) is not None
        missing = (
            f"no schedule of {draft.service.service_on.year} is imported: `almoner codes import mpfs FILE`"
        )
        draft.unpriced = _ELSEWHERE.get(status, _ELSEWHERE[""]) if has_schedule else missing

    def _finish(self, drafts: list[Draft], about: Circumstances) -> list[Priced]:
        left = about.deductible_cents or 0
        is_shared = about.deductible_cents is not None or about.is_cut
        found = []
        for draft in drafts:
            _lesser_of_charge(draft)
            shares = self._shares(draft, about, left) if is_shared and draft.cents is not None else None
            left -= shares.deductible_cents if shares else 0
            schedule = self.schedules.at(draft.service.service_on)
            found.append(priced(draft, shares, schedule.note if schedule else ""))
        return found

    def _shares(self, draft: Draft, about: Circumstances, left: int) -> Shares:
        assert draft.cents is not None
        service = draft.service
        is_laboratory = any(step.name == "laboratory rate" for step in draft.steps)
        sharing = sharing_of(service, self.facts, is_laboratory=is_laboratory, is_cut=about.is_cut)
        return divide(draft.cents, service, sharing, deductible_left_cents=left)


MEDICARE = StepTable()


def _lesser_of_charge(draft: Draft) -> None:
    """Medicare allows no more than the charge, where that is known and no other payer came first."""
    charge = draft.service.charge_cents
    if charge is not None and draft.cents is not None and charge < draft.cents:
        draft.step("lesser of charge", charge, f"charge {charge}")


def bundle_status_t(drafts: list[Draft]) -> None:
    """A service of status T is paid only when nothing else is that day."""
    paid = {day_of(draft) for draft in drafts if draft.row and draft.row.status in "AR" and draft.cents}
    for draft in drafts:
        if draft.row is not None and draft.row.status == "T" and day_of(draft) in paid:
            draft.step("status T: another service is paid that day", 0, "0 %")
            draft.row = None


def adjust(drafts: list[Draft], table: StepTable, kind: str, row_of: RowOf) -> None:
    """Takes the steps behind the units, over the lines of each provider and day."""
    for draft in drafts:
        if draft.service.modifiers:
            take_sides(draft, table)
    for day in days(drafts):
        reduce_day(day, table, row_of)
    for draft in drafts:
        if table.has_cap:
            cap(draft, row_of)
        has_share = False
        if draft.service.modifiers:
            take_share(draft)
            has_share = take_assistant(draft, table, kind)
            take_surgeons(draft, table)
        if not has_share or kind == NONPARTICIPATING:
            take_kind(draft, table, kind)


def day_of(draft: Draft) -> tuple[object, str]:
    """The day and provider over which lines are looked at together."""
    return draft.service.service_on, draft.service.provider


def days(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """The lines by day and provider, in order."""
    found: dict[tuple[object, str], list[Draft]] = {}
    for draft in drafts:
        found.setdefault(day_of(draft), []).append(draft)
    return list(found.values())


def priced(draft: Draft, shares: Shares | None, note: str) -> Priced:
    """A line whose price is formed."""
    return Priced(
        service=draft.service,
        allowed_cents=draft.cents,
        steps=tuple(draft.steps),
        by_report=tuple(draft.reports),
        unpriced=draft.unpriced,
        limit_cents=draft.limit_cents,
        shares=shares,
        note=note,
    )


def total(lines: Iterable[Priced]) -> int:
    """The sum of what has a price."""
    return sum(line.allowed_cents or 0 for line in lines)
