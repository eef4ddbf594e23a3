"""Rules of the lines of an institutional claim, and of what it says of accident and occurrences."""

from collections.abc import Iterable, Iterator

from almoner.core.x12.guides.claim.days import Span, span
from almoner.core.x12.guides.claim.money_text import cents_of
from almoner.core.x12.guides.institutional_837.bill_type import (
    is_inpatient,
    is_outpatient,
    lines_of,
    revenue_of,
)
from almoner.core.x12.rule import Spot, Words, at, missing, rule
from almoner.core.x12.tree import Loop, Row

_ACCOMMODATION = ("010", "011", "012", "013", "014", "015", "016", "017", "018", "019", "020", "021")
_WITH_PROCEDURE = ("030", "031", "032", "035", "040", "042", "043", "044", "045", "051", "061", "073")
"""Laboratory, imaging, therapies, emergency, clinic, cardiography: services that all have codes."""
_TOTAL = "0001"
_DAYS = "DA"
_NO_FAULT = "02"
_AUTO_INSURANCE = "AM"


@rule(
    "I-07",
    "2300",
    Words(
        "An occurrence's days begin after the statement ends.",
        "Send occurrences of this statement or from before.",
        source="837I 2300 HI*BI",
    ),
    has="occurrence_spans",
    severity="warning",
)
def span_after_statement(claim: Loop) -> Iterable[Spot]:
    """A span (BI) that begins after DTP 434 ends. That spans have a range and occurrences (BH) one date, the
    table says (handbook I-07)."""
    statement = _statement(claim)
    if statement is None:
        return ()
    return [
        at(row, number, 4, because=(statement[0], 3))
        for row in claim.rows("occurrence_spans")
        for number in range(1, len(row.elements))
        if (days := span(row.part(number, 4))) is not None and days.first > statement[1].last
    ]


@rule(
    "I-13",
    "2300",
    Words(
        "An outpatient bill over more than one day needs the date of each line.",
        "Send DTP 472 with each line.",
        "I6",
        "A6:187",
        "837I 2400 DTP*472",
    ),
)
def line_undated(claim: Loop) -> Iterable[Spot]:
    """A line without DTP 472, except drugs, on an outpatient bill whose statement is longer than a day
    (handbook I-13)."""
    statement = _statement(claim) if is_outpatient(claim) else None
    if statement is None or statement[1].first == statement[1].last:
        return ()
    return [
        missing(line, "DTP", because=(statement[0], 3))
        for line in lines_of(claim)
        if not line.has("service_date") and line.child("2410") is None
    ]


@rule(
    "I-13b",
    "2300",
    Words(
        "A line's date isn't within the statement's.",
        "Correct the line's date, or bill the line with the statement that it belongs to.",
        "I12",
        "A8:187",
        "837I 2400 DTP*472",
    ),
)
def line_outside(claim: Loop) -> Iterator[Spot]:
    """DTP 472 before or after DTP 434 on an outpatient bill (handbook I-13)."""
    statement = _statement(claim) if is_outpatient(claim) else None
    if statement is None:
        return
    for line in lines_of(claim):
        row = line.row("service_date")
        days = span(row.get(3)) if row is not None else None
        if row is None or days is None:
            continue
        if days.first < statement[1].first or days.last > statement[1].last:
            yield at(row, 3, because=(statement[0], 3))


def _statement(claim: Loop) -> tuple[Row, Span] | None:
    row = claim.row("statement_dates")
    days = span(row.get(3)) if row is not None else None
    return (row, days) if row is not None and days is not None else None


@rule(
    "I-14",
    "2300",
    Words(
        "A line of room and board counts something else than days.",
        "Send DA in SV204, and the days in SV205.",
        "I12",
        "A8:476",
        "837I 2400 SV204",
    ),
)
def room_without_days(claim: Loop) -> Iterable[Spot]:
    """Revenue codes 010x to 021x on an inpatient bill in units (handbook I-14)."""
    return [
        at(service, 4, because=(service, 1))
        for line, service in _services(claim)
        if revenue_of(line).startswith(_ACCOMMODATION)
        and service.get(4) not in ("", _DAYS)
        and is_inpatient(claim)
    ]


@rule(
    "I-14b",
    "2300",
    Words(
        "An outpatient line has no procedure code, though all services of its revenue code have one.",
        "Send the HCPCS code in SV202.",
        "",
        "A6:454",
        "837I 2400 SV202",
    ),
    severity="warning",
)
def procedure_missing(claim: Loop) -> Iterable[Spot]:
    """No SV202 with laboratory, imaging, therapy, emergency or clinic on an outpatient bill (handbook
    I-14)."""
    return [
        at(service, 2, because=(service, 1))
        for line, service in _services(claim)
        if not service.get(2) and revenue_of(line).startswith(_WITH_PROCEDURE) and is_outpatient(claim)
    ]


@rule(
    "I-15",
    "2300",
    Words(
        "A line holds the total of the bill.",
        "Leave the line of revenue code 0001 out; CLM02 is the total.",
        "I12",
        "A8:455",
        "837I 2400 SV201",
    ),
)
def total_line(claim: Loop) -> Iterable[Spot]:
    """Revenue code 0001 (handbook I-15)."""
    return [at(service, 1) for line, service in _services(claim) if revenue_of(line) == _TOTAL]


@rule(
    "I-16",
    "2300",
    Words(
        "A line's charge that isn't covered is above its charge.",
        "Correct SV207 or SV203.",
        "I12",
        "A8:178",
        "837I 2400 SV207",
    ),
)
def noncovered_above_charge(claim: Loop) -> Iterable[Spot]:
    """SV207 is above SV203 (handbook I-16)."""
    return [at(service, 7, because=(service, 3)) for _, service in _services(claim) if _is_above(service)]


def _is_above(service: Row) -> bool:
    noncovered = cents_of(service.get(7)) if len(service.elements) > 7 else None
    charge = cents_of(service.get(3))
    return noncovered is not None and charge is not None and noncovered > charge


def _services(claim: Loop) -> Iterator[tuple[Loop, Row]]:
    for line in lines_of(claim):
        service = line.row("service")
        if service is not None:
            yield line, service


@rule(
    "I-17",
    "2300",
    Words(
        "The bill is for an automobile accident, and the state where it happened is missing.",
        "Send REF LU with the state.",
        "",
        "A6:248",
        "837I 2300 REF*LU",
    ),
    severity="warning",
)
def accident_state_missing(claim: Loop) -> Iterable[Spot]:
    """No REF LU, though an automobile insurance is billed (SBR09 is AM) or no-fault insurance is concerned
    (occurrence 02). An accident abroad has no state, so it is a warning (handbook I-17)."""
    if claim.has("accident_state"):
        return ()
    cause = _auto_accident(claim)
    return (missing(claim, "REF", because=cause),) if cause is not None else ()


def _auto_accident(claim: Loop) -> tuple[Row, int] | None:
    level = claim.above("2000B")
    insurance = level.row("insurance") if level is not None else None
    if insurance is not None and insurance.get(9) == _AUTO_INSURANCE:
        return insurance, 9
    for row in claim.rows("occurrences"):
        for number in range(1, len(row.elements)):
            if row.part(number, 2) == _NO_FAULT:
                return row, number
    return None


LINE_RULES = (
    span_after_statement,
    line_undated,
    line_outside,
    room_without_days,
    procedure_missing,
    total_line,
    noncovered_above_charge,
    accident_state_missing,
)

__all__ = ["LINE_RULES"]
