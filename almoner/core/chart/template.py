"""Note templates: cards that put a specialty's questions in order and say what each answer proves. A template
that exists is whole: every field checked, sizes bounded, a bad text refused with its place and the rule.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from almoner.core.chart.proof import ProofError, check_proof

MAX_TEXT = 200_000
_MOST_SECTIONS, _MOST_FIELDS, _MOST_OPTIONS, _MOST_WORDS = 40, 300, 60, 300
_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*\Z")
_PLACE = re.compile(r"\{([^{}]*)\}")
SECTIONS = frozenset(
    "complaint hpi ros pmh family social medications allergies vitals exam results procedure assessment plan "
    "time consent attestation".split()
)
"""What a section may be called."""
BILLABLE = frozenset("results procedure assessment plan time consent attestation".split())
"""Sections whose fields carry what is charged, unless a field says that it doesn't."""


class TemplateError(ValueError):
    """A text is no template; names the file, the place, the rule and the mend."""


class FieldKind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    CHOICE = "choice"
    MULTI = "multi"
    NUMBER = "number"
    DATE = "date"
    MINUTES = "minutes"
    SCALE = "scale"
    DRUG = "drug"
    CODE = "code"
    SIDE = "side"
    SIGNATURE = "signature"


class Must(StrEnum):
    """When an answer is asked for; nothing ever stops a signature."""

    NEVER = "never"
    AT_SIGNING = "at signing"
    BEFORE_CLAIM = "before claim"


E = TypeVar("E", FieldKind, Must)
UNDETERMINED = "not determined"
SIDES = ("right", "left", "both sides", UNDETERMINED)


@dataclass(frozen=True, slots=True)
class Condition:
    """A field is asked only where another has one of these answers."""

    field: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One question. `proves` names the evidence that its answer gives, `say` the sentence that states it in
    the note, with answers in braces: `{id}` must be there, `[...{id}...]` is left out without it.
    `is_billable` False says that nothing charged rests on it.
    """

    id: str
    ask: str
    kind: FieldKind
    say: str
    proves: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    must: Must = Must.NEVER
    when: Condition | None = None
    is_billable: bool = False
    most: int | None = None


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """Fields under one heading of the note."""

    name: str
    heading: str
    fields: tuple[TemplateField, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A template of one specialty, in force from a day on; a note keeps both, its id and this day."""

    id: str
    title: str
    from_on: date
    sections: tuple[TemplateSection, ...]

    def field(self, name: str) -> TemplateField | None:
        """A field by its id."""
        return next((each for section in self.sections for each in section.fields if each.id == name), None)

    @property
    def fields(self) -> tuple[TemplateField, ...]:
        """All fields in order."""
        return tuple(each for section in self.sections for each in section.fields)


def places_of(say: str) -> tuple[str, ...]:
    """The ids that a sentence has in braces."""
    return tuple(_PLACE.findall(say))


def read_template(text: str, file: str) -> Template:
    """A template from its TOML text; TemplateError names what is wrong with it, and where."""
    if len(text) > MAX_TEXT:
        raise TemplateError(f"{file}: longer than {MAX_TEXT} characters; split it")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"{file}: not TOML: {error}") from None
    return _Reader(file).template(table)


class _Reader:
    """Reads one file, with the place in it for errors."""

    def __init__(self, file: str) -> None:
        self.place = file

    def wrong(self, rule: str) -> TemplateError:
        return TemplateError(f"{self.place}: {rule}")

    def template(self, table: Mapping[str, Any]) -> Template:
        self._keys(table, {"id", "title", "from", "section"})
        name = self._text(table, "id")
        if not _ID.match(name):
            raise self.wrong("id: lower case words with dots or hyphens")
        from_on = table.get("from")
        if type(from_on) is not date:
            raise self.wrong("from: a date such as 2026-01-01")
        sections = tuple(self._section(each) for each in self._tables(table, "section", _MOST_SECTIONS))
        found = Template(name, self._text(table, "title"), from_on, sections)
        self._check(found)
        return found

    def _check(self, template: Template) -> None:
        """What holds between fields: ids stand once, sentences and conditions name fields that are there."""
        ids = [each.id for each in template.fields]
        twice = next((each for each in ids if ids.count(each) > 1), None)
        if twice:
            raise self.wrong(f"field {twice!r} stands twice; name one of them otherwise")
        for each in template.fields:
            unknown = sorted(set(places_of(each.say)) - set(ids))
            if unknown:
                raise self.wrong(f"field {each.id!r}: say: there is no field {unknown[0]!r}")
            if each.when and each.when.field not in ids:
                raise self.wrong(f"field {each.id!r}: when: there is no field {each.when.field!r}")

    def _section(self, table: Mapping[str, Any]) -> TemplateSection:
        self._keys(table, {"name", "heading", "field"})
        name = self._text(table, "name")
        if name not in SECTIONS:
            raise self.wrong(f"section {name!r}: one of {', '.join(sorted(SECTIONS))}")
        heading = self._text(table, "heading") if "heading" in table else name.capitalize()
        fields = tuple(self._field(each, name) for each in self._tables(table, "field", _MOST_FIELDS))
        return TemplateSection(name, heading, fields)

    def _field(self, table: Mapping[str, Any], section: str) -> TemplateField:
        self._keys(
            table, {"id", "ask", "kind", "options", "proves", "say", "when", "must", "billable", "most"}
        )
        name = self._text(table, "id")
        place, self.place = self.place, f"{self.place}: field {name!r}"
        if not _ID.match(name):
            raise self.wrong("id: lower case words with dots or hyphens")
        kind = self._one_of(table, "kind", FieldKind, FieldKind.TEXT)
        is_billable = table.get("billable", section in BILLABLE)
        if not isinstance(is_billable, bool):
            raise self.wrong("billable: true or false")
        found = TemplateField(
            id=name,
            ask=self._text(table, "ask"),
            kind=kind,
            say=self._text(table, "say"),
            proves=self._proofs(table),
            options=self._options(table, kind),
            must=self._one_of(table, "must", Must, Must.NEVER),
            when=self._condition(table),
            is_billable=is_billable,
            most=self._most(table, kind),
        )
        if name not in places_of(found.say):
            raise self.wrong(f"say: states its own answer, {{{name}}}")
        self.place = place
        return found

    def _proofs(self, table: Mapping[str, Any]) -> tuple[str, ...]:
        proofs = self._texts(table, "proves")
        for proof in proofs:
            try:
                check_proof(proof)
            except ProofError as error:
                raise self.wrong(f"proves: {error}") from None
        return proofs

    def _options(self, table: Mapping[str, Any], kind: FieldKind) -> tuple[str, ...]:
        options = self._texts(table, "options")
        if kind is FieldKind.SIDE:
            return options or SIDES
        if kind in {FieldKind.CHOICE, FieldKind.MULTI}:
            if not options:
                raise self.wrong("options: at least one")
            if kind is FieldKind.CHOICE and UNDETERMINED not in options:
                options = (*options, UNDETERMINED)
        elif options:
            raise self.wrong(f"options: a field of kind {kind} has none")
        return options

    def _condition(self, table: Mapping[str, Any]) -> Condition | None:
        said = table.get("when")
        if said is None:
            return None
        match = re.fullmatch(r"([a-z0-9.-]+) is (.+)", said) if isinstance(said, str) else None
        if not match:
            raise self.wrong('when: "<field> is <answer>", several answers parted by " or "')
        return Condition(match.group(1), tuple(match.group(2).split(" or ")))

    def _most(self, table: Mapping[str, Any], kind: FieldKind) -> int | None:
        most = table.get("most")
        if most is not None and (type(most) is not int or most < 1 or kind not in _NUMBERS):
            raise self.wrong("most: a whole number from 1, for numbers, minutes and scales")
        return most

    def _keys(self, table: Mapping[str, Any], known: set[str]) -> None:
        unknown = sorted(set(table) - known)
        if unknown:
            raise self.wrong(f"there is no key {unknown[0]!r}; known are {', '.join(sorted(known))}")

    def _text(self, table: Mapping[str, Any], key: str) -> str:
        found = table.get(key)
        if not isinstance(found, str) or not found.strip() or len(found) > _MOST_WORDS:
            raise self.wrong(f"{key}: a text of 1 to {_MOST_WORDS} characters")
        return found

    def _texts(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        found = table.get(key, [])
        is_right = isinstance(found, list) and len(found) <= _MOST_OPTIONS
        if not is_right or not all(isinstance(each, str) and 0 < len(each) <= _MOST_WORDS for each in found):
            raise self.wrong(f"{key}: a list of at most {_MOST_OPTIONS} texts")
        if len(set(found)) != len(found):
            raise self.wrong(f"{key}: one stands twice")
        return tuple(found)

    def _tables(self, table: Mapping[str, Any], key: str, most: int) -> list[Mapping[str, Any]]:
        found = table.get(key)
        is_right = isinstance(found, list) and 0 < len(found) <= most
        if not is_right or not all(isinstance(each, dict) for each in found or ()):
            raise self.wrong(f"{key}: 1 to {most} tables [[{key}]]")
        assert isinstance(found, list)
        return found

    def _one_of(self, table: Mapping[str, Any], key: str, kinds: type[E], default: E) -> E:
        try:
            return kinds(table.get(key, default))
        except ValueError:
            raise self.wrong(f"{key}: one of {', '.join(sorted(kinds))}") from None


_NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.MINUTES, FieldKind.SCALE})
