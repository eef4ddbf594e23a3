"""Which release of a table speaks of a day of service: the newest that isn't later; and what is to be said
where none fits quite. Tables are handed to steps inside the policy, and nothing here opens a file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from almoner.core.rules.pairs import PairTable
from almoner.core.rules.tables import CodeTable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Release(Generic[T]):
    """One imported release: its name, the days that its publisher says it is for, and its table in parts (a
    set that is published in several files has one part for each). `is_partial`: a sample or an extract, from
    whose silence nothing follows."""

    name: str
    since_on: date
    until_on: date | None
    parts: tuple[T, ...]
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The release for a day.

    `is_later`: all releases begin after that day, so only rows with a start of their own may be used.
    `is_stale`: the newest had ended before it, so a finding names the release and holds at most."""

    release: Release[T]
    is_later: bool = False
    is_stale: bool = False

    @property
    def parts(self) -> tuple[T, ...]:
        return self.release.parts


class Releases(Generic[T]):
    """The releases of one kind of table. A full one outranks any partial one of the same day or later."""

    def __init__(self, releases: Iterable[Release[T]]) -> None:
        self.releases = tuple(sorted(releases, key=lambda each: (not each.is_partial, each.since_on)))
        self._kept: dict[date, Choice[T] | None] = {}

    def at(self, on: date) -> Choice[T] | None:
        """The release for a day of service; None where there is none at all."""
        if on not in self._kept:
            if len(self._kept) > 10_000:  # a year of any practice has few days
                self._kept.clear()
            self._kept[on] = self._choose(on)
        return self._kept[on]

    def _choose(self, on: date) -> Choice[T] | None:
        if not self.releases:
            return None
        begun = [each for each in self.releases if each.since_on <= on]
        if not begun:
            whole = [each for each in self.releases if not each.is_partial] or list(self.releases)
            return Choice(whole[0], is_later=True)
        newest = begun[-1]
        return Choice(newest, is_stale=newest.until_on is not None and newest.until_on <= on)


@dataclass(frozen=True)
class Tables:
    """All tables that are there, by kind. Each is opened when it is first asked for; `open_codes` and
    `open_pairs` are told the kind and give its releases (none where nothing was imported)."""

    open_codes: Callable[[str], Iterable[Release[CodeTable]]] = lambda _: ()
    open_pairs: Callable[[str], Iterable[Release[PairTable]]] = lambda _: ()
    made: dict[object, object] = field(default_factory=dict)
    """What readers of the tables made of them, by its maker; it goes when the tables go."""
    _codes: dict[str, Releases[CodeTable]] = field(default_factory=dict)
    _pairs: dict[str, Releases[PairTable]] = field(default_factory=dict)

    def codes(self, kind: str) -> Releases[CodeTable]:
        """The code tables of a kind, as "icd10cm", "mpfs"."""
        found = self._codes.get(kind)
        if found is None:
            found = self._codes[kind] = Releases(self.open_codes(kind))
        return found

    def pairs(self, kind: str) -> Releases[PairTable]:
        """The pair tables of a kind, as "ncci-ptp"."""
        found = self._pairs.get(kind)
        if found is None:
            found = self._pairs[kind] = Releases(self.open_pairs(kind))
        return found


def fixed(
    codes: Mapping[str, Iterable[Release[CodeTable]]], pairs: Mapping[str, Iterable[Release[PairTable]]]
) -> Tables:
    """Tables of releases that are at hand."""
    return Tables(lambda kind: codes.get(kind, ()), lambda kind: pairs.get(kind, ()))


NO_TABLES = Tables()
