"""Cards of what single payers ask for beyond a guide (their companion guides), as data with its own cases.

Promises that a card which exists is whole: every field checked, every size bounded, and a bad text refused
with its place and what is wanted. What a card means for a file is told in the door that runs it.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

MAX_TEXT = 200_000
MAX_RULES = 500
MAX_SENTENCE = 300
MAX_WORDS = 1_000

Demand = Literal["required", "forbidden", "one_of", "none_of"]
Level = Literal[6, 7]


class CompanionError(ValueError):
    """A card's text is not a card; the message names the card, the field and what is wanted."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Some element of the claim has one of these values; one that ends with a star stands for all that begin
    so."""

    loop: str
    segment: str
    element: str
    values: frozenset[str]
    component: int | None = None

    def fits(self, value: str) -> bool:
        """True for one of the values."""
        return value in self.values or any(
            value.startswith(one[:-1]) for one in self.values if one.endswith("*")
        )


@dataclass(frozen=True, slots=True)
class CompanionCase:
    """A change to the base file of the cards' test (text -> text), and whether the rule must speak."""

    name: str
    fires: bool
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class CompanionRule:
    """One demand on a place of the guide: a loop, or a segment or element of it by the guide's names.

    `required` and `forbidden` are about the loop, segment or element as such, `one_of` and `none_of` about
    the values of an element that is there (of its `component`, where one is named). `when` is what must hold
    for the rule to speak: in the same loop where it names the same, else anywhere in the claim."""

    id: str
    loop: str
    demand: Demand
    message: str
    mend: str
    source: str
    severity: Literal["error", "warning", "note"] = "error"
    level: Level = 7
    segment: str = ""
    element: str = ""
    component: int | None = None
    values: frozenset[str] = frozenset()
    when: Condition | None = None
    cases: tuple[CompanionCase, ...] = ()


@dataclass(frozen=True, slots=True)
class Companion:
    """What a payer asks for in one guide over [since, until). It speaks of claims whose payer has one of the
    ids `payers`, or whose filing indicator is one of `filing`."""

    name: str
    guide: str
    since: date
    source: str
    rules: tuple[CompanionRule, ...]
    until: date | None = None
    payers: frozenset[str] = frozenset()
    filing: frozenset[str] = frozenset()

    def answers_to(self, payer: str) -> bool:
        """True where this card is meant by a payer's id, or by its own name."""
        return payer in self.payers or payer == self.name

    def holds(self, day: str) -> bool:
        """True on a day (CCYYMMDD); also where the file names none."""
        is_late = self.until is not None and day >= f"{self.until:%Y%m%d}"
        return not day or (f"{self.since:%Y%m%d}" <= day and not is_late)


def read_companion(name: str, text: str) -> Companion:
    """Return the card of a file. Raises CompanionError where the text is none."""
    if len(text) > MAX_TEXT:
        raise CompanionError(f"{name}: more than {MAX_TEXT} characters")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CompanionError(f"{name}: no TOML: {error}") from None
    card = _Fields(name, table)
    rules = card.tables("rule")
    if not 0 < len(rules) <= MAX_RULES:
        raise CompanionError(f"{name}: rule: from 1 to {MAX_RULES} of them")
    made = Companion(
        name=card.text("name"),
        guide=card.text("guide"),
        since=card.day("since"),
        until=card.day("until") if "until" in table else None,
        source=card.text("source"),
        payers=card.words("payers"),
        filing=card.words("filing"),
        rules=tuple(_rule(_Fields(f"{name}: rule {at}", one)) for at, one in enumerate(rules, 1)),
    )
    if not made.payers and not made.filing:
        raise CompanionError(f"{name}: payers or filing: at least one value")
    card.done()
    return made


def _rule(fields: "_Fields") -> CompanionRule:
    made = CompanionRule(
        id=fields.text("id"),
        loop=fields.text("loop"),
        demand=fields.choice("demand", get_args(Demand)),
        message=fields.text("message"),
        mend=fields.text("mend"),
        source=fields.text("source"),
        severity=fields.choice("severity", ("error", "warning", "note"), "error"),
        level=fields.choice("level", get_args(Level), 7),
        segment=fields.text("segment", ""),
        element=fields.text("element", ""),
        component=fields.choice("component", range(1, 20), 0) or None,
        values=fields.words("values"),
        when=_condition(fields),
        cases=tuple(_case(fields, one) for one in fields.tables("case")),
    )
    is_about_values = made.demand in ("one_of", "none_of")
    if is_about_values is not bool(made.values) or (is_about_values and not made.element):
        raise CompanionError(
            f"{fields.name}: one_of and none_of have an element and values, others no values"
        )
    if made.element and not made.segment:
        raise CompanionError(f"{fields.name}: an element stands in a segment")
    if {case.fires for case in made.cases} != {True, False}:
        raise CompanionError(f"{fields.name}: a case that fires and one that doesn't")
    fields.done()
    return made


def _condition(rule: "_Fields") -> Condition | None:
    table = rule.table.get("when")
    rule.asked.add("when")
    if table is None:
        return None
    if not isinstance(table, dict):
        raise CompanionError(f"{rule.name}: when: a table")
    fields = _Fields(f"{rule.name}: when", table)
    made = Condition(
        loop=fields.text("loop"),
        segment=fields.text("segment"),
        element=fields.text("element"),
        values=fields.words("values"),
        component=fields.choice("component", range(1, 20), 0) or None,
    )
    fields.done()
    return made


def _case(rule: "_Fields", table: dict[str, Any]) -> CompanionCase:
    fields = _Fields(f"{rule.name}: case", table)
    fires = table.get("fires")
    if not isinstance(fires, bool):
        raise CompanionError(f"{fields.name}: fires is true or false")
    fields.asked.add("fires")
    made = CompanionCase(fields.text("name"), fires, fields.text("old", ""), fields.text("new", ""))
    fields.done()
    return made


class _Fields:
    """The fields of a table; each that is asked for is checked, and one that nobody asked for is refused."""

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self.name = name
        self.table = table
        self.asked: set[str] = set()

    def text(self, key: str, default: str | None = None) -> str:
        """A text that isn't too long."""
        value = self._get(key, default)
        if not isinstance(value, str) or len(value) > MAX_SENTENCE or (default is None and not value):
            raise CompanionError(f"{self.name}: {key}: a text of 1 to {MAX_SENTENCE} characters")
        return value

    def day(self, key: str) -> date:
        """A day."""
        value = self._get(key, None)
        if type(value) is not date:
            raise CompanionError(f"{self.name}: {key}: a day, as 2026-01-01")
        return value

    def words(self, key: str) -> frozenset[str]:
        """A list of texts; none where it is absent."""
        value = self._get(key, [])
        is_list = isinstance(value, list) and len(value) <= MAX_WORDS
        if not is_list or not all(isinstance(one, str) and one for one in value):
            raise CompanionError(f"{self.name}: {key}: a list of texts")
        return frozenset(value)

    def choice(self, key: str, allowed: Any, default: Any = None) -> Any:
        """One of the values that are allowed."""
        value = self._get(key, default)
        if isinstance(value, bool) or (value not in allowed and value != default) or value is None:
            raise CompanionError(f"{self.name}: {key}: one of {', '.join(map(str, allowed))}")
        return value

    def tables(self, key: str) -> list[dict[str, Any]]:
        """A list of tables; none where it is absent."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise CompanionError(f"{self.name}: {key}: tables")
        return value

    def done(self) -> None:
        """Refuse what is unknown."""
        unknown = sorted(set(self.table) - self.asked)
        if unknown:
            raise CompanionError(f"{self.name}: unknown: {', '.join(unknown)}")

    def _get(self, key: str, default: Any) -> Any:
        self.asked.add(key)
        return self.table.get(key, default)
