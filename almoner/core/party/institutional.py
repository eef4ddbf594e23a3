"""What a place of care says of itself on an institutional claim (UB-04): it is asked, and never guessed.

Facts: Medicare Claims Processing Manual, chapter 25 (form locators 4, 14, 15, 17 and 42) and chapter 9 (rural
health clinics and federally qualified health centers).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from almoner.core.rules import Because, Finding, Severity

VISITS = frozenset({"13", "14", "71", "73", "74", "75", "76", "77", "78", "79", "83", "85"})
"""Types of bill of visits: 71 a rural health clinic, 77 a federally qualified health center, 13 a hospital's
outpatients. A stay's claim tells of days and hours that our records don't have.
"""
MOST_REVENUE = 200
_REVENUE = re.compile(r"0[0-9]{3}(?:=([A-Z0-9]{5})(?:-([A-Z0-9]{5}))?)?")
_PRIORITY = re.compile(r"[1-59]?")
_ORIGIN = re.compile(r"[A-Z0-9]?")
_STATUS = re.compile(r"(?:[0-9]{2})?")
_SOURCE = Because("institutional", "Medicare Claims Processing Manual, chapter 25")


@dataclass(frozen=True, slots=True)
class Institutional:
    """A place's terms of an institutional claim, for services from `since_on` on.

    `bill_type` is the type of bill without its zero and its frequency; empty where the place bills none.
    `revenue_codes` are four digits each, for every service (`0521`) or for one or a range of them
    (`0900=90832-90853`): the first that names a service counts, before one for every service. `priority`,
    `origin` and `status` are what the visits here begin and end with (14, 15, 17).
    """

    bill_type: str = ""
    since_on: date | None = None
    revenue_codes: tuple[str, ...] = ()
    priority: str = ""
    origin: str = ""
    status: str = ""

    def holds(self, on: date) -> bool:
        """True where the place asks so for the services of a day."""
        return bool(self.bill_type) and (self.since_on is None or self.since_on <= on)

    def revenue_code(self, service: str) -> str:
        """Return the revenue code of a service, or nothing where the place hasn't said it."""
        named = [_parts(one) for one in self.revenue_codes]
        own = [code for code, first, last in named if first and first <= service <= last]
        rest = [code for code, first, _ in named if not first]
        return next(iter([*own, *rest]), "")


NO_TERMS = Institutional()
"""A place that makes no institutional claim."""


def _parts(text: str) -> tuple[str, str, str]:
    code, _, services = text.partition("=")
    first, _, last = services.partition("-")
    return code, first, last or first


def check_institutional(terms: Institutional) -> Iterator[Finding]:
    """Check a place's terms of an institutional claim: the shapes of its codes."""
    if terms.bill_type and terms.bill_type not in VISITS:
        known = ", ".join(sorted(VISITS))
        yield _finding("The type of bill is none of a visit's.", f"Two digits, one of {known}.")
    if len(terms.revenue_codes) > MOST_REVENUE or not all(map(_is_revenue, terms.revenue_codes)):
        yield _finding("A revenue code has another shape.", "Give it as 0521 or as 0900=90832-90853.")
    if not _PRIORITY.fullmatch(terms.priority):
        yield _finding("The priority of a visit is no code.", "One digit from 1 to 5, or 9.")
    if not _ORIGIN.fullmatch(terms.origin):
        yield _finding("The point of origin is no code.", "One digit or capital.")
    if not _STATUS.fullmatch(terms.status):
        yield _finding("The patient's status is no code.", "Two digits.")


def _is_revenue(text: str) -> bool:
    found = _REVENUE.fullmatch(text)
    return found is not None and (found[2] is None or found[1] <= found[2])


def _finding(message: str, mend: str) -> Finding:
    return Finding("ENV-23", "party", Severity.REJECT, line=0, message=message, mend=mend, because=_SOURCE)
