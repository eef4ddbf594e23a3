"""Rules of teeth, prostheses and orthodontics."""

import re
from collections.abc import Iterable

from almoner.core.x12.rule import Spot, Words, at, missing, rule
from almoner.core.x12.tree import Loop, Row

_OF_A_TOOTH = re.compile(
    r"D(?:2[1-7][0-9]{2}|3(?:110|120|2[0-9]{2}|3[0-5][0-9])|7(?:111|140|2[1-4][0-9]|250))"
)
"""Fillings, inlays, crowns, root canals and removals of teeth."""
_WITH_SURFACES = re.compile(r"D2(?:1[4-6][0-9]|33[0-5]|39[1-4]|4[1-3][0-9]|5[1-4][0-9]|6[1-6][0-9])")
"""Fillings and inlays."""
_ORTHODONTICS = re.compile(r"D80[1-9][0-9]")
_REPLACEMENT = "R"
_PREDETERMINATION = "PB"


def _procedure(line: Loop) -> tuple[Row, str] | None:
    service = line.row("service")
    return None if service is None else (service, service.part(1, 2))


@rule(
    "D-01",
    "2400",
    Words(
        "The procedure is of one tooth, and none is named.",
        "Send TOO with the tooth.",
        "I6",
        "A6:244",
        "837D 2400 TOO",
    ),
)
def tooth_missing(line: Loop) -> Iterable[Spot]:
    """A procedure of a tooth without TOO (handbook D-01)."""
    found = _procedure(line)
    if found is None or line.has("tooth") or not _OF_A_TOOTH.fullmatch(found[1]):
        return ()
    return (missing(line, "TOO", because=(found[0], 1)),)


@rule(
    "D-01b",
    "2400",
    Words(
        "The procedure restores surfaces of a tooth, and none is named.",
        "Send the surfaces in TOO03.",
        "I9",
        "A6:240",
        "837D 2400 TOO03",
    ),
    has="tooth",
)
def surfaces_missing(line: Loop) -> Iterable[Spot]:
    """A filling or an inlay whose TOO has no surface (handbook D-01)."""
    found = _procedure(line)
    if found is None or not _WITH_SURFACES.fullmatch(found[1]):
        return ()
    return [at(row, 3, because=(found[0], 1)) for row in line.rows("tooth") if not row.get(3)]


@rule(
    "D-02",
    "2400",
    Words(
        "A prosthesis replaces an earlier one, and the date of that is missing.",
        "Send DTP 441, or 139 with an estimate.",
        "I6",
        "A6:187",
        "837D 2400 DTP*441",
    ),
    has="service",
)
def prior_placement_missing(line: Loop) -> Iterable[Spot]:
    """SV305 is R without DTP 441 or 139 (handbook D-02)."""
    service = line.row("service")
    if service is None or service.get(5) != _REPLACEMENT or line.has("prior_placement_date"):
        return ()
    return (missing(line, "DTP", because=(service, 5)),)


@rule(
    "D-03",
    "2300",
    Words(
        "Orthodontic treatment needs its length, or the mark that it is orthodontic.",
        "Send DN1 with the months of treatment.",
        "I6",
        "A6:243",
        "837D 2300 DN1",
    ),
)
def months_missing(claim: Loop) -> Iterable[Spot]:
    """A line of orthodontic treatment (D8010 to D8099) on a claim without DN1 (handbook D-03)."""
    if claim.has("orthodontics"):
        return ()
    cause = _orthodontic_line(claim)
    return (missing(claim, "DN1", because=(cause, 1)),) if cause is not None else ()


@rule(
    "D-03b",
    "2300",
    Words(
        "Orthodontic treatment needs the date when the appliance was placed.",
        "Send DTP 452 with the claim or its line.",
        "I6",
        "A6:187",
        "837D 2300/2400 DTP*452",
    ),
)
def appliance_undated(claim: Loop) -> Iterable[Spot]:
    """DN1 or a line of orthodontic treatment, and no DTP 452 at claim or line; a predetermination has no
    appliance yet (handbook D-03)."""
    if claim.has("appliance_date") or claim.get("claim", 19) == _PREDETERMINATION:
        return ()
    cause = claim.row("orthodontics") or _orthodontic_line(claim)
    if cause is None or any(line.has("appliance_date") for line in claim.children("2400")):
        return ()
    return (missing(claim, "DTP", because=(cause, None)),)


def _orthodontic_line(claim: Loop) -> Row | None:
    for line in claim.children("2400"):
        found = _procedure(line)
        if found is not None and _ORTHODONTICS.fullmatch(found[1]):
            return found[0]
    return None


DENTAL_RULES = (
    tooth_missing,
    surfaces_missing,
    prior_placement_missing,
    months_missing,
    appliance_undated,
)

__all__ = ["DENTAL_RULES"]
