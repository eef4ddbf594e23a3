"""Rules of diagnoses and of the lines that point to them."""

from collections.abc import Iterable
from functools import lru_cache

from almoner.core.x12.guides.claim.days import service_days
from almoner.core.x12.guides.professional_837.marks import EARLY, POINTERS, TENTH_FROM, VERSIONS
from almoner.core.x12.rule import Spot, Words, at, rule
from almoner.core.x12.segment import split_parts
from almoner.core.x12.tree import Loop, Row

_IS_TENTH = {"ABK": True, "ABF": True, "BK": False, "BF": False}


@rule(
    "P-05",
    "2300",
    Words(
        "Diagnoses of two versions of the ICD stand in one claim.",
        "Send ABK and ABF for ICD-10, BK and BF for ICD-9, never both.",
        "I12",
        "A8:255",
        "837P 2300 HI01",
    ),
    has=VERSIONS,
)
def versions_mixed(claim: Loop) -> Iterable[Spot]:
    """Every list code of HI is of the version of the first (handbook P-05)."""
    row = claim.row("diagnoses")
    if row is None:
        return
    component = claim.delimiters.component
    first = _IS_TENTH.get(split_parts(row.get(1), component)[0])
    for number in range(2, len(row.elements)):
        version = _IS_TENTH.get(split_parts(row.elements[number], component)[0].strip())
        if version is not None and first is not None and version is not first:
            yield at(row, number, 1, because=(row, 1))


_ANOTHER_DAY = Words(
    "The version of the ICD doesn't fit the days of service.",
    "Send ABK and ABF (ICD-10) for services from 2015-10-01 on, BK and BF (ICD-9) before.",
    "I12",
    "A8:255",
    "837P 2300 HI01",
)


@rule("P-05b", "2300", _ANOTHER_DAY, has=VERSIONS)
def ninth_too_late(claim: Loop) -> Iterable[Spot]:
    """ICD-9 with a service that begins on 2015-10-01 or later (handbook P-05)."""
    row = claim.row("diagnoses")
    if row is None or _IS_TENTH.get(row.part(1, 1), True):
        return ()
    cause = next((line for line, span in service_days(claim) if span.first >= TENTH_FROM), None)
    return () if cause is None else (at(row, 1, 1, because=(cause, "value")),)


@rule("P-05c", "2300", _ANOTHER_DAY, has=EARLY)
def tenth_too_early(claim: Loop) -> Iterable[Spot]:
    """ICD-10 where every service ended before 2015-10-01 (handbook P-05)."""
    row, days = claim.row("diagnoses"), list(service_days(claim))
    if row is None or not _IS_TENTH.get(row.part(1, 1), False):
        return ()
    if not days or any(span.last >= TENTH_FROM for _, span in days):
        return ()
    return (at(row, 1, 1, because=(days[0][0], "value")),)


@rule(
    "P-06",
    "2300",
    Words(
        "A line points to a diagnosis that the claim doesn't have, or to one twice.",
        "Let SV107 name places of HI that hold a diagnosis, each once.",
        "I12",
        "A7:477",
        "837P 2400 SV107",
    ),
    has=POINTERS,
)
def pointers_astray(claim: Loop) -> Iterable[Spot]:
    """Each component of SV107 is the number of a filled element of HI, and none comes twice (handbook
    P-06)."""
    row = claim.row("diagnoses")
    if row is None:
        return
    filled = tuple(number for number, text in enumerate(row.elements[1:], 1) if text.strip())
    for line in claim.loops:
        service = line.row("service") if line.spec.id == "2400" else None
        if service is None or len(service.elements) < 8:
            continue
        for component in _astray(service.elements[7], claim.delimiters.component, filled):
            yield at(service, 7, component, because=_cause(row, service, component))


@lru_cache(maxsize=1024)
def _astray(text: str, separator: str, filled: tuple[int, ...]) -> tuple[int, ...]:
    """The components that name no diagnosis or one named before; what isn't a number is told elsewhere."""
    pointers = [part.strip() for part in split_parts(text, separator)]
    return tuple(
        place
        for place, pointer in enumerate(pointers, 1)
        if (pointer.isdecimal() and pointer.isascii() and len(pointer) < 3)
        and (int(pointer) not in filled or pointer in pointers[: place - 1])
        and 1 <= int(pointer) <= 12
    )


def _cause(diagnoses: Row, service: Row, component: int) -> tuple[Row, int | None]:
    """The HI that lacks the diagnosis, or the SV107 that names it twice."""
    parts = service.parts(7)
    is_twice = parts.index(parts[component - 1]) != component - 1
    return (service, 7) if is_twice else (diagnoses, None)


DIAGNOSIS_RULES = (versions_mixed, ninth_too_late, tenth_too_early, pointers_astray)
