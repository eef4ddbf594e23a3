"""Rules of stays and visits: dates, admitting diagnosis, reasons of visits, presence on admission,
procedures."""

from collections.abc import Iterable, Iterator

from almoner.core.x12.guides.institutional_837.bill_type import (
    ACUTE,
    NURSING,
    UNSCHEDULED,
    frequency_of,
    is_inpatient,
    is_outpatient,
    lines_of,
    place_of,
    revenue_of,
)
from almoner.core.x12.rule import Spot, Words, at, missing, opener, rule
from almoner.core.x12.tree import Loop, Row

_FINAL = frozenset({"1", "4"})
_STILL_HERE = "30"
_UNSCHEDULED_ADMISSION = frozenset({"1", "2", "5"})
_UNSCHEDULED_REVENUE = ("045", "0516", "0762")
_PRESENCE = 9
_DIAGNOSES = ("principal_diagnosis", "other_diagnoses", "external_causes")
_ICD_PROCEDURES = frozenset({"BBR", "BR", "BBQ", "BQ"})


@rule(
    "I-01",
    "2300",
    Words(
        "An inpatient bill needs the admission date and hour.",
        "Send DTP 435 with the admission of this stay.",
        "I6",
        "A6:189",
        "837I 2300 DTP*435",
    ),
)
def admission_date(claim: Loop) -> Iterable[Spot]:
    """No DTP 435 on an inpatient bill (handbook I-01)."""
    if claim.has("admission_date") or not is_inpatient(claim):
        return ()
    return (missing(claim, "DTP", because=(opener(claim), 5)),)


@rule(
    "I-02",
    "2300",
    Words(
        "A final inpatient bill needs the hour of discharge.",
        "Send DTP 096, or status 30 in CL103 where the patient is still there.",
        "I6",
        "A6:233",
        "837I 2300 DTP*096",
    ),
)
def discharge_hour(claim: Loop) -> Iterable[Spot]:
    """Frequency 1 or 4, status not 30, and no DTP 096; nursing facilities (type 21) are exempt in the
    manual of the bill's form (handbook I-02)."""
    if claim.has("discharge_hour") or not is_inpatient(claim) or place_of(claim) == NURSING:
        return ()
    if frequency_of(claim) not in _FINAL or claim.get("stay", 3, _STILL_HERE) == _STILL_HERE:
        return ()
    return (missing(claim, "DTP", because=(opener(claim), 5)),)


@rule(
    "I-03",
    "2300",
    Words(
        "An inpatient bill needs the admitting diagnosis.",
        "Send HI ABJ with the diagnosis at admission.",
        "I6",
        "A6:232",
        "837I 2300 HI*ABJ",
    ),
)
def admitting_diagnosis(claim: Loop) -> Iterable[Spot]:
    """No HI ABJ on an inpatient bill (handbook I-03)."""
    if claim.has("admitting_diagnosis") or not is_inpatient(claim):
        return ()
    return (missing(claim, "HI", because=(opener(claim), 5)),)


@rule(
    "I-04",
    "2300",
    Words(
        "An unscheduled outpatient visit needs the patient's reason for it.",
        "Send HI APR with up to three diagnoses.",
        "I6",
        "A6:673",
        "837I 2300 HI*APR",
    ),
    has="stay",
)
def visit_reason(claim: Loop) -> Iterable[Spot]:
    """Type 13, 78 or 85, admission type 1, 2 or 5, a line of emergency, urgent care or observation, and no
    HI APR (handbook I-04)."""
    stay = claim.row("stay")
    if stay is None or stay.get(1) not in _UNSCHEDULED_ADMISSION or claim.has("visit_reasons"):
        return ()
    if place_of(claim) not in UNSCHEDULED:
        return ()
    if not any(revenue_of(line).startswith(_UNSCHEDULED_REVENUE) for line in lines_of(claim)):
        return ()
    return (missing(claim, "HI", because=(stay, 1)),)


@rule(
    "I-04b",
    "2300",
    Words(
        "The patient's reason for a visit stands on an inpatient bill.",
        "Leave HI APR out; the admitting diagnosis (ABJ) says why the patient came.",
        "I9",
        "A8:673",
        "837I 2300 HI*APR",
    ),
    has="visit_reasons",
)
def visit_reason_needless(claim: Loop) -> Iterator[Spot]:
    """HI APR on an inpatient bill (handbook I-04)."""
    row = claim.row("visit_reasons")
    if row is not None and is_inpatient(claim):
        yield at(row, because=(opener(claim), 5))


@rule(
    "I-05",
    "2300",
    Words(
        "Whether a diagnosis was present on admission is said on an outpatient bill.",
        "Leave the ninth component out of the diagnoses of visits.",
        "I13",
        source="837I 2300 HI C022-9",
    ),
    has="principal_diagnosis",
    severity="warning",
)
def presence_needless(claim: Loop) -> Iterable[Spot]:
    """C022-9 on an outpatient bill; which values it may have, the table says (handbook I-05)."""
    if not is_outpatient(claim):
        return ()
    return [
        at(row, number, _PRESENCE, because=(opener(claim), 5))
        for row, number in _codes(claim, _DIAGNOSES, _PRESENCE)
    ]


@rule(
    "I-05b",
    "2300",
    Words(
        "No diagnosis of an acute stay says whether it was present on admission.",
        "Say Y, N, U or W in the ninth component, but for diagnoses and hospitals that are exempt.",
        source="837I 2300 HI C022-9",
    ),
    has="principal_diagnosis",
    severity="note",
)
def presence_unsaid(claim: Loop) -> Iterable[Spot]:
    """Type 11 with two diagnoses or more and no C022-9 at all; a file can't say who is exempt (handbook
    I-05)."""
    if place_of(claim) != ACUTE or not claim.has("other_diagnoses"):
        return ()
    if any(True for _ in _codes(claim, _DIAGNOSES, _PRESENCE)):
        return ()
    row = claim.row("principal_diagnosis")
    return (at(row, 1, _PRESENCE),) if row is not None else ()


def _codes(claim: Loop, names: tuple[str, ...], component: int) -> Iterator[tuple[Row, int]]:
    """Segment and element of the codes of these lists that have a component."""
    for row in (each for name in names for each in claim.rows(name)):
        for number in range(1, len(row.elements)):
            if row.part(number, component):
                yield row, number


@rule(
    "I-06",
    "2300",
    Words(
        "An ICD procedure stands on an outpatient bill.",
        "Send the procedures of visits with the lines, as HCPCS codes.",
        "I9",
        "A8:465",
        "837I 2300 HI*BBR HI*BBQ",
    ),
    has="principal_procedure",
)
def procedure_of_visit(claim: Loop) -> Iterable[Spot]:
    """BBR or BBQ on an outpatient bill (handbook I-06)."""
    if not is_outpatient(claim):
        return ()
    rows = [*claim.rows("principal_procedure"), *claim.rows("other_procedures")]
    return [at(row, because=(opener(claim), 5)) for row in rows if row.part(1, 1) in _ICD_PROCEDURES]


@rule(
    "I-06b",
    "2300",
    Words(
        "Other procedures stand on the bill without a principal one.",
        "Send the principal procedure in HI BBR.",
        "I6",
        "A6:465",
        "837I 2300 HI*BBR HI*BBQ",
    ),
    has="other_procedures",
)
def principal_procedure_missing(claim: Loop) -> Iterable[Spot]:
    """BBQ without BBR (handbook I-06)."""
    row = claim.row("other_procedures")
    if row is None or claim.has("principal_procedure"):
        return ()
    return (missing(claim, "HI", because=(row, 1)),)


STAY_RULES = (
    admission_date,
    discharge_hour,
    admitting_diagnosis,
    visit_reason,
    visit_reason_needless,
    presence_needless,
    presence_unsaid,
    procedure_of_visit,
    principal_procedure_missing,
)

__all__ = ["STAY_RULES"]
