"""The rules across segments of the 999 (level 4): verdicts that follow from the errors told, counts that
follow from the sets. No 999 answers a 999, so that no rule here has a code for one.

Whether it repeats what was sent (K-04) shows beside the group only; here the kinds of group and set agree.
"""

from collections.abc import Iterator

from almoner.core.x12.rule import Rulebook, Spot, Words, at, missing, rule, says_nothing
from almoner.core.x12.tree import Loop, Row

_SET_OF_GROUP = {
    "BE": "834",
    "HB": "271",
    "HC": "837",
    "HI": "278",
    "HN": "277",
    "HP": "835",
    "HR": "276",
    "HS": "270",
    "PI": "275",
    "RA": "820",
}
_DIGITS = 6
"""Of a number of sets, at most: the length that the dictionary allows."""
_SEGMENTS_IN_ERROR = frozenset(("5", "I5"))
_REASONS = tuple(f"reason{number}" for number in range(1, 6))


@rule(
    "K-01",
    "2100",
    Words(
        "Element errors (IK4) and the segment's error code don't go together.",
        "Code 8 has at least one IK4 below it, and IK4 stands below 8 only.",
        source="999 IK304",
    ),
)
def element_errors_stand_below_8(loop: Loop) -> Iterator[Spot]:
    """IK304 and IK4 (handbook K-01)."""
    error = loop.row("segment_error")
    if error is None:
        return
    has_elements = loop.counts.get("2110", 0) > 0
    if error.get("error") == "8" and not has_elements:
        yield missing(loop, "IK4", because=(error, "error"))
    elif error.get("error") != "8" and has_elements:
        yield at(error, "error")


@rule(
    "K-02",
    "2000",
    Words(
        "The set's verdict doesn't follow from the errors told above it.",
        "A set with errors is E or R with a reason; one without is A and has none.",
        source="999 IK501",
    ),
    has="set_verdict",
)
def verdict_follows_from_errors(loop: Loop) -> Iterator[Spot]:
    """IK501, IK502 and IK3 (handbook K-02)."""
    row = loop.row("set_verdict")
    assert row is not None
    verdict = row.get("verdict")
    reasons = {row.get(each) for each in _REASONS} - {""}
    has_errors = loop.counts.get("2100", 0) > 0
    if verdict == "A" and has_errors:
        yield at(row, "verdict")
    elif bool(reasons) is (verdict == "A") and verdict in ("A", "E", "R"):
        yield at(row, "reason1", because=(row, "verdict"))
    elif verdict in ("E", "R") and not has_errors and reasons <= _SEGMENTS_IN_ERROR:
        yield missing(loop, "IK3", because=(row, "reason1"))


@rule(
    "K-05",
    "2000",
    Words(
        "This kind of set doesn't belong to a group of the kind that is answered.",
        "Repeat GS01 in AK101 and ST01 in AK201 as they were received.",
        source="999 AK201",
    ),
    has="set",
)
def set_fits_the_group(loop: Loop) -> Iterator[Spot]:
    """AK201 and AK101 (handbook K-04); a set that was refused may have been of the wrong kind."""
    root, row = loop.above("ST"), loop.row("set")
    group = root.row("group") if root else None
    if group is None or row is None or loop.get("set_verdict", "verdict") == "R":
        return
    expected = _SET_OF_GROUP.get(group.get("functional_id"))
    if expected and row.get("set") != expected:
        yield at(row, "set", because=(group, "functional_id"))


_COUNTS = rule(
    "K-03",
    "ST",
    Words(
        "The group's verdict and counts don't follow from the sets answered.",
        "Received counts the AK2, accepted those with A or E; all is A or E, some is P, none is R.",
        source="999 AK9",
    ),
)(says_nothing)


class _Group:
    """Counts the sets answered and holds AK9 against them (handbook K-03)."""

    loops = frozenset({"2000", "ST"})

    def __init__(self) -> None:
        self.sets = 0
        self.accepted = 0
        self.with_errors = 0

    def take(self, loop: Loop) -> Iterator[Spot]:
        """At the end, the first element of AK9 that doesn't follow."""
        if loop.id == "2000":
            verdict = loop.get("set_verdict", "verdict")
            self.sets += 1
            self.accepted += verdict in ("A", "E")
            self.with_errors += verdict == "E"
        elif loop.id == "ST":
            row = loop.row("group_verdict")
            wrong = self._wrong(row) if row else ""
            if row is not None and wrong:
                yield at(row, wrong)._replace(rule=_COUNTS.id)

    def _wrong(self, row: Row) -> str:
        counts = [row.get("received"), row.get("accepted")]
        if not all(each.isdecimal() and len(each) <= _DIGITS for each in counts):
            return ""
        received, accepted = map(int, counts)
        is_refused_whole = bool(row.get("reason1")) and not accepted
        if self.sets and self.sets != received:
            return "received"
        if accepted > received or (self.sets and accepted != self.accepted and not is_refused_whole):
            return "accepted"
        verdict = row.get("verdict")
        return "verdict" if verdict in _VERDICTS and verdict not in self._fitting(row, received) else ""

    def _fitting(self, row: Row, received: int) -> str:
        """The verdicts that fit these counts. Without sets, A and E can't be told apart; with a reason for
        the group itself, an accepted one has errors."""
        accepted = int(row.get("accepted"))
        if not accepted:
            return "R" if received or row.get("reason1") else _VERDICTS
        if accepted < received:
            return "P"
        if not self.sets:
            return "AE"
        return "E" if self.with_errors or row.get("reason1") else "A"


_VERDICTS = "AEPR"

RULES = Rulebook(
    (element_errors_stand_below_8, verdict_follows_from_errors, set_fits_the_group, _COUNTS),
    tallies=(_Group,),
)
