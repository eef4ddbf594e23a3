"""Help in place: of each code that a screen shows, why it is there and what it wants from whoever reads it.

Promises our own words only: the labels of `policy/codes`, and the sentences of the cards that judge claims.
"""

from dataclasses import dataclass

from almoner.core.rules import Finding
from almoner.core.rules.reasons import ReasonCode, Standing
from almoner.flow.policy import reasons
from almoner.web.words_claims import next_step

WEIGHS = {
    "reject": "The claim cannot leave: no payer could read it like this.",
    "hold": "The claim waits here until this is mended or a person lets it go for a reason.",
    "warn": "The claim may leave. Look first: it is often refused like this.",
    "info": "Nothing stops. It is said so that nobody is surprised.",
}


SETTLED = {
    Standing.WRITE_OFF: "Nothing where the contract says the same: posting takes it off.",
    Standing.SHARE: "Nothing: once posted, it is the patient's to pay.",
}
"""What posting does by itself."""


@dataclass(frozen=True, slots=True)
class Help:
    """Two sentences, and where to read more; `more` is an address of ours or nothing."""

    why: str
    wants: str
    more: str = ""


def reason(group: str, carc: str) -> Help | None:
    """Explain a payer's reason (group and CARC); None where our table has no words for it."""
    table = reasons()
    row = table.codes.get(("carc", carc))
    if row is None:
        return None
    whose = table.label("group", group)
    owed = f" {group} says whose it is: {whose}." if whose else ""
    return Help(f"The payer's reason: {row.label}.{owed}", _wants(row))


def remark(code: str) -> Help | None:
    """Explain a payer's remark (RARC); None where our table has no words for it."""
    row = reasons().codes.get(("rarc", code))
    return Help(f"The payer adds: {row.label}.", _wants(row)) if row else None


def rule(finding: Finding) -> Help:
    """Explain a finding: how heavy it is, and what a payer would say; its own words stand beside the code."""
    said = reasons().label("carc", finding.expected_denial) if finding.expected_denial else ""
    refused = f" Sent like this, it is refused with {finding.expected_denial}: {said}." if said else ""
    return Help(f"{WEIGHS[finding.severity.value]}{refused}", finding.mend, f"/rules/{finding.because.card}")


def _wants(row: ReasonCode) -> str:
    by_itself = SETTLED.get(row.standing) if row.standing else None
    return by_itself or f"{next_step(row.next_step)}."
