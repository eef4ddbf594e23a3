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
    """The patient disputes the bill, by an estimate or otherwise, or one service of it: nothing of that is
    collected meanwhile."""
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
    """One mark over [since_on, until_on); `estimate_id` is the good-faith estimate of a dispute about one,
    `line_id` the charge line of a dispute about that alone, with the fees that stand beside it.
    """

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
    line_id: int = 0

    def stands(self, on: date) -> bool:
        """True on the days of the mark."""
        return self.since_on <= on and (self.until_on is None or on < self.until_on)

    def ended(self, *, on: date) -> "BillingMark":
        """Return the mark's next version, ended on a day."""
        return replace(self, version=self.version + 1, until_on=on)


def standing_sorts(marks: Iterable[BillingMark], *, on: date) -> frozenset[MarkSort]:
    """Return what stands on a day over the whole account."""
    return frozenset(mark.sort for mark in marks if mark.stands(on) and not mark.line_id)


def disputed_lines(marks: Iterable[BillingMark], *, on: date) -> frozenset[int]:
    """Return the charge lines that are disputed on a day, each by itself."""
    return frozenset(mark.line_id for mark in marks if mark.stands(on) and mark.line_id)


@dataclass(frozen=True, slots=True)
class Rested:
    """Days [since_on, until_on) on which a dispute that is answered by now stopped the asking, for one charge
    line or, with 0, the whole account.
    """

    since_on: date
    until_on: date
    line_id: int = 0


def rested(marks: Iterable[BillingMark], *, on: date) -> tuple[Rested, ...]:
    """Return the disputes that were answered up to a day."""
    return tuple(
        Rested(mark.since_on, mark.until_on, mark.line_id)
        for mark in marks
        if mark.sort is MarkSort.DISPUTE and mark.until_on is not None and mark.until_on <= on
    )


def rested_days(spans: Iterable[Rested], since_on: date, on: date) -> int:
    """Return on how many of the days [since_on, on) the asking rested, each day once."""
    count, reached = 0, since_on
    for span in sorted(spans, key=lambda span: (span.since_on, span.until_on)):
        first, last = max(span.since_on, reached), min(span.until_on, on)
        if first < last:
            count, reached = count + (last - first).days, last
    return count
