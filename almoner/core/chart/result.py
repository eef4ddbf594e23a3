"""Results: what a laboratory, an imaging place or an examination found, value by value, and the report around
them. A corrected value supersedes the one before; who has read it is part of the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

from almoner.core.chart import check
from almoner.core.chart.entry import Entry
from almoner.core.chart.shape import Amount, Concept, Moment, Outsider, Value
from almoner.core.plan import Plan, reading
from almoner.core.rules import Finding


class ResultSort(StrEnum):
    """What kind of finding it is (FHIR observation-category)."""

    LABORATORY = "laboratory"
    IMAGING = "imaging"
    PROCEDURE = "procedure"
    SURVEY = "survey"
    EXAM = "exam"
    THERAPY = "therapy"
    ACTIVITY = "activity"


class ResultStatus(StrEnum):
    """How final it is (FHIR observation-status)."""

    REGISTERED = "registered"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    AMENDED = "amended"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"


class Flag(StrEnum):
    """How a value lies to what is expected (v3-ObservationInterpretation)."""

    NONE = ""
    NORMAL = "N"
    LOW = "L"
    HIGH = "H"
    CRITICAL_LOW = "LL"
    CRITICAL_HIGH = "HH"
    ABNORMAL = "A"
    CRITICAL = "AA"
    POSITIVE = "POS"
    NEGATIVE = "NEG"
    DETECTED = "DET"
    NOT_DETECTED = "ND"
    RESISTANT = "R"
    SUSCEPTIBLE = "S"


OUT_OF_RANGE = frozenset(Flag) - {Flag.NONE, Flag.NORMAL, Flag.NEGATIVE, Flag.NOT_DETECTED, Flag.SUSCEPTIBLE}
CRITICAL = frozenset({Flag.CRITICAL_LOW, Flag.CRITICAL_HIGH, Flag.CRITICAL})


@dataclass(frozen=True, slots=True)
class Range:
    """What is expected: between two amounts, either of them open, or in words."""

    low: Amount | None = None
    high: Amount | None = None
    text: str = ""

    @property
    def words(self) -> str:
        """`4.0 to 5.6 %`, `under 5.7 %`."""
        if self.low is not None and self.high is not None:
            return f"{self.low.value} to {self.high.words}"
        if self.high is not None:
            return f"up to {self.high.words}"
        return f"from {self.low.words}" if self.low is not None else self.text


@dataclass(frozen=True, slots=True)
class Specimen:
    """What was examined: its type, the laboratory's number of it, where from and in what state."""

    sort: Concept
    identifier: str = ""
    accession: str = ""
    collected: Moment | None = None
    body_site: Concept | None = None
    condition: Concept | None = None
    residual: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One value (FHIR Observation). `report_id` is the report that it stands in, `order_id` what asked for
    it.

    `seen` is the moment of what was observed, `issued` when it was given out. `performer` is the laboratory.
    `read_by` is who took notice of it, on a day.
    """

    kind: ClassVar[str] = "result"
    id: int
    entry: Entry
    concept: Concept
    seen: Moment
    value: Value
    version: int = 1
    status: ResultStatus = ResultStatus.FINAL
    sort: ResultSort = ResultSort.LABORATORY
    issued: Moment | None = None
    flag: Flag = Flag.NONE
    ranges: tuple[Range, ...] = ()
    specimen: Specimen | None = None
    body_site: Concept | None = None
    method: Concept | None = None
    device: str = ""
    performer: Outsider | None = None
    report_id: int = 0
    order_id: int = 0
    read_by: str = ""
    read_on: date | None = None

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [
            *check.named("The result", self.concept),
            *check.past("The day", self.seen, on=on),
            *check.past("The day of issue", self.issued, on=on),
            *check.coded("The body site", self.body_site),
            *check.coded("The method", self.method),
            *check.texts("The device", self.device, longest=120),
            *check.outsiders("The laboratory", self.performer),
            *check.few("Ranges", self.ranges, most=10),
        ]
        if self.status not in {ResultStatus.REGISTERED, ResultStatus.CANCELLED} or self.value.count > 1:
            found += check.valued("The result", self.value)
        for one in self.ranges:
            found += check.amounts("A range", one.low, one.high)
            found += check.texts("A range", one.text, longest=check.LONGEST_WORDS)
            if one.low is not None and one.high is not None and one.high.value < one.low.value:
                found.append(check.finding("CHT-07", "A range ends below its beginning.", "Swap the two."))
        return found + _about(self.specimen, on)


def _about(specimen: Specimen | None, on: date) -> list[Finding]:
    if specimen is None:
        return []
    parts = (specimen.identifier, specimen.accession)
    return [
        *check.named("The specimen", specimen.sort),
        *check.texts("The specimen's number", *parts, longest=120),
        *check.texts("The specimen", specimen.residual),
        *check.past("The day of the specimen", specimen.collected, on=on),
        *check.coded("The specimen's site", specimen.body_site),
        *check.coded("The specimen's condition", specimen.condition),
    ]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A presented form or a picture: what it is, where it lies, and the SHA-256 of its bytes."""

    title: str
    content_type: str
    place: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What results stand in (FHIR DiagnosticReport): the panel or the study, its conclusion and papers."""

    kind: ClassVar[str] = "report"
    id: int
    entry: Entry
    concept: Concept
    seen: Moment
    version: int = 1
    status: ResultStatus = ResultStatus.FINAL
    sort: ResultSort = ResultSort.LABORATORY
    issued: Moment | None = None
    performer: Outsider | None = None
    conclusion: str = ""
    attachments: tuple[Attachment, ...] = ()
    order_id: int = 0

    def against(self, *, on: date) -> list[Finding]:
        """Return what stands against it."""
        found = [
            *check.named("The report", self.concept),
            *check.past("The day", self.seen, on=on),
            *check.past("The day of issue", self.issued, on=on),
            *check.outsiders("Who reported", self.performer),
            *check.texts("The conclusion", self.conclusion, longest=20_000),
            *check.few("Papers", self.attachments),
        ]
        for one in self.attachments:
            parts = (one.title, one.content_type, one.place, one.sha256)
            found += check.texts("A paper", *parts, longest=250)
        return found


def flag_of(value: Value, ranges: tuple[Range, ...]) -> Flag:
    """Return how an amount lies to the first range in its unit; nothing where that can't be said."""
    amount = value.amount
    if amount is None or amount.comparator:
        return Flag.NONE
    for one in ranges:
        ends = [end for end in (one.low, one.high) if end is not None]
        if not ends or any((end.code or end.unit) != (amount.code or amount.unit) for end in ends):
            continue
        if one.low is not None and amount.value < one.low.value:
            return Flag.LOW
        is_high = one.high is not None and amount.value > one.high.value
        return Flag.HIGH if is_high else Flag.NORMAL
    return Flag.NONE


def read_all(results: Sequence[Result], *, by: str, on: date) -> Plan:
    """Return the plan that says who took notice of results; those that were read or don't stand are left."""
    fresh = [one for one in results if one.read_on is None and one.entry.stands]
    made = tuple(replace(one, version=one.version + 1, read_by=by, read_on=on) for one in fresh)
    return Plan(on=on, records=made, reads=reading(*fresh))


Trend = Literal["", "up", "down", "same"]


def trend(now: Value, before: Value | None) -> Trend:
    """Return how an amount moved since the one before; nothing where units differ."""
    if before is None or now.amount is None or before.amount is None:
        return ""
    if (now.amount.code or now.amount.unit) != (before.amount.code or before.amount.unit):
        return ""
    if now.amount.value == before.amount.value:
        return "same"
    return "up" if now.amount.value > before.amount.value else "down"
