"""Kind `unit_limit`: units within the published limits (NCCI MUE). Params: `rule`: `line` (indicator 1, each
line by itself), `day` (2) and `proof` (3, all lines of the day together), `zero` (never payable there).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.ncci_pair import SETTINGS
from almoner.core.claim.edits.sheet import Entry, Fees, Sheet, cite, missing, most, shared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, CardError, Severity
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeTable

INDICATORS = {"1": "line", "2": "day", "3": "proof"}
RULES = frozenset({*INDICATORS.values(), "zero"})
BOTH_SIDES = "50"
_MOST_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit of a code on a day: `rule` is who it is for."""

    rule: str
    value: int
    row: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A limit is passed on a line."""

    rule: str
    number: int
    row: str
    source: str
    at_most: Severity | None


class Limits:
    """The limits of a setting, and those that the claim at hand passes, found once for all cards."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._fees = shared(tables, Fees)
        self._kept: dict[tuple[str, date, str], Limit | None] = {}
        self._last: tuple[Facts | None, tuple[list[Passed], str]] = (None, ([], ""))

    def of(self, facts: Facts) -> tuple[list[Passed], str]:
        """The limits that a claim passes, and why it wasn't looked for others."""
        last, kept = self._last
        if last is facts:
            return kept
        sheet = self._fees.sheet(facts)
        passed: list[Passed] = []
        silence = ""
        for on, entries in sheet.days.items():
            choice = self._tables.codes("ncci-mue").at(on)
            if choice is None or choice.is_later:
                silence = missing("ncci-mue", choice)
            if choice is not None:
                passed += self._on_day(sheet, on, entries, choice)
        self._last = (facts, (passed, silence))
        return passed, silence

    def limit(self, choice: Choice[CodeTable], code: str, on: date, setting: str) -> Limit | None:
        """The limit of a code; None where none is published."""
        key = (code, on, setting)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = _limit(choice, code, on, setting)
        return self._kept[key]

    def _on_day(
        self, sheet: Sheet, on: date, entries: list[Entry], choice: Choice[CodeTable]
    ) -> Iterable[Passed]:
        sums: dict[str, int] = {}
        told: set[str] = set()
        for entry in entries:
            code = entry.line.code
            limit = self.limit(choice, code, on, sheet.facts.setting)
            if limit is None or code in told:
                continue
            units = _units(entry.line)
            if limit.rule != "line":
                units += sums[code] if code in sums else _sent_units(sheet, on, code)
                sums[code] = units
            if units > limit.value:
                if limit.rule != "line":
                    told.add(code)
                row = f"{limit.row}, {units} billed"
                yield Passed(limit.rule, entry.number, row, cite("NCCI MUE", choice), most(choice))


def _limit(choice: Choice[CodeTable], code: str, on: date, setting: str) -> Limit | None:
    for part in choice.parts:
        if part.facts.get("setting", "practitioner") not in SETTINGS[setting]:
            continue
        row = part.at(code, on)
        if row is None or (choice.is_later and row.since_on is None) or not row.get("value").isdigit():
            continue
        value, mai = int(row.get("value")), row.get("mai")
        rule = INDICATORS.get(mai, "") if value else "zero"
        return Limit(rule, value, f"{code}: {value} units, indicator {mai}")
    return None


def _units(line: ClaimLine) -> int:
    """A line for both sides counts once."""
    return 1 if BOTH_SIDES in line.modifiers else line.units


def _sent_units(sheet: Sheet, on: date, code: str) -> int:
    """Units of a code that went out before for the day; where history doesn't say, it was one at least."""
    if not sheet.facts.history:
        return 0
    return sum(1 if sent.units is None else sent.units for sent in sheet.sent_on(on) if sent.code == code)


def prepare(card: Card, tables: Tables) -> Prepared:
    """Judge by the newest release; a code without a row has no published limit."""
    rule = card.text("rule")
    if rule not in RULES:
        raise CardError(f"card {card.id}: params.rule is one of {', '.join(sorted(RULES))}")
    limits = shared(tables, Limits)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        passed, silence = limits.of(facts)
        hits: list[Hit | Unjudged] = [
            Hit(each.number, each.row, each.source, each.at_most) for each in passed if each.rule == rule
        ]
        return [Unjudged(silence)] if silence and not hits else hits

    return Prepared(judge)
