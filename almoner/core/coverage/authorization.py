"""What a payer allowed beforehand: for which services, when, for how much, and what of it is left.

Promises that what is used up is counted from the claims that named the number, and stored nowhere.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Literal

from almoner.core.party.identifiers import is_service
from almoner.core.rules import Because, Finding, Severity

LONGEST_NUMBER = 50
"""837P 2300 REF02."""
MOST_CODES = 100
MOST_UNITS = 9_999

_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -./#")
_RULE = Because("authorization", "837P 005010X222A1 2300 REF*G1")


class AuthorizationState(StrEnum):
    """What the payer has said to the request."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    """The practice asks for it no more."""


@dataclass(frozen=True, slots=True)
class Authorization:
    """A request to a payer, and its answer, over [since_on, until_on). Without codes it is for any service;
    `most` is how many `measure` it allows, None any number; `provider_id` 0 is any provider of the practice.
    """

    kind: ClassVar[str] = "authorization"
    id: int
    patient_id: int
    coverage_id: int
    payer_id: int
    number: str
    since_on: date
    state: AuthorizationState = AuthorizationState.APPROVED
    version: int = 1
    until_on: date | None = None
    codes: tuple[str, ...] = ()
    most: int | None = None
    measure: Literal["units", "visits"] = "units"
    provider_id: int = 0

    @property
    def last_on(self) -> date | None:
        """The last day that is allowed; None where it is open."""
        return self.until_on - timedelta(days=1) if self.until_on else None

    def covers(self, on: date) -> bool:
        """True on the days that are allowed."""
        return self.since_on <= on and (self.until_on is None or on < self.until_on)

    def is_for(self, code: str) -> bool:
        """True for the services that are allowed."""
        return not self.codes or code in self.codes


@dataclass(frozen=True, slots=True)
class Use:
    """A line that a standing claim to a payer bills under a number, and that the payer hasn't denied;
    `is_waiting` while the claim is ready and has not left.
    """

    payer_id: int
    number: str
    line_id: int
    code: str
    units: int
    service_on: date
    claim_id: int = 0
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a claim to one payer would bill: its lines, and who rendered them."""

    payer_id: int
    provider_id: int
    lines: tuple[Use, ...]


def amount(measure: str, lines: Iterable[Use]) -> int:
    """Return how much lines take of an authorization: their units, or the days on which they were given."""
    if measure == "visits":
        return len({line.service_on for line in lines})
    return sum(line.units for line in lines)


def left(authorization: Authorization, uses: Iterable[Use], *, without: Collection[int] = ()) -> int | None:
    """Return what is left of an authorization beside the lines `without`; None where there is no limit.

    Less than nothing is left where more was billed than was allowed.
    """
    if authorization.most is None:
        return None
    taken = [
        use
        for use in uses
        if use.number == authorization.number
        and use.payer_id == authorization.payer_id
        and authorization.is_for(use.code)
        and use.line_id not in without
    ]
    return authorization.most - amount(authorization.measure, taken)


def fitting(
    authorizations: Iterable[Authorization], uses: Collection[Use], wanted: Wanted
) -> Authorization | None:
    """Return the approved authorization that a claim belongs under: by payer, provider, code and day.

    One with enough left comes before one that is used up, one for just these codes before an open one, and
    then the one that ends first. One that is used up is still named, so that the claim is held and not sent
    without a number.
    """
    found = [one for one in authorizations if _fits(one, wanted)]
    return min(found, key=lambda one: _order(one, uses, wanted), default=None)


def _fits(one: Authorization, wanted: Wanted) -> bool:
    if one.state is not AuthorizationState.APPROVED or not one.number or one.payer_id != wanted.payer_id:
        return False
    meant = _meant(one, wanted)
    return bool(meant) and one.provider_id in (0, wanted.provider_id) and all(map(one.covers, meant))


def _meant(one: Authorization, wanted: Wanted) -> list[date]:
    return [line.service_on for line in wanted.lines if one.is_for(line.code)]


def _order(one: Authorization, uses: Collection[Use], wanted: Wanted) -> tuple[bool, bool, date, date, int]:
    own = {line.line_id for line in wanted.lines}
    rest = left(one, uses, without=own)
    asked = amount(one.measure, (line for line in wanted.lines if one.is_for(line.code)))
    return (rest is not None and rest < asked, not one.codes, one.until_on or date.max, one.since_on, one.id)


def check_authorization(one: Authorization) -> list[Finding]:
    """Return what stands against keeping an authorization, each with its mend; the texts show no value."""
    found = []
    if one.state is AuthorizationState.APPROVED and not one.number.strip():
        found.append(
            _finding("AUT-01", "An approved authorization has no number.", "Give the number.", "number")
        )
    if len(one.number) > LONGEST_NUMBER or not _SIGNS.issuperset(one.number):
        mend = f"Give up to {LONGEST_NUMBER} letters and digits."
        found.append(_finding("AUT-02", "A claim can't carry this number.", mend, "number"))
    if len(one.codes) > MOST_CODES or not all(map(is_service, one.codes)):
        mend = f"Give up to {MOST_CODES} codes of five characters."
        found.append(_finding("AUT-02", "A code has another shape.", mend, "codes"))
    if one.until_on is not None and one.until_on <= one.since_on:
        found.append(
            _finding("AUT-03", "The authorization ends before it begins.", "Correct the days.", "last")
        )
    if one.most is not None and not 0 < one.most <= MOST_UNITS:
        found.append(
            _finding("AUT-04", "The limit is no count.", f"Give 1 to {MOST_UNITS}, or none.", "most")
        )
    return found


def _finding(edit: str, message: str, mend: str, fields: str) -> Finding:
    return Finding(edit, "authorization", Severity.REJECT, 0, message, mend, replace(_RULE, row=fields))
