"""Reads a contract from TOML, and terms from the rows of an imported list. A text that isn't whole is
refused with the contract, the term and what is wanted there."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from almoner.core.pricing.contract import KINDS, Codes, Contract, StopLoss, Term, Trial
from almoner.core.pricing.fee import ONE, half_up
from almoner.core.pricing.hands import KIND_SHARES, StepTable
from almoner.core.pricing.service import Service
from almoner.core.rules.tables import CodeRow

MOST_TEXT = 2_000_000
MOST_TERMS = 5_000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_NEEDS = {
    "percent_of_schedule": ("percent", "year"),
    "conversion_factor": ("factor", "year"),
    "fixed": ("cents",),
    "case_rate": ("cents",),
    "per_diem": ("cents",),
    "percent_of_charge": ("percent",),
    "default_percent": ("percent",),
    "carve_out": (),
}
_CONTRACT_KEYS = frozenset(
    "id payer plans providers sites since until source lesser_of multiple both_sides assistant "
    "practitioners two_surgeons has_cap stop_loss tolerance_cents terms".split()
)
_TERM_KEYS = frozenset(
    "id kind page codes modifiers settings since until percent cents factor year locality is_reduced "
    "trials".split()
)
_TRIAL_KEYS = frozenset("code modifiers units setting on charge_cents provider_kind allowed_cents".split())


class ContractError(ValueError):
    """A text is no contract; the message names the contract, the term, the field and what is wanted."""


class _Table:
    """A TOML table, read key by key, with the words that name it in a message."""

    def __init__(self, values: object, place: str, known: frozenset[str]) -> None:
        if not isinstance(values, Mapping):
            raise ContractError(f"{place}: a table is wanted")
        self.values: Mapping[str, Any] = values
        self.place = place
        if unknown := sorted(set(values) - known):
            raise ContractError(f"{place}: there is no field {unknown[0][:40]!r}")

    def has(self, key: str) -> bool:
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str) or not value.strip() or len(value) > 500:
            raise ContractError(f"{self.place}: {key} is a text")
        return value.strip()

    def words(self, key: str) -> frozenset[str]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ContractError(f"{self.place}: {key} is a list of texts")
        return frozenset(value)

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if value is not None and type(value) is not date:
            raise ContractError(f"{self.place}: {key} is a day, as 2026-01-01")
        return value

    def number(self, key: str) -> int | None:
        value = self.values.get(key)
        if value is not None and (type(value) is not int or not 0 <= value <= 10**12):
            raise ContractError(f"{self.place}: {key} is a whole number from 0 on")
        return value

    def decimal(self, key: str, default: str) -> Decimal:
        try:
            found = Decimal(str(self.values.get(key, default)))
        except InvalidOperation:
            found = Decimal(-1)
        if not found.is_finite() or not 0 <= found <= 100_000:
            raise ContractError(f"{self.place}: {key} is a decimal number from 0 on")
        return found

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise ContractError(f"{self.place}: {key} is true or false")
        return value

    def one_of(self, key: str, default: str, wanted: Iterable[str]) -> str:
        value = self.text(key, default)
        if value not in wanted:
            raise ContractError(f"{self.place}: {key} is one of {', '.join(sorted(wanted))}")
        return value


def read_contract(name: str, text: str) -> Contract:
    """The contract of a TOML text; `name` names the file. Every term has two worked lines. ContractError
    otherwise."""
    if len(text) > MOST_TEXT:
        raise ContractError(f"{name}: longer than {MOST_TEXT} characters")
    try:
        root = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise ContractError(f"{name}: no TOML") from None
    table = _Table(root, name, _CONTRACT_KEYS)
    code = _identity(table)
    table.place = f"contract {code}"
    terms = table.values.get("terms", [])
    if not isinstance(terms, list) or not 0 < len(terms) <= MOST_TERMS:
        raise ContractError(f"{table.place}: one to {MOST_TERMS} terms are wanted")
    since = table.day("since")
    if since is None:
        raise ContractError(f"{table.place}: since is a day, as 2026-01-01")
    return Contract(
        id=code,
        since_on=since,
        until_on=table.day("until"),
        source=table.text("source"),
        payer=table.text("payer"),
        plans=table.words("plans"),
        providers=table.words("providers"),
        sites=table.words("sites"),
        lesser_of=table.one_of("lesser_of", "line", {"line", "claim", "none"}),
        steps=_steps(table),
        stop_loss=_stop_loss(table),
        tolerance_cents=table.number("tolerance_cents"),
        terms=_unique(table, [_term(each, table, since) for each in terms]),
    )


def _identity(table: _Table) -> str:
    code = table.text("id")
    if not _ID.fullmatch(code) or code.casefold() in ("medicare", "fees"):
        raise ContractError(
            f"{table.place}: id is letters, digits, dots and dashes, and neither medicare nor fees"
        )
    return code


def _steps(table: _Table) -> StepTable:
    multiple = table.text("multiple", "medicare")
    if multiple not in ("medicare", "none") and not re.fullmatch(r"\d{1,3}(/\d{1,3}){1,9}", multiple):
        raise ContractError(f"{table.place}: multiple is medicare, none or percents as 100/50/25")
    practitioners = table.decimal("practitioners", "100") / 100
    kinds = {kind: ONE if share == ONE else practitioners for kind, share in KIND_SHARES.items()}
    assistant = table.decimal("assistant", "16") / 100
    return StepTable(
        multiple=multiple,
        both_sides=table.decimal("both_sides", "150") / 100,
        assistant=assistant,
        practitioner_assistant=assistant * practitioners,
        two_surgeons=table.decimal("two_surgeons", "62.5") / 100,
        kinds={**kinds, "nonparticipating": ONE},
        has_cap=table.flag("has_cap", default=False),
    )


def _stop_loss(table: _Table) -> StopLoss | None:
    if not table.has("stop_loss"):
        return None
    found = _Table(
        table.values["stop_loss"], f"{table.place}, stop_loss", frozenset({"above_cents", "percent"})
    )
    above = found.number("above_cents")
    if above is None:
        raise ContractError(f"{found.place}: above_cents is a whole number from 0 on")
    return StopLoss(above, found.decimal("percent", ""))


def _unique(table: _Table, terms: list[Term]) -> tuple[Term, ...]:
    seen: set[str] = set()
    for term in terms:
        if term.id in seen:
            raise ContractError(f"{table.place}: two terms are called {term.id}")
        seen.add(term.id)
    return tuple(terms)


def _term(values: object, contract: _Table, since: date) -> Term:
    table = _Table(values, f"{contract.place}, a term", _TERM_KEYS)
    name = table.text("id")
    table.place = f"{contract.place}, term {name[:40]}"
    kind = table.one_of("kind", "", KINDS)
    for key in _NEEDS[kind]:
        if not table.has(key):
            raise ContractError(f"{table.place}: a term of this kind says {key}")
    trials = table.values.get("trials", [])
    if not isinstance(trials, list) or (len(trials) < 2 and not _is_unpriced(kind, table)):
        raise ContractError(f"{table.place}: two worked lines (trials) are wanted")
    settings = table.words("settings")
    if settings - {"facility", "nonfacility"}:
        raise ContractError(f"{table.place}: settings are facility and nonfacility")
    return Term(
        id=name,
        kind=kind,
        source=f"{contract.text('source')}, {table.text('page')}",
        codes=_codes(table),
        modifiers=table.words("modifiers"),
        settings=frozenset(each == "facility" for each in settings),
        since_on=table.day("since"),
        until_on=table.day("until"),
        percent=table.decimal("percent", "100"),
        cents=table.number("cents"),
        factor=table.decimal("factor", "0") if table.has("factor") else None,
        schedule_year=table.number("year"),
        locality=table.text("locality", "national"),
        is_reduced=table.flag("is_reduced", default=kind not in ("percent_of_charge", "default_percent")),
        trials=tuple(_trial(each, table, since) for each in trials),
    )


def _is_unpriced(kind: str, table: _Table) -> bool:
    return kind == "carve_out" and not table.has("cents")


def _codes(table: _Table) -> Codes:
    single, ranges = set(), []
    for code in sorted(table.words("codes")):
        match = re.fullmatch(r"([A-Z0-9]{5})(?:-([A-Z0-9]{5}))?", code)
        if not match:
            raise ContractError(f"{table.place}: codes are five places, or a range as 99202-99215")
        if match[2]:
            ranges.append((match[1], match[2]))
        else:
            single.add(match[1])
    return Codes(frozenset(single), tuple(ranges))


def _trial(values: object, term: _Table, since: date) -> Trial:
    table = _Table(values, f"{term.place}, a worked line", _TRIAL_KEYS)
    allowed = table.number("allowed_cents")
    if allowed is None:
        raise ContractError(f"{table.place}: allowed_cents is a whole number from 0 on")
    modifiers = table.values.get("modifiers", [])
    table.words("modifiers")
    service = Service(
        code=table.text("code"),
        service_on=table.day("on") or since,
        modifiers=tuple(modifiers),
        units=table.number("units") or 1,
        is_facility=table.one_of("setting", "nonfacility", {"facility", "nonfacility"}) == "facility",
        charge_cents=table.number("charge_cents"),
    )
    return Trial(service, allowed, table.one_of("provider_kind", "physician", KIND_SHARES))


# ------------------------------------------------------------------------------------ imported rows

_SCHEDULE = re.compile(r"(?i)(?:medicare\s*)?(20\d\d)?\s*([0-9]{5}-[A-Z]{2}-[0-9]{2}|national)?")


def imported_terms(rows: Iterable[CodeRow], contract: str) -> list[Term]:
    """The terms of a contract among the rows of an imported list, one a row; those with a modifier first,
    then those of one setting. ContractError where a row's value or schedule can't be read."""
    found = [_imported(row) for row in rows if row.get("contract") == contract]
    return sorted(found, key=lambda term: (not term.modifiers, not term.settings))


def _imported(row: CodeRow) -> Term:
    code, modifier = row.code[:5], row.code[5:]
    kind = row.get("method") or "fixed"
    schedule = _SCHEDULE.fullmatch(row.get("schedule").strip())
    try:
        value = Decimal(row.get("value"))
    except InvalidOperation:
        value = Decimal(-1)
    if (
        not value.is_finite()
        or value < 0
        or kind not in KINDS
        or schedule is None
        or (kind in _BY_YEAR and not schedule[1])
    ):
        raise ContractError(
            f"the imported row of {code}: a value from 0 on, a method and, for a percent of a schedule, its "
            "year and place as 2026 13202-NY-01 are wanted"
        )
    setting = row.get("setting").lower().replace("-", "")
    is_amount = kind in ("fixed", "case_rate", "per_diem")
    return Term(
        id=f"row {row.code}",
        kind=kind,
        source=f"imported row of {row.code}{f', {page}' if (page := row.get('page')) else ''}",
        codes=Codes(frozenset({code})),
        modifiers=frozenset({modifier} if modifier else ()),
        settings=frozenset({setting == "facility"} if setting in ("facility", "nonfacility") else ()),
        since_on=row.since_on,
        until_on=row.until_on,
        percent=Decimal(100) if is_amount or kind == "conversion_factor" else value,
        cents=half_up(value * 100) if is_amount else None,
        factor=value if kind == "conversion_factor" else None,
        schedule_year=int(schedule[1]) if schedule[1] else None,
        locality=(schedule[2] or "national").lower()
        if not schedule[2] or schedule[2].lower() == "national"
        else schedule[2].upper(),
        is_reduced=kind != "percent_of_charge",
    )


_BY_YEAR = frozenset({"percent_of_schedule", "conversion_factor"})
