"""Finds in the imported tables what a price rests on: the release of the day, its rows, and the indices of a
place. Says what is missing, and never takes a release of another year."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from almoner.core.pricing.fee import NATIONAL, FeeRow, Indices, decimal, fee_row
from almoner.core.pricing.service import PriceError
from almoner.core.rules.code_key import plain
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeRow, CodeTable

_MOST_PLACES = 10_000


@dataclass(slots=True)
class Schedule:
    """The relative values of one release, row by row as they are asked for."""

    name: str
    tables: tuple[CodeTable, ...]
    on: date
    note: str = ""
    """What is to be known of the release: it had ended, or begins later that year."""
    _kept: dict[tuple[str, str], FeeRow | None] = field(default_factory=dict)

    def row(self, code: str, modifier: str = "") -> FeeRow | None:
        """The row of a code and one of 26, TC, 53; None where there is none."""
        key = code, modifier
        if key not in self._kept:
            found = first_row(self.tables, f"{code}{modifier}", self.on)
            source = f"mpfs {self.name}: {code}{f'-{modifier}' if modifier else ''}"
            self._kept[key] = (
                fee_row(found.values, code=code, modifier=modifier, source=source) if found else None
            )
        return self._kept[key]


def first_row(tables: tuple[CodeTable, ...], code: str, on: date) -> CodeRow | None:
    """The row of a code in the first part that has one."""
    return next((row for table in tables if (row := table.at(code, on))), None)


def usable(tables: Tables, kind: str, on: date) -> Choice[CodeTable] | None:
    """The release of a kind for a day: the one in force; else, of the same year only, the newest before it,
    or the first after it, because the publisher corrects a year's prices back to its beginning."""
    choice = tables.codes(kind).at(on)
    if choice is None or choice.release.since_on.year == on.year:
        return choice
    return None if choice.is_later or choice.is_stale else choice


def note_of(choice: Choice[CodeTable]) -> str:
    """What is to be said of a release that isn't quite of the day."""
    if choice.is_stale:
        return f"the release {choice.release.name} had ended"
    return f"the release {choice.release.name} begins later that year" if choice.is_later else ""


class Schedules:
    """The schedules and indices of all days, each made once."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._made: dict[tuple[str, int, str], Schedule] = {}
        self._chosen: dict[tuple[str, date], Schedule | None] = {}
        self._places: dict[tuple[str, date], Indices] = {}
        self._localities: dict[tuple[str, str, date], str] = {}

    def at(self, on: date, *, kind: str = "mpfs") -> Schedule | None:
        """The relative values of a day; None where none were imported for its year."""
        key = kind, on
        if key not in self._chosen:
            choice = usable(self.tables, kind, on)
            self._chosen[key] = self._schedule(kind, on, choice) if choice else None
        return self._chosen[key]

    def _schedule(self, kind: str, on: date, choice: Choice[CodeTable]) -> Schedule:
        # Rows have no days of their own here, so one object serves all days of a release.
        note = note_of(choice)
        key = kind, id(choice.release), note
        if key not in self._made:
            self._made[key] = Schedule(choice.release.name, choice.parts, on, note)
        return self._made[key]

    def indices(self, locality: str, on: date) -> Indices:
        """The indices of "13202-NY-01", or of "national". PriceError where no table has the place."""
        if locality.casefold() == "national":
            return NATIONAL
        key = locality, on
        if key not in self._places:
            self._places[key] = self._find(locality, on)
        return self._places[key]

    def _find(self, locality: str, on: date) -> Indices:
        choice = usable(self.tables, "gpci", on)
        if choice is None:
            raise PriceError(
                f"no geographic indices of {on.year} are imported: `almoner codes import gpci FILE`"
            )
        code = plain(locality)
        row = first_row(choice.parts, code, on)
        # A partial release is outranked, yet it may be the only one that has the place.
        others = [each for each in self.tables.codes("gpci").releases if each.since_on.year == on.year]
        for release in reversed(others):
            row = row or first_row(release.parts, code, on)
        if row is None:
            raise PriceError(
                "locality: contractor-state-number is wanted, as 13202-NY-01, that the table has"
            )
        work, pe, mp = (decimal(row.get(name)) for name in ("work", "pe", "mp"))
        return Indices(work, pe, mp, f"gpci {choice.release.name}: {locality}")

    def locality_of(self, zip_code: str, on: date) -> str:
        """The locality ("13202-NY-01") that a ZIP of five or nine digits lies in. PriceError where the tables
        don't tell, or five digits don't settle it."""
        digits = plain(zip_code)
        choice = self.tables.codes("zip").at(on)  # places hardly move from year to year
        if choice is None:
            raise PriceError("no list of ZIPs is imported: `almoner codes import zip FILE`")
        row = first_row(choice.parts, digits, on) or first_row(choice.parts, digits[:5], on)
        if row is None or (row.get("needs_plus4") == "1" and len(row.code) == 5):
            raise PriceError("zip: the list has no place for it; give all nine digits")
        return f"{row.get('contractor')}-{row.get('state')}-{row.get('locality')}"

    def locality_at(self, zip_code: str, state: str, on: date) -> str:
        """The locality of an address: by its ZIP, else, where the state has one locality only, that one.
        PriceError where neither tells."""
        key = zip_code, state, on
        if key not in self._localities:
            if len(self._localities) >= _MOST_PLACES:
                self._localities.clear()
            self._localities[key] = self._find_locality(zip_code, state, on)
        found = self._localities[key]
        return found or self.locality_of(zip_code, on)

    def _find_locality(self, zip_code: str, state: str, on: date) -> str:
        """Empty where neither tells."""
        try:
            return self.locality_of(zip_code, on)
        except PriceError:
            choice = usable(self.tables, "gpci", on)
        parts = choice.parts if choice and not choice.release.is_partial else ()
        keys = [table.row(number).code for table in parts for number in range(len(table))]
        found = [key for key in keys if key[5:7] == state.upper()]
        return f"{found[0][:5]}-{found[0][5:7]}-{found[0][7:]}" if len(found) == 1 else ""

    def is_facility(self, place: str, on: date) -> bool:
        """A place of service is paid the facility's price. PriceError for a place that isn't assigned."""
        choice = self.tables.codes("pos").at(on)
        row = first_row(choice.parts, place, on) if choice else None
        if row is not None:
            return row.get("is_facility") in ("1", "true", "yes") or row.get("setting") == "facility"
        if not (place.isdigit() and len(place) == 2):
            raise PriceError("pos: a place of service of two digits is wanted")
        return place in FACILITIES


FACILITIES = frozenset("02 06 08 19 21 22 23 24 26 31 34 41 42 51 52 53 56 61".split())
"""Places of service that are paid the facility's price (CMS list, 2024), for where no list is imported."""


def as_indices(work: Decimal, pe: Decimal, mp: Decimal) -> Indices:
    """Indices that the request gives itself. PriceError outside what the publisher ever gave."""
    if not all(Decimal("0.1") <= each <= 5 for each in (work, pe, mp)):
        raise PriceError("locality: an index lies between 0.1 and 5")
    return Indices(work, pe, mp, "indices of the request")
