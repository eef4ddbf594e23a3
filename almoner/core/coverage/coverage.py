"""A patient's policy with a payer, at a rank and over a period; two of one rank never overlap."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Literal

from almoner.core.party import Address, PersonName


@dataclass(frozen=True, slots=True)
class Subscriber:
    """The policy holder where it isn't the patient (837P 2010BA beside 2010CA)."""

    name: PersonName
    birth_on: date
    sex: Literal["F", "M", "U"]
    address: Address


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides when a policy pays, as the patient has told it (the questionnaire of Medicare as a later
    payer); empty is what nobody asked. The words are those of `order.OnFile`.
    """

    work: str = ""
    employees: int | None = None
    medicare_reason: str = ""
    eligible_on: date | None = None
    is_supplement: bool = False
    is_by_order: bool = False
    answers_for: str = ""
    asked_on: date | None = None


UNASKED = Standing()


@dataclass(frozen=True, slots=True)
class Coverage:
    """A policy over [since_on, until_on); `rank` 1 pays first. The database refuses an overlap within a rank.

    `relation` is the patient's relation to the subscriber: 18 is the patient, 01 a spouse, 19 a child
    (837P SBR02 and PAT01). `msp_type` is Medicare's reason for paying later where a person has set it; else
    it follows from the `standing` of the policies (`order.msp_type`).
    """

    kind: ClassVar[str] = "coverage"
    id: int
    patient_id: int
    payer_id: int
    plan_id: int
    rank: int
    member_id: str
    since_on: date
    version: int = 1
    until_on: date | None = None
    group_number: str = ""
    relation: str = "18"
    subscriber: Subscriber | None = None
    msp_type: str = ""
    copay_cents: int = 0
    standing: Standing = UNASKED

    @property
    def last_on(self) -> date | None:
        """The policy's last day, None while it is open."""
        return self.until_on - timedelta(days=1) if self.until_on else None

    def covers(self, on: date) -> bool:
        """True on the days of the policy."""
        return self.since_on <= on and (self.until_on is None or on < self.until_on)


_MBI_AS_PRINTED = re.compile(r"[0-9A-Za-z]{4}-[0-9A-Za-z]{3}-[0-9A-Za-z]{4}")


def member_number(typed: str) -> str:
    """Return a member's number as its payer knows it: without the blanks that a card prints between its
    groups, nor the dashes of a Medicare number.
    """
    whole = "".join(typed.split())
    return whole.replace("-", "") if _MBI_AS_PRINTED.fullmatch(whole) else whole
