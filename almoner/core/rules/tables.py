"""Lookups in packed code tables: by code and day, by prefix, by words. Pure: a table is a view of a buffer,
and what one row says is read when it is asked for."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from almoner.core.rules.code_key import beyond, code_of, key_of
from almoner.core.rules.pack import Pack, build

OPEN = 0
"""In place of a day: since always, or without an end."""
_MOST_KEPT = 20_000


class CodeRow(NamedTuple):
    """One row of a table: a code (with its modifier, where the table has one) over [since_on, until_on)."""

    code: str
    since_on: date | None
    until_on: date | None
    values: Mapping[str, str]

    def covers(self, on: date) -> bool:
        """The row is in force on a day; an unknown start is long ago."""
        return (self.since_on is None or self.since_on <= on) and (
            self.until_on is None or on < self.until_on
        )

    def get(self, column: str) -> str:
        """A value as text; empty where the table has no such column."""
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True)
class Line:
    """A row on its way into a pack."""

    code: str
    since_on: date | None = None
    until_on: date | None = None
    values: tuple[str, ...] = ()


def pack_codes(
    lines: Iterable[Line], columns: tuple[str, ...], facts: Mapping[str, object], *, words: str = ""
) -> bytes:
    """A pack of rows. `columns` name their values; `words` is the column by whose words they can be searched.
    Codes are capitals and digits, twelve at most; ValueError names the first that isn't."""
    rows = sorted(lines, key=lambda line: (line.code, _ordinal(line.since_on)))
    keys, since, until, ends = array("Q"), array("I"), array("I"), array("I")
    texts: list[bytes] = []
    at = 0
    for row in rows:
        key = key_of(row.code)
        if key < 0:
            raise ValueError(f"no code of capitals and digits: {row.code[:MOST_SHOWN]!r}")
        keys.append(key)
        since.append(_ordinal(row.since_on))
        until.append(_ordinal(row.until_on))
        text = "\t".join(value.replace("\t", " ") for value in row.values).encode()
        texts.append(text)
        at += len(text)
        ends.append(at)
    sections: dict[str, array[int] | bytes] = {
        "keys": keys,
        "since": since,
        "until": until,
        "ends": ends,
        "rows": b"".join(texts),
    }
    if words:
        sections |= _word_sections(rows, columns.index(words))
    return build({**facts, "form": "codes", "columns": list(columns), "rows": len(rows)}, sections)


MOST_SHOWN = 20


def _ordinal(on: date | None) -> int:
    return OPEN if on is None else on.toordinal()


def _word_sections(rows: list[Line], column: int) -> dict[str, "array[int] | bytes"]:
    """Each different word with the numbers of the rows that hold it."""
    found: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for word in set(words_of(row.values[column])):
            found.setdefault(word, []).append(number)
    names, ends, hits = array("I"), array("I"), array("I")
    blob: list[bytes] = []
    at = 0
    for word in sorted(found):
        blob.append(word.encode())
        at += len(blob[-1])
        names.append(at)
        hits.extend(found[word])
        ends.append(len(hits))
    return {"word_ends": names, "words": b"".join(blob), "hit_ends": ends, "hits": hits}


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, without marks; possessives lose their ending."""
    plain = "".join(char if char.isalnum() else " " for char in text.lower().replace("'s", ""))
    return plain.split()


class CodeTable:
    """A pack of rows, by code. Rows that were read are kept, so that asking for a usual code again is
    free."""

    def __init__(self, pack: Pack) -> None:
        self.facts = pack.facts
        self.columns = tuple(str(name) for name in pack.facts["columns"])
        self._keys = pack.numbers("keys")
        self._since = pack.numbers("since")
        self._until = pack.numbers("until")
        self._ends = pack.numbers("ends")
        self._rows = pack.texts("rows")
        self._words = _Words(pack)
        self._kept: dict[str, tuple[CodeRow, ...]] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def rows(self, code: str) -> tuple[CodeRow, ...]:
        """All rows of a code, the oldest first; none where it isn't in the table."""
        found = self._kept.get(code)
        if found is None:
            key = key_of(code)
            first = bisect_left(self._keys, key) if key >= 0 else 0
            last = bisect_right(self._keys, key, first) if key >= 0 else 0
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[code] = tuple(self.row(number) for number in range(first, last))
        return found

    def stretch(self, on: date) -> int:
        """The number of the stretch of time that a day lies in: within one no row begins or ends, so that all
        its days have the same codes."""
        return bisect_right(self._turns, on.toordinal())

    @property
    def turns(self) -> tuple[date, ...]:
        """The days on which a row begins, or the first after it has ended, in order."""
        return tuple(date.fromordinal(one) for one in self._turns)

    def turning(self, on: date) -> Iterator[CodeRow]:
        """The rows that begin on a day, or have ended by it and not by the day before."""
        ordinal = on.toordinal()
        pairs = enumerate(zip(self._since, self._until, strict=True))
        return (self.row(number) for number, pair in pairs if ordinal in pair)

    def in_force(self, on: date) -> Iterator[CodeRow]:
        """The rows that are in force on a day."""
        return (row for row in map(self.row, range(len(self))) if row.covers(on))

    @cached_property
    def _turns(self) -> list[int]:
        """The days on which a row begins or ends, in order."""
        return sorted({*self._since, *self._until} - {OPEN})

    def at(self, code: str, on: date) -> CodeRow | None:
        """The row of a code that is in force on a day; the latest of several."""
        return next((row for row in reversed(self.rows(code)) if row.covers(on)), None)

    def has_below(self, code: str, on: date) -> bool:
        """Another code in force that day begins with this one."""
        return any(row.code != code and row.covers(on) for row in self.starting_with(code))

    def starting_with(self, prefix: str) -> Iterator[CodeRow]:
        """The rows whose code begins so, in the order of the codes."""
        if key_of(prefix) < 0:
            return
        first = bisect_left(self._keys, key_of(prefix))
        for number in range(first, bisect_left(self._keys, beyond(prefix), first)):
            yield self.row(number)

    def with_words(self, text: str) -> Iterator[CodeRow]:
        """The rows that hold all words of a text, the last word being perhaps only begun."""
        return (self.row(number) for number in self._words.find(words_of(text)))

    def holding(self, word: str) -> Sequence[int]:
        """The numbers of the rows that hold a whole word (lower case), in their order."""
        return self._words.rows(word)

    def row(self, number: int) -> CodeRow:
        """The row of a number, from 0."""
        start = self._ends[number - 1] if number else 0
        text = bytes(self._rows[start : self._ends[number]]).decode()
        return CodeRow(
            code_of(self._keys[number]),
            _day(self._since[number]),
            _day(self._until[number]),
            dict(zip(self.columns, text.split("\t"), strict=False)),
        )


@lru_cache(maxsize=2_000)
def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


class _Words:
    """The words of a table, in order, each with its rows."""

    def __init__(self, pack: Pack) -> None:
        self._ends = pack.numbers("word_ends")
        self._texts = pack.texts("words")
        self._hit_ends = pack.numbers("hit_ends")
        self._hits = pack.numbers("hits")

    def find(self, words: list[str]) -> list[int]:
        """The numbers of the rows that hold all these words, in their order."""
        if not words or not len(self._ends):
            return []
        *whole, begun = words
        found: set[int] | None = None
        for word in whole:
            at = self._place(word)
            hits = self._of(at) if self._word(at) == word else ()
            found = set(hits) if found is None else found.intersection(hits)
        last = self._begun(begun)
        return sorted(last if found is None else found & last)

    def rows(self, word: str) -> Sequence[int]:
        """The numbers of the rows that hold this very word."""
        at = self._numbers.get(word)
        return () if at is None else self._of(at)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number of each word, read once a table's words are asked for one by one."""
        texts, ends = bytes(self._texts), self._ends
        return {texts[first:last].decode(): at for at, (first, last) in enumerate(pairwise([0, *ends]))}

    def _begun(self, start: str) -> set[int]:
        found: set[int] = set()
        at = self._place(start)
        while self._word(at).startswith(start) and at < len(self._ends):
            found.update(self._of(at))
            at += 1
        return found

    def _word(self, at: int) -> str:
        if at >= len(self._ends):
            return ""
        return bytes(self._texts[self._ends[at - 1] if at else 0 : self._ends[at]]).decode()

    def _of(self, at: int) -> "memoryview[int]":
        return self._hits[self._hit_ends[at - 1] if at else 0 : self._hit_ends[at]]

    def _place(self, word: str) -> int:
        low, high = 0, len(self._ends)
        while low < high:
            middle = (low + high) // 2
            if self._word(middle) < word:
                low = middle + 1
            else:
                high = middle
        return low
