"""Rules of the patient: what must be true of birth, death and service."""

from collections.abc import Iterable

from almoner.core.x12.guides.claim.days import service_days, span
from almoner.core.x12.guides.professional_837.marks import DIED
from almoner.core.x12.rule import Spot, Words, at, rule
from almoner.core.x12.tree import Loop, Row


def _death(loop: Loop) -> tuple[Row, str] | None:
    """The PAT of a level with its day of death, where it has one."""
    row = loop.row("patient_details")
    found = span(row.get(6)) if row is not None and row.get(6) else None
    return (row, found.first) if row is not None and found is not None else None


@rule(
    "A-22",
    "2000B 2000C",
    Words(
        "The patient is said to have died before the birth date.",
        "Check PAT06 and the birth date in DMG02.",
        source="837P PAT06",
    ),
    has="patient_details",
    severity="warning",
)
def dead_before_birth(level: Loop) -> Iterable[Spot]:
    """PAT06 before DMG02 (handbook A-22)."""
    death = _death(level)
    person = level.child("2010BA" if level.spec.id == "2000B" else "2010CA")
    row = person.row("demographics") if person is not None else None
    born = span(row.get(2)) if row is not None else None
    if death is None or row is None or born is None or death[1] >= born.first:
        return ()
    return (at(death[0], "death_date", because=(row, "birth_date")),)


@rule(
    "A-22b",
    "2300",
    Words(
        "A service is after the day on which the patient is said to have died.",
        "Check the date of the service and PAT06.",
        source="837P PAT06",
    ),
    has=DIED,
    severity="warning",
)
def served_after_death(claim: Loop) -> Iterable[Spot]:
    """The first day of a line after PAT06; once for a claim (handbook A-22)."""
    death = _death(claim.up) if claim.up is not None else None
    if death is None:
        return ()
    row = next((row for row, days in service_days(claim) if days.first > death[1]), None)
    return () if row is None else (at(row, "value", because=(death[0], "death_date")),)


PATIENT_RULES = (dead_before_birth, served_after_death)
