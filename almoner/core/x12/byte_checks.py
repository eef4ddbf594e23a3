"""Level 1 over the bytes of an interchange: characters, ids, trailing separators, sizes. Quick looks say
whether there is anything to find; only then are segments walked to say exactly where."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from almoner.core.x12 import byte_patterns
from almoner.core.x12.delimiters import LINE_ENDS, Delimiters
from almoner.core.x12.document import Interchange, TransactionSet
from almoner.core.x12.issue import IssueLog, Place, found
from almoner.core.x12.joint import long_segments
from almoner.core.x12.mapped import Data, search
from almoner.core.x12.scanner import BINARY, Elements, Scanner

_PRINTABLE = bytes(range(32, 127))
_STRIDE = 1 << 20
_ID = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_HITS_PER_ISSUE = 10
_OF_ELEMENTS = ("X-SEG-05", "X-SEG-06", "X-SEG-07")


class _Hit(NamedTuple):
    """Something at a byte of the file."""

    offset: int
    rule: str


def check_bytes(interchange: Interchange, scanner: Scanner) -> None:
    """Adds what is found to the issues of the sets and of the interchange."""
    finders = _finders_for(interchange, scanner)
    if scanner.joint is None and not scanner.is_careful:
        _note_layout(interchange, scanner)
    for each in interchange.sets:
        _check_separator(each, scanner)
        if finders:
            _check_set(each, scanner, finders)


Finder = Callable[[TransactionSet, Scanner], Iterator[_Hit]]


def _finders_for(interchange: Interchange, scanner: Scanner) -> list[Finder]:
    """The searches that will find something somewhere in the interchange, by a quick look over all of it."""
    data, start, end = scanner.data, interchange.head.end, interchange.end
    finders: list[Finder] = []
    if _has_odd_bytes(data, start, end, scanner.delimiters):
        finders.append(_odd_bytes)
    if any(data.find(tail, start, end) >= 0 for tail in byte_patterns.tails(scanner.delimiters)):
        finders.append(_tails)
    if any(True for _ in long_segments(scanner, start, end, scanner.limits.elements)):
        finders.append(_long)
    if scanner.joint is None:
        finders.append(_odd_ids)
    return finders


def _check_set(each: TransactionSet, scanner: Scanner, finders: list[Finder]) -> None:
    most = scanner.limits.issues_per_set * _HITS_PER_ISSUE
    hits = sorted(hit for finder in finders for hit in islice(finder(each, scanner), most))
    if hits:
        log = IssueLog(scanner.limits.issues_per_set)
        _Walk(scanner, log, hits).over(each)
        each.issues += log.closed()


def _odd_bytes(each: TransactionSet, scanner: Scanner) -> Iterator[_Hit]:
    for match in byte_patterns.odd_bytes(scanner.delimiters).finditer(scanner.data, each.start, each.end):
        yield _Hit(match.start(), "X-SEG-07" if match[0] > b"\x7f" else "X-SEG-06")


def _tails(each: TransactionSet, scanner: Scanner) -> Iterator[_Hit]:
    element = scanner.delimiters.element.encode("latin-1")
    for tail in byte_patterns.tails(scanner.delimiters):
        for offset in _all_places(scanner, tail, each):
            yield _Hit(offset, "X-SEG-04" if tail.startswith(element) else "X-SEG-05")


def _long(each: TransactionSet, scanner: Scanner) -> Iterator[_Hit]:
    limits, separator = scanner.limits, scanner.delimiters.element.encode("latin-1")
    for start, stop in long_segments(scanner, each.start, each.end, limits.elements):
        if stop - start > limits.segment_bytes:
            yield _Hit(start, "X-LIMIT-SEGMENT")
        elif scanner.data.count(separator, start, stop) > limits.elements:
            yield _Hit(start, "X-LIMIT-ELEMENTS")


def _odd_ids(each: TransactionSet, scanner: Scanner) -> Iterator[_Hit]:
    pattern = byte_patterns.odd_ids(scanner.delimiters)
    for match in pattern.finditer(scanner.data, each.start - 1, each.end):
        yield _Hit(match.end(), "X-SEG-02")


def _all_places(scanner: Scanner, text: bytes, each: TransactionSet) -> Iterator[int]:
    at = scanner.data.find(text, each.start, each.end)
    while at >= 0:
        yield at
        at = scanner.data.find(text, at + len(text), each.end)


class _Walk:
    """Walks the segments of a set beside the sorted hits, so that each hit gets its segment, element and
    claim."""

    def __init__(self, scanner: Scanner, log: IssueLog, hits: list[_Hit]) -> None:
        self.scanner, self.log, self.hits = scanner, log, hits
        self.at, self.claim = 0, ""
        self.told: set[tuple[int, str, int | None]] = set()

    def over(self, each: TransactionSet) -> None:
        """All segments of the set."""
        index, start, elements = 0, each.start, each.st
        for following, next_elements in self.scanner.located(each.start, each.end):
            if index:
                self._tell(index, start, following, elements)
            index, start, elements = index + 1, following, next_elements
            if elements[0] in ("CLM", "CLP") and len(elements) > 1:
                self.claim = elements[1]
            if self.at >= len(self.hits):
                return
        self._tell(index, start, each.end, elements)

    def _tell(self, index: int, start: int, end: int, elements: Elements) -> None:
        """The hits of one segment; those in the blanks behind it or in a binary payload don't count."""
        while self.at < len(self.hits) and self.hits[self.at].offset < end:
            hit = self.hits[self.at]
            self.at += 1
            if hit.rule == "X-SEG-02":
                self._check_id(index, start, elements)
            elif hit.rule.startswith("X-LIMIT") or self._is_inside(hit, start, end, elements):
                self._log(hit, index, start, elements)

    def _log(self, hit: _Hit, index: int, start: int, elements: Elements) -> None:
        element = self._element(hit, start) if hit.rule in _OF_ELEMENTS else None
        key = (index, hit.rule, element)
        if key not in self.told:
            self.told.add(key)
            self.log.add(hit.rule, Place(elements[0][:3], start, index, element), claim=self.claim)

    def _is_inside(self, hit: _Hit, start: int, end: int, elements: Elements) -> bool:
        stop, _ = self.scanner.segment_end(start, end)
        return elements[0] not in BINARY and hit.offset < stop

    def _element(self, hit: _Hit, start: int) -> int:
        separator = self.scanner.delimiters.element.encode("latin-1")
        return self.scanner.data.count(separator, start, hit.offset)

    def _check_id(self, index: int, start: int, elements: Elements) -> None:
        place = Place(elements[0][:3], start, index)
        raw = self.scanner.data[start : start + len(elements[0])]
        is_binary = elements[0] in BINARY
        if not _ID.fullmatch(elements[0]):
            self.log.add("X-SEG-02", place, claim=self.claim)
        elif raw != raw.upper():
            self.log.add("X-SEG-03", place, claim=self.claim)
        if is_binary and self.scanner.binary_end(start, elements[0], len(self.scanner.data)) is None:
            self.log.add("X-SEG-08", place, claim=self.claim)


def _check_separator(each: TransactionSet, scanner: Scanner) -> None:
    """The first composite with a qualifier shows whether composites are split as ISA16 says."""
    match = search(byte_patterns.coded_composite(scanner.delimiters), scanner.data, each.start - 1, each.end)
    mark = byte_patterns.UNDECLARED.match(scanner.data, match.end(), each.end) if match else None
    if match is None or mark is None or mark[1] in scanner.delimiters.as_bytes():
        return
    start = match.start(1)
    place = Place(match[1].decode("ascii"), start, scanner.count(each.start, start) + 1, 1)
    hint = (
        f"It looks like {mark[1].decode('latin-1')!r}; ask the sender to declare the separator that is used."
    )
    each.issues.append(replace(found("X-SEG-09", place), hint=hint))


def _note_layout(interchange: Interchange, scanner: Scanner) -> None:
    """One issue for a wrapped file, one for blanks and empty segments; not where payloads could look like
    either."""
    start, end = interchange.head.start, interchange.end
    wrapped = byte_patterns.wrapped(scanner.delimiters)
    for rule, layout in (("X-FILE-05", wrapped), ("X-FILE-06", byte_patterns.gaps(scanner.delimiters))):
        match = search(layout, scanner.data, start, end) if layout else None
        if match:
            interchange.issues.append(found(rule, Place("", match.start())))


def _has_odd_bytes(data: Data, start: int, end: int, delimiters: Delimiters) -> bool:
    """A byte that is neither printable ASCII nor a delimiter nor a line end."""
    plain = _PRINTABLE + LINE_ENDS + delimiters.as_bytes()
    return any(data[at : min(at + _STRIDE, end)].translate(None, plain) for at in range(start, end, _STRIDE))
