"""Rules of a professional claim's own segments: accident, stay, onset, what the patient paid."""

from collections.abc import Iterable

from almoner.core.x12.guides.claim.days import day_of, service_days
from almoner.core.x12.guides.claim.money_text import cents_of
from almoner.core.x12.guides.professional_837.marks import ACCIDENT, CAR, INPATIENT, WORK
from almoner.core.x12.rule import Spot, Words, at, missing, rule
from almoner.core.x12.tree import Loop, Row

_ACCIDENTS = frozenset(("AA", "OA"))
_INPATIENT = "21"
_ADMITTED = "01"
_INJURIES = ("S", "T")
"""Chapters of ICD-10-CM that hold injuries."""
_SHARED_CARE = frozenset(("54", "55", "56"))


def _causes(claim: Loop) -> tuple[Row | None, list[str]]:
    """CLM and the causes of CLM11, its first three components."""
    row = claim.row("claim")
    if row is None or not row.get(11):
        return None, []
    return row, [cause for cause in row.parts(11)[:3] if cause]


@rule(
    "P-01",
    "2300",
    Words(
        "The claim is for an accident, but its date is missing.",
        "Send the date of the accident in DTP 439.",
        "I6",
        "A6:248",
        "837P 2300 DTP*439",
    ),
    has=ACCIDENT,
)
def accident_undated(claim: Loop) -> Iterable[Spot]:
    """CLM11 has AA or OA, and there is no DTP 439 (handbook P-01)."""
    row, causes = _causes(claim)
    if row is None or _ACCIDENTS.isdisjoint(causes) or claim.has("accident_date"):
        return ()
    return (missing(claim, "DTP", because=(row, "related_causes")),)


@rule(
    "P-01b",
    "2300",
    Words(
        "The claim is for an injury at work; if it was an accident, its date is needed.",
        "Send the date of the accident in DTP 439.",
        source="837P 2300 DTP*439",
    ),
    has=WORK,
    severity="note",
)
def work_accident_undated(claim: Loop) -> Iterable[Spot]:
    """CLM11 has EM and a diagnosis is an injury, without DTP 439: likely an accident, not surely (handbook
    P-01)."""
    row, causes = _causes(claim)
    if row is None or "EM" not in causes or not _ACCIDENTS.isdisjoint(causes) or claim.has("accident_date"):
        return ()
    codes = claim.row("diagnoses")
    injuries = codes is not None and any(
        codes.part(number, 1) in ("ABK", "ABF") and codes.part(number, 2).startswith(_INJURIES)
        for number in range(1, len(codes.elements))
    )
    return (missing(claim, "DTP", because=(row, "related_causes")),) if injuries else ()


@rule(
    "P-01c",
    "2300",
    Words(
        "The date of an accident is sent, but the claim isn't said to be for one.",
        "Say in CLM11 what kind of accident it was, or leave out DTP 439.",
        source="837P 2300 DTP*439",
    ),
    has="accident_date",
    severity="warning",
)
def accident_unsaid(claim: Loop) -> Iterable[Spot]:
    """DTP 439, and CLM11 is empty (handbook P-01)."""
    row, head = claim.row("accident_date"), claim.row("claim")
    if row is None or head is None or head.get(11):
        return ()
    return (at(row, because=(head, "related_causes")),)


@rule(
    "P-02",
    "2300",
    Words(
        "A car accident needs the state in which it happened.",
        "Send the state in CLM11-4, or the country in CLM11-5 where it was abroad.",
        "I9",
        "A6:248",
        "837P 2300 CLM11-4",
    ),
    has=CAR,
)
def accident_unplaced(claim: Loop) -> Iterable[Spot]:
    """CLM11 has AA, and neither a state nor a country other than the US (handbook P-02)."""
    row, causes = _causes(claim)
    if row is None or "AA" not in causes or row.part(11, 4) or row.part(11, 5) not in ("", "US"):
        return ()
    return (at(row, "related_causes", 4),)


def _inpatient(claim: Loop) -> tuple[Row, int] | None:
    """What says that the patient is in a hospital: CLM05-1, SV105, or the condition of an ambulance claim."""
    head = claim.row("claim")
    if head is not None and head.part(5, 1) == _INPATIENT:
        return head, 5
    for line in claim.children("2400"):
        service = line.row("service")
        if service is not None and service.get(5) == _INPATIENT:
            return service, 5
    for row in claim.rows("ambulance_condition"):
        if row.get(2) == "Y" and _ADMITTED in [row.get(number) for number in range(3, 8)]:
            return row, 3
    return None


@rule(
    "P-03",
    "2300",
    Words(
        "The patient was in a hospital, but the date of admission is missing.",
        "Send the date of admission in DTP 435.",
        "I6",
        "A6:189",
        "837P 2300 DTP*435",
    ),
    has=INPATIENT,
)
def admission_undated(claim: Loop) -> Iterable[Spot]:
    """Place of service 21, or an ambulance claim that says the patient was admitted, without DTP 435
    (handbook P-03)."""
    if claim.has("admission_date"):
        return ()
    cause = _inpatient(claim)
    return () if cause is None else (missing(claim, "DTP", because=cause),)


@rule(
    "P-04",
    "2300",
    Words(
        "The onset is the day of the service.",
        "Leave out DTP 431 where the illness began on the day of the service.",
        source="837P 2300 DTP*431",
    ),
    has="onset_date",
    severity="warning",
)
def onset_same(claim: Loop) -> Iterable[Spot]:
    """DTP 431 is the first day of every line (handbook P-04)."""
    row, onset = claim.row("onset_date"), day_of(claim, "onset_date")
    days = {span.first for _, span in service_days(claim)}
    return (at(row, "value"),) if row is not None and onset and days == {onset} else ()


@rule(
    "P-14",
    "2300",
    Words(
        "The conditions of an ambulance are sent without the transport itself.",
        "Send CR1 with the reason and distance of the transport, or leave out CRC 07.",
        "I9",
        "A8:21",
        "837P 2300 CRC*07",
    ),
    has="ambulance_condition",
)
def conditions_alone(claim: Loop) -> Iterable[Spot]:
    """CRC 07 of a claim without a CR1 of the claim or of a line (handbook P-14)."""
    row = claim.row("ambulance_condition")
    if row is None or claim.has("ambulance") or any(map(_is_ambulance_line, claim.children("2400"))):
        return ()
    return (at(row),)


@rule(
    "P-14b",
    "2400",
    Words(
        "The line has the conditions of an ambulance without the transport itself.",
        "Send CR1 with the reason and distance of the transport, or leave out CRC 07.",
        "I9",
        "A8:21",
        "837P 2400 CRC*07",
    ),
    has="ambulance_condition",
)
def conditions_of_line_alone(line: Loop) -> Iterable[Spot]:
    """CRC 07 of a line without a CR1 of the line or of the claim (handbook P-14)."""
    row = line.row("ambulance_condition")
    if row is None or _is_ambulance_line(line) or (line.up is not None and line.up.has("ambulance")):
        return ()
    return (at(row),)


def _is_ambulance_line(line: Loop) -> bool:
    return line.has("ambulance")


@rule(
    "P-26",
    "2300",
    Words(
        "Dates of taking over care are sent, but no line says that care after surgery was shared.",
        "Leave out DTP 090 and 091, or send modifier 54 or 55 with the surgery.",
        source="837P 2300 DTP*090 DTP*091",
    ),
    has="care_handover_date",
    severity="warning",
)
def care_not_shared(claim: Loop) -> Iterable[Spot]:
    """DTP 090 or 091, and no line has modifier 54, 55 or 56 (handbook P-26)."""
    row = claim.row("care_handover_date")
    for line in claim.children("2400"):
        service = line.row("service")
        if service is not None and not _SHARED_CARE.isdisjoint(service.parts(1)[2:6]):
            return ()
    return () if row is None else (at(row),)


@rule(
    "P-28",
    "2300",
    Words(
        "The patient paid less than nothing, or more than was charged.",
        "Send in AMT F5 what the patient paid for this claim.",
        "I12",
        "A7:402",
        "837P 2300 AMT*F5",
    ),
    has="patient_paid",
)
def paid_too_much(claim: Loop) -> Iterable[Spot]:
    """AMT F5 is negative or above CLM02 (handbook P-28)."""
    row = claim.row("patient_paid")
    paid, charge = cents_of(row.get(2)) if row is not None else None, cents_of(claim.get("claim", 2))
    if row is None or paid is None or not (paid < 0 or (charge is not None and paid > charge)):
        return ()
    return (at(row, "amount", because=_charge(claim)),)


@rule(
    "P-28b",
    "2300",
    Words(
        "The patient paid nothing, which needs no telling.",
        "Leave out AMT F5 where the patient paid nothing.",
        source="837P 2300 AMT*F5",
    ),
    has="patient_paid",
    severity="warning",
)
def paid_nothing(claim: Loop) -> Iterable[Spot]:
    """AMT F5 is zero (handbook P-28)."""
    row = claim.row("patient_paid")
    return (at(row, "amount"),) if row is not None and cents_of(row.get(2)) == 0 else ()


def _charge(claim: Loop) -> tuple[Row, str] | None:
    row = claim.row("claim")
    return None if row is None else (row, "charge")


CLAIM_RULES = (
    accident_undated,
    work_accident_undated,
    accident_unsaid,
    accident_unplaced,
    admission_undated,
    onset_same,
    conditions_alone,
    conditions_of_line_alone,
    care_not_shared,
    paid_too_much,
    paid_nothing,
)
