"""What an institutional claim's type of bill says of it: two digits of place (CLM05-1) and the frequency
(CLM05-3). Facts from the public billing manuals of Medicare."""

from almoner.core.x12.tree import Loop

INPATIENT = frozenset({"11", "18", "21", "28", "41", "65", "66"})
"""Stays in hospitals, swing beds, nursing facilities and intermediate care."""
OUTPATIENT = frozenset({"13", "14", "23", "43", "71", "73", "74", "75", "76", "77", "78", "79", "83", "85"})
"""Visits. Types in neither list (ancillaries of a stay, home health, hospice) are billed in both ways."""
ACUTE = "11"
NURSING = "21"
UNSCHEDULED = frozenset({"13", "78", "85"})
"""Types of bill whose visits may be unscheduled."""


def place_of(claim: Loop) -> str:
    """The two digits of the type of bill."""
    row = claim.row("claim")
    return row.part(5, 1) if row is not None else ""


def frequency_of(claim: Loop) -> str:
    """The frequency code."""
    row = claim.row("claim")
    return row.part(5, 3) if row is not None else ""


def is_inpatient(claim: Loop) -> bool:
    """A stay, without doubt."""
    return place_of(claim) in INPATIENT


def is_outpatient(claim: Loop) -> bool:
    """Visits, without doubt."""
    return place_of(claim) in OUTPATIENT


def lines_of(claim: Loop) -> list[Loop]:
    """The service lines of a claim."""
    return claim.children("2400")


def revenue_of(line: Loop) -> str:
    """The revenue code of a line, with its four digits."""
    return line.get("service", 1).rjust(4, "0")


__all__ = [
    "ACUTE",
    "NURSING",
    "UNSCHEDULED",
    "frequency_of",
    "is_inpatient",
    "is_outpatient",
    "lines_of",
    "place_of",
    "revenue_of",
]
