"""What the reader and the checks have to say about a file, as plain data with an exact place and without any
value of the file in its words."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from almoner.core.x12.faults import FAULTS
from almoner.core.x12.faults_guide import GUIDE_FAULTS

Severity = Literal["error", "warning", "note"]


class Trigger(NamedTuple):
    """The segment (and element) because of which a situational rule applies."""

    segment: str
    segment_index: int
    loop: str = ""
    element: int | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding. `message` and `hint` never hold a value of the file; `claim` is a control number, kept out
    of str().

    `code_999` is the code for the acknowledgement. `scope` says which list it is from: "element" (IK4),
    "segment" (IK3), "set" (IK5), "group" (AK9), "interchange" (TA1); when empty it follows from `element` and
    `segment_index`. `segment_index` counts from ST = 1 and is 0 in an envelope; `byte_offset` is that of the
    segment's first byte in the file. A missing segment is reported at the segment where it was found missing,
    with the missing id as `segment`."""

    severity: Severity
    snip: int
    rule: str
    code_999: str
    message: str
    hint: str = ""
    segment_index: int = 0
    byte_offset: int = 0
    loop: str = ""
    segment: str = ""
    element: int | None = None
    component: int | None = None
    repetition: int | None = None
    loop_path: str = ""
    """The loops from the outermost with their ordinals, as "2000A[1]/2000B[7]/2300[1]"."""
    claim: str = field(default="", repr=False)
    scope: str = ""
    data_element: str = ""
    """The number of the element in the data dictionary (IK402), where the finder knows it."""
    trigger: Trigger | None = None
    """For a rule across segments: what made the rule apply."""
    csc_277: str = ""
    """Claim status for a 277CA, as "A7:562:85" (category, status, entity), where one fits."""
    source: str = ""
    """Where the rule comes from: a place of the guide, a card, a code list with its release."""

    def __str__(self) -> str:
        place = (
            f"segment {self.segment_index} {self.segment}".rstrip() if self.segment_index else self.segment
        )
        element = "" if self.element is None else f"{self.element:02d}"
        component = "" if self.component is None else f"-{self.component}"
        where = f"byte {self.byte_offset}, {place}{element}{component}"
        return f"{self.severity} {self.rule} at {where}: {self.message}"

    @property
    def acknowledged_as(self) -> str:
        """The scope, worked out where it isn't said."""
        if self.scope:
            return self.scope
        if self.element is not None:
            return "element"
        return "segment" if self.segment_index else "interchange"


class Place(NamedTuple):
    """Where a fault of the grammar was found."""

    segment: str = ""
    byte_offset: int = 0
    segment_index: int = 0
    element: int | None = None
    component: int | None = None
    repetition: int | None = None


_FAULTS = FAULTS | GUIDE_FAULTS


def found(rule: str, place: Place, *, claim: str = "", loop: str = "", what: str = "") -> Issue:
    """The issue of a rule of the tables at a place; `what` names the element or segment where the rule's
    sentence asks for it."""
    fault = _FAULTS[rule]
    return Issue(
        severity=fault.severity,
        snip=fault.snip,
        rule=rule,
        code_999=fault.code,
        message=fault.message.format(what=what) if what else fault.message,
        hint=fault.hint,
        segment_index=place.segment_index,
        byte_offset=place.byte_offset,
        loop=loop,
        segment=place.segment,
        element=place.element,
        component=place.component,
        repetition=place.repetition,
        claim=claim,
        scope=fault.scope,
    )


class IssueLog:
    """Keeps the first so many issues and counts the rest, so that a hostile file can't fill the memory."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept: list[Issue] = []
        self.dropped = 0

    def add(self, rule: str, place: Place, *, claim: str = "") -> None:
        """Notes a fault."""
        if len(self.kept) < self.most:
            self.kept.append(found(rule, place, claim=claim))
        else:
            self.dropped += 1

    def closed(self) -> list[Issue]:
        """The issues in the order of the file, and one more that counts those that weren't kept."""
        issues = sorted(self.kept, key=lambda issue: issue.byte_offset)
        if self.dropped:
            issues.append(found("X-LIMIT-ISSUES", Place(byte_offset=issues[-1].byte_offset)))
        return issues
