"""What a UB-04 wants that is not there, by form locator: what has to be said before the form is made
(rejected), and what our records don't hold, to be written in by hand (warned of).

Facts: Medicare Claims Processing Manual, chapter 25, section 75.
"""

from collections.abc import Iterator

from almoner.core.claim.edits.bill_said import CHANGES
from almoner.core.rules import Because, Finding, Severity
from almoner.core.wire.bill_codes import AT_WORK
from almoner.core.wire.cms1500_people import is_medicare
from almoner.core.wire.ub04 import OTHERS, Ub04
from almoner.core.wire.ub04_payers import ROWS, in_order

_SOURCE = "Medicare Claims Processing Manual, chapter 25"
_PLACE = "Say it of the place in the set-up."
_BY_HAND = "Write it in by hand."
_SPECIMENS = "14"
"""Tests of specimens that came without their patient: nobody arrived."""
_UNSCHEDULED = frozenset({"13", "78", "85"})
_URGENT = frozenset({"1", "2", "5"})
_AT_ONCE = ("045", "0516", "0526", "0762")
"""Revenue codes of emergency rooms, urgent care and observation."""
_OPERATING_ROOM = "036"


def missing(told: Ub04) -> list[Finding]:
    """Return what stands against a UB-04 (`reject`), and what is left blank on it (`warn`)."""
    return [*_unsaid(told), *_by_hand(told)]


def _unsaid(told: Ub04) -> Iterator[Finding]:
    terms, revision = told.terms, told.revision
    if not all(terms.holds(line.service_on) for line in revision.lines):
        yield _needed("4", "the place has no type of bill for these days", _PLACE)
    if not terms.origin and terms.bill_type != _SPECIMENS:
        yield _needed("15", "the place's point of origin of a visit is not said", _PLACE)
    if not terms.status:
        yield _needed("17", "the status in which patients leave the place is not said", _PLACE)
    for number, line in enumerate(revision.lines, 1):
        if not told.revenue_code(line):
            yield _needed("42", f"line {number} has no revenue code at this place", _PLACE, line=number)
    if not revision.diagnoses:
        yield _needed("67", "the claim has no diagnosis", "Code the visit first.")
    if len(revision.diagnoses) > len(OTHERS) + 1:
        yield _needed("67", "the claim has more diagnoses than the form", "Divide it.")


def _by_hand(told: Ub04) -> Iterator[Finding]:
    revision = told.revision
    is_again = revision.frequency in ("7", "8") and is_medicare(revision)
    if is_again and not CHANGES.intersection(told.visit.conditions):
        yield _blank("18", "Medicare asks why a claim is replaced or withdrawn")
    is_elsewhere = revision.accident is not None and revision.accident.cause != AT_WORK
    if is_elsewhere and not told.visit.occurrences:
        yield _blank("31", "an accident's code says who is liable for it")
    if len(in_order(revision)) > len(ROWS):
        yield _blank("50", "the form has room for three payers")
    if _is_unscheduled(told) and not told.visit.reasons:
        yield _blank("70", "an unscheduled visit tells the patient's reason for it")
    if told.operating is None and any(_codes(told, (_OPERATING_ROOM,))):
        yield _blank("77", "a line is of an operating room, and nobody is named who operated")


def _is_unscheduled(told: Ub04) -> bool:
    terms = told.terms
    is_urgent = terms.bill_type in _UNSCHEDULED and terms.priority in _URGENT
    return is_urgent and any(_codes(told, _AT_ONCE))


def _codes(told: Ub04, beginnings: tuple[str, ...]) -> Iterator[str]:
    """The revenue codes of the lines that begin so."""
    codes = map(told.revenue_code, told.revision.lines)
    return (code for code in codes if code.startswith(beginnings))


def _needed(locator: str, why: str, mend: str, *, line: int = 0) -> Finding:
    because = Because(f"UB-04 {locator}", _SOURCE)
    return Finding("UB-01", "paper", Severity.REJECT, line, f"{locator}: {why}.", mend, because)


def _blank(locator: str, why: str) -> Finding:
    because = Because(f"UB-04 {locator}", _SOURCE)
    return Finding("UB-02", "paper", Severity.WARN, 0, f"{locator}: {why}.", _BY_HAND, because)
