"""TA1 and 999: what the clearinghouse answers to an interchange and to its groups, in the grammar's own
terms."""

from almoner.core.x12 import Issue, SetWriter
from almoner.links.simulator.frontdoor import GroupVerdict, InterchangeVerdict, SetVerdict

GUIDE = "005010X231A1"


def ta1_row(verdict: InterchangeVerdict) -> tuple[str, ...]:
    """The TA1 segment for an interchange."""
    head = verdict.interchange
    control = head.control if head.control.isdigit() else "0"
    return (
        "TA1",
        control.zfill(9)[:9],
        _digits(head.date, 6),
        _digits(head.time, 4),
        verdict.code,
        verdict.note,
    )


def _digits(text: str, length: int) -> str:
    return text if text.isdigit() and len(text) == length else "0" * length


def write_999(verdict: GroupVerdict, *, control: int) -> SetWriter:
    """The 999 for one group."""
    group = verdict.group
    out = SetWriter("999", control, GUIDE)
    out.seg("AK1", group.functional_id or "ZZ", group.control or "0", group.guide)
    for each in verdict.sets:
        _set(out, each)
    received = len(group.sets)
    standing = sum(each.stands for each in verdict.sets)
    stated = group.stated_count if group.stated_count.isdigit() else str(received)
    out.seg("AK9", _group_code(verdict, standing), stated, str(received), str(standing), verdict.code)
    return out


def _group_code(verdict: GroupVerdict, standing: int) -> str:
    if verdict.code or not standing:
        return "R"
    return "P" if standing < len(verdict.sets) else "A"


def _set(out: SetWriter, verdict: SetVerdict) -> None:
    body = verdict.body
    out.seg("AK2", body.set_id, body.st_control, body.guide)
    errors = [issue for issue in verdict.issues if issue.severity == "error"]
    codes: list[str] = []
    for at, issue in enumerate(errors):
        if issue.acknowledged_as == "set":
            codes.append(issue.code_999)
            continue
        _segment(out, issue, is_new=not at or _place(issue) != _place(errors[at - 1]))
    if len(codes) < len(errors):
        codes.append("5")
    out.seg("IK5", "A" if verdict.stands else "R", *dict.fromkeys(codes))


def _place(issue: Issue) -> tuple[str, int, bool]:
    return issue.segment, issue.segment_index, issue.acknowledged_as == "element"


def _segment(out: SetWriter, issue: Issue, *, is_new: bool) -> None:
    is_element = issue.acknowledged_as == "element"
    if is_new:
        code = "8" if is_element else issue.code_999
        out.seg("IK3", issue.segment, str(max(issue.segment_index, 1)), issue.loop or "HEADER", code)
        if issue.claim:
            out.seg("CTX", ("CLM01", issue.claim))
    if is_element:
        out.seg("IK4", str(issue.element), issue.data_element, issue.code_999)
