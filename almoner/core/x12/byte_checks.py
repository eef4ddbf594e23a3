"""Level 1 over the bytes of an interchange: characters, ids, trailing separators, sizes. Quick looks say
whether there is anything to find; only then are segments walked to say exactly where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from almoner.core.x12.delimiters import LINE_ENDS, Delimiters
from almoner.core.x12.document import Interchange, TransactionSet
from almoner.core.x12.issue import IssueLog, Place, found
from almoner.core.x12.joint import long_segments
from almoner.core.x12.scanner import Elements, Scanner

_PRINTABLE = bytes(range(32, 127))
_STRIDE = 1 << 20
_ID = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_HITS_PER_ISSUE = 10


@dataclass(frozen=True, slots=True)
class _Hit:
    """Something at a byte; `number` is fixed where it isn't an element's."""

    offset: int
    rule: str


def check_bytes(interchange: Interchange, scanner: Scanner) -> None:
    """Adds what is found to the issues of the sets and of the interchange."""
    delimiters, data = scanner.delimiters, scanner.data
    start, end = interchange.head.end, interchange.end
    has_odd_bytes = _has_odd_bytes(data, start, end, delimiters)
    has_tails = any(data.find(tail, start, end) >= 0 for tail in _tails(delimiters))
    has_long = any(True for _ in long_segments(scanner, start, end, scanner.limits.elements))
    if scanner.joint is None:
        _note_layout(interchange, scanner)
    if not (has_odd_bytes or has_tails or has_long or scanner.joint is None):
        return
    for each in interchange.sets:
        _check_set(each, scanner)


def _check_set(each: TransactionSet, scanner: Scanner) -> None:
    log = IssueLog(scanner.limits.issues_per_set)
    hits = sorted(_hits(each, scanner), key=lambda hit: hit.offset)
    if hits or scanner.joint is None:
        _Walk(scanner, log, hits).over(each)
    each.issues += log.closed()


def _hits(each: TransactionSet, scanner: Scanner) -> Iterator[_Hit]:
    most = scanner.limits.issues_per_set * _HITS_PER_ISSUE
    pattern = _oddities(scanner.delimiters)
    for match in islice(pattern.finditer(scanner.data, each.start, each.end), most):
        yield _Hit(match.start(), _RULES[match.lastgroup or ""])
    for start, stop in islice(long_segments(scanner, each.start, each.end, scanner.limits.elements), most):
        if stop - start > scanner.limits.segment_bytes:
            yield _Hit(start, "X-LIMIT-SEGMENT")
        elif (
            scanner.data.count(scanner.delimiters.element.encode("latin-1"), start, stop)
            > scanner.limits.elements
        ):
            yield _Hit(start, "X-LIMIT-ELEMENTS")


_RULES = {"control": "X-SEG-06", "high": "X-SEG-07", "tail": "X-SEG-04", "part": "X-SEG-05"}


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
            if self.scanner.joint is None:
                self._check_id(index, start, elements)
            if elements[0] in ("CLM", "CLP") and len(elements) > 1:
                self.claim = elements[1]
        self._tell(index, start, each.end, elements)

    def _tell(self, index: int, start: int, end: int, elements: Elements) -> None:
        """The hits of one segment; those in the blanks behind it or in a binary payload don't count."""
        while self.at < len(self.hits) and self.hits[self.at].offset < end:
            hit = self.hits[self.at]
            self.at += 1
            if (
                hit.offset >= start
                and hit.rule.startswith("X-SEG")
                and not self._is_inside(hit, start, end, elements)
            ):
                continue
            element = self._element(hit, start) if hit.rule in ("X-SEG-05", "X-SEG-06", "X-SEG-07") else None
            key = (index, hit.rule, element)
            if key not in self.told:
                self.told.add(key)
                place = Place(elements[0][:3], start, index, element)
                self.log.add(hit.rule, place, claim=self.claim)

    def _is_inside(self, hit: _Hit, start: int, end: int, elements: Elements) -> bool:
        stop, _ = self.scanner.segment_end(start, end)
        return elements[0] not in ("BIN", "BDS") and hit.offset < stop

    def _element(self, hit: _Hit, start: int) -> int:
        separator = self.scanner.delimiters.element.encode("latin-1")
        return self.scanner.data.count(separator, start, hit.offset)

    def _check_id(self, index: int, start: int, elements: Elements) -> None:
        place = Place(elements[0][:3], start, index)
        raw = self.scanner.data[start : start + len(elements[0])]
        if not _ID.fullmatch(elements[0]):
            self.log.add("X-SEG-02", place, claim=self.claim)
        elif raw != raw.upper():
            self.log.add("X-SEG-03", place, claim=self.claim)
        is_binary = elements[0] in ("BIN", "BDS")
        if is_binary and self.scanner.binary_end(start, elements[0], len(self.scanner.data)) is None:
            self.log.add("X-SEG-08", place, claim=self.claim)


def _note_layout(interchange: Interchange, scanner: Scanner) -> None:
    """One issue for a wrapped file, one for blanks and empty segments."""
    start, end = interchange.head.start, interchange.end
    wrapped, gaps = _layouts(scanner.delimiters)
    if wrapped is not None:
        match = wrapped.search(scanner.data, start, end)
        if match:
            interchange.issues.append(found("X-FILE-05", Place("", match.start())))
    match = gaps.search(scanner.data, start, end)
    if match:
        interchange.issues.append(found("X-FILE-06", Place("", match.start())))


def _has_odd_bytes(data: bytes, start: int, end: int, delimiters: Delimiters) -> bool:
    """A byte that is neither printable ASCII nor a delimiter nor a line end."""
    plain = _PRINTABLE + LINE_ENDS + _bytes_of(delimiters)
    return any(data[at : min(at + _STRIDE, end)].translate(None, plain) for at in range(start, end, _STRIDE))


def _bytes_of(delimiters: Delimiters) -> bytes:
    text = delimiters.element + delimiters.component + delimiters.repetition + delimiters.terminator
    return text.encode("latin-1")


def _tails(delimiters: Delimiters) -> list[bytes]:
    """The pairs of delimiters that end a segment or a composite with nothing behind."""
    element, part, end = (
        text.encode("latin-1") for text in (delimiters.element, delimiters.component, delimiters.terminator)
    )
    ends = [b"\r", b"\n"] if delimiters.ends_lines else [end]
    tails = [element + each for each in ends]
    if part and part not in (element, end):
        tails += [part + element, *(part + each for each in ends)]
    return tails


@lru_cache(maxsize=64)
def _oddities(delimiters: Delimiters) -> re.Pattern[bytes]:
    element, part = (re.escape(text.encode("latin-1")) for text in (delimiters.element, delimiters.component))
    end = rb"[\r\n]" if delimiters.ends_lines else re.escape(delimiters.terminator.encode("latin-1"))
    taken = _bytes_of(delimiters) + LINE_ENDS
    control = b"".join(re.escape(bytes([byte])) for byte in (*range(32), 127) if byte not in taken)
    high = b"".join(re.escape(bytes([byte])) for byte in range(128, 256) if byte not in taken)
    choices = [
        b"(?P<control>[" + control + b"])",
        b"(?P<high>[" + high + b"])",
        b"(?P<tail>" + element + b"+(?=" + end + b"))",
    ]
    if part and part not in (element, end):
        choices.append(b"(?P<part>" + part + b"+(?=" + element + b"|" + end + b"))")
    return re.compile(b"|".join(choices))


@lru_cache(maxsize=64)
def _layouts(delimiters: Delimiters) -> tuple[re.Pattern[bytes] | None, re.Pattern[bytes]]:
    """A line break inside a segment (not where line breaks end segments), and blanks or nothing between two
    ends."""
    blanks = b"".join(re.escape(bytes([blank])) for blank in delimiters.blanks)
    if delimiters.ends_lines:
        return None, re.compile(rb"[\r\n][" + blanks + rb"]|\n\n|\r\r")
    end = re.escape(delimiters.terminator.encode("latin-1"))
    wrapped = re.compile(b"[^" + end + blanks + rb"\r\n][\r\n]+[^\r\n]")
    return wrapped, re.compile(end + rb"[\r\n]*(?:[" + blanks + b"]|" + end + b")")
