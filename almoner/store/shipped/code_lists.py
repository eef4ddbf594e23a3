"""Loaded code tables as the lists that X12 files are checked against (`core.x12.codes.Tables`): what a list
says of a code on a day of service."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeRow, CodeTable
from almoner.core.x12.code_shapes import SHAPES
from almoner.core.x12.codes import Predicate, Verdict

_MOST_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class _List:
    """Where a list lies: the kind of table and its part; a column that must have a value; whether a full
    table has every code, so that one which it lacks doesn't exist."""

    kind: str
    part: str = ""
    column: str = ""
    values: tuple[str, ...] = ()
    is_whole: bool = True


_LISTS = {
    "icd10cm": _List("icd10cm", column="is_billable", values=("1",)),
    "icd10pcs": _List("icd10pcs", column="is_billable", values=("1",)),
    "hcpcs": _List("hcpcs", column="kind", values=("code", "noc")),
    "procedure": _List("mpfs", is_whole=False),
    "pos": _List("pos"),
    "taxonomy": _List("nucc"),
    "carc": _List("x12", "carc"),
    "rarc": _List("x12", "rarc"),
    "status_category": _List("x12", "status-category"),
    "status_code": _List("x12", "status"),
    "revenue": _List("nubc", "revenue"),
    "condition": _List("nubc", "condition"),
    "occurrence": _List("nubc", "occurrence"),
    "span": _List("nubc", "occurrence-span"),
    "value_code": _List("nubc", "value"),
    "patient_status": _List("nubc", "patient-status"),
    "admission_source": _List("nubc", "admission-source"),
    "drg": _List("msdrg"),
    "ndc": _List("ndc", "package", is_whole=False),
}


def code_lists(tables: Tables) -> dict[str, Predicate]:
    """The lists for which a release is loaded, by the names that guides give them."""
    return {name: _Looked(name, place, tables) for name, place in _LISTS.items() if _is_loaded(place, tables)}


def _is_loaded(place: _List, tables: Tables) -> bool:
    return any(list(_parts(place, one.parts)) for one in tables.codes(place.kind).releases)


def _parts(place: _List, parts: tuple[CodeTable, ...]) -> Iterator[CodeTable]:
    return (part for part in parts if not place.part or part.facts.get("part") == place.part)


class _Looked:
    """A list that remembers what it said."""

    def __init__(self, name: str, place: _List, tables: Tables) -> None:
        self.name = name
        self.place = place
        self.tables = tables
        self.said: dict[tuple[str, str], Verdict] = {}

    def __call__(self, code: str, day: str) -> Verdict:
        """What the list says of a code on a day (CCYYMMDD, or empty)."""
        verdict = self.said.get((code, day))
        if verdict is None:
            if len(self.said) >= _MOST_KEPT:
                self.said.clear()
            verdict = self.said[code, day] = self._look(code, day)
        return verdict

    def _look(self, code: str, day: str) -> Verdict:
        on = _day(day)
        releases = self.tables.codes(self.place.kind)
        choice = releases.at(on) if on else Choice(releases.releases[-1])
        if choice is None:
            return self._unknown(code, is_whole=False)
        rows = [row for part in _parts(self.place, choice.parts) for row in part.rows(code)]
        fit = [row for row in rows if self._fits(row)]
        if any(on is None or row.covers(on) for row in fit):
            return "good"
        is_sure = not (choice.is_later or choice.is_stale)
        if rows:
            return "not_valid" if is_sure or any(row.until_on for row in fit) else "uncertain"
        is_whole = is_sure and self.place.is_whole and not choice.release.is_partial
        return self._unknown(code, is_whole=is_whole)

    def _fits(self, row: CodeRow) -> bool:
        return not self.place.column or row.get(self.place.column) in self.place.values

    def _unknown(self, code: str, *, is_whole: bool) -> Verdict:
        """A code that a whole list lacks doesn't exist; of a sample or another year's its form decides."""
        return "good" if not is_whole and not SHAPES[self.name](code) else "absent"


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
