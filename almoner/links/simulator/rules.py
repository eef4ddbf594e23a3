"""The rules of the payers and of the clearinghouse, read from the TOML files beside this module: data, not
code.

Promises: a file with an unknown or missing key is refused when it is read; nothing here changes
afterwards."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

PAYER_IDS = ("MCR01", "MCD01", "CMA01", "CMB01", "WCP01")


@dataclass(frozen=True, slots=True)
class Office:
    """Where the payer sits and who it is for the tax office."""

    tax_number: str
    street: str
    city: str
    state: str
    postal: str
    phone: str


@dataclass(frozen=True, slots=True)
class Bank:
    """How the payer pays: ACH with its bank, or CHK."""

    method: str
    routing: str
    account: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A benefit plan: a copay for visits or a deductible and then a share for the rest."""

    name: str
    copay_cents: int
    deductible_cents: int
    coinsurance_bp: int


@dataclass(frozen=True, slots=True)
class Members:
    """Who is a member, and whether a stranger is sent back (277CA) or denied (835)."""

    pattern: str
    unknown: str
    mismatch: str
    other_insurance_bp: int
    has_dependents: bool


@dataclass(frozen=True, slots=True)
class Timing:
    """Days from receipt to payment (both ends possible), the last day for filing, days for a promised
    answer."""

    pay_days_least: int
    pay_days_most: int
    filing_days: int


@dataclass(frozen=True, slots=True)
class Refusing:
    """How a whole denied claim looks: CLP02, the group, whether its lines are shown."""

    status: str
    group: str
    shows_lines: bool
    eligibility_group: str


@dataclass(frozen=True, slots=True)
class Secondary:
    """How the payer pays behind another: `lesser` of what is left, or Medicare's rule `msp`."""

    rule: str
    remainder: str
    is_last_resort: bool


@dataclass(frozen=True, slots=True)
class Temper:
    """Manners, as shares of ten thousand and days."""

    quirk_bp: int = 0
    silent_bp: int = 0
    drop_modifier_bp: int = 0
    downcode_bp: int = 0
    reverse_bp: int = 0
    reverse_after_days: int = 30
    apart_bp: int = 0
    corrected_bp: int = 10_000
    interest_after_days: int = 0
    interest_bp_a_year: int = 0
    defers_bp: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One refusal of lines: for these codes (a code or its beginning with *), unless a condition is met."""

    codes: tuple[str, ...]
    reason: str
    group: str = "CO"
    remarks: tuple[str, ...] = ()
    needs: str = ""
    diagnoses: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    bypass: tuple[str, ...] = ()
    most_units: int = 0
    bill_types: tuple[str, ...] = ()
    """Only on institutional claims of these types."""


@dataclass(frozen=True, slots=True)
class Payer:
    """All that is known of a payer."""

    id: str
    letter: str
    name: str
    filing: str
    office: Office
    bank: Bank
    plans: tuple[Plan, ...]
    members: Members
    timing: Timing
    refusing: Refusing
    secondary: Secondary
    temper: Temper
    rules: tuple[Rule, ...]
    rates: Mapping[str, int]
    modifiers: Mapping[str, int]
    downcodes: Mapping[str, str]
    visits: tuple[str, ...]
    free: tuple[str, ...]
    multiple: tuple[str, ...]
    unlisted_bp: int
    sequestration_bp: int
    remark: str
    is_injury_only: bool
    names_revenue_alone: bool = False
    """Its remittances name the lines of institutional claims by their revenue codes alone."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """What a member id looks like."""
        return _compiled(self.members.pattern)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def payers() -> Mapping[str, Payer]:
    """The five payers by id, in a fixed order."""
    return {name: payer_of(_read(f"{name}.toml")) for name in PAYER_IDS}


@cache
def clearinghouse() -> Mapping[str, Any]:
    """What the clearinghouse demands of a transaction before any payer sees it."""
    return _read("clearinghouse.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("payers", name).read_text("utf-8"))


def payer_of(table: Mapping[str, Any]) -> Payer:
    """A payer of its parsed TOML. TypeError names a key that is missing or unknown."""
    rest = {name: _frozen(value) for name, value in table.items()}
    parts: dict[str, Any] = {
        "office": Office(**rest.pop("office")),
        "bank": Bank(**rest.pop("bank")),
        "members": Members(**rest.pop("members")),
        "timing": Timing(**rest.pop("timing")),
        "refusing": Refusing(**rest.pop("refusing")),
        "secondary": Secondary(**rest.pop("secondary")),
        "temper": Temper(**rest.pop("temper", {})),
        "plans": tuple(Plan(**plan) for plan in rest.pop("plans")),
        "rules": tuple(Rule(**rule) for rule in rest.pop("rules", ())),
    }
    return Payer(**parts, **rest)


def _frozen(value: Any) -> Any:
    """Lists become tuples, at every depth."""
    if isinstance(value, list):
        return tuple(_frozen(part) for part in value)
    if isinstance(value, dict):
        return {name: _frozen(part) for name, part in value.items()}
    return value


@lru_cache(maxsize=16_384)
def fits(code: str, patterns: tuple[str, ...]) -> bool:
    """True where the code is named, or begins as a pattern that ends in * says."""
    return any(code == one or (one[-1:] == "*" and code.startswith(one[:-1])) for one in patterns)
