"""Charts that are read as one: which chart was merged into which, as a session's transaction sees it.

Promises that a question about a patient asks for the records of all charts of theirs, and that what is read
names the chart that stands. Rows and postings keep the chart under which they were recorded (`homes.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

R = TypeVar("R")
_OF_PATIENT = "patient:"


@dataclass(frozen=True, slots=True)
class Charts:
    """Merged charts by the one that stands for each, and the other way about; mostly there are none."""

    into: Mapping[int, int] = field(default_factory=dict)
    merged: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.into)

    def standing(self, patient_id: int) -> int:
        """Return the chart that stands for a chart: mostly itself."""
        return self.into.get(patient_id, patient_id)

    def whole(self, *patient_ids: int) -> list[int]:
        """Return the charts that are read as those of the patients, each of them once."""
        if not self.into:
            return list(patient_ids)
        heads = dict.fromkeys(self.into.get(one, one) for one in patient_ids)
        return [each for head in heads for each in (head, *self.merged.get(head, ()))]

    def widened(self, column: str, value: Any) -> Any:
        """Return what a column that names a patient, or who answers, is asked to equal."""
        if not self.into or column not in _NAMING:
            return value
        wanted = list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
        asked = self._keys(wanted) if column == "guarantor" else self.whole(*wanted)
        return value if asked == wanted else asked

    def _keys(self, keys: Sequence[str]) -> list[str]:
        heads = [self.key(one) for one in keys]
        return [f"{_OF_PATIENT}{one}" if one else key for key in heads for one in self.whole(_named(key))]

    def key(self, guarantor: str) -> str:
        """Return the key of who answers, where a merged chart's says so the one of the chart that stands."""
        patient_id = self.into.get(_named(guarantor), 0)
        return f"{_OF_PATIENT}{patient_id}" if patient_id else guarantor

    def shown(self, record: R) -> R:
        """Return a record as it is read: about the chart that stands."""
        found: Any = record
        changed: dict[str, Any] = {}
        if (own := getattr(found, "patient_id", 0)) in self.into:
            changed["patient_id"] = self.into[own]
        entry: Any = getattr(found, "entry", None)
        if getattr(entry, "patient_id", 0) in self.into:
            changed["entry"] = replace(entry, patient_id=self.into[entry.patient_id])
        key = getattr(found, "guarantor", "")
        if isinstance(key, str) and self.key(key) != key:
            changed["guarantor"] = self.key(key)
        shown: R = replace(found, **changed) if changed else record
        return shown


_NAMING = frozenset({"patient_id", "guarantor"})
APART = Charts()
"""Every chart stands by itself."""


def _named(key: str) -> int:
    """The patient of a guarantor's key, 0 where it is a person."""
    told = key.removeprefix(_OF_PATIENT)
    return int(told) if told != key and told.isdecimal() else 0


def charts_of(rows: Iterable[tuple[int, int]]) -> Charts:
    """Make the charts of (merged, standing) pairs."""
    into = dict(rows)
    if not into:
        return APART
    merged: dict[int, list[int]] = defaultdict(list)
    for one, head in into.items():
        merged[head].append(one)
    return Charts(into, {head: tuple(sorted(ones)) for head, ones in merged.items()})


MERGED = "SELECT id, chart_id FROM patient WHERE practice_id = '{}' AND chart_id <> id"
"""The charts of a practice that were merged, by an index that holds no other."""
