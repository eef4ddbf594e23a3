"""What the signed note of a visit stops its claims by: something that it lacks, that it was withdrawn, that
its codes are still looked at by a second person, or that it tells of substance use without a consent.

The note's author mends the first two, coders the third, the front desk the last; until then the claim is
held, and no edit of codes or payers can free it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from almoner.core.rules import Because, Finding, Severity

LACKS = "note_lacks"
"""The task about what a visit's note lacks before a claim."""
HOLDING_REVIEW = "claim_review"
"""The task about a second review that the claim waits for."""
MISCODED = "code_correction"
"""The task about codes that a second review found wrong."""
WAITED_FOR = (LACKS, HOLDING_REVIEW, MISCODED)
"""The tasks about a visit that its claims wait for."""
_RULE = Because("documentation", "the practice's documentation standard")
_LACKING = Finding(
    "NOTE-01",
    "documentation",
    Severity.HOLD,
    0,
    "The note doesn't show all that the claim rests on.",
    "The provider writes an addendum; what is missing stands in the provider's task.",
    _RULE,
)
_WITHDRAWN = Finding(
    "NOTE-02",
    "documentation",
    Severity.REJECT,
    0,
    "The note was withdrawn as entered in error.",
    "Reverse the charges, or have the right note written.",
    _RULE,
)
_REVIEWED = Finding(
    "NOTE-03",
    "documentation",
    Severity.HOLD,
    0,
    "The codes wait for a second review, or for what it found.",
    "Finish the review or the correction; the coder's task says until when.",
    _RULE,
)
UNCONSENTED = Finding(
    "NOTE-04",
    "documentation",
    Severity.REJECT,
    0,
    "It tells of substance use treatment, and no consent on record lets it be told to this payer.",
    "Have the patient sign a consent and record it; the claim then goes by itself.",
    Because("documentation", "42 CFR 2.31 and 2.33"),
)
"""Nobody overrides it: without the patient's consent it must not leave."""
EDITS = frozenset({_LACKING.edit, _WITHDRAWN.edit})
CONSENT_OWNER = "front_desk"
"""Who asks a patient to sign."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a claim's visits: that a note lacks something or was withdrawn, that the codes are
    reviewed, that it is a substance use record which no consent lets leave.
    """

    lacks: bool = False
    is_withdrawn: bool = False
    is_reviewed: bool = False
    is_unconsented: bool = False


def documented(of: Standing) -> tuple[Finding, ...]:
    """Return what stops the claims of a visit by its note, the review of its codes, and its patient."""
    told = (
        (of.lacks, _LACKING),
        (of.is_withdrawn, _WITHDRAWN),
        (of.is_reviewed, _REVIEWED),
        (of.is_unconsented, UNCONSENTED),
    )
    return tuple(finding for is_so, finding in told if is_so)


def owner_of(findings: Iterable[Finding]) -> str:
    """Return whose work a held claim is: the provider's where nothing but the note stops it, the coder's
    where nothing but a review does, the front desk's where nothing but a patient's consent is missing.
    """
    stopping = {one.edit for one in findings if one.is_stopping}
    if stopping == {_REVIEWED.edit}:
        return "coder"
    if stopping == {UNCONSENTED.edit}:
        return CONSENT_OWNER
    return "provider" if stopping and stopping <= EDITS else "biller"
