"""Rules that follow from a line's procedure: what transport, laboratory tests, mammography and anesthesia
demand."""

from collections.abc import Iterable, Iterator
from itertools import islice

from almoner.core.x12.guides.claim.rules_levels import own_insurance
from almoner.core.x12.guides.professional_837.marks import (
    LABORATORY,
    MAMMOGRAM,
    MINUTES,
    REFERRED,
    TIMED,
    TRANSPORT,
    WAIVED,
    traits_of,
)
from almoner.core.x12.rule import Spot, Words, at, missing, rule
from almoner.core.x12.tree import Loop, Row

_TRANSPORT_PREFIXES = ("A0", "T20", "S02")


def _services(claim: Loop, trait: str) -> Iterator[Row]:
    """The SV1 of each line whose procedure has a trait."""
    for line in claim.children("2400"):
        row = line.row("service")
        if row is not None and trait in traits_of(row.get(1), claim.delimiters.component):
            yield row


def _lacking(loop: Loop, segment_id: str, row: Row) -> Spot:
    return missing(loop, segment_id, because=(row, "procedure"))


def _once(claim: Loop, segment_id: str, services: Iterator[Row]) -> Iterable[Spot]:
    """A segment that the claim lacks because of these services, told for the first."""
    return tuple(_lacking(claim, segment_id, row) for row in islice(services, 1))


@rule(
    "P-13",
    "2300",
    Words(
        "An ambulance's transport needs its reason and distance.",
        "Send CR1 with the claim, or with the line.",
        "I6",
        "A6:21",
        "837P 2300 CR1",
    ),
    has=TRANSPORT,
)
def transport_unexplained(claim: Loop) -> Iterable[Spot]:
    """A line of transport, and no CR1 with the claim or any line (handbook P-13)."""
    if any(each.has("ambulance") for each in (claim, *claim.children("2400"))):
        return ()
    return _once(claim, "CR1", _services(claim, TRANSPORT))


def _place_lacking(claim: Loop, of_claim: str, of_line: str) -> Iterable[Spot]:
    if claim.counts.get(of_claim) or any(line.counts.get(of_line) for line in claim.children("2400")):
        return ()
    return _once(claim, "NM1", _services(claim, TRANSPORT))


@rule(
    "P-13b",
    "2300",
    Words(
        "An ambulance's transport needs the address where the patient was picked up.",
        "Send 2310E with street and city, or 2420G on the line.",
        "I6",
        "A6:21",
        "837P 2310E",
    ),
    has=TRANSPORT,
)
def pick_up_missing(claim: Loop) -> Iterable[Spot]:
    """A line of transport without 2310E and 2420G (handbook P-13)."""
    return _place_lacking(claim, "2310E", "2420G")


@rule(
    "P-13c",
    "2300",
    Words(
        "An ambulance's transport needs the address where the patient was brought.",
        "Send 2310F with street and city, or 2420H on the line.",
        "I6",
        "A6:21",
        "837P 2310F",
    ),
    has=TRANSPORT,
)
def drop_off_missing(claim: Loop) -> Iterable[Spot]:
    """A line of transport without 2310F and 2420H (handbook P-13)."""
    return _place_lacking(claim, "2310F", "2420H")


@rule(
    "P-15",
    "2400",
    Words(
        "Patients are counted on a line that is no ambulance's.",
        "Leave out QTY PT, or send the procedure of the ambulance.",
        "I9",
        "A8:21",
        "837P 2400 QTY*PT",
    ),
    has="ambulance_patients",
)
def patients_of_no_ambulance(line: Loop) -> Iterable[Spot]:
    """QTY PT on a line of another procedure, with no CR1 of the line or claim (handbook P-15)."""
    row, service = line.row("ambulance_patients"), line.row("service")
    if row is None or service is None or service.part(1, 2).startswith(_TRANSPORT_PREFIXES):
        return ()
    if line.has("ambulance") or (line.up is not None and line.up.has("ambulance")):
        return ()
    return (at(row, because=(service, "procedure")),)


@rule(
    "P-15b",
    "2400",
    Words(
        "The patients of an ambulance are counted though one rode alone.",
        "Send QTY PT only where more than one patient rode.",
        "I12",
        "A7:21",
        "837P 2400 QTY*PT",
    ),
    has="ambulance_patients",
)
def patient_alone(line: Loop) -> Iterable[Spot]:
    """QTY PT of 0 or 1 (handbook P-15)."""
    row = line.row("ambulance_patients")
    return (at(row, "quantity"),) if row is not None and row.get(2).lstrip("0") in ("", "1") else ()


def _uncertified(claim: Loop, trait: str) -> Iterable[Spot]:
    """The first line of a trait without REF X4 of its own, where the claim has none."""
    if claim.has("clia_number"):
        return ()
    return _once(claim, "REF", (each for each in _services(claim, trait) if not each.loop.has("clia_number")))


@rule(
    "P-16",
    "2300",
    Words(
        "A waived test needs the number of the laboratory's certificate.",
        "Send the CLIA number in REF X4 with the claim.",
        "I6",
        "A6:21",
        "837P 2300 REF*X4",
    ),
    has=WAIVED,
)
def waived_uncertified(claim: Loop) -> Iterable[Spot]:
    """Modifier QW without REF X4 with the claim or the line (handbook P-16)."""
    return _uncertified(claim, WAIVED)


@rule(
    "P-16b",
    "2300",
    Words(
        "A laboratory test for Medicare comes without the number of the laboratory's certificate.",
        "Send the CLIA number in REF X4 with the claim, if the test is one that needs it.",
        source="837P 2300 REF*X4",
    ),
    has=LABORATORY,
    severity="warning",
)
def test_uncertified(claim: Loop) -> Iterable[Spot]:
    """A laboratory's procedure for Medicare without REF X4; not each such test needs it, so a warning, and
    the waived ones have P-16 (handbook P-16)."""
    insurance = own_insurance(claim)
    if insurance is None or insurance.get(9) != "MB" or next(_services(claim, WAIVED), None) is not None:
        return ()
    return _uncertified(claim, LABORATORY)


@rule(
    "P-16c",
    "2400",
    Words(
        "The line's laboratory certificate is the claim's once more.",
        "Leave out REF X4 of the line where it is that of the claim.",
        source="837P 2400 REF*X4",
    ),
    has="clia_number",
    severity="warning",
)
def certificate_same(line: Loop) -> Iterable[Spot]:
    """REF X4 of a line equal to the claim's (handbook P-16)."""
    row = line.row("clia_number")
    of_claim = line.up.row("clia_number") if line.up is not None else None
    if row is None or of_claim is None or row.get(2) != of_claim.get(2):
        return ()
    return (at(row, "value", because=(of_claim, "value")),)


@rule(
    "P-17",
    "2300",
    Words(
        "A test that another laboratory did needs the number of the referring laboratory.",
        "Send its CLIA number in REF F4 on the line, or leave out modifier 90.",
        "I6",
        "A6:21",
        "837P 2400 REF*F4",
    ),
    has=REFERRED,
)
def referrer_uncertified(claim: Loop) -> Iterable[Spot]:
    """Modifier 90 without REF F4 (handbook P-17)."""
    for row in _services(claim, REFERRED):
        if not row.loop.has("referring_clia_number"):
            yield _lacking(row.loop, "REF", row)


@rule(
    "P-18",
    "2300",
    Words(
        "Mammography needs the number of its certificate.",
        "Send it in REF EW, with the claim or the line.",
        "I6",
        "A6:21",
        "837P 2300/2400 REF*EW",
    ),
    has=MAMMOGRAM,
)
def mammogram_uncertified(claim: Loop) -> Iterable[Spot]:
    """Breast imaging, not its reading alone, without REF EW with the claim or the line (handbook P-18)."""
    for row in () if claim.has("mammography_number") else _services(claim, MAMMOGRAM):
        if not row.loop.has("mammography_number"):
            yield _lacking(row.loop, "REF", row)


@rule(
    "P-25",
    "2300",
    Words(
        "The quantity is in minutes, but the service isn't anesthesia.",
        "Send UN in SV103 and the number of units.",
        "I12",
        "A7:476",
        "837P 2400 SV103",
    ),
    has=MINUTES,
)
def minutes_of_others(claim: Loop) -> Iterable[Spot]:
    """SV103 is MJ though neither the code nor a modifier is one of anesthesia (handbook P-25)."""
    for line in claim.children("2400"):
        row = line.row("service")
        if row is None or row.get(3) != "MJ" or row.part(1, 1) != "HC":
            continue
        if TIMED not in traits_of(row.get(1), claim.delimiters.component):
            yield at(row, "unit", because=(row, "procedure"))


SERVICE_RULES = (
    transport_unexplained,
    pick_up_missing,
    drop_off_missing,
    patients_of_no_ambulance,
    patient_alone,
    waived_uncertified,
    test_uncertified,
    certificate_same,
    referrer_uncertified,
    mammogram_uncertified,
    minutes_of_others,
)
