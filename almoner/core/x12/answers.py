"""What a TA1 and a 999 say, as plain data, and how they follow from the issues of what was received: grammar,
guide, and the situations that an IK3 or IK4 has a code for. What else is wrong with a claim is for a
277CA."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from almoner.core.x12.dictionary import composite_of, is_known, layout
from almoner.core.x12.document import Group, Interchange, TransactionSet
from almoner.core.x12.envelope_checks import as_number
from almoner.core.x12.issue import Issue, Trigger

HEADER = "HEADER"
"""The loop that an answer names for what stands outside all loops of the guide."""
IssuesOf = Callable[[TransactionSet], Iterable[Issue]]


class ElementError(NamedTuple):
    """One IK4: element position, component (None for the whole element), code (IK403)."""

    position: int
    component: int | None
    code: str
    repetition: int | None = None
    data_element: str = ""
    value: str = ""


class SegmentError(NamedTuple):
    """One IK3 with its IK4s: segment id, its number with ST = 1, loop, code (IK304), and the claim it stands
    in."""

    segment: str
    segment_index: int
    loop: str
    code: str
    elements: list[ElementError]
    claim: str = ""
    trigger: Trigger | None = None


class AnsweredSet(NamedTuple):
    """One AK2 to IK5: A accepted, E accepted with errors, R rejected; `reasons` are IK502 and following."""

    set_id: str
    st_control: str
    code: str
    errors: list[SegmentError]
    guide: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledgement999:
    """One 999: the group it answers, each of its sets, and the group's own verdict (A, E, P in part, R)."""

    group_control: str
    functional_id: str
    sets: list[AnsweredSet]
    code: str
    guide: str = ""
    included: int = 0
    received: int = 0
    accepted: int = 0
    reasons: tuple[str, ...] = ()


class TA1(NamedTuple):
    """A TA1: control number, date and time of the interchange it answers, A, E or R, and the note code."""

    control: str
    date: str
    time: str
    code: str
    note: str


def own_issues(each: TransactionSet) -> Iterable[Issue]:
    """The issues that the reader put on the set."""
    return each.issues


def judge_interchange(interchange: Interchange, *, refused: str = "") -> TA1:
    """The TA1 that an interchange deserves; `refused` is a note code for what only the receiver knows (025:
    had before)."""
    told = [
        issue for issue in interchange.issues if issue.code_999 and issue.acknowledged_as == "interchange"
    ]
    errors = [issue for issue in told if issue.severity == "error"]
    code = "R" if errors or refused else "E" if told else "A"
    note = refused or next((issue.code_999 for issue in errors or told), "000")
    return TA1(interchange.control, interchange.date, interchange.time, code, note)


def judge_group(group: Group, *, issues_of: IssuesOf = own_issues) -> Acknowledgement999:
    """The 999 that a group deserves. The unit of rejection is the set; a fault in the frame of the group
    itself (a missing GE, a wrong count) rejects all of it, and then the sets aren't answered one by one."""
    reasons = _codes(group.issues, "group", ("error",))
    sets = [] if reasons else [judge_set(each, issues_of=issues_of) for each in group.sets]
    accepted = sum(answer.code != "R" for answer in sets)
    included = as_number(group.stated_count)
    return Acknowledgement999(
        group_control=group.control,
        functional_id=group.functional_id,
        sets=sets,
        code=_group_code(sets, accepted),
        guide=group.guide,
        included=included if 0 <= included <= 999_999 else len(group.sets),
        received=len(group.sets),
        accepted=accepted,
        reasons=reasons,
    )


def judge_set(each: TransactionSet, *, issues_of: IssuesOf = own_issues) -> AnsweredSet:
    """What a 999 says of one set. An issue without a code doesn't count; a warning with one makes E."""
    issues = [issue for issue in issues_of(each) if issue.code_999 and issue.severity != "note"]
    errors = _segment_errors(issues)
    reasons = (("5",) if errors else ()) + _codes(issues, "set", ("error", "warning"))
    is_refused = any(issue.severity == "error" for issue in issues)
    code = "R" if is_refused else "E" if reasons else "A"
    own_guide = each.st[3].strip() if len(each.st) > 3 else ""
    return AnsweredSet(each.set_id, each.st_control, code, errors, own_guide, reasons)


def _group_code(sets: list[AnsweredSet], accepted: int) -> str:
    if not accepted:
        return "R"
    if accepted < len(sets):
        return "P"
    return "E" if any(answer.code == "E" for answer in sets) else "A"


def _codes(issues: Iterable[Issue], scope: str, severities: tuple[str, ...]) -> tuple[str, ...]:
    """The different codes of one scope, at most five, in the order found."""
    codes = [
        issue.code_999
        for issue in issues
        if issue.code_999 and issue.acknowledged_as == scope and issue.severity in severities
    ]
    return tuple(dict.fromkeys(codes))[:5]


def _segment_errors(issues: list[Issue]) -> list[SegmentError]:
    """IK3 and IK4 in the order of the segments; all element errors of one segment share an IK3."""
    placed = [issue for issue in issues if issue.acknowledged_as in ("segment", "element")]
    placed.sort(key=_segment_key)
    errors: list[SegmentError] = []
    for (index, segment, loop, scope), run in groupby(placed, key=_segment_key):
        same = list(run)
        if scope == "element":
            elements = list(dict.fromkeys(map(_element_error, same)))
            errors.append(SegmentError(segment, index, loop, "8", elements, same[0].claim, same[0].trigger))
        else:
            errors += [
                SegmentError(segment, index, loop, code, [], same[0].claim, same[0].trigger)
                for code in dict.fromkeys(issue.code_999 for issue in same)
            ]
    return errors


def _segment_key(issue: Issue) -> tuple[int, str, str, str]:
    loop = issue.loop if issue.loop not in ("", "ST") else HEADER
    return issue.segment_index, issue.segment, loop, issue.acknowledged_as


def _element_error(issue: Issue) -> ElementError:
    return ElementError(
        issue.element or 1, issue.component, issue.code_999, issue.repetition, _reference_number(issue)
    )


def _reference_number(issue: Issue) -> str:
    """The element's number in the data dictionary; a composite as such has none that an IK4 could name."""
    parts = layout(issue.segment) if is_known(issue.segment) else ()
    number = issue.element or 1
    if number > len(parts):
        return ""
    whole = parts[number - 1]
    if whole.type:
        return whole.data_element
    inner = composite_of(whole.data_element) if issue.component else ()
    at = issue.component or 1
    return inner[at - 1].data_element if at <= len(inner) else ""
