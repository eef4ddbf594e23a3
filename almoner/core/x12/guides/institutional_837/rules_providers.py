"""Rules of the providers of an institutional claim, and of what other payers made of it."""

import re
from collections.abc import Iterable, Iterator

from almoner.core.x12.guides.claim.sameness import is_same_party
from almoner.core.x12.guides.institutional_837.bill_type import is_inpatient, lines_of, revenue_of
from almoner.core.x12.rule import Spot, Words, at, missing, opener, rule
from almoner.core.x12.tree import Loop, Row

_AMBULANCE = "054"
_OPERATING_ROOM = "036"
_SURGICAL_HCPCS = re.compile(r"(?:1[0-9]|[2-5][0-9]|6[0-9])[0-9]{3}")
_VENIPUNCTURE = re.compile(r"364[01][0-9]")
_SURGICAL_ICD = re.compile(r"0[0-9A-HJ-NP-Z]{6}")
_ICD10 = frozenset({"BBR", "BBQ"})


@rule(
    "I-08",
    "2300",
    Words(
        "The attending provider is missing.",
        "Name in 2310A the person who is responsible for the patient's care.",
        "I6",
        "A6:125:71",
        "837I 2310A",
    ),
)
def attending_missing(claim: Loop) -> Iterable[Spot]:
    """No 2310A, though not all lines are transportation (handbook I-08)."""
    if claim.counts.get("2310A"):
        return ()
    lines = lines_of(claim)
    if not lines or all(revenue_of(line).startswith(_AMBULANCE) for line in lines):
        return ()
    return (missing(claim, "NM1"),)


@rule(
    "I-09",
    "2300",
    Words(
        "A surgical procedure is on the bill, and no operating physician.",
        "Name the surgeon in 2310B.",
        "",
        "A6:125:72",
        "837I 2310B",
    ),
    severity="warning",
)
def operating_missing(claim: Loop) -> Iterable[Spot]:
    """No 2310B beside an ICD procedure of the surgical section, or a surgical code on an operating room line.
    Not all of those are operations to each payer, so it is a warning (handbook I-09)."""
    if claim.counts.get("2310B"):
        return ()
    cause = _surgery(claim)
    return (missing(claim, "NM1", because=cause),) if cause is not None else ()


def _surgery(claim: Loop) -> tuple[Row, int] | None:
    for row in (*claim.rows("principal_procedure"), *claim.rows("other_procedures")):
        for number in range(1, len(row.elements)):
            if row.part(number, 1) in _ICD10 and _SURGICAL_ICD.fullmatch(row.part(number, 2)):
                return row, number
    for line in lines_of(claim):
        service = line.row("service")
        if service is not None and revenue_of(line).startswith(_OPERATING_ROOM) and _is_surgical(service):
            return service, 2
    return None


def _is_surgical(service: Row) -> bool:
    code = service.part(2, 2)
    return bool(_SURGICAL_HCPCS.fullmatch(code)) and not _VENIPUNCTURE.fullmatch(code)


@rule(
    "I-10",
    "2310C",
    Words(
        "A second operating physician is named, and no first one.",
        "Name the first in 2310B.",
        "I9",
        "A6:125:72",
        "837I 2310B 2310C",
    ),
)
def other_operating_alone(provider: Loop) -> Iterable[Spot]:
    """2310C without 2310B (handbook I-10)."""
    if provider.up is None or provider.up.counts.get("2310B"):
        return ()
    return (at(opener(provider)),)


@rule(
    "I-11",
    "2310D",
    Words(
        "The rendering provider is the attending provider once more.",
        "Leave out 2310D where the attending provider rendered the service.",
        source="837I 2310D",
    ),
    severity="warning",
)
def rendering_same(provider: Loop) -> Iterable[Spot]:
    """2310D with the NPI of 2310A (handbook I-11)."""
    return _again(provider)


@rule(
    "I-12",
    "2310F",
    Words(
        "The referring provider is the attending provider once more.",
        "Leave out 2310F where the attending provider referred the patient.",
        source="837I 2310F",
    ),
    severity="warning",
)
def referring_same(provider: Loop) -> Iterable[Spot]:
    """2310F with the NPI of 2310A (handbook I-12)."""
    return _again(provider)


def _again(provider: Loop) -> Iterable[Spot]:
    attending = provider.up.child("2310A") if provider.up is not None else None
    if attending is None or not is_same_party(provider, attending):
        return ()
    return (at(opener(provider), because=(opener(attending), None)),)


@rule(
    "I-12b",
    "2310F",
    Words(
        "A referring provider is named on an inpatient bill.",
        "Leave out 2310F; it is for visits only.",
        "I9",
        "A8:21:DN",
        "837I 2310F",
    ),
)
def referring_of_stay(provider: Loop) -> Iterable[Spot]:
    """2310F on an inpatient bill (handbook I-12)."""
    claim = provider.up
    if claim is None or not is_inpatient(claim):
        return ()
    return (at(opener(provider), because=(opener(claim), 5)),)


@rule(
    "I-18",
    "2320",
    Words(
        "Another payer's result is told both as that of a stay (MIA) and of visits (MOA).",
        "Send the one that its remittance has.",
        "I9",
        "A8:21",
        "837I 2320 MIA MOA",
    ),
    has="outpatient_adjudication",
)
def both_adjudications(payer: Loop) -> Iterator[Spot]:
    """MIA and MOA of one payer (handbook I-18)."""
    inpatient, outpatient = payer.row("inpatient_adjudication"), payer.row("outpatient_adjudication")
    if inpatient is not None and outpatient is not None:
        yield at(outpatient, because=(inpatient, None))


PROVIDER_RULES = (
    attending_missing,
    operating_missing,
    other_operating_alone,
    rendering_same,
    referring_same,
    referring_of_stay,
    both_adjudications,
)

__all__ = ["PROVIDER_RULES"]
