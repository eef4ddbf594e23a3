"""What an issue of a claim is called in a 277CA: category (missing, wrong, not fitting), status number, and
whom it is about.

Promises a status for every issue; where no better number fits it is the one for missing or wrong data.
"""

from collections.abc import Mapping
from functools import cache

from almoner.core.wire.status_words import StatusCode
from almoner.core.x12.check import edition_of
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.guides import NAMES, named
from almoner.core.x12.issue import Issue

MISSING, WRONG, UNFITTING = "A6", "A7", "A8"
UNKNOWN = "21"
_MISSING_CODES = {"element": frozenset(("1", "2", "I9")), "segment": frozenset(("3", "I6"))}

OF_A_PARTY: Mapping[tuple[str, int], str] = {
    ("NM1", 3): "125",
    ("NM1", 4): "505",
    ("N3", 1): "503",
    ("N4", 1): "502",
    ("N4", 2): "501",
    ("N4", 3): "500",
    ("DMG", 2): "158",
    ("DMG", 3): "157",
    ("PRV", 3): "145",
    ("SBR", 2): "156",
    ("SBR", 3): "163",
    ("PAT", 1): "156",
}
"""Statuses that say whom they are about."""
PARTY_SEGMENTS: Mapping[str, str] = {
    "NM1": "125",
    "N3": "126",
    "N4": "126",
    "DMG": "158",
    "PRV": "145",
    "REF": "128",
    "PER": "124",
    "SBR": "163",
    "PAT": "156",
}
_NUMBERS = {"IL": "164", "QC": "164", "PR": "153"}
"""What NM109 is: a member's number, a payer's, else an NPI."""
NPI = "562"
OF_A_CLAIM: Mapping[tuple[str, int], str] = {
    ("CLM", 1): "478",
    ("CLM", 2): "178",
    ("CLM", 5): "249",
    ("CLM", 11): "248",
    ("HI", 1): "254",
    ("SV1", 1): "454",
    ("SV1", 2): "178",
    ("SV1", 4): "476",
    ("SV1", 5): "249",
    ("SV1", 7): "477",
    ("SV2", 1): "455",
    ("SV2", 2): "454",
    ("SV2", 3): "178",
    ("SV2", 5): "476",
    ("SV3", 1): "454",
    ("SV3", 2): "178",
    ("SV3", 6): "476",
    ("SVD", 1): "479",
}
CLAIM_SEGMENTS: Mapping[str, str] = {
    "CLM": "21",
    "HI": "255",
    "DTP": "187",
    "LIN": "218",
    "CTP": "218",
    "CAS": "521",
    "AMT": "286",
    "SVD": "286",
    "OI": "286",
    "MIA": "286",
    "MOA": "286",
    "SV1": "465",
    "SV2": "465",
    "SV3": "465",
}
_PROCEDURES = (("SV1", 1), ("SV2", 2), ("SV3", 1))
_MODIFIER, _FREQUENCY, _BALANCE = "453", "535", "400"
_LEVELS = {"2000A": "85", "2000B": "IL", "2000C": "QC", "2010AA": "85", "2010AB": "87", "2010AC": "PR"}
_LEVELS |= {"1000A": "41", "1000B": "40", "ST": "41"}
_TOLD = frozenset(
    (
        "03 1P 1Z 36 40 41 71 72 73 77 82 85 87 AY DK DN DQ FA GB HK IL LI MSC PR PRP QB QC QD SEP TL TTP TU"
    ).split()
)
"""Whom a status may be about."""


def guide_of(each: TransactionSet) -> str:
    """The guide of a transaction by its short name ("837P"); empty where we have none."""
    edition = edition_of(each)
    return next((name for name, package in NAMES.items() if edition and package == edition.package), "")


def status_of(issue: Issue, guide: str) -> StatusCode:
    """The status of an issue in a claim of a guide ("837P"); its own (`csc_277`) where the rule has one."""
    own = [*issue.csc_277.split(":"), "", "", ""]
    if own[0]:
        return StatusCode(own[0], own[1] or UNKNOWN, own[2] if own[2] in _TOLD else "")
    category = _category(issue)
    entity = entities(guide).get(issue.loop, "")
    place = (issue.segment, issue.element or 0)
    is_party = entity in _TOLD
    if is_party and place == ("NM1", 9):
        return StatusCode(category, _NUMBERS.get(entity, NPI), entity)
    told = OF_A_PARTY.get(place) or PARTY_SEGMENTS.get(issue.segment)
    if is_party and told:
        return StatusCode(category, told, entity)
    return StatusCode(category, _of_claim(issue, place))


def _category(issue: Issue) -> str:
    if issue.code_999 in _MISSING_CODES.get(issue.acknowledged_as, ()):
        return MISSING
    return UNFITTING if issue.snip == 3 or issue.trigger else WRONG


def _of_claim(issue: Issue, place: tuple[str, int]) -> str:
    component = issue.component or 1
    if place in _PROCEDURES and component >= 3:
        return _MODIFIER
    if place == ("CLM", 5) and component == 3:
        return _FREQUENCY
    if issue.snip == 3 and place != ("CLM", 2):
        return _BALANCE
    return OF_A_CLAIM.get(place) or CLAIM_SEGMENTS.get(issue.segment, UNKNOWN)


@cache
def entities(guide: str) -> Mapping[str, str]:
    """Whom each loop of a guide is about, by its id; loops that may be about several are left out."""
    found: dict[str, str] = {}
    if guide in NAMES:
        for loop in named(guide).guide.root.loops():
            first = loop.opener.elements[0] if loop.opener.id == "NM1" else None
            if first is not None and len(first.codes) == 1:
                found[loop.id] = next(iter(first.codes))
    return found | _LEVELS
