"""The fields of what only an institutional claim tells of a visit, as people type them: codes with blanks
between, an occurrence with its day (`05 2026-03-01`), a value with its amount (`A2 25.00`), several with
commas between.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from almoner.core.chart.institutional import InstitutionalVisit, Occurrence, ValueCode
from almoner.core.money import cents, dollars
from almoner.web.asked import read_day

UNREAD = "?"
"""Stands for what can't be read, so that the flow refuses the field."""
LABELS = (
    ("reasons", "Patient's reasons for the visit", "Diagnoses, box 70", 40),
    ("conditions", "Conditions", "Two signs each, boxes 18 to 28", 40),
    ("occurrences", "Occurrences", "05 2026-03-01, boxes 31 to 34", 160),
    ("values", "Values", "A2 25.00, boxes 39 to 41", 160),
    ("priority", "Priority of this visit", "Box 14; empty: as the place says", 1),
    ("origin", "Point of origin of this visit", "Box 15; empty: as the place says", 1),
    ("status", "Patient's status after this visit", "Box 17; empty: as the place says", 2),
)
"""Each field with its label, what to type, and how long it may be."""
OPERATING = "operating"
NAMES = (*(name for name, *_ in LABELS), OPERATING)
MENDS = {
    "INS-12": "origin",
    "INS-13": "status",
    "INS-17": "reasons",
    "INS-18": "conditions",
    "INS-19": "occurrences",
    "INS-20": OPERATING,
    "INS-26": "conditions",
}
"""The field that mends a finding, by the finding's public number; the others are the place's, or the visit's
codes."""
FIELD_OF = {
    "INS-01": "reasons",
    "INS-02": "conditions",
    "INS-03": "occurrences",
    "INS-04": "values",
    "INS-05": "priority",
    "INS-06": "origin",
    "INS-07": "status",
    "INS-08": OPERATING,
}
"""The field beside which a refusal stands."""


def stands(told: InstitutionalVisit) -> dict[str, str]:
    """Return every field as the visit tells it."""
    return {
        "reasons": " ".join(told.reasons),
        "conditions": " ".join(told.conditions),
        "occurrences": ", ".join(f"{one.code} {one.on.isoformat()}" for one in told.occurrences),
        "values": ", ".join(f"{one.code} {dollars(one.cents)}" for one in told.values),
        "priority": told.priority,
        "origin": told.origin,
        "status": told.status,
        OPERATING: str(told.operating_id),
    }


def read(form: Mapping[str, str]) -> InstitutionalVisit:
    """Return what a form says; what can't be read is a code that no visit may have."""
    operating = form[OPERATING].strip() or "0"
    is_id = operating.isascii() and operating.isdecimal() and len(operating) < 19
    return InstitutionalVisit(
        reasons=_codes(form["reasons"].replace(".", "")),
        conditions=_codes(form["conditions"]),
        occurrences=tuple(
            Occurrence(code, _day(rest) or date.min) for code, rest in _pairs(form, "occurrences")
        ),
        values=tuple(ValueCode(code, _cents(rest)) for code, rest in _pairs(form, "values")),
        operating_id=int(operating) if is_id else 0,
        priority=form["priority"].strip(),
        origin=form["origin"].strip().upper(),
        status=form["status"].strip(),
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.upper().replace(",", " ").split())


def _pairs(form: Mapping[str, str], name: str) -> Iterator[tuple[str, str]]:
    """The codes of a field with what belongs to each."""
    for part in filter(None, map(str.strip, form[name].split(","))):
        code, _, rest = part.partition(" ")
        is_read = _day(rest) is not None if name == "occurrences" else _cents(rest) >= 0
        yield (code.upper() if is_read else UNREAD), rest


def _day(text: str) -> date | None:
    try:
        return read_day(text.strip())
    except ValueError:
        return None


def _cents(text: str) -> int:
    try:
        return cents(text.strip())
    except ValueError:
        return -1
