"""What stands on a patient's account that changes whether and how money is asked of them.

Promises that a mark is added with who set it and why, and ended on a day, never deleted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

LONGEST_WHY = 200


class MarkSort(StrEnum):
    """What a mark says. The first seven keep statements back; the last two are consents."""

    DISPUTE = "dispute"
    """The patient disputes the bill, by an estimate or otherwise: nothing is collected meanwhile."""
    BANKRUPTCY = "bankruptcy"
    """A court stays all collection."""
    CONFIDENTIAL = "confidential"
    """Nothing about this account goes to the address or the guarantor on file."""
    RETURNED_MAIL = "returned_mail"
    """The address is wrong: mail came back."""
    CHARITY_PENDING = "charity_pending"
    """Financial help was applied for and is not decided."""
    HOLD = "hold"
    """A person wants to look first."""
    ESTATE = "estate"
    """The patient died and the estate answers: its representative is asked by letter, not by statement."""
    TEXT_CONSENT = "text_consent"
    """Text messages about the bill may be sent (47 U.S.C. 227: prior express consent, revocable at any
    time)."""
    EMAIL_CONSENT = "email_consent"
    """Email about the bill may be sent."""


@dataclass(frozen=True, slots=True)
class BillingMark:
    """One mark over [since_on, until_on); `estimate_id` is the good-faith estimate of a dispute about one."""

    kind: ClassVar[str] = "billing_mark"
    id: int
    patient_id: int
    sort: MarkSort
    since_on: date
    set_by: str
    why: str
    version: int = 1
    until_on: date | None = None
    estimate_id: int = 0

    def stands(self, on: date) -> bool:
        """True on the days of the mark."""
        return self.since_on <= on and (self.until_on is None or on < self.until_on)

    def ended(self, *, on: date) -> "BillingMark":
        """Return the mark's next version, ended on a day."""
        return replace(self, version=self.version + 1, until_on=on)


def standing_sorts(marks: Iterable[BillingMark], *, on: date) -> frozenset[MarkSort]:
    """Return what stands on a day."""
    return frozenset(mark.sort for mark in marks if mark.stands(on))
