"""Where claims lie in the bytes of an 837 that we sent: by transaction, and by segment number within it.

Promises that a place which an acknowledgement names is traced to the claims that stand or fall with it: a
segment of a claim to that claim, one of a subscriber to the claims below, one of the practice to all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from almoner.core.x12 import Document, NotX12, Segment, TransactionSet, read

OF_A_NAME = frozenset({"N3", "N4", "DMG", "PER"})
"""Segments that belong to the name before them."""


@dataclass(eq=False)
class SentSet:
    """One transaction: its control numbers, and the claims (CLM01) in their order. Places are worked out when
    they are asked for: an acknowledgement without errors asks for none.
    """

    received: TransactionSet = field(repr=False)
    group_control: str
    reference: str = ""
    claims: list[str] = field(default_factory=list)

    @property
    def st_control(self) -> str:
        """ST02 as text."""
        return self.received.st_control

    @property
    def segments(self) -> list[Segment]:
        """The segments with their places, ST and SE included."""
        return self.received.segments

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The claims' numbers (CLM01)."""
        return frozenset(self.claims)

    @cached_property
    def owners(self) -> list[tuple[int, int]]:
        """Of each segment: the first claim that it concerns and the one after the last, as places in
        `claims`.
        """
        return _owners(self.segments)

    def at(self, index: int) -> Segment | None:
        """Return the segment with a number (ST = 1), or None."""
        return self.segments[index - 1] if 1 <= index <= len(self.segments) else None

    def qualifier(self, index: int, segment_id: str) -> str:
        """Return what says more of a segment: its own first element, or for an address whose name
        it follows.
        """
        segment = self.at(index)
        if segment is None or segment.id != segment_id:
            return ""
        if segment_id not in OF_A_NAME:
            return segment.get(1)
        for earlier in range(index - 1, max(index - 6, 0), -1):
            if self.segments[earlier - 1].id == "NM1":
                return self.segments[earlier - 1].get(1)
        return ""

    def concerned(self, index: int) -> list[str]:
        """Return the claims that a segment concerns; all of them where the number is outside."""
        if not 1 <= index <= len(self.owners):
            return list(self.claims)
        first, after = self.owners[index - 1]
        return self.claims[first:after]


def map_sets(data: bytes) -> Mapping[tuple[str, str], SentSet]:
    """Return the transactions of bytes that we sent, by (GS06, ST02); empty where they are no X12."""
    try:
        return map_document(read(data))
    except NotX12:
        return {}


def map_document(document: Document) -> Mapping[tuple[str, str], SentSet]:
    """Return the transactions of a file that we sent, by (GS06, ST02)."""
    found = {}
    for interchange in document.interchanges:
        for group in interchange.groups:
            for each in group.sets:
                sent = _map(each, group.control)
                found[group.control, sent.st_control] = sent
    return found


def _map(received: TransactionSet, group_control: str) -> SentSet:
    sent = SentSet(received, group_control)
    for row in received.iter_rows():
        if row[0] == "CLM":
            sent.claims.append(row[1] if len(row) > 1 else "")
        elif row[0] == "BHT":
            sent.reference = row[3] if len(row) > 3 else ""
    return sent


def _owners(segments: Sequence[Segment]) -> list[tuple[int, int]]:
    open_levels: list[tuple[str, int, int]] = []
    """Levels that are open: their code, the place of their first segment, and of their first claim."""
    marks: list[tuple[int, int, int, int]] = []
    claims = 0
    for place, segment in enumerate(segments):
        if segment.id == "HL":
            _close(open_levels, segment.get(3), place, claims, marks)
            open_levels.append((segment.get(3), place, claims))
        elif segment.id == "CLM":
            if open_levels and open_levels[-1][0] == "claim":
                _close(open_levels, "claim", place, claims, marks)
            open_levels.append(("claim", place, claims))
            claims += 1
    owners = [(0, claims)] * len(segments)
    _close(open_levels, "", len(segments), claims, marks)
    for start, stop, first, after in sorted(marks, key=lambda mark: mark[0]):
        owners[start:stop] = [(first, after)] * (stop - start)
    return owners


_DEPTH = {"": 0, "20": 1, "22": 2, "23": 3, "claim": 4}


def _close(
    open_levels: list[tuple[str, int, int]],
    code: str,
    place: int,
    claims: int,
    marks: list[tuple[int, int, int, int]],
) -> None:
    """Close every open level that doesn't hold the new one, and mark the segments that it reached over."""
    depth = _DEPTH.get(code, 1)
    while open_levels and _DEPTH.get(open_levels[-1][0], 1) >= depth:
        _, start, first = open_levels.pop()
        marks.append((start, place, first, claims))
