"""Guideline rules of coding as dated cards: what becomes one code, what needs a companion or may not stand
beside another, what comes first (handbook, coding 3.2). Read whole, or refused with the rule's name.
"""

import hashlib
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

_MOST_RULES, _MOST_CODES = 2_000, 200
_CATEGORY = 3
_PATTERN = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?\Z|[A-Z][0-9A-Z.]{0,6}\*\Z")
_SHAPES = {
    "combine": ({"all", "gives"}, {"drops", "maps", "unless"}),
    "companion": ({"beside", "gives", "drugs"}, set()),
    "needs": ({"codes", "beside"}, set()),
    "excludes": ({"codes", "beside"}, set()),
    "first": ({"codes", "beside"}, set()),
}


class GuidelineError(ValueError):
    """A text is no list of rules; names the file, the rule and what is wanted."""


class GuidelineKind(StrEnum):
    """What a rule does. `combine`: codes of each group of `all` standing together give another code.
    `companion`: a drug of a class beside a code gives a code. `needs`: codes stand only beside others.
    `excludes`: codes don't stand beside others. `first`: codes come before others.
    """

    COMBINE = "combine"
    COMPANION = "companion"
    NEEDS = "needs"
    EXCLUDES = "excludes"
    FIRST = "first"


class Patterns(NamedTuple):
    """Whole codes, and beginnings of codes without their star: divided once, for they are asked of every
    note."""

    exact: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    def fitting(self, codes: Iterable[str]) -> list[str]:
        """The codes that are one of the patterns or begin like one, in their order."""
        exact, beginnings = self
        if not beginnings:
            return [code for code in codes if code in exact] if exact else []
        return [code for code in codes if code in exact or code.startswith(beginnings)]


def patterns_of(texts: Iterable[str]) -> Patterns:
    """Patterns out of codes, and of beginnings with a star."""
    held = tuple(texts)
    exact = frozenset(each for each in held if not each.endswith("*"))
    return Patterns(exact, tuple(each[:-1] for each in held if each.endswith("*")))


NO_PATTERNS = Patterns()


@dataclass(frozen=True, slots=True)
class GuidelineCase:
    """Codes that stand, and those that stand after the rule. Where nothing changes the rule mustn't fire."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    drugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """One rule. Patterns are codes, or beginnings with a star. `maps` changes the beginning of a dropped code
    into that of the given one; `unless` are other codes that keep the rule from firing.
    """

    id: str
    kind: GuidelineKind
    from_on: date
    source: str
    says: str
    all: tuple[Patterns, ...] = ()
    codes: Patterns = NO_PATTERNS
    beside: Patterns = NO_PATTERNS
    gives: str = ""
    drops: Patterns = NO_PATTERNS
    unless: Patterns = NO_PATTERNS
    drugs: tuple[str, ...] = ()
    maps: tuple[tuple[str, str], ...] = ()
    cases: tuple[GuidelineCase, ...] = ()
    heads: frozenset[str] = frozenset()
    """The categories of which one must stand for the rule to do anything; empty where any may."""


@dataclass(frozen=True)
class Guidelines:
    """The rules in their order, and the hash of their texts."""

    rules: tuple[Guideline, ...] = ()
    hash: str = ""
    _kept: dict[int, "InForce"] = field(default_factory=dict, compare=False)

    def on(self, day: date) -> "InForce":
        """The rules in force on a day; days between which no rule begins share them."""
        stretch = bisect_right(self._turns, day)
        if stretch not in self._kept:
            self._kept[stretch] = InForce(rule for rule in self.rules if rule.from_on <= day)
        return self._kept[stretch]

    @cached_property
    def _turns(self) -> list[date]:
        """The days on which rules begin, in order."""
        return sorted({rule.from_on for rule in self.rules})


class InForce:
    """Rules in their order, found by the categories that stand: few of them concern a note."""

    def __init__(self, rules: Iterable[Guideline]) -> None:
        self.rules = tuple(rules)
        self._by_head: dict[str, list[int]] = {}
        for place, rule in enumerate(self.rules):
            for head in rule.heads or (_ANY,):
                self._by_head.setdefault(head, []).append(place)

    def concerning(self, categories: Iterable[str], after: int = -1) -> list[int]:
        """The places of the rules that concern codes of these categories, in order, from behind a place."""
        listed = (self._by_head.get(each, ()) for each in (_ANY, *categories))
        return sorted({place for places in listed for place in places if place > after})


_ANY = ""
"""In place of a head: the rule looks at whatever stands."""


NO_GUIDELINES = Guidelines()


def load_guidelines(files: Iterable[tuple[str, str]]) -> Guidelines:
    """The rules of files given as (name, text): by their kind in the order in which they are applied, then as
    they stand. GuidelineError names the first fault.
    """
    rules: list[Guideline] = []
    digest = hashlib.sha256()
    for name, text in sorted(files):
        digest.update(f"{name}\0{text}\0".encode())
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise GuidelineError(f"{name}: not TOML: {error}") from None
        found = tables.get("rule", [])
        if set(tables) != {"rule"} or not isinstance(found, list) or len(found) > _MOST_RULES:
            raise GuidelineError(f"{name}: tables [[rule]], {_MOST_RULES} at most, and nothing else")
        rules += [_Reader(name, table).rule() for table in found]
    ids = [rule.id for rule in rules]
    twice = next((each for each in ids if ids.count(each) > 1), None)
    if twice:
        raise GuidelineError(f"rule {twice!r} stands twice; name one of them otherwise")
    kinds = list(GuidelineKind)
    return Guidelines(tuple(sorted(rules, key=lambda rule: kinds.index(rule.kind))), digest.hexdigest())


class _Reader:
    """One table of a file."""

    def __init__(self, file: str, table: Any) -> None:
        self.place = f"{file} [{table.get('id', '?') if isinstance(table, dict) else '?'}]"
        if not isinstance(table, dict):
            raise self.wrong("a rule is a table")
        self.table: Mapping[str, Any] = table

    def wrong(self, rule: str) -> GuidelineError:
        return GuidelineError(f"{self.place}: {rule}")

    def rule(self) -> Guideline:
        kind = self._kind()
        needed, allowed = _SHAPES[kind]
        common = {"id", "kind", "from", "source", "says", "case"}
        missing = sorted((needed | common) - set(self.table))
        unknown = sorted(set(self.table) - needed - allowed - common)
        if missing or unknown:
            raise self.wrong(f"{missing[0]}: is needed" if missing else f"there is no key {unknown[0]!r}")
        from_on = self.table["from"]
        if type(from_on) is not date:
            raise self.wrong("from: a date such as 2015-10-01")
        return Guideline(
            id=self._text("id"),
            kind=kind,
            from_on=from_on,
            source=self._text("source"),
            says=self._text("says"),
            all=self._groups(),
            codes=self._patterns("codes"),
            beside=self._patterns("beside"),
            gives=self._text("gives") if "gives" in self.table else "",
            drops=self._patterns("drops"),
            unless=self._patterns("unless"),
            drugs=self._texts("drugs", self.table.get("drugs", [])),
            maps=self._maps(),
            cases=self._cases(),
            heads=self._heads(kind),
        )

    def _heads(self, kind: GuidelineKind) -> frozenset[str]:
        """The categories of the first codes that the rule looks for; none where a pattern spans several."""
        groups = self._groups()
        looked = groups[0] if groups else self._patterns("beside" if kind == "companion" else "codes")
        heads = {each[:_CATEGORY] for each in (*looked.exact, *looked.beginnings)}
        return frozenset(heads) if all(len(each) == _CATEGORY for each in heads) else frozenset()

    def _kind(self) -> GuidelineKind:
        try:
            return GuidelineKind(self.table.get("kind", ""))
        except ValueError:
            raise self.wrong(f"kind: one of {', '.join(GuidelineKind)}") from None

    def _text(self, key: str) -> str:
        found = self.table.get(key)
        if not isinstance(found, str) or not found.strip() or len(found) > 300:
            raise self.wrong(f"{key}: a text of at most 300 characters")
        return found

    def _texts(self, key: str, found: Any) -> tuple[str, ...]:
        is_right = isinstance(found, list) and len(found) <= _MOST_CODES
        if not is_right or not all(isinstance(each, str) and each for each in found):
            raise self.wrong(f"{key}: a list of at most {_MOST_CODES} texts")
        return tuple(found)

    def _patterns(self, key: str) -> Patterns:
        return self._checked(key, self._texts(key, self.table.get(key, [])))

    def _checked(self, key: str, patterns: tuple[str, ...]) -> Patterns:
        wrong = next((each for each in patterns if not _PATTERN.match(each)), None)
        if wrong:
            raise self.wrong(f"{key}: {wrong!r} is neither a code nor a beginning with a star")
        return patterns_of(patterns)

    def _groups(self) -> tuple[Patterns, ...]:
        found = self.table.get("all", [])
        if not isinstance(found, list):
            raise self.wrong("all: a list of lists of codes")
        return tuple(self._checked("all", self._texts("all", each)) for each in found)

    def _maps(self) -> tuple[tuple[str, str], ...]:
        found = self.table.get("maps", {})
        if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
            raise self.wrong("maps: beginnings of codes, each with another")
        return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))

    def _cases(self) -> tuple[GuidelineCase, ...]:
        found = self.table["case"]
        if not isinstance(found, list) or len(found) < 2 or not all(isinstance(each, dict) for each in found):
            raise self.wrong("case: two at least: one that fires, one that mustn't")
        cases = tuple(
            GuidelineCase(
                self._texts("case.before", each.get("before")),
                self._texts("case.after", each.get("after")),
                self._texts("case.drugs", each.get("drugs", [])),
            )
            for each in found
        )
        changes = {case.before != case.after for case in cases}
        if changes != {True, False}:
            raise self.wrong("case: one that changes something, and one that doesn't")
        return cases
