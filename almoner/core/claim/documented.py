"""What the signed note of a visit stops its claims by: something that it lacks, or that it was withdrawn.

The note's author mends both; until then the claim is held, and no edit of codes or payers can free it.
"""

from collections.abc import Iterable

from almoner.core.rules import Because, Finding, Severity

LACKS = "note_lacks"
"""The task about what a visit's note lacks before a claim."""
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
EDITS = frozenset({_LACKING.edit, _WITHDRAWN.edit})


def documented(*, lacks: bool, is_withdrawn: bool) -> tuple[Finding, ...]:
    """Return what stops the claims of a visit by its note."""
    return ((_LACKING,) if lacks else ()) + ((_WITHDRAWN,) if is_withdrawn else ())


def owner_of(findings: Iterable[Finding]) -> str:
    """Return whose work a held claim is: the provider's where nothing but the note stops it."""
    stopping = [one for one in findings if one.is_stopping]
    is_notes = bool(stopping) and all(one.edit in EDITS for one in stopping)
    return "provider" if is_notes else "biller"
