"""What a collection agency gets about the debts that were placed with it."""

from collections.abc import Iterable, Mapping

from almoner.core.charge import ChargeLine
from almoner.core.collect.placement import Placement
from almoner.core.party import Patient
from almoner.core.report.sheet import Cell, Cents, Column, Sheet

COLUMNS = (
    *(Column(name) for name in ("account", "last_name", "first_name", "birth_date", "address", "city")),
    *(Column(name) for name in ("state", "zip", "phone", "answers_for", "line", "service_date")),
    Column("placed_date"),
    Column("amount", is_dollars=True),
)
"""Who owes, since when and how much. No code and no diagnosis: it needs neither (45 CFR 164.502(b), the
minimum necessary).
"""


def agency_sheet(
    placements: Iterable[Placement], lines: Mapping[int, ChargeLine], patients: Mapping[int, Patient]
) -> Sheet:
    """Return placed debts for their agency, one row a line; the last row is the total."""
    placed = sorted(placements, key=lambda one: (one.patient_id, one.line_id))
    rows = [_row(one, lines[one.line_id], patients[one.patient_id]) for one in placed]
    whole = Cents(sum(one.cents for one in placed))
    about = tuple(dict.fromkeys(f"Placed with {one.agency} on {one.placed_on.isoformat()}" for one in placed))
    total: tuple[Cell, ...] = ("TOTAL", *[None] * (len(COLUMNS) - 2), whole)
    return Sheet("Debts placed", about, COLUMNS, [*rows, total])


def _row(one: Placement, line: ChargeLine, patient: Patient) -> tuple[Cell, ...]:
    owes = patient.guarantor or patient
    street = " ".join(part for part in (owes.address.line1, owes.address.line2) if part)
    texts = (owes.name.last, owes.name.first), (street, owes.address.city, owes.address.state)
    return (
        _text(patient.number),
        *map(_text, texts[0]),
        None if patient.guarantor else patient.birth_on,
        *map(_text, texts[1]),
        _text(owes.address.zip),
        _text(owes.phone),
        "another" if patient.guarantor else "self",
        line.control,
        line.service_on,
        one.placed_on,
        Cents(one.cents),
    )


def _text(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
