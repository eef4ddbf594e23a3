"""What a policy's record must hold before it may stand in the books: sentences with a mend, no values."""

from dataclasses import replace

from almoner.core.coverage.coverage import Coverage
from almoner.core.coverage.order import ELSEWHERE, REASONS, STANDING
from almoner.core.party.people import LONGEST, too_long
from almoner.core.rules import Because, Finding, Severity

MSP_TYPES = frozenset({"12", "13", "14", "15", "16", "41", "42", "43", "47"})
"""Why Medicare may pay later (837P SBR05)."""
MOST_EMPLOYEES = 10_000_000
_REGISTER = Because("register", "837P 005010X222A1")


def check_coverage(coverage: Coverage) -> list[Finding]:
    """Check what decides when a policy pays: words and numbers that the rules of the order know."""
    told = coverage.standing
    faults = (
        (bool(coverage.msp_type) and coverage.msp_type not in MSP_TYPES, "reason to pay later", MSP_TYPES),
        (bool(told.work) and told.work not in STANDING, "holder's work", STANDING),
        (bool(told.medicare_reason) and told.medicare_reason not in REASONS, "reason of Medicare", REASONS),
        (bool(told.answers_for) and told.answers_for not in ELSEWHERE, "cause that is paid for", ELSEWHERE),
    )
    found = [
        _finding(f"The policy's {what} is not a known one.", f"Give one of {', '.join(sorted(known))}.")
        for is_wrong, what, known in faults
        if is_wrong
    ]
    if coverage.rank < 1:
        found.append(_finding("The policy's rank is below the first.", "Give 1 for who pays first."))
    if told.employees is not None and not 0 <= told.employees <= MOST_EMPLOYEES:
        found.append(
            _finding("The number of employees is none.", "Give how many the employer has.", "employees")
        )
    holder = coverage.subscriber
    for part in too_long(holder.name) if holder else ():
        mend = f"Give at most {LONGEST[part]} characters."
        found.append(_finding("The holder's name is longer than a claim can carry.", mend, f"holder_{part}"))
    return found


def _finding(message: str, mend: str, fields: str = "") -> Finding:
    because = replace(_REGISTER, row=fields)
    return Finding("ELG-14", "coverage", Severity.REJECT, 0, message, mend, because)
