"""A file as it was read: interchanges, groups and transaction sets over the unchanged bytes. Segments are
made when they are asked for; what is kept is where they are, so that a large file costs no more memory than
its bytes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from almoner.core.x12.delimiters import Delimiters, Header
from almoner.core.x12.issue import Issue
from almoner.core.x12.mapped import Data
from almoner.core.x12.scanner import Elements, Scanner
from almoner.core.x12.segment import Segment


@dataclass(eq=False)
class TransactionSet:
    """One ST..SE. `is_whole` says that the SE is there and its count and control number are right.

    Three ways to the segments, from the cheapest: `iter_rows()` streams lists of text and keeps nothing,
    `rows()` gives them all, `segments` adds places (made once and kept). ST and SE are included in each."""

    scanner: Scanner = field(repr=False)
    start: int
    end: int
    st: Elements = field(repr=False)
    se: Elements = field(repr=False, default_factory=list)
    isa_control: str = ""
    gs_control: str = ""
    group_guide: str = ""
    issues: list[Issue] = field(default_factory=list, repr=False)
    is_whole: bool = False

    @property
    def set_id(self) -> str:
        """ST01, as "837"."""
        return self.st[1].strip() if len(self.st) > 1 else ""

    @property
    def st_control(self) -> str:
        """ST02 as text."""
        return self.st[2].strip() if len(self.st) > 2 else ""

    @property
    def guide(self) -> str:
        """The implementation guide that the group names (GS08), else the transaction (ST03), else nothing."""
        own = self.st[3].strip() if len(self.st) > 3 else ""
        return self.group_guide or own

    @property
    def delimiters(self) -> Delimiters:
        return self.scanner.delimiters

    @property
    def byte_offset(self) -> int:
        """Place of the ST in the file."""
        return self.start

    @property
    def raw(self) -> bytes:
        """The exact bytes from ST to SE, or to where the transaction breaks off."""
        return self.scanner.data[self.start : self.end]

    def iter_rows(self) -> Iterator[Elements]:
        """The segments one after the other, as lists of text; nothing is kept."""
        return self.scanner.rows(self.start, self.end)

    def rows(self) -> list[Elements]:
        """All segments as lists of text."""
        return self.scanner.all_rows(self.start, self.end)

    def iter_located(self) -> Iterator[tuple[int, Elements]]:
        """The segments one after the other, each with the place of its first byte in the file; nothing is
        kept."""
        return self.scanner.located(self.start, self.end)

    def iter_segments(self) -> Iterator[Segment]:
        """The segments one after the other with their places; nothing is kept."""
        delimiters = self.delimiters
        for index, (offset, elements) in enumerate(self.iter_located(), 1):
            yield Segment(elements, index, offset, delimiters)

    @cached_property
    def segments(self) -> list[Segment]:
        return list(self.iter_segments())

    @cached_property
    def segment_count(self) -> int:
        """How many there are, ST and SE included; counted without making them."""
        return self.scanner.count(self.start, self.end)


@dataclass(eq=False)
class Group:
    """One GS..GE. A group that the file forgot to open has an empty `gs`."""

    gs: Elements = field(repr=False)
    byte_offset: int
    ge: Elements = field(repr=False, default_factory=list)
    sets: list[TransactionSet] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list, repr=False)
    is_whole: bool = False

    def _get(self, number: int) -> str:
        return self.gs[number].strip() if number < len(self.gs) else ""

    @property
    def functional_id(self) -> str:
        """GS01, as "HC"."""
        return self._get(1)

    @property
    def sender(self) -> str:
        return self._get(2)

    @property
    def receiver(self) -> str:
        return self._get(3)

    @property
    def date(self) -> str:
        """GS04 as sent, CCYYMMDD."""
        return self._get(4)

    @property
    def time(self) -> str:
        """GS05 as sent."""
        return self._get(5)

    @property
    def control(self) -> str:
        """GS06 as text."""
        return self._get(6)

    @property
    def guide(self) -> str:
        """GS08, as "005010X222A1"."""
        return self._get(8)

    @property
    def stated_count(self) -> str:
        """GE01 as sent, empty where there is no GE."""
        return self.ge[1].strip() if len(self.ge) > 1 else ""


@dataclass(eq=False)
class Interchange:
    """One ISA..IEA, with the delimiters of its own and the exact bytes.

    `is_whole`: the IEA is there, and every count and control number of the envelopes and of all sets is
    right."""

    head: Header = field(repr=False)
    data: Data = field(repr=False)
    end: int = 0
    iea: Elements = field(repr=False, default_factory=list)
    groups: list[Group] = field(default_factory=list)
    tas: list[Segment] = field(default_factory=list, repr=False)
    issues: list[Issue] = field(default_factory=list, repr=False)
    is_whole: bool = False

    @property
    def header(self) -> Elements:
        """The elements of the ISA, blanks and all."""
        return self.head.elements

    @property
    def delimiters(self) -> Delimiters:
        return self.head.delimiters

    @property
    def byte_offset(self) -> int:
        return self.head.start

    @property
    def raw(self) -> bytes:
        """The exact bytes from the ISA to the end of the IEA."""
        return self.data[self.head.start : self.end]

    @property
    def sender_qualifier(self) -> str:
        return self.header[5].strip()

    @property
    def sender(self) -> str:
        return self.header[6].strip()

    @property
    def receiver_qualifier(self) -> str:
        return self.header[7].strip()

    @property
    def receiver(self) -> str:
        return self.header[8].strip()

    @property
    def date(self) -> str:
        """ISA09 as sent, YYMMDD."""
        return self.header[9].strip()

    @property
    def time(self) -> str:
        """ISA10 as sent, HHMM."""
        return self.header[10].strip()

    @property
    def control(self) -> str:
        """ISA13 as text."""
        return self.header[13].strip()

    @property
    def is_acknowledgement_wanted(self) -> bool:
        """ISA14 asks for a TA1."""
        return self.header[14].strip() == "1"

    @property
    def usage(self) -> str:
        """ISA15: "P" for production, "T" for test."""
        return self.header[15].strip()

    @property
    def sets(self) -> list[TransactionSet]:
        """The sets of all groups, in the order of the file."""
        return [each for group in self.groups for each in group.sets]


@dataclass(eq=False)
class Document:
    """A whole file. `issues` are those outside any interchange."""

    data: Data = field(repr=False)
    interchanges: list[Interchange] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list, repr=False)

    @property
    def sets(self) -> list[TransactionSet]:
        """All transaction sets, in the order of the file."""
        return [each for interchange in self.interchanges for each in interchange.sets]

    def all_issues(self) -> Iterator[Issue]:
        """Every issue of the file, of its interchanges, groups and sets."""
        yield from self.issues
        for interchange in self.interchanges:
            yield from interchange.issues
            for group in interchange.groups:
                yield from group.issues
                for each in group.sets:
                    yield from each.issues


def rewrite(document: Document) -> bytes:
    """The file written back from its parts; the same bytes, because every byte belongs to an interchange or
    to a gap."""
    return b"".join(pieces(document))


def pieces(document: Document, *, size: int = 1 << 20) -> Iterator[bytes]:
    """The same in pieces of at most so many bytes, for a file that is too large to be held."""
    at = 0
    for interchange in document.interchanges:
        assert at <= interchange.byte_offset <= interchange.end
        for start, end in ((at, interchange.byte_offset), (interchange.byte_offset, interchange.end)):
            yield from _cut(document.data, start, end, size)
        at = interchange.end
    yield from _cut(document.data, at, len(document.data), size)


def _cut(data: Data, start: int, end: int, size: int) -> Iterator[bytes]:
    for at in range(start, end, size):
        yield data[at : min(at + size, end)]
