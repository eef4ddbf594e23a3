"""Pairs of procedures that aren't paid together (NCCI), packed: two and a half million of them in less
memory than a picture, each found by one search in a sorted array."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from heapq import merge

from almoner.core.rules.pack import Pack, PackError, build

_EPOCH = date(1990, 1, 1)
_DIGITS = {char: value for value, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_SIZE = 5
_MOST_KEPT = 50_000
_MOST_PLACES = 20_000
_RESTS = 8_191
"""Columns two are told apart by what this prime leaves of their numbers, before they are searched for."""
_NEVER = 1 << 20
BASES = " CMSPDXETAQLG"
"""The letters of the rationale, by the number that a pack keeps; a blank where the file has none."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: column one is paid, column two isn't, over [since_on, until_on). `indicator` is 0 never
    both, 1 both with a modifier, 9 withdrawn; `basis` the letter of the rationale. An unknown start
    is None."""

    one: str
    two: str
    indicator: int
    since_on: date | None = None
    until_on: date | None = None
    basis: str = ""

    def covers(self, on: date) -> bool:
        """In force on a day."""
        return (self.since_on is None or self.since_on <= on) and (
            self.until_on is None or on < self.until_on
        )


@lru_cache(maxsize=32_768)
def number_of(code: str) -> int:
    """A procedure code of five places as a number below 2**26; -1 for another text."""
    if len(code) != _SIZE:
        return -1
    total = 0
    for char in code:
        value = _DIGITS.get(char, -1)
        if value < 0:
            return -1
        total = total * 36 + value
    return total


@lru_cache(maxsize=32_768)
def code_of(number: int) -> str:
    """The code of a number."""
    chars = []
    for _ in range(_SIZE):
        number, value = divmod(number, 36)
        chars.append("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[value])
    return "".join(reversed(chars))


@lru_cache(maxsize=32_768)
def _sought(code: str) -> tuple[int, int, int]:
    """The number of a code, with the byte and the bit of its rest."""
    number = number_of(code)
    return number, number % _RESTS >> 3, 1 << (number % _RESTS & 7)


def day_number(on: date | None) -> int:
    """A day as 1 to 65535 (until 2169); 0 where there is none."""
    return 0 if on is None else min(max((on - _EPOCH).days, 1), 65_535)


def mark_of(indicator: int, basis: str) -> int:
    """Indicator and rationale in one byte."""
    return {0: 0, 1: 1, 9: 2}[indicator] << 4 | max(BASES.find(basis or " "), 0)


PackedPair = tuple[int, int, int, int]
"""A pair on its way into a pack: column one and two in one number (`one << 26 | two`), mark, first day, day
behind the last."""


class PairRows:
    """Pairs on their way into a pack, by column one: a small number for each, for there are millions. What
    follows the codes (mark, first day, day behind the last) has few different values and is kept once."""

    def __init__(self) -> None:
        self.rows: dict[int, list[int]] = {}
        self.tails: dict[Tail, int] = {}

    def tail(self, mark: int, since: int, until: int) -> int:
        """The number of what follows the codes. PackError where it would be one of too many."""
        number = self.tails.setdefault((mark, since, until), len(self.tails))
        if number > _TAIL:
            raise PackError("pairs have more different days than any publisher gives them")
        return number

    def of(self, one: int) -> list[int]:
        """The rows of a column one: `two << 16 | tail`."""
        return self.rows.setdefault(one, [])

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))

    def pack(self, facts: Mapping[str, object]) -> bytes:
        """A pack of them, those without an end apart from those that ended. The order in which they came
        doesn't matter."""
        tails = sorted(self.tails)
        ranks = [0] * len(tails)
        for rank, tail in enumerate(tails):
            ranks[self.tails[tail]] = rank
        is_ended = [bool(until) for _, _, until in tails]
        now, ended = _Sections(), _Sections()
        for one in sorted(self.rows):
            rows = sorted({row & ~_TAIL | ranks[row & _TAIL] for row in self.rows[one]})
            over = [row for row in rows if is_ended[row & _TAIL]]
            ended.add(one, over)
            now.add(one, [row for row in rows if not is_ended[row & _TAIL]] if over else rows)
        sections = {**now.named("now", tails), **ended.named("ended", tails)}
        size = len(now.rows) + len(ended.rows)
        return build({**facts, "form": "pairs", "rows": size}, sections)


Tail = tuple[int, int, int]
"""Mark, first day, day behind the last."""
_TAIL = 0xFFFF


class _Sections:
    """Rows of the pairs in force, or of those that ended, by column one."""

    def __init__(self) -> None:
        self.firsts, self.starts = array("I"), array("I")
        self.rows: list[int] = []

    def add(self, one: int, rows: list[int]) -> None:
        """The sorted rows of a column one."""
        if rows:
            self.firsts.append(one)
            self.starts.append(len(self.rows))
            self.rows += rows

    def named(self, name: str, tails: list[Tail]) -> dict[str, "array[int] | bytes"]:
        """The sections of a pack; days that no row has are left out."""
        numbers = [row & _TAIL for row in self.rows]
        marks = [mark for mark, _, _ in tails]
        sections: dict[str, array[int] | bytes] = {
            f"{name}_firsts": self.firsts,
            f"{name}_starts": array("I", [*self.starts, len(self.rows)]),
            f"{name}_seconds": array("I", [row >> 16 for row in self.rows]),
            f"{name}_marks": array("B", [marks[number] for number in numbers]),
        }
        for column, days in (
            ("since", [since for _, since, _ in tails]),
            ("until", [until for _, _, until in tails]),
        ):
            if any(days[number] for number in set(numbers)):
                sections[f"{name}_{column}"] = array("H", [days[number] for number in numbers])
        return sections


def pack_pairs(pairs: Iterable[PackedPair], facts: Mapping[str, object]) -> bytes:
    """A pack of pairs, those without an end apart from those that ended."""
    rows = PairRows()
    for codes, mark, since, until in pairs:
        rows.of(codes >> 26).append((codes & 0x3FFFFFF) << 16 | rows.tail(mark, since, until))
    return rows.pack(facts)


class PairTable:
    """A pack of pairs, by both codes."""

    def __init__(self, pack: Pack) -> None:
        self.facts = pack.facts
        self._parts = [_Part(pack, name) for name in ("now", "ended")]
        self._kept: dict[tuple[str, str], tuple[Pair, ...]] = {}

    def __len__(self) -> int:
        return sum(len(part.seconds) for part in self._parts)

    def pairs(self, one: str, two: str) -> tuple[Pair, ...]:
        """All rows of a pair in this order of columns, whatever their days; usual pairs are kept."""
        found = self._kept.get((one, two))
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            first, second = number_of(one), number_of(two)
            found = () if first < 0 or second < 0 else tuple(self._find(first, second))
            self._kept[one, two] = found
        return found

    def at(self, one: str, two: str, on: date) -> Pair | None:
        """The pair that is in force on a day; those that were withdrawn (9) never are."""
        return next((pair for pair in self.pairs(one, two) if pair.indicator != 9 and pair.covers(on)), None)

    def among(self, codes: Iterable[str], on: date) -> list[Pair]:
        """The pairs in force on a day among the codes of one claim, those that were withdrawn left out."""
        known = [sought for sought in map(_sought, dict.fromkeys(codes)) if sought[0] >= 0]
        day, found = day_number(on), []
        for part in self._parts:
            if day < part.over and len(part.seconds):
                for first, second in part.among(known):
                    found += part.in_force(first, second, on)
        return found

    def in_force(self, on: date) -> Iterator[tuple[str, str, int]]:
        """All pairs in force on a day with their indicator, in the order of their codes; read as they are
        asked for."""
        day = day_number(on)
        parts = (part.on(day) for part in self._parts)
        return ((code_of(one), code_of(two), mark) for one, two, mark in merge(*parts))

    def _find(self, first: int, second: int) -> list[Pair]:
        return [pair for part in self._parts for pair in part.find(first, second)]


Place = tuple[int, int, bytearray]
"""Where the columns two of a code lie, and which rests their numbers leave, a bit each."""


class _Part:
    """The pairs in force, or those that ended: column one once, its columns two sorted behind it."""

    def __init__(self, pack: Pack, name: str) -> None:
        self.firsts = pack.numbers(f"{name}_firsts")
        self.starts = pack.numbers(f"{name}_starts")
        self.seconds = pack.numbers(f"{name}_seconds")
        self.marks = pack.numbers(f"{name}_marks")
        self.since = pack.numbers(f"{name}_since")
        self.until = pack.numbers(f"{name}_until")
        self.over = max(self.until, default=0) if len(self.until) else _NEVER
        """From this day on nothing of the part is in force."""
        self.places: dict[int, Place] = {}

    def find(self, first: int, second: int) -> list[Pair]:
        """The rows of two code numbers."""
        start, stop, _ = self.places.get(first) or self.place(first)
        at = bisect_left(self.seconds, second, start, stop)
        found = []
        while at < stop and self.seconds[at] == second:
            found.append(self._pair(first, second, at))
            at += 1
        return found

    def among(self, known: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
        """Which of these codes (as `_sought` has them) stand beside which in a row, of whatever day."""
        found = []
        for first, _, _ in known:
            start, stop, rests = self.places.get(first) or self.place(first)
            if start < stop:
                likely = [second for second, byte, bit in known if rests[byte] & bit]
                found += [(first, second) for second in likely if self.has(second, start, stop)]
        return found

    def has(self, second: int, start: int, stop: int) -> bool:
        """A column two stands between two places."""
        at = bisect_left(self.seconds, second, start, stop)
        return at < stop and self.seconds[at] == second

    def in_force(self, first: int, second: int, on: date) -> list[Pair]:
        """The rows of two code numbers that are in force on a day."""
        return [pair for pair in self.find(first, second) if pair.indicator != 9 and pair.covers(on)]

    def on(self, day: int) -> Iterator[tuple[int, int, int]]:
        """The pairs in force on a day by number: both code numbers and the indicator."""
        for place, first in enumerate(self.firsts):
            for at in range(self.starts[place], self.starts[place + 1]):
                since = self.since[at] if len(self.since) else 0
                until = self.until[at] if len(self.until) else _NEVER
                indicator = (0, 1, 9)[self.marks[at] >> 4]
                if since <= day < until and indicator != 9:
                    yield first, self.seconds[at], indicator

    def place(self, first: int) -> Place:
        """Where the columns two of a code number lie."""
        at = bisect_left(self.firsts, first)
        is_there = at < len(self.firsts) and self.firsts[at] == first
        start, stop = (self.starts[at], self.starts[at + 1]) if is_there else (0, 0)
        rests = bytearray((_RESTS >> 3) + 1 if is_there else 0)
        for second in self.seconds[start:stop]:
            rests[second % _RESTS >> 3] |= 1 << (second % _RESTS & 7)
        if len(self.places) >= _MOST_PLACES:
            self.places.clear()
        place = self.places[first] = (start, stop, rests)
        return place

    def _pair(self, first: int, second: int, at: int) -> Pair:
        mark = self.marks[at]
        return Pair(
            code_of(first),
            code_of(second),
            (0, 1, 9)[mark >> 4],
            _day(self.since[at]) if len(self.since) else None,
            _day(self.until[at]) if len(self.until) else None,
            BASES[mark & 15].strip(),
        )


def _day(number: int) -> date | None:
    return _EPOCH + timedelta(days=number) if number else None
