"""Proposals as the lines that a superbill would have: those of one code and the same mark for waste together,
and how the decisions on them bind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from almoner.core.charge.proposal import ChargeProposal, ProposalState
from almoner.core.charge.wanted import whole
from almoner.core.coding.decision import CodingDecision, Sort

_APART = frozenset({"JW", "TC", "26"})
"""Modifiers that make a line of their own beside one of the same code."""


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """One line of a superbill, from one or several records. `name` tells it from others of its code."""

    code: str
    line: str
    title: str
    family: str
    units: int
    modifiers: tuple[str, ...]
    ndc: str
    diagnoses: tuple[str, ...]
    says: tuple[str, ...]
    missing: tuple[str, ...]
    marks: tuple[str, ...]

    @property
    def name(self) -> str:
        """`J1885`, or `J1885-JW` for the line of what was thrown away."""
        return f"{self.code}-{self.line}" if self.line else self.code


def lines_of(proposals: Iterable[ChargeProposal]) -> tuple[ProposedLine, ...]:
    """Return the lines of those proposals that wait or were decided, in the order of their records."""
    groups: dict[tuple[str, str], list[ChargeProposal]] = {}
    for one in proposals:
        if one.state in {ProposalState.PROPOSED, ProposalState.CHARGED}:
            apart = next((mark for mark in one.modifiers if mark in _APART), "")
            groups.setdefault((one.code, apart), []).append(one)
    return tuple(_line(code, apart, group) for (code, apart), group in groups.items())


def _line(code: str, apart: str, group: Sequence[ChargeProposal]) -> ProposedLine:
    first = group[0]
    amount = sum((Fraction(one.amount) for one in group), Fraction(0))
    marks = tuple(dict.fromkeys(mark for one in group for mark in one.modifiers))
    ndcs = {one.ndc for one in group}
    return ProposedLine(
        code=code,
        line=apart,
        title=first.title,
        family=first.family,
        units=whole(amount),
        modifiers=_both_sides(marks),
        ndc=first.ndc if len(ndcs) == 1 else "",
        diagnoses=tuple(dict.fromkeys(code for one in group for code in one.diagnoses)),
        says=tuple(one.says for one in group),
        missing=tuple(dict.fromkeys(word for one in group for word in one.missing)),
        marks=tuple(one.mark for one in group),
    )


def _both_sides(marks: tuple[str, ...]) -> tuple[str, ...]:
    """Right and left of one code are both sides."""
    if not {"RT", "LT"} <= set(marks):
        return marks
    return ("50", *(mark for mark in marks if mark not in {"RT", "LT"}))


def decided(decisions: Iterable[CodingDecision], proposals: Iterable[ChargeProposal]) -> list[CodingDecision]:
    """Return the decisions that hold: those on proposals only while the proposals are as they were shown."""
    shown = {one.mark for one in proposals if one.is_live}
    return [
        one
        for one in decisions
        if one.suggestion is None or not set(one.suggestion.proposals).difference(shown)
    ]


def by_mark(decisions: Iterable[CodingDecision]) -> dict[str, CodingDecision]:
    """Return the last decision on each proposal, by its mark."""
    return {
        mark: one
        for one in decisions
        if one.suggestion is not None and one.sort is Sort.SERVICE
        for mark in one.suggestion.proposals
    }
