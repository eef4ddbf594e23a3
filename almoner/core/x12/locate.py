"""Completes issues once they are known: the byte of their segment, the path of loops, and the claim they
stand in. A second look at the file, taken only where there is something to say."""

from collections.abc import Iterable
from dataclasses import replace

from almoner.core.x12.document import TransactionSet
from almoner.core.x12.issue import Issue
from almoner.core.x12.spec import Guide
from almoner.core.x12.tree import ABSENT, Loop
from almoner.core.x12.tree_builder import TreeBuilder
from almoner.core.x12.walk import Walk


def claim_of(loop: Loop, guide: Guide) -> str:
    """The control number of a claim's loop: CLM01, CLP01, or the trace number; empty where it has none."""
    segment, element = guide.claim_key
    return loop.get(segment, element)


def locate(issues: Iterable[Issue], each: TransactionSet, guide: Guide | None) -> list[Issue]:
    """The issues of a transaction with byte, loop path and claim filled in, in the order of the file."""
    found = sorted(issues, key=lambda issue: (issue.segment_index, issue.snip))
    unplaced = {
        issue.segment_index
        for issue in found
        if issue.segment_index and not (issue.byte_offset and issue.loop_path)
    }
    if not unplaced:
        return found
    bytes_of = _bytes_of(each, unplaced)
    places = _Places(guide, unplaced).of(each) if guide else {}
    return [_completed(issue, bytes_of, places) for issue in found]


def _bytes_of(each: TransactionSet, wanted: set[int]) -> dict[int, int]:
    return {index: at for index, (at, _) in enumerate(each.iter_located(), 1) if index in wanted}


def _completed(issue: Issue, bytes_of: dict[int, int], places: "dict[int, list[_Placed]]") -> Issue:
    at = issue.byte_offset or bytes_of.get(issue.segment_index, 0)
    placed = places.get(issue.segment_index, [])
    best = next((one for one in placed if one.loop == issue.loop), placed[0] if placed else None)
    return replace(
        issue,
        loop=issue.loop or (best.loop if best else ""),
        byte_offset=at,
        loop_path=issue.loop_path or (best.path if best else ""),
        claim=issue.claim or (best.claim if best else ""),
    )


class _Placed:
    """A loop that a segment is in."""

    __slots__ = ("claim", "loop", "path")

    def __init__(self, loop: str, path: str, claim: str) -> None:
        self.loop = loop
        self.path = path
        self.claim = claim


class _Places:
    """Notes, for the segments that are asked for, the loop of each and of the one before it, with those
    around them: a missing segment is told where it was missed, just behind its loop."""

    def __init__(self, guide: Guide, wanted: set[int]) -> None:
        self.guide = guide
        self.wanted = wanted | {index - 1 for index in wanted}
        self.direct: dict[int, list[_Placed]] = {}
        self.first_claims: dict[int, str] = {}

    def of(self, each: TransactionSet) -> dict[int, list[_Placed]]:
        """The loops of each wanted segment, the nearest first."""
        builder = TreeBuilder(self.guide, each.delimiters, self._claim, self._loop)
        Walk(each, self.guide, builder).run()
        builder.finish()
        return {index: self.direct.get(index, []) + self.direct.get(index - 1, []) for index in self.wanted}

    def _claim(self, claim: Loop) -> None:
        key = claim_of(claim, self.guide)
        up = claim.up
        while up is not None and up.up is not None and up.id not in self.guide.claim_loops:
            if up.spec.opener.id == "HL" and claim.id in {part.id for part in up.spec.parts}:
                self.first_claims.setdefault(id(up), key)
            up = up.up
        for loop in claim.within():
            self._note(loop, key)

    def _loop(self, loop: Loop) -> None:
        """A level with what is in it beside its claims, once it has ended and its first claim is known; what
        stands outside levels at once. A level that is gone gives its number in memory to another."""
        if loop.spec.opener.id != "HL" and _is_in_level(loop):
            return
        for inner in loop.within():
            at: Loop | None = inner
            claim = ""
            while at is not None and not claim:
                claim = self.first_claims.get(id(at), "")
                at = at.up
            self._note(inner, claim)
        self.first_claims.pop(id(loop), None)

    def _note(self, loop: Loop, claim: str) -> None:
        for spec, _, index in loop.bound:
            if index in self.wanted and index not in self.direct and spec is not ABSENT:
                chain: list[_Placed] = []
                at: Loop | None = loop
                while at is not None:
                    chain.append(_Placed(at.id, at.path, claim))
                    at = at.up
                self.direct[index] = chain


def _is_in_level(loop: Loop) -> bool:
    at = loop.up
    while at is not None and at.spec.opener.id != "HL":
        at = at.up
    return at is not None
