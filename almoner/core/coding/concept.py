"""A concept of the lexicon: one table of a chapter's file, checked key by key. What notes call it, where
it leads in the code set, and what goes with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

KINDS = frozenset("disease symptom status history encounter social drug finding injury external".split())
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_CODE = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?\Z")
_SECTIONS = frozenset(
    "complaint hpi ros pmh family social medications allergies vitals exam results procedure assessment plan "
    "instructions other".split()
)
_MOST_AGE = 124
_CHECK_UPS = ("Z00", "Z01.4", "Z02", "Z30.2", "Z30.43", "Z30.46", "Z45.0", "Z51.81")


class LexiconError(ValueError):
    """The lexicon breaks its form; names the file, the concept, the rule and how to mend it."""


class AxisWord(NamedTuple):
    """A value of an axis: the words that official titles use for it, and those of notes."""

    value: str
    say: tuple[str, ...]


class Axis(NamedTuple):
    """One question that a code family asks."""

    name: str
    values: tuple[AxisWord, ...]


class Wanted(NamedTuple):
    """A code for some values of axes, where the titles don't lead there by themselves."""

    values: tuple[tuple[str, str], ...]
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept. Codes have their dot; `by_drug` is the one where a drug caused it. `context` says which
    other concepts an ambiguous phrase may mean, and by which words beside it. `holds` is a concept that its
    name names as well, where the note says an axis of that one."""

    id: str
    say: tuple[str, ...]
    code: str = ""
    under: tuple[str, ...] = ()
    axes: tuple[Axis, ...] = ()
    codes: tuple[Wanted, ...] = ()
    ask: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    treats: tuple[str, ...] = ()
    history: str = ""
    by_drug: str = ""
    family: str = ""
    with_symptoms: tuple[str, ...] = ()
    kind: str = "disease"
    needs: tuple[str, ...] = ()
    is_chronic: bool = False
    has_sides: bool = False
    has_phase: bool = False
    sex: str = ""
    ages: tuple[int, int] | None = None
    context: tuple[tuple[str, tuple[str, ...]], ...] = ()
    holds: str = ""

    @property
    def is_check_up(self) -> bool:
        """An examination or service without a complaint: what the visit is, where its title says so."""
        return self.kind == "encounter" and self.code.startswith(_CHECK_UPS)

    @property
    def roots(self) -> tuple[str, ...]:
        """Where its axes may lead: code prefixes without a dot."""
        return tuple(each.replace(".", "") for each in self.under) or ((self.code[:3],) if self.code else ())


_KEYS = frozenset(
    "say code under axes codes ask not treats history by_drug family with_symptoms kind needs chronic sides "
    "phase sex ages context holds".split()
)


def read_concept(name: str, table: Any, file: str) -> Concept:
    """A concept from its TOML table; LexiconError names what is wrong with it."""
    place = f"{file} [{name}]"
    if not _ID.match(name) or not isinstance(table, dict):
        raise LexiconError(f"{place}: a concept is a table named in lower case with hyphens")
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise LexiconError(f"{place}: there is no key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    reader = _Reader(place, table)
    concept = Concept(
        id=name,
        say=reader.texts("say"),
        code=reader.code("code"),
        under=reader.codes("under"),
        axes=reader.axes(),
        codes=reader.wanted(),
        ask=reader.texts("ask"),
        unlike=reader.texts("not"),
        treats=reader.texts("treats"),
        history=reader.code("history"),
        by_drug=reader.code("by_drug"),
        family=reader.code("family"),
        with_symptoms=reader.texts("with_symptoms"),
        kind=reader.one_of("kind", KINDS) or "disease",
        needs=reader.sections(),
        is_chronic=reader.flag("chronic"),
        has_sides=reader.flag("sides"),
        has_phase=reader.flag("phase"),
        sex=reader.one_of("sex", frozenset("FM")),
        ages=reader.ages(),
        context=reader.context(),
        holds=reader.text("holds"),
    )
    _check(concept, place)
    return concept


def _check(concept: Concept, place: str) -> None:
    """What holds between the keys of a concept."""
    axes = {axis.name for axis in concept.axes}
    if not concept.say:
        raise LexiconError(f"{place}: say: at least one phrase")
    if not (concept.code or concept.context or concept.history or concept.kind == "drug"):
        raise LexiconError(f"{place}: code: a code, or a context that leads to other concepts")
    if not set(concept.ask) - {"side", "phase"} <= axes:
        raise LexiconError(f"{place}: ask: {sorted(set(concept.ask) - axes)[0]!r} is no axis of it")
    for wanted in concept.codes:
        for axis, value in wanted.values:
            known = {each.value for one in concept.axes if one.name == axis for each in one.values}
            if axis not in {"side", "phase"} and value not in known:
                raise LexiconError(f"{place}: codes: {axis}={value} is no value of its axes")


class _Reader:
    """The values of one table, each checked."""

    def __init__(self, place: str, table: Mapping[str, Any]) -> None:
        self.place, self.table = place, table

    def wrong(self, key: str, rule: str) -> LexiconError:
        return LexiconError(f"{self.place}: {key}: {rule}")

    def texts(self, key: str, values: Any = None) -> tuple[str, ...]:
        found = self.table.get(key, []) if values is None else values
        if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
            raise self.wrong(key, "a list of texts")
        return tuple(found)

    def text(self, key: str) -> str:
        found = self.table.get(key, "")
        if not isinstance(found, str):
            raise self.wrong(key, "a text")
        return found

    def flag(self, key: str) -> bool:
        found = self.table.get(key, False)
        if not isinstance(found, bool):
            raise self.wrong(key, "true or false")
        return found

    def one_of(self, key: str, known: frozenset[str]) -> str:
        found = self.table.get(key, "")
        if found and found not in known:
            raise self.wrong(key, f"one of {', '.join(sorted(known))}")
        return str(found)

    def code(self, key: str, value: Any = None) -> str:
        found = self.table.get(key, "") if value is None else value
        if found and not (isinstance(found, str) and _CODE.match(found)):
            raise self.wrong(key, "a diagnosis code with its dot, as I50.9")
        return str(found)

    def codes(self, key: str) -> tuple[str, ...]:
        return tuple(self.code(key, each) for each in self.texts(key))

    def sections(self) -> tuple[str, ...]:
        found = self.table.get("needs", [])
        names = found.replace("|", " ").split() if isinstance(found, str) else list(self.texts("needs"))
        if not set(names) <= _SECTIONS:
            raise self.wrong("needs", f"sections out of {', '.join(sorted(_SECTIONS))}")
        return tuple(names)

    def ages(self) -> tuple[int, int] | None:
        found = self.table.get("ages")
        if found is None:
            return None
        is_pair = isinstance(found, list) and len(found) == 2 and all(type(each) is int for each in found)
        if not is_pair or not 0 <= found[0] <= found[1] <= _MOST_AGE:
            raise self.wrong("ages", "the first and the last age in whole years, as [0, 17]")
        return found[0], found[1]

    def axes(self) -> tuple[Axis, ...]:
        """Axes as tables of value and words, or as lists of words that are values themselves."""
        found = self.table.get("axes", {})
        if not isinstance(found, dict):
            raise self.wrong("axes", "a table of axes")
        axes = []
        for name, values in found.items():
            key = f"axes.{name}"
            if isinstance(values, list):
                words = [AxisWord(each, (each,)) for each in self.texts(key, values)]
            elif isinstance(values, dict):
                words = [AxisWord(each, self.texts(key, said)) for each, said in values.items()]
            else:
                raise self.wrong(key, "a table of values with their words, or a list of words")
            axes.append(Axis(name, tuple(words)))
        return tuple(axes)

    def wanted(self) -> tuple[Wanted, ...]:
        """Codes by values of axes, the most specific condition first."""
        found = self.table.get("codes", {})
        if not isinstance(found, dict):
            raise self.wrong("codes", 'a table as { "type=systolic acuity=acute" = "I50.21" }')
        rows = [Wanted(self._condition(key), self.code("codes", code)) for key, code in found.items()]
        return tuple(sorted(rows, key=lambda row: (-len(row.values), row)))

    def _condition(self, text: str) -> tuple[tuple[str, str], ...]:
        parts = re.findall(r"([\w-]+)=(.*?)(?=\s+[\w-]+=|\s*\Z)", text)
        if not parts:
            raise self.wrong("codes", "a condition as type=systolic acuity=acute")
        return tuple(sorted((axis, value.strip()) for axis, value in parts))

    def context(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """A table of concepts with the words that point to them, or a list of words that point to this
        one."""
        found = self.table.get("context", {})
        if isinstance(found, list):
            return (("", self.texts("context")),)
        if not isinstance(found, dict):
            raise self.wrong("context", "a table of concepts with the words that point to them")
        return tuple((name, self.texts(f"context.{name}", words)) for name, words in found.items())
