"""Pairs of procedures (NCCI PTP): the official tab-separated files and the plain list, read line by line, for
there are millions of them."""

import re
from collections.abc import Callable
from datetime import date

from almoner.core.rules.pairs import PairRows, day_number, mark_of, number_of
from almoner.store.shipped.code_files.days import NotADay, day_after, read_day
from almoner.store.shipped.code_files.loaded import Asked, Loaded, span_of
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import NotThisLayout, Tally

_PLAIN = "col1,col2,effective,deletion,indicator,basis"
_OFFICIAL = re.compile(r"(?m)^[0-9A-Z]{5}\t[0-9A-Z]{5}\t[^\t\n]{0,2}\t?\d{8}\t")
_RATIONALES = (
    ("misuse", "M"),
    ("mutually", "X"),
    ("more extensive", "E"),
    ("separate", "T"),
    ("definition", "D"),
    ("anesthesia service", "A"),
    ("anesthesia", "P"),
    ("surgical practice", "S"),
    ("instruction", "C"),
    ("sequential", "Q"),
    ("panel", "L"),
    ("gender", "G"),
    ("sex", "G"),
)
_LONGEST = 400


class _BadPair(ValueError):
    pass


def load_pairs(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """The pairs of one file. Its part is the setting with its first code, for the official table comes in
    several files; of the plain lists, whether they hold pairs in force or ended ones."""
    head = source.head.lstrip("\ufeff")
    is_plain = head.lower().startswith(_PLAIN)
    if not is_plain and not _OFFICIAL.search(head):
        raise NotThisLayout(f"{source.name} holds no tab-separated pairs (two codes, day, day, indicator)")
    pairs = _Reader(is_plain).read(source, tally)
    span = span_of(source, asked)
    setting = _setting(f"{source.name} {head[:2000]}".lower())
    if is_plain:
        half = "ended" if pairs.tails and all(until for _, _, until in pairs.tails) else "active"
    else:
        half = _first_code(head)
    facts = {"setting": setting}
    part = asked.part or f"{setting}-{half}"
    return [Loaded("ncci-ptp", span, part=part, pairs=pairs, is_partial=asked.is_partial, facts=facts)]


def _setting(text: str) -> str:
    if re.search(r"ccioph|hospital|outpatient", text):
        return "hospital"
    return "dme" if re.search(r"dme|equipment", text) else "practitioner"


def _first_code(head: str) -> str:
    match = _OFFICIAL.search(head)
    return match[0][:5].lower() if match else "all"


class _Reader:
    """Reads lines; what recurs (codes, and all that follows them) is worked out once."""

    def __init__(self, is_plain: bool) -> None:  # noqa: FBT001 - the one fact of it
        self.sign = "," if is_plain else "\t"
        self.tail_of = self._plain if is_plain else self._official
        self.pairs = PairRows()
        self.firsts: dict[str, Callable[[int], None]] = {}
        self.seconds: dict[str, int] = {}
        self.tails: dict[str, int] = {}

    def read(self, source: Source, tally: Tally) -> PairRows:
        """The pairs of all lines; what isn't a pair before the first one is preamble."""
        number, sign = 0, self.sign
        firsts, seconds, tails = self.firsts, self.seconds, self.tails
        for lines in source.blocks():
            for line in lines:
                number += 1
                try:
                    one, two, tail = line.split(sign, 2)
                    firsts[one](seconds[two] | tails[tail])
                except (KeyError, ValueError):
                    self._slow(line, number, tally)
        tally.accepted += len(self.pairs)
        return self.pairs

    def _slow(self, line: str, number: int, tally: Tally) -> None:
        """A line with something that is new, or no pair."""
        try:
            one, two, tail = line.split(self.sign, 2)
            first, second, number_of_tail = _code(one), _code(two), self.tail_of(tail)
        except (ValueError, IndexError) as error:
            if not self.firsts or not line.strip():
                tally.skip("preamble and blank lines")
                return
            rule = str(error) if isinstance(error, _BadPair | NotADay) else "a pair has all its columns"
            tally.refuse(number, rule)
            return
        self.firsts[one] = self.pairs.of(first).append
        self.seconds[two] = second << 16
        self.tails[tail] = number_of_tail
        self.firsts[one](second << 16 | number_of_tail)

    def _official(self, tail: str) -> int:
        """Mark before 1996 (not in Medicaid's files), first day, last day or `*`, indicator, rationale."""
        cells = tail.split("\t")
        if len(cells[0]) == 8:
            cells.insert(0, "")
        _, since, last, indicator, *rest = cells
        return self._tail(since, last, indicator, rest[0] if rest else "")

    def _plain(self, tail: str) -> int:
        """effective, deletion, indicator, basis."""
        since, last, indicator, basis = tail.split(",")
        return self._tail(since, last, indicator, basis)

    def _tail(self, since: str, last: str, indicator: str, rationale: str) -> int:
        start, end, mark = read_day(since), _behind(last), _mark(indicator, rationale)
        if start and end and end <= start and indicator.strip() != "9":
            raise _BadPair("a pair ends after it begins, unless its indicator is 9")
        return self.pairs.tail(mark, day_number(start), day_number(end))


def _code(text: str) -> int:
    found = number_of(text.strip())
    if found < 0:
        raise _BadPair("a pair is two codes of five places")
    return found


def _behind(last: str) -> date | None:
    return None if last.strip() == "*" else day_after(last)


def _mark(indicator: str, rationale: str) -> int:
    if indicator.strip() not in ("0", "1", "9"):
        raise _BadPair("the indicator is 0, 1 or 9")
    text = rationale.strip()[:_LONGEST]
    letter = text if len(text) == 1 else next((to for sign, to in _RATIONALES if sign in text.lower()), "")
    return mark_of(int(indicator), letter)
