"""Where claims lie in the bytes of an 837 that we sent: by transaction, and by segment number within it.

Promises that a place which an acknowledgement names is traced to the claims that stand or fall with it: a
segment of a claim to that claim, one of a subscriber to the claims below, one of the practice to all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from almoner.core.x12 import NotX12, Segment, TransactionSet, read

OF_A_NAME = frozenset({"N3", "N4", "DMG", "PER"})
"""Segments that belong to the name before them."""


@dataclass(slots=True)
class SentSet:
    """One transaction: its control numbers, its segments, and the claims (CLM01) in their order."""

    st_control: str
    group_control: str
    reference: str = ""
    segments: list[Segment] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    owners: list[tuple[int, int]] = field(default_factory=list)
    """Of each segment: the first claim that it concerns and the one after the last, as places in `claims`."""

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
        document = read(data)
    except NotX12:
        return {}
    found = {}
    for interchange in document.interchanges:
        for group in interchange.groups:
            for each in group.sets:
                sent = _map(each, group.control)
                found[group.control, sent.st_control] = sent
    return found


def _map(received: TransactionSet, group_control: str) -> SentSet:
    sent = SentSet(st_control=received.st_control, group_control=group_control)
    open_levels: list[tuple[str, int, int]] = []
    """Levels that are open: their code, the place of their first segment, and of their first claim."""
    marks: list[tuple[int, int, int, int]] = []
    for place, segment in enumerate(received.iter_segments()):
        sent.segments.append(segment)
        match segment.id:
            case "BHT":
                sent.reference = segment.get(3)
            case "HL":
                _close(open_levels, segment.get(3), place, len(sent.claims), marks)
                open_levels.append((segment.get(3), place, len(sent.claims)))
            case "CLM":
                if open_levels and open_levels[-1][0] == "claim":
                    _close(open_levels, "claim", place, len(sent.claims), marks)
                open_levels.append(("claim", place, len(sent.claims)))
                sent.claims.append(segment.get(1))
    end, last = len(sent.segments), len(sent.claims)
    sent.owners = [(0, last)] * end
    _close(open_levels, "", end, last, marks)
    for start, stop, first, after in sorted(marks, key=lambda mark: mark[0]):
        sent.owners[start:stop] = [(first, after)] * (stop - start)
    return sent


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
