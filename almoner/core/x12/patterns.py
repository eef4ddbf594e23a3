"""One regular expression a segment: the whole of what a guide says about its elements, for the good case. A
text that doesn't match isn't necessarily wrong (leading blanks, the 29th of February): `explain` says what
is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.spec import ElementSpec, Note, SegmentSpec

_YEAR = "(?:19|20)[0-9][0-9]"
_MONTH_DAY = (
    "(?:(?:0[13578]|1[02])(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)(?:0[1-9]|[12][0-9]|30)"
    "|02(?:0[1-9]|1[0-9]|2[0-8]))"
)
_DATE = _YEAR + _MONTH_DAY
_TIME = "(?:[01][0-9]|2[0-3])[0-5][0-9]"
FORMATS = {
    "D8": _DATE,
    "RD8": f"({_DATE})-",
    "DT": _DATE + _TIME,
    "TM": _TIME,
    "D6": "[0-9]{2}" + _MONTH_DAY,
}
"""How a date of each format looks. A range is taken here only where it ends as it begins."""

_DATE_FORMAT, _DATED = "1250", "1251"
_AMOUNT = "782"


def compile_segment(spec: SegmentSpec, delimiters: Delimiters, amount_digits: int) -> re.Pattern[str]:
    """The expression that a faultless segment's text (without its terminator) matches in full."""
    return re.compile(_Writer(delimiters, amount_digits).segment(spec), re.DOTALL)


Decision = Literal["iff", "if", "only_if", "not_if", "if_none", "if_and_none"]


class Condition(NamedTuple):
    """What a relation makes of one element, given which earlier ones are there."""

    kind: Decision
    others: tuple[int, ...]


@dataclass
class _Unit:
    """One element, or a date's format and value together: its numbers, usage, and what it looks like."""

    numbers: tuple[int, ...]
    usage: str
    content: str
    conditions: list[Condition] = field(default_factory=list)


class _Writer:
    def __init__(self, delimiters: Delimiters, amount_digits: int) -> None:
        self.delimiters = delimiters
        self.amount_digits = amount_digits
        marks = delimiters.element + delimiters.component + delimiters.repetition
        self.none_of = "".join(re.escape(mark) for mark in dict.fromkeys(marks))
        self.groups = 0

    def segment(self, spec: SegmentSpec) -> str:
        """The id, then each element behind a separator; the end may come early where nothing is missing."""
        separator = re.escape(self.delimiters.element)
        units = self._units(spec.elements, separator, spec.notes)
        return spec.id + self._tail(units, 0, separator, {})

    def _units(self, elements: Sequence[ElementSpec], separator: str, notes: Sequence[Note]) -> list[_Unit]:
        units: list[_Unit] = []
        last = max((each.number for each in elements if each.usage != "N"), default=0)
        skipped = 0
        for at, each in enumerate(elements[:last]):
            following = elements[at + 1] if at + 1 < last else None
            if each.number == skipped:
                continue
            if each.data_element == _DATE_FORMAT and following and following.data_element == _DATED:
                units.append(self._date_unit(each, following, separator))
                skipped = following.number
            else:
                content = "" if each.usage == "N" else self._content(each)
                units.append(_Unit((each.number,), each.usage, content))
        conditions = conditions_of(elements, notes)
        for unit in units:
            unit.conditions = [one for number in unit.numbers for one in conditions.get(number, ())]
        return units

    def _date_unit(self, kind: ElementSpec, value: ElementSpec, separator: str) -> _Unit:
        known = [each for each in sorted(kind.codes) if each in FORMATS]
        options = []
        for each in known:
            shape = FORMATS[each]
            if each == "RD8":
                self.groups += 1
                shape += f"\\{self.groups}(?![0-9])"
            options.append(f"{each}{separator}{shape}")
        if len(known) < len(kind.codes) or not known:
            options.append("(?!)" if known else self._simple(kind) + separator + self._text(1, value.most))
        return _Unit((kind.number, value.number), kind.usage, f"(?:{'|'.join(options)})")

    def _tail(self, units: list[_Unit], at: int, separator: str, seen: dict[int, int]) -> str:
        """Everything from a unit on; `seen` gives the group that tells whether an element is there."""
        if at == len(units):
            return ""
        unit = units[at]
        end = self._end(units[at:], seen)
        presence, groups = self._presence(units, unit, separator)
        body = separator + presence + self._occurrence(unit, separator, seen)
        body += self._tail(units, at + 1, separator, seen | groups)
        return body if end is None else f"(?:{body}|{end})"

    def _presence(self, units: list[_Unit], unit: _Unit, separator: str) -> tuple[str, dict[int, int]]:
        """A group that takes part exactly when the unit is there, if a later one asks."""
        asked = {number for each in units for condition in each.conditions for number in condition.others}
        if not asked.intersection(unit.numbers):
            return "", {}
        self.groups += 1
        return f"(?:(?=[^{separator}])()|(?={separator}|\\Z))", dict.fromkeys(unit.numbers, self.groups)

    def _end(self, units: list[_Unit], seen: dict[int, int]) -> str | None:
        """What must hold for the segment to end before these units; None where it can't."""
        if any(unit.usage == "R" for unit in units):
            return None
        return "".join(
            _decide(unit.conditions, seen, must="(?!)", may="", never="") for unit in units if unit.conditions
        )

    def _occurrence(self, unit: _Unit, separator: str, seen: dict[int, int]) -> str:
        nothing = separator * (len(unit.numbers) - 1)
        if unit.usage == "N":
            return nothing
        must = unit.content
        may = f"(?:{unit.content}|{nothing})"
        return (
            must if unit.usage == "R" else _decide(unit.conditions, seen, must=must, may=may, never=nothing)
        )

    def _content(self, each: ElementSpec) -> str:
        one = self._composite(each) if each.parts else self._simple(each)
        mark = self.delimiters.repetition
        if each.repeat == 1 or not mark:
            return one
        most = "" if each.repeat == 0 else str(each.repeat - 1)
        return f"{one}(?:{re.escape(mark)}{one}){{0,{most}}}+"

    def _composite(self, each: ElementSpec) -> str:
        mark = re.escape(self.delimiters.component) or "(?!)"
        units = self._units(each.parts, mark, each.notes)
        inner = self._tail(units, 0, mark, {})
        if inner.startswith(mark):
            return inner[len(mark) :]
        assert inner.startswith("(?:" + mark), "a composite begins with its first part"
        return "(?:" + inner[3 + len(mark) :]

    def _simple(self, each: ElementSpec) -> str:
        if each.codes:
            return f"(?:{'|'.join(re.escape(code) for code in sorted(each.codes, reverse=True))})"
        if each.data_element == _AMOUNT:
            return f"-?[0-9]{{1,{self.amount_digits - 2}}}+(?:\\.[0-9]{{1,2}}|)"
        if each.type in _PLAIN:
            return _PLAIN[each.type].format(least=each.least, most=each.most, whole=max(each.most - 4, 1))
        return self._text(each.least, each.most)

    def _text(self, least: int, most: int) -> str:
        first = f"[^ {self.none_of}]"
        if most == 1:
            return first
        return f"{first}[^{self.none_of}]{{{max(least - 1, 0)},{most - 1}}}+"


_PLAIN = {
    "DT": _DATE,
    "TM": _TIME + "(?:[0-5][0-9](?:[0-9]{{1,2}})?)?",
    "N0": "-?[0-9]{{{least},{most}}}+",
    "R": "-?[0-9]{{1,{whole}}}+(?:\\.[0-9]{{1,4}}|)",
    "B": ".*",
}


def _decide(conditions: Sequence[Condition], seen: dict[int, int], *, must: str, may: str, never: str) -> str:
    """The pattern of an element that other elements demand, forbid, or leave free."""
    return _branch(list(conditions), seen, {"": may, "must": must, "never": never, "both": "(?!)"}, "")


def _branch(conditions: list[Condition], seen: dict[int, int], outcome: dict[str, str], so_far: str) -> str:
    if not conditions:
        return outcome[so_far]
    condition, rest = conditions[0], conditions[1:]

    def then(verdict: str) -> str:
        joined = verdict if so_far in ("", verdict) else so_far if not verdict else "both"
        return _branch(rest, seen, outcome, joined)

    groups = [seen[number] for number in condition.others if number in seen]
    kind = condition.kind
    if kind == "if_none":
        text = then("must")
        for group in reversed(groups):
            text = f"(?({group}){then('')}|{text})"
        return text
    if kind == "if_and_none":
        first = seen.get(condition.others[0])
        text = then("must")
        for group in reversed([seen[number] for number in condition.others[1:] if number in seen]):
            text = f"(?({group}){then('')}|{text})"
        return f"(?({first}){text}|{then('')})" if first else then("")
    present = {"iff": "must", "if": "must", "only_if": "", "not_if": "never"}[kind]
    absent = {"iff": "never", "if": "", "only_if": "never", "not_if": ""}[kind]
    return f"(?({groups[0]}){then(present)}|{then(absent)})" if groups else then(absent)


def conditions_of(elements: Sequence[ElementSpec], notes: Sequence[Note]) -> dict[int, list[Condition]]:
    """The relations as conditions of single elements on earlier ones; what usage settles already is left
    out, and relations with elements that the guide doesn't use hold for the others."""
    usage = {each.number: each.usage for each in elements}
    found: dict[int, list[Condition]] = {}
    for note in notes:
        for number, condition in _conditions(note, usage):
            if usage[number] == "S":
                found.setdefault(number, []).append(condition)
    return found


def _conditions(note: Note, usage: Mapping[int, str]) -> list[tuple[int, Condition]]:
    used = [number for number in note.numbers if usage.get(number, "N") != "N"]
    if note.kind in ("C", "L"):
        if not used or used[0] != note.numbers[0]:
            return []
        return _conditional(note.kind, used[0], used[1:], usage)
    if note.kind == "P":
        return [(number, Condition("iff", (used[0],))) for number in used[1:]]
    if note.kind == "E":
        return [(later, Condition("not_if", (one,))) for at, later in enumerate(used) for one in used[:at]]
    if any(usage[number] == "R" for number in used) or not used:
        return []
    return [(used[-1], Condition("if_none", tuple(used[:-1])))]


def _conditional(
    kind: str, first: int, others: list[int], usage: Mapping[int, str]
) -> list[tuple[int, Condition]]:
    if kind == "C":
        return [
            (other, Condition("if", (first,))) if other > first else (first, Condition("only_if", (other,)))
            for other in others
            if usage[other] != "R"
        ]
    if not others or any(usage[other] == "R" for other in others):
        return []
    last = max(others)
    if last < first:
        return []
    return [(last, Condition("if_and_none", (first, *(other for other in others if other != last))))]
