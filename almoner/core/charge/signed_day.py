"""A provider's day as it is signed: each visit is closed, or says why not, whose it is and until when.

Promises that what was seen at the signature is kept as it was seen, under a hash, and that a charge which
nobody foresaw opens the day again with its reason.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from almoner.core.charge.funnel import WAITS
from almoner.core.rules import Finding
from almoner.core.rules.finding import Because, Severity

LONGEST_NOTE = 300
LONGEST_WAIT = timedelta(days=60)
OWNERS = ("provider", "coder", "biller", "front_desk", "manager")
"""The roles that what is left may be given to, beside the one who signs."""
_BECAUSE = Because("close/provider-day", "The practice's books: what was seen is charged, or somebody's")


class Want(StrEnum):
    """What a visit still wants of somebody, in the order in which it is done."""

    NOTE = "note"
    SIGNATURE = "signature"
    ANSWER = "answer"
    LACKS = "lacks"
    GIVEN = "given"
    CODES = "codes"
    CHARGE = "charge"


WORDS = {
    Want.NOTE: "came, nothing written",
    Want.SIGNATURE: "note not signed",
    Want.ANSWER: "a coder's question",
    Want.LACKS: "the note lacks what its claim needs",
    Want.GIVEN: "ordered, not recorded as given",
    Want.CODES: "waits for its codes",
    Want.CHARGE: "charge not confirmed",
}
OTHERS = {Want.CODES: "coder", Want.CHARGE: "biller"}
"""What others do by nature; a visit that wants nothing else needs no reason of the provider's own."""
WAITS_FOR_OTHERS = "others"
REASONS = {
    WAITS_FOR_OTHERS: "Waits for its codes or its charge",
    "later": "I finish it later",
    "result": "A result or a paper is awaited",
    "patient": "The patient comes back to finish it",
    "second": "A second clinician has to write",
    "system": "Something did not work",
}
"""Why a visit is left open at the end of the day."""


class DayState(StrEnum):
    """Whether the signature stands."""

    SIGNED = "signed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Why a visit is left open, whose it is and until when."""

    reason: str
    owner: str
    due_on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A visit, or a booking that came to none (`visit_id` 0), with what it wanted when it was looked at."""

    on: date
    patient_id: int
    visit_id: int = 0
    appointment_id: int = 0
    state: str = ""
    wants: tuple[Want, ...] = ()
    left: Left | None = None

    @property
    def key(self) -> str:
        """Return what names it in a form."""
        return f"v{self.visit_id}" if self.visit_id else f"a{self.appointment_id}"

    @property
    def is_others(self) -> bool:
        """True where all that it wants is done by others."""
        return bool(self.wants) and set(self.wants) <= set(OTHERS)

    def line(self) -> str:
        """Return it as one line, as the hash takes it."""
        left = self.left
        why = "" if left is None else f"{left.reason}|{left.owner}|{left.due_on.isoformat()}|{left.note!r}"
        return f"{self.on.isoformat()} {self.key} {self.state} {','.join(self.wants)} {why}"


def digest_of(seen: Iterable[Seen]) -> str:
    """Return the SHA-256, in hexadecimal, over visits as they were seen."""
    return hashlib.sha256("\n".join(one.line() for one in seen).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SignedDay:
    """A provider's day, signed. `signed_at` is the instant in UTC; `sha256` covers all that was signed."""

    kind: ClassVar[str] = "signed_day"
    id: int
    provider_id: int
    day_on: date
    signed_by: str
    signed_on: date
    signed_at: str
    seen: tuple[Seen, ...]
    counts: tuple[tuple[str, int], ...]
    sha256: str
    version: int = 1
    state: DayState = DayState.SIGNED
    reopened_on: date | None = None
    reopened_why: str = ""

    def seal(self) -> str:
        """Return the hash that belongs to what was signed."""
        counts = ",".join(f"{name}={number}" for name, number in self.counts)
        said = (
            f"{self.provider_id}|{self.day_on.isoformat()}|{self.signed_by}|{self.signed_on.isoformat()}|"
            f"{self.signed_at}|{counts}|{digest_of(self.seen)}"
        )
        return hashlib.sha256(said.encode()).hexdigest()

    def reopened(self, why: str, *, on: date) -> Self:
        """Return the next version, which wants a signature anew."""
        assert self.state is DayState.SIGNED, "a day that is open is not opened"
        return replace(
            self, version=self.version + 1, state=DayState.REOPENED, reopened_on=on, reopened_why=why
        )


def counts_of(seen: Iterable[Seen]) -> tuple[tuple[str, int], ...]:
    """Return how many were seen, are closed, and what the others want; only what is there is counted."""
    rows = tuple(seen)
    wants = Counter(want for one in rows for want in one.wants)
    closed = sum(not one.wants for one in rows)
    return (
        ("seen", len(rows)),
        ("closed", closed),
        *((str(want), wants[want]) for want in Want if wants[want]),
    )


def proposed(one: Seen, earlier: Left | None, *, on: date) -> Left | None:
    """Return why a visit is left open as far as that needs no asking: what was said before while its day has
    not come, or what others do by nature until it is late.
    """
    if not one.wants:
        return None
    if earlier is not None and earlier.due_on >= on and (earlier.reason != WAITS_FOR_OTHERS or one.is_others):
        return earlier
    due_on = one.on + WAITS
    if one.is_others and due_on >= on:
        return Left(reason=WAITS_FOR_OTHERS, owner=OTHERS[one.wants[0]], due_on=due_on)
    return None


def with_reasons(seen: Iterable[Seen], said: Mapping[str, Left]) -> tuple[Seen, ...]:
    """Return what was seen with the reasons that were said, by key; what is closed needs none."""
    return tuple(replace(one, left=said.get(one.key) if one.wants else None) for one in seen)


def against(seen: Iterable[Seen], *, by: str, on: date) -> tuple[Finding, ...]:
    """Return what stands against signing a day with these reasons."""
    rows = tuple(seen)
    silent = sum(bool(one.wants) and one.left is None for one in rows)
    found = []
    if silent:
        says = f"{silent} visits are neither closed nor say why not."
        found.append(_finding("DAY-01", says, "Finish them, or give each a reason, an owner and a day."))
    for left in (one.left for one in rows):
        if left is not None and not _is_whole(left, by=by, on=on):
            mend = "Choose a listed reason, an owner, and a day from today within 60 days."
            found.append(_finding("DAY-02", "A visit is left without a reason, an owner or a day.", mend))
            break
    wrong = sum(
        one.left is not None and one.left.reason == WAITS_FOR_OTHERS and not one.is_others for one in rows
    )
    if wrong:
        says = "A visit that wants something of its provider does not wait for others alone."
        found.append(_finding("DAY-03", says, "Choose the reason why it is not finished."))
    return tuple(found)


def _is_whole(left: Left, *, by: str, on: date) -> bool:
    return (
        left.reason in REASONS
        and left.owner in {*OWNERS, by}
        and on <= left.due_on <= on + LONGEST_WAIT
        and len(left.note) <= LONGEST_NOTE
    )


def foreseen_until(days: Iterable[SignedDay], visit_id: int) -> date | None:
    """Return the last day until which signed days said that a visit is left open; None where none did."""
    said = [one.left.due_on for day in days for one in day.seen if one.visit_id == visit_id and one.left]
    return max(said, default=None)


def why_late(days: Iterable[SignedDay], visit_id: int, *, on: date) -> str:
    """Return why a charge comes late after its day was signed; empty where the signature foresaw it."""
    signed = tuple(days)
    until_on = foreseen_until(signed, visit_id)
    if until_on is not None:
        return "" if on <= until_on else f"A charge came after {until_on.isoformat()}, the day that was said."
    if any(one.visit_id == visit_id for day in signed for one in day.seen):
        return "A charge came for a visit that was signed as closed."
    return "A charge came for a visit that was not there at the signature."


def _finding(edit: str, message: str, mend: str) -> Finding:
    return Finding(
        edit=edit,
        kind="close",
        severity=Severity.REJECT,
        line=0,
        message=message,
        mend=mend,
        because=_BECAUSE,
    )
