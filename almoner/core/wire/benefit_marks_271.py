"""What one benefit of a 271 tells beside amounts: that somebody else answers first, that care is given in a
place of its own, that nothing is left. Promises each mark with the days on which it holds, and no mark for a
service type that an office visit is not.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.x12 import Segment

PLAN_COVERAGE = "30"
VISIT = "98"

ACTIVE = frozenset({"1", "2", "3", "4", "5"})
REMAINING = "29"
_OUTSIDE = "N"

_ADVANTAGE = frozenset({"HN", "IN", "PR", "PS"})
"""EB04 of another insurer that is a Medicare Advantage plan, as Medicare answers."""
_BEFORE_MEDICARE = frozenset({"12", "13", "14", "15", "16", "41", "42", "43", "47", "WC", "AP"})
"""EB04 of another insurer that pays before Medicare."""
_PAYS_FIRST = "PRP"
"""NM101 of the insurer that pays first."""
_FACILITIES = {"45": "hospice", "42": "home_health", "AG": "skilled_nursing", "AH": "skilled_nursing"}
"""Service types (EB03) under which a stay or an election is told (EB01 X)."""
_OWN_DOCTOR = frozenset({"L", "MC", "N"})
_PROCEDURES = frozenset({"HC", "CJ"})
_EXCLUDED = frozenset({"E", "I"})


@dataclass(slots=True)
class Mark:
    """A mark over [since_on, until_on); an open end is None. `npi` names whom the plan wants instead."""

    name: str
    since_on: date | None = None
    until_on: date | None = None
    npi: str = ""

    def take_days(self, first: date | None, last: date | None, *, is_end: bool) -> None:
        """Lay days on the mark: a range, a beginning, or an end, which is the last day inside."""
        if is_end:
            self.until_on = day_after(first)
        else:
            self.since_on = self.since_on or first
            self.until_on = self.until_on or day_after(last)

    def holds(self, on: date) -> bool:
        """True on the days of the mark."""
        return (self.since_on is None or self.since_on <= on) and (
            self.until_on is None or on < self.until_on
        )


def day_after(last: date | None) -> date | None:
    """Turn the last day inside into the first day outside."""
    return last + timedelta(days=1) if last is not None and last < date.max else None


def mark_of(benefit: Segment) -> str:
    """Return the mark that a benefit (EB) sets by itself, or an empty text."""
    kind, services, insurance = benefit.get(1), benefit.repeats(3), benefit.get(4)
    if kind == "R" and insurance in _ADVANTAGE:
        return "advantage"
    if kind == "R":
        return "other_first" if insurance in _BEFORE_MEDICARE else ""
    if kind == "X":
        return next((_FACILITIES[one] for one in services if one in _FACILITIES), "")
    if kind in _OWN_DOCTOR:
        return "gatekeeper"
    if not is_ordinary(benefit) or benefit.get(12) == _OUTSIDE:
        return ""
    if kind in _EXCLUDED:
        return "excluded"
    return "used_up" if kind == "F" and _is_nothing_left(benefit) else ""


def mark_of_other(benefit: Segment, entity: str) -> str:
    """Return the mark that an insurer named below a benefit sets: one that pays first."""
    is_first = benefit.get(1) == "R" and entity == _PAYS_FIRST and benefit.get(4) not in _ADVANTAGE
    return "other_first" if is_first else ""


def authorized_code(benefit: Segment) -> str:
    """Return the procedure (EB13) that the payer wants to allow beforehand (EB11), or an empty text."""
    if benefit.get(11) != "Y":
        return ""
    qualifier, code, *_ = (*benefit.parts(13), "")
    is_procedure = qualifier in _PROCEDURES and len(code) == 5 and code.isascii() and code.isalnum()
    return code.upper() if is_procedure else ""


def is_ordinary(benefit: Segment) -> bool:
    """True for what is said of the plan, of an office visit, or of nothing in particular."""
    return any(service in ("", PLAN_COVERAGE, VISIT) for service in benefit.repeats(3))


def _is_nothing_left(benefit: Segment) -> bool:
    """True where money or a quantity remains, and it is none."""
    told = [text for text in (benefit.get(7), benefit.get(10)) if text]
    return benefit.get(6) == REMAINING and bool(told) and all(not text.strip("0.") for text in told)
