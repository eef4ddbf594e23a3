"""What the clearinghouse answers to an interchange (TA1) and to a group (999), in the grammar's own terms."""

from almoner.core.x12.answers import Acknowledgement999, IssuesOf, judge_set
from almoner.core.x12.envelope_checks import as_number
from almoner.links.simulator.frontdoor import GroupVerdict, InterchangeVerdict, SetVerdict


def ta1_row(verdict: InterchangeVerdict) -> tuple[str, ...]:
    """The TA1 segment for an interchange; what its ISA does not tell is zeros."""
    head = verdict.interchange
    return (
        "TA1",
        _digits(head.control, 9),
        _digits(head.date, 6),
        _digits(head.time, 4),
        verdict.code,
        verdict.note,
    )


def _digits(text: str, width: int) -> str:
    return text if len(text) == width and text.isascii() and text.isdigit() else "0" * width


def _told(verdict: SetVerdict) -> IssuesOf:
    return lambda _body: verdict.issues


def answer_group(verdict: GroupVerdict) -> Acknowledgement999:
    """The 999 for a group: set by set, or the group as a whole where it can't be taken."""
    group = verdict.group
    sets = [judge_set(each.body, issues_of=_told(each)) for each in verdict.sets]
    accepted = sum(each.code != "R" for each in sets)
    included = as_number(group.stated_count)
    return Acknowledgement999(
        group_control=group.control,
        functional_id=group.functional_id,
        sets=sets,
        code="R" if not accepted else "P" if accepted < len(sets) else "A",
        guide=group.guide,
        included=included if 0 <= included <= 999_999 else len(group.sets),
        received=len(group.sets),
        accepted=accepted,
        reasons=(verdict.code,) if verdict.code else (),
    )
