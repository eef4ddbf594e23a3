"""The notice that Medicare may not pay (ABN, CMS-R-131): for which services and why, what they will cost the
patient, what the patient chose, and that they signed before the service.

Promises that only a notice signed by the day of the service says anything about who answers for it
(42 CFR 411.404-411.408).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

COURSE = timedelta(days=365)
"""For so long at most one notice holds for a service that is repeated."""
LONGEST_PLACE = 200
SIGNED_MARKS = frozenset({"GA", "GX"})
"""Modifiers that tell of a signed notice."""
WITHOUT = "GZ"
"""The modifier that says that the service may not be paid and that there is no notice."""
EXCLUDED = "GY"
"""The modifier that says that the service is never a benefit."""


class Ground(StrEnum):
    """Why Medicare may not pay."""

    NECESSITY = "necessity"
    """Not held necessary for what the patient has: the notice is required."""
    FREQUENCY = "frequency"
    """Given more often than is paid for: the notice is required."""
    EXCLUDED = "excluded"
    """Never a benefit: the notice is a courtesy, and the patient answers without it too."""


class Choice(StrEnum):
    """What the patient chose."""

    NONE = ""
    BILL = "bill"
    """Wants it, and wants Medicare asked for a decision."""
    DONT_BILL = "dont_bill"
    """Wants it, pays for it, and Medicare is not asked."""
    DECLINE = "decline"
    """Does not want it."""


class NoticeState(StrEnum):
    """Where a notice stands."""

    PREPARED = "prepared"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


class SignedHow(StrEnum):
    """How it was signed."""

    NOT = ""
    SCREEN = "screen"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class NoticedItem:
    """A service that may not be paid: why, by which card of the rules (`rule`, empty where a person said it),
    the reason in words for the patient, and the estimate of its whole cost in cents.
    """

    code: str
    label: str
    units: int
    ground: Ground
    why: str
    cents: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class AdvanceNotice:
    """A notice for a patient. `service_on` is the day for which the service is planned, `last_on` the last
    day that a signature covers; `text` is what the patient reads. `form_id` is the signed form where it was
    signed on the screen; `place` says where the paper lies.
    """

    kind: ClassVar[str] = "advance_notice"
    id: int
    patient_id: int
    service_on: date
    last_on: date
    items: tuple[NoticedItem, ...]
    text: str
    made_on: date
    made_by: str
    version: int = 1
    appointment_id: int = 0
    order_id: int = 0
    state: NoticeState = NoticeState.PREPARED
    choice: Choice = Choice.NONE
    how: SignedHow = SignedHow.NOT
    signed_on: date | None = None
    form_id: int = 0
    place: str = ""
    ended_why: str = ""

    @property
    def cents(self) -> int:
        """The estimate of all of it."""
        return sum(item.cents for item in self.items)

    def signed(self, choice: Choice, how: SignedHow, on: date, *, form_id: int = 0) -> "AdvanceNotice":
        """Return it as signed, in the same version."""
        state = NoticeState.SIGNED
        return replace(self, state=state, choice=choice, how=how, signed_on=on, form_id=form_id)

    def withdrawn(self, why: str) -> "AdvanceNotice":
        """Return it as withdrawn, which a signature does not survive."""
        return replace(self, version=self.version + 1, state=NoticeState.WITHDRAWN, ended_why=why)

    def told(self) -> tuple["ItemNotice", ...]:
        """Return what it says of each of its services."""
        signed_on = self.signed_on if self.state is NoticeState.SIGNED else None
        return tuple(
            ItemNotice(item.code, item.ground, self.choice, signed_on, self.last_on, self.service_on, self.id)
            for item in self.items
        )


@dataclass(frozen=True, slots=True)
class ItemNotice:
    """What a notice says of one service; `signed_on` is None until it is signed."""

    code: str
    ground: Ground
    choice: Choice
    signed_on: date | None
    last_on: date
    planned_on: date
    notice_id: int = 0

    def is_about(self, code: str, on: date) -> bool:
        """True where it was made for this service of a day, signed in time or not."""
        return self.code == code and min(self.planned_on, self.signed_on or self.planned_on) <= on <= (
            max(self.last_on, self.planned_on)
        )

    def holds(self, code: str, on: date) -> bool:
        """True where it was signed by the day of this service, and covers that day."""
        return (
            self.code == code
            and self.choice is not Choice.NONE
            and self.signed_on is not None
            and self.signed_on <= on <= self.last_on
        )


def standing(notices: Iterable[AdvanceNotice]) -> tuple[ItemNotice, ...]:
    """Return what the notices of a patient say, those that were withdrawn apart; the latest first."""
    kept = [one for one in notices if one.state is not NoticeState.WITHDRAWN]
    ordered = sorted(kept, key=lambda one: (one.signed_on or date.min, one.id), reverse=True)
    return tuple(told for one in ordered for told in one.told())


def held_by(notices: Iterable[ItemNotice], code: str, on: date) -> ItemNotice | None:
    """Return the notice that a service of a day rests on: the latest one signed in time, else None."""
    return next((one for one in notices if one.holds(code, on)), None)


def modifiers_of(ground: Ground, *, is_signed: bool) -> tuple[str, ...]:
    """Return what a line says of its notice (Medicare claims manual, chapter 30, section 50)."""
    if ground is Ground.EXCLUDED:
        return ("GX", "GY") if is_signed else ("GY",)
    return ("GA",) if is_signed else ("GZ",)


def unbilled_codes(notices: Iterable[ItemNotice], on: date) -> dict[str, int]:
    """Return the services of a day that the patient chose to pay alone, with the notice of each."""
    told = tuple(notices)
    found = {}
    for code in {one.code for one in told}:
        held = held_by(told, code, on)
        if held is not None and held.choice is Choice.DONT_BILL:
            found[code] = held.notice_id
    return found
