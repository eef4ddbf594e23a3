"""A payer's contract as a practice brings it in a list: dated rates for a payer, its plan and a place.

Promises that it is priced as a card of contracts is, and that rates which are looked at price nothing until
the contract is put in force.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

from almoner.core.pricing.contract import Codes, Contract, Term
from almoner.core.pricing.dated import was_taken_back
from almoner.core.pricing.fee_schedule import MODIFIER
from almoner.core.pricing.rows import (
    MOST_CENTS,
    MOST_ROWS,
    Fault,
    Row,
    amount,
    cells,
    columns,
    read_each,
)
from almoner.core.pricing.service import Service

MOST_RATES = 5_000
METHODS: Mapping[str, str] = {
    "fixed": "fixed",
    "fee": "fixed",
    "": "fixed",
    "percent of schedule": "percent_of_schedule",
    "percent of medicare": "percent_of_schedule",
    "percent of charge": "percent_of_charge",
    "case rate": "case_rate",
    "per diem": "per_diem",
    "conversion factor": "conversion_factor",
}
_IN_DOLLARS = frozenset({"fixed", "case_rate", "per_diem"})
BY_YEAR = frozenset({"percent_of_schedule", "conversion_factor"})
_CODES = re.compile(r"([A-Z0-9]{5})(?:\s*-\s*([A-Z0-9]{5}))?|\*|")
_SCHEDULE = re.compile(
    r"(?:medicare\s+)?(20[0-9]{2})\s*([0-9]{5}-[a-z]{2}-[0-9]{2}|national)?", re.IGNORECASE
)
_SETTINGS = {"": "", "facility": "facility", "nonfacility": "nonfacility", "non-facility": "nonfacility"}
_NAMES: Mapping[str, frozenset[str]] = {
    "code": frozenset({"code", "codes", "cpt", "hcpcs", "procedure", "procedure code"}),
    "modifier": frozenset({"modifier", "mod"}),
    "method": frozenset({"method", "kind", "term"}),
    "value": frozenset({"value", "rate", "allowed", "fee", "amount", "percent"}),
    "schedule": frozenset({"schedule", "fee schedule", "basis"}),
    "setting": frozenset({"setting"}),
    "page": frozenset({"page", "source"}),
}
_OPTIONAL = frozenset({"modifier", "method", "schedule", "setting", "page"})
MOST_PERCENT, MOST_FACTOR = 100_000, 10_000_000
"""A thousand percent, and a thousand dollars a relative value, are typing errors."""
ALL_OF_IT = 10_000
"""The whole of a charge."""
LESSER = ("line", "claim", "none")


@dataclass(frozen=True, slots=True)
class Rate:
    """One row: a code, a range up to `last`, or (empty) every other code, and what is paid for it. `value` is
    cents, hundredths of a percent, or ten-thousandths of a dollar a relative value, as the method says.
    """

    code: str
    value: int
    method: str = "fixed"
    last: str = ""
    modifier: str = ""
    year: int = 0
    locality: str = ""
    setting: str = ""
    page: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What of a contract can say only one thing."""
        return self.code, self.last, self.modifier, self.setting

    @property
    def name(self) -> str:
        """`99213`, `99202-99215`, or `every other code`."""
        codes = f"{self.code}-{self.last}" if self.last else self.code or "every other code"
        return " ".join(one for one in (codes, self.modifier, self.setting) if one)

    @property
    def breadth(self) -> int:
        """How much it speaks of: a code, a range, everything."""
        return 0 if self.code and not self.last else 1 if self.code else 2

    def term(self, source: str) -> Term:
        """Return it as a term of a contract."""
        is_dollars = self.method in _IN_DOLLARS
        is_factor = self.method == "conversion_factor"
        single = frozenset({self.code} if self.code and not self.last else ())
        return Term(
            id=self.name,
            kind=self.method,
            source=f"{source}, {self.page or f'row of {self.name}'}",
            codes=Codes(single, ((self.code, self.last),) if self.last else ()),
            modifiers=frozenset({self.modifier} if self.modifier else ()),
            settings=frozenset({self.setting == "facility"} if self.setting else ()),
            percent=Decimal(100) if is_dollars or is_factor else Decimal(self.value) / 100,
            cents=self.value if is_dollars else None,
            factor=Decimal(self.value) / 10_000 if is_factor else None,
            schedule_year=self.year or None,
            locality=self.locality or "national",
            is_reduced=self.method != "percent_of_charge",
        )


@dataclass(frozen=True, slots=True)
class PayerContract:
    """One version of a payer's contract (FHIR Contract), half-open in days; plan or place 0 is every one.

    Its rates never change; that it is put in force, and its last day, are written down later.
    """

    kind: ClassVar[str] = "payer_contract"
    id: int
    name: str
    payer_id: int
    since_on: date
    rates: tuple[Rate, ...]
    brought_by: str
    brought_on: date
    version: int = 1
    plan_id: int = 0
    location_id: int = 0
    until_on: date | None = None
    lesser_of: str = "line"
    is_in_force: bool = False
    """Somebody put it in force; it holds on its days."""
    ended_ids: tuple[int, ...] = ()
    """The contracts that it ended where it begins."""

    @property
    def scope(self) -> tuple[int, int, int]:
        """For which payer, plan and place it is."""
        return self.payer_id, self.plan_id, self.location_id

    @property
    def is_taken_back(self) -> bool:
        """True where it holds on no day any more."""
        return was_taken_back(self)

    def ending(self, until_on: date | None) -> "PayerContract":
        """Return the next version, with another last day."""
        return replace(self, version=self.version + 1, until_on=until_on)

    def in_force(self, ended_ids: Sequence[int]) -> "PayerContract":
        """Return the next version, put in force in the place of others."""
        return replace(self, version=self.version + 1, is_in_force=True, ended_ids=tuple(ended_ids))

    def rates_of(self, services: Iterable[Service]) -> list[Rate]:
        """Return the rates that may speak of services, those that say most first."""
        codes = {service.code for service in services}
        found = [rate for rate in self.rates if not rate.code or rate.last or rate.code in codes]
        return sorted(found, key=lambda rate: (rate.breadth, not rate.modifier, not rate.setting))


@dataclass(frozen=True, slots=True)
class Names:
    """What the parties of a contract are called now; the plan and the place are empty for every one."""

    payer: str
    plan: str = ""
    place: str = ""


def as_contract(one: PayerContract, names: Names, services: Iterable[Service] = ()) -> Contract:
    """Return a contract to be chosen and priced by, with the terms that may speak of services."""
    source = f"{one.name}, brought {one.brought_on:%m/%d/%Y}"
    return Contract(
        id=one.name,
        since_on=one.since_on,
        source=source,
        terms=tuple(rate.term(source) for rate in one.rates_of(services)),
        until_on=one.until_on,
        payer=names.payer,
        plans=frozenset({names.plan} - {""}),
        sites=frozenset({names.place} - {""}),
        lesser_of=one.lesser_of,
    )


@dataclass(frozen=True, slots=True)
class RateChange:
    """What a new contract says of codes against the one that it takes the place of; None: nothing."""

    was: Rate | None
    will_be: Rate | None

    @property
    def name(self) -> str:
        """Of what."""
        one = self.will_be or self.was
        return one.name if one else ""


def changes(new: PayerContract, standing: PayerContract | None) -> tuple[RateChange, ...]:
    """Return what comes, goes or is paid otherwise, by code."""
    before = {rate.key: rate for rate in standing.rates} if standing else {}
    after = {rate.key: rate for rate in new.rates}
    return tuple(
        RateChange(before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if _pays(before.get(key)) != _pays(after.get(key))
    )


def _pays(rate: Rate | None) -> Rate | None:
    return replace(rate, page="") if rate else None


def read_rates(rows: Sequence[Row]) -> tuple[tuple[Rate, ...], list[Fault]]:
    """Return the rates of a file's rows, and its faults by row and field. A file with a fault gives none."""
    if len(rows) > MOST_ROWS + 1:
        return (), [Fault(0, "", f"it has more than {MOST_ROWS:,} rows.", "Leave out what you don't bill.")]
    twice = ("it stands twice with this modifier and setting.", "Keep one row.")
    found, faults = read_each(rows, columns(rows, _NAMES, _OPTIONAL), _rate, twice)
    if not faults and not 0 < len(found) <= MOST_RATES:
        faults.append(Fault(0, "", f"it has {len(found):,} rates.", f"Give 1 to {MOST_RATES:,} of them."))
    return (() if faults else found), faults


def _rate(number: int, row: Sequence[str], places: Mapping[str, int]) -> Rate | Fault:
    told = cells(row, places, _OPTIONAL)
    if isinstance(told, str):
        return Fault(number, told, "a column is missing.", "Give every row as many cells as the first.")

    def wrong(field: str, rule: str, mend: str) -> Fault:
        return Fault(number, field, rule, mend)

    codes = _CODES.fullmatch(told["code"].upper())
    if codes is None or (codes[2] and codes[2] < codes[1]):
        return wrong("code", "this is no code and no range.", "Give 99213, 99202-99215, or * for the rest.")
    modifier = told.get("modifier", "").upper()
    if modifier and not MODIFIER.fullmatch(modifier):
        return wrong("modifier", "a modifier has two letters or digits.", "Give it as 26, or none.")
    method = METHODS.get(told.get("method", "").casefold().replace("_", " "))
    if method is None:
        return wrong("method", "there is no such method.", f"Give {', '.join(filter(None, METHODS))}.")
    setting = _SETTINGS.get(told.get("setting", "").casefold())
    if setting is None:
        return wrong("setting", "there is no such setting.", "Give facility, nonfacility, or none.")
    schedule = _SCHEDULE.fullmatch(told.get("schedule", ""))
    if method in BY_YEAR and schedule is None:
        return wrong("schedule", "the method names a year and place of Medicare.", "Give 2026 national.")
    value = _value(told["value"], method)
    if isinstance(value, str):
        return wrong("value", value, "Give dollars as 125.00, a percent as 120, a factor as 36.50.")
    year, locality = _schedule(schedule if method in BY_YEAR else None)
    return Rate(
        code=codes[1] or "",
        value=value,
        method=method,
        last=codes[2] or "",
        modifier=modifier,
        year=year,
        locality=locality,
        setting=setting,
        page=told.get("page", "")[:80],
    )


def _schedule(named: re.Match[str] | None) -> tuple[int, str]:
    """The year and the locality."""
    if named is None:
        return 0, ""
    place = named[2] or "national"
    return int(named[1]), place.lower() if place[0].isalpha() else place.upper()


def _value(typed: str, method: str) -> int | str:
    """The value in the method's own units, or what is wrong with it."""
    found = amount(typed, 4 if method == "conversion_factor" else 2)
    if found is None:
        return "this is no amount, or has too many decimal places."
    most = MOST_CENTS if method in _IN_DOLLARS else MOST_FACTOR if method in BY_YEAR else MOST_PERCENT
    if method == "percent_of_schedule":
        most = MOST_PERCENT
    if method == "percent_of_charge" and ALL_OF_IT < found <= MOST_PERCENT:
        return "this is more than the charge."
    return found if found <= most else "this is more than any contract pays."
