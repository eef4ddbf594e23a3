"""Cards: dated, cited policy as data. Promises that a card which exists is whole: every field checked, every
size bounded, and a bad text refused with its place, the rule and the mend.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from almoner.core.rules.change import Change, read_change
from almoner.core.rules.finding import Severity
from almoner.core.rules.scope import EVERYBODY, FACETS, Scope

MAX_TEXT = 500_000
MAX_CARDS = 2_000
MAX_WORDS = 5_000
MAX_SENTENCE = 400

Value = str | int | bool | tuple[str, ...]
E = TypeVar("E", Severity, "Mode", "Autonomy")


class CardError(ValueError):
    """A card's text is not a card; the message names the file, the card, the field and what is wanted."""


class Mode(StrEnum):
    """Whether a card is heard: a shadow card's findings are kept apart and stop nothing."""

    SHADOW = "shadow"
    LIVE = "live"


class Autonomy(StrEnum):
    """How far a card's machine mend may go; beyond `suggest` only with the practice's recorded consent."""

    SUGGEST = "suggest"
    APPLY_WITH_NOTICE = "apply_with_notice"
    APPLY = "apply"


@dataclass(frozen=True, slots=True)
class Trial:
    """A card's own case: a base claim with changes (dotted path -> value), and whether the card must fire on
    it.
    """

    name: str
    fires: bool
    changes: Mapping[str, Any]
    drops: tuple[str, ...] = ()
    base: str = "office_visit"
    on: date | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One rule in force over [since, until), for a scope. `edit` is its public id, `kind` the code that
    judges it, `params` what that code is told. A card that `excepts` another replaces it where its scope
    holds. `change` is its mend for a machine, where there is one: what is done to the modifiers of the line.
    """

    id: str
    edit: str
    kind: str
    severity: Severity
    since: date
    source: str
    message: str
    mend: str
    until: date | None = None
    scope: Scope = EVERYBODY
    expected_denial: str = ""
    params: Mapping[str, Value] = field(default_factory=dict)
    excepts: str = ""
    is_off: bool = False
    trials: tuple[Trial, ...] = ()
    mode: Mode = Mode.LIVE
    autonomy: Autonomy = Autonomy.SUGGEST
    change: Change | None = None

    def holds(self, on: date) -> bool:
        """True on the days of the card."""
        return self.since <= on and (self.until is None or on < self.until)

    def overlaps(self, other: "Card") -> bool:
        """True where both may speak of one claim: some day and some situation lie in both."""
        dates = (self.until is None or other.since < self.until) and (
            other.until is None or self.since < other.until
        )
        return dates and self.scope.meets(other.scope)

    def text(self, name: str, default: str | None = None) -> str:
        """Return a parameter that is a text; CardError where it is missing without a default."""
        value = self._param(name, default)
        if not isinstance(value, str):
            raise CardError(f"card {self.id}: params.{name} is a text")
        return value

    def number(self, name: str, default: int | None = None) -> int:
        """Return a parameter that is a whole number."""
        value = self._param(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise CardError(f"card {self.id}: params.{name} is a whole number")
        return value

    def words(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a parameter that is a list of texts."""
        value = self._param(name, default)
        if not isinstance(value, tuple):
            raise CardError(f"card {self.id}: params.{name} is a list of texts")
        return value

    def flag(self, name: str) -> bool:
        """Return a parameter that is true or false; absent is false."""
        value = self.params.get(name, False)
        if not isinstance(value, bool):
            raise CardError(f"card {self.id}: params.{name} is true or false")
        return value

    def _param(self, name: str, default: Value | None) -> Value:
        value = self.params.get(name, default)
        if value is None:
            raise CardError(f"card {self.id}: params.{name} is missing")
        return value


# ------------------------------------------------------------------------------------- reading


_FIELDS = frozenset(
    [
        "id",
        "edit",
        "kind",
        "severity",
        "since",
        "until",
        "source",
        "message",
        "mend",
        "expected_denial",
        "excepts",
        "off",
        "scope",
        "params",
        "case",
        "mode",
        "autonomy",
        "change",
    ]
)
_NEEDED = ("id", "since", "source")
_OF_A_RULE = ("edit", "kind", "severity", "message", "mend")
_TRIAL_FIELDS = frozenset({"name", "fires", "set", "drop", "base", "on", "line"})


def parse(name: str, text: str, known: Mapping[str, Card] = MappingProxyType({})) -> list[Card]:
    """Return the cards of one TOML text, in its order; CardError for anything else.

    An exception takes from the card that it `excepts` (in the text before it, or in `known`) what it doesn't
    say.
    """
    if len(text) > MAX_TEXT:
        raise CardError(f"{name}: longer than {MAX_TEXT} characters; divide it")
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CardError(f"{name}: not TOML; check it with any TOML reader") from error
    entries = table.get("card", [])
    if set(table) - {"card"} or not isinstance(entries, list) or len(entries) > MAX_CARDS:
        raise CardError(f"{name}: holds only [[card]] tables, at most {MAX_CARDS}")
    seen = dict(known)
    cards = []
    for number, entry in enumerate(entries, 1):
        card = _card(f"{name}, card {number}", entry, seen)
        if card.id in seen:
            raise CardError(f"{name}, card {number}: the id {card.id} is taken; ids are unique")
        seen[card.id] = card
        cards.append(card)
    return cards


def _card(place: str, entry: object, seen: Mapping[str, Card]) -> Card:
    if not isinstance(entry, dict):
        raise CardError(f"{place}: is a table")
    unknown = sorted(set(entry) - _FIELDS)
    if unknown:
        raise CardError(f"{place}: unknown field {unknown[0][:40]!r}; known are {', '.join(sorted(_FIELDS))}")
    general = _general(place, entry, seen)
    missing = [key for key in (*_NEEDED, *(() if general else _OF_A_RULE)) if key not in entry]
    if missing:
        raise CardError(f"{place}: {missing[0]} is missing")
    since, until = _day(place, entry, "since"), _day(place, entry, "until")
    assert since is not None, "since was found above"
    if until is not None and until <= since:
        raise CardError(f"{place}: until is later than since; it is the first day without the rule")
    return Card(
        id=_sentence(place, entry, "id", None),
        edit=_sentence(place, entry, "edit", general),
        kind=_sentence(place, entry, "kind", general),
        severity=_choice(place, entry, "severity", Severity, general.severity if general else None),
        since=since,
        until=until,
        source=_sentence(place, entry, "source", None),
        message=_sentence(place, entry, "message", general),
        mend=_sentence(place, entry, "mend", general),
        scope=_scope(place, entry, general),
        expected_denial=_denial(place, entry, general),
        params=_params(place, entry, general),
        excepts=general.id if general else "",
        is_off=entry.get("off") is True,
        trials=tuple(_trial(place, case) for case in _list(place, entry, "case")),
        mode=_choice(place, entry, "mode", Mode, general.mode if general else Mode.LIVE),
        autonomy=_autonomy(place, entry, general),
        change=_change(place, entry, general),
    )


def _general(place: str, entry: Mapping[str, Any], seen: Mapping[str, Card]) -> Card | None:
    if "excepts" not in entry:
        return None
    card = seen.get(str(entry["excepts"]))
    if card is None:
        raise CardError(
            f"{place}: excepts a card that is not there; the general rule stands before its exception"
        )
    return card


def _sentence(place: str, entry: Mapping[str, Any], key: str, general: Card | None) -> str:
    value = entry.get(key, getattr(general, key, None))
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_SENTENCE:
        raise CardError(f"{place}: {key} is a text of at most {MAX_SENTENCE} characters")
    return value


def _denial(place: str, entry: Mapping[str, Any], general: Card | None) -> str:
    if "expected_denial" not in entry:
        return general.expected_denial if general else ""
    return _sentence(place, entry, "expected_denial", None)


def _choice(place: str, entry: Mapping[str, Any], key: str, choices: type[E], default: E | None) -> E:
    value = entry.get(key, default)
    try:
        return choices(value)
    except ValueError:
        *most, last = (one.value for one in choices)
        raise CardError(f"{place}: {key} is {', '.join(most)} or {last}") from None


def _change(place: str, entry: Mapping[str, Any], general: Card | None) -> Change | None:
    if "change" not in entry:
        return general.change if general else None
    try:
        return read_change(entry["change"])
    except (ValueError, TypeError) as error:
        raise CardError(f"{place}: change: {error}") from None


def _autonomy(place: str, entry: Mapping[str, Any], general: Card | None) -> Autonomy:
    chosen = _choice(place, entry, "autonomy", Autonomy, general.autonomy if general else Autonomy.SUGGEST)
    if chosen is not Autonomy.SUGGEST and not (general and general.change) and "change" not in entry:
        raise CardError(f"{place}: autonomy beyond suggest wants a change, the mend for a machine")
    return chosen


def _day(place: str, entry: Mapping[str, Any], key: str) -> date | None:
    value = entry.get(key)
    if value is None:
        return None
    if type(value) is not date:
        raise CardError(f"{place}: {key} is a date without quotes, as 2026-01-31")
    return value


def _list(place: str, entry: Mapping[str, Any], key: str) -> list[Any]:
    value = entry.get(key, [])
    if not isinstance(value, list) or len(value) > MAX_WORDS:
        raise CardError(f"{place}: {key} is a list of at most {MAX_WORDS} items")
    return value


def _words(place: str, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    words = _list(place, entry, key)
    if not all(isinstance(word, str) and len(word) <= MAX_SENTENCE for word in words):
        raise CardError(f"{place}: {key} is a list of texts")
    return tuple(words)


def _scope(place: str, entry: Mapping[str, Any], general: Card | None) -> Scope:
    """The scope as it is said; an exception that names no form of claim speaks to its rule's forms."""
    scope = entry.get("scope", {})
    if not isinstance(scope, dict) or set(scope) - set(FACETS):
        raise CardError(f"{place}: scope holds {', '.join(FACETS)}")
    said = Scope(*(frozenset(_words(place, scope, name)) for name in FACETS))
    return replace(said, forms=general.scope.forms) if general and not said.forms else said


def _params(place: str, entry: Mapping[str, Any], general: Card | None) -> Mapping[str, Value]:
    params = entry.get("params", {})
    if not isinstance(params, dict):
        raise CardError(f"{place}: params is a table")
    merged: dict[str, Value] = dict(general.params) if general else {}
    for key, value in params.items():
        if isinstance(value, list):
            merged[key] = _words(place, params, key)
        elif isinstance(value, str | int):
            merged[key] = value
        else:
            raise CardError(
                f"{place}: params.{key[:40]} is a text, a whole number, true, false or a list of texts"
            )
    return MappingProxyType(merged)


def _trial(place: str, case: object) -> Trial:
    if not isinstance(case, dict) or set(case) - _TRIAL_FIELDS:
        raise CardError(f"{place}: a case holds {', '.join(sorted(_TRIAL_FIELDS))}")
    fires, changes, line = case.get("fires"), case.get("set", {}), case.get("line")
    if not isinstance(fires, bool) or not isinstance(changes, dict):
        raise CardError(f"{place}: a case says fires = true or false, and its changes in a table `set`")
    if line is not None and (not isinstance(line, int) or isinstance(line, bool)):
        raise CardError(f"{place}: line of a case is a whole number")
    return Trial(
        name=_sentence(place, case, "name", None),
        fires=fires,
        changes=MappingProxyType(changes),
        drops=_words(place, case, "drop"),
        base=str(case.get("base", "office_visit")),
        on=_day(place, case, "on"),
        line=line,
    )
