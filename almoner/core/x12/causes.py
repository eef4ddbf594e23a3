"""One cause, one issue: leaves out what only says again what another issue has said of the same element,
segment or sum."""

from collections.abc import Sequence
from typing import NamedTuple

from almoner.core.x12.issue import Issue

_AMOUNTS = frozenset({"782", "1034"})
"""Elements that a sum is made of: amounts, and the reasons that amounts stand beside."""
_GUIDE = 2


class Cause(NamedTuple):
    """What explains an issue: an error of the guide in one of these segments (in one of these data elements,
    where any are named), or one of these rules broken; in the same claim, or anywhere in the transaction."""

    segments: frozenset[str]
    rules: frozenset[str] = frozenset()
    data_elements: frozenset[str] = frozenset()
    in_claim: bool = False

    def explains(self, other: Issue) -> bool:
        """This other issue is why the one is told."""
        if other.severity != "error":
            return False
        if other.rule in self.rules:
            return True
        is_plain = other.snip <= _GUIDE and other.segment in self.segments
        return is_plain and (not self.data_elements or other.data_element in self.data_elements)


def _sum(segments: str, rules: str = "", *, in_claim: bool = True) -> Cause:
    return Cause(frozenset(segments.split()), frozenset(rules.split()), _AMOUNTS, in_claim)


CAUSES = {
    "B-835-01": _sum("SVC CAS"),
    "B-835-02": _sum("CLP SVC CAS", "B-835-01"),
    "B-835-03": _sum("BPR CLP PLB", "B-835-00", in_claim=False),
    "B-837-01": _sum("CLM SV1 SV2 SV3"),
    "B-837-02": _sum("CLM AMT CAS SVD", "B-837-01 B-837-03 A-18"),
    "B-837-03": _sum("SV1 SV2 SV3 CAS SVD"),
    "B-837-04": _sum("AMT SVD", "A-18"),
    "C-05": Cause(frozenset({"STC"}), frozenset({"C-01"}), in_claim=True),
    "C-04": Cause(frozenset({"STC"}), frozenset({"C-01", "C-06"})),
    "K-03": Cause(frozenset({"AK2", "IK5"})),
    "R-01b": Cause(frozenset({"BPR"})),
}
"""Rules about sums and totals, and what makes one of them wrong without being wrong itself."""


def first_causes(issues: Sequence[Issue]) -> list[Issue]:
    """The issues of a transaction without those that follow from another."""
    lowest: dict[tuple[object, ...], int] = {}
    for issue in issues:
        if issue.severity == "error":
            place = _place(issue)
            lowest[place] = min(_rank(issue), lowest.get(place, _GUIDE * 10))
    told = [issue for issue in issues if _rank(issue) <= lowest.get(_place(issue), _GUIDE * 10)]
    if not any(issue.rule in CAUSES for issue in told):
        return told
    of_claim: dict[str, list[Issue]] = {}
    for issue in told:
        of_claim.setdefault(issue.claim, []).append(issue)
    return [issue for issue in told if not _follows(issue, told, of_claim)]


def _rank(issue: Issue) -> int:
    """The reader's own issues come before those of the guide, and these before the rules'."""
    return 0 if issue.rule.startswith("X-") else issue.snip


def _place(issue: Issue) -> tuple[object, ...]:
    if issue.element is None:
        return issue.loop_path or issue.loop, issue.segment
    return issue.segment_index, issue.segment, issue.element, issue.component, issue.repetition


def _follows(issue: Issue, told: list[Issue], of_claim: dict[str, list[Issue]]) -> bool:
    cause = CAUSES.get(issue.rule)
    if cause is None:
        return False
    others = of_claim[issue.claim] if cause.in_claim else told
    return any(cause.explains(other) for other in others if other is not issue)
