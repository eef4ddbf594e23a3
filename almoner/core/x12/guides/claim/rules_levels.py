"""Rules of the levels above a claim, for all three claim guides: who is the patient, which payers pay before
which."""

from collections.abc import Iterable

from almoner.core.x12.guides.claim.marks import (
    COVERAGES,
    GROUPED,
    LATER,
    MEDICARE,
    ODD,
    TYPED,
    UNKNOWN,
    UNNUMBERED,
)
from almoner.core.x12.rule import Spot, Words, at, missing, opener, rule
from almoner.core.x12.tree import Loop, Row

_MEDICARE = frozenset(("MA", "MB"))
_PERHAPS_MEDICARE = frozenset(("MA", "MB", "16", "OF", "ZZ", ""))
"""Filing indicators under which a Medicare plan may hide."""
_RANKS_BEFORE = {"S": ("P",), "T": ("P", "S")}


def own_insurance(claim: Loop) -> Row | None:
    """The SBR of the payer that the claim goes to."""
    level = claim.above("2000B")
    return level.row("insurance") if level is not None else None


@rule(
    "A-01",
    "2000B",
    Words(
        "The subscriber is said to be the patient, and yet a patient's level follows below.",
        "Leave SBR02 empty where a dependent is the patient; leave out the 2000C where the subscriber is.",
        "I13",
        "A8:680",
        "837 2000B SBR02",
    ),
    has=ODD,
)
def patient_twice(level: Loop) -> Iterable[Spot]:
    """SBR02 is 18, and there is a 2000C (handbook A-01)."""
    row = level.row("insurance")
    if level.counts.get("2000C") and row is not None and row.get(2) == "18":
        return (at(row, "relation", because=(_first(level, "2000C"), None)),)
    return ()


@rule(
    "A-01b",
    "2000B",
    Words(
        "The subscriber is said to be the patient, but no claim follows.",
        "Send the claim below the subscriber's level.",
        "I6",
        source="837 2000B SBR02",
    ),
    has=ODD,
)
def subscriber_without_claim(level: Loop) -> Iterable[Spot]:
    """SBR02 is 18, and there is neither a claim nor a level below; where HL04 promises one, the walker tells
    it (handbook A-01)."""
    if level.counts.get("2300") or level.counts.get("2000C") or level.get("level", 4) == "1":
        return ()
    row = level.row("insurance")
    if row is None or row.get(2) != "18":
        return ()
    return (missing(level, "CLM", because=(row, "relation")),)


@rule(
    "A-02",
    "2000B",
    Words(
        "A claim follows the subscriber's level, which doesn't say that the subscriber is the patient.",
        "Send 18 in SBR02, or put a patient's level (2000C) with the relation in PAT01 before the claim.",
        "I9",
        "A8:21",
        "837 2000B SBR02",
    ),
    has=ODD,
)
def patient_unsaid(level: Loop) -> Iterable[Spot]:
    """No 18 in SBR02, and a claim right below (handbook A-02)."""
    row = level.row("insurance")
    if level.counts.get("2300") and row is not None and not row.get(2):
        return (at(row, "relation"),)
    return ()


@rule(
    "A-02b",
    "2000B",
    Words(
        "The subscriber isn't said to be the patient, and no patient's level follows.",
        "Send the patient's level (2000C) with the relation in PAT01, and the claim below it.",
        "I6",
        source="837 2000C",
    ),
    has=ODD,
)
def patient_absent(level: Loop) -> Iterable[Spot]:
    """No 18 in SBR02, and nothing below; where HL04 promises a level, the walker tells it (handbook A-02)."""
    if level.counts.get("2300") or level.counts.get("2000C") or level.get("level", 4) == "1":
        return ()
    row = level.row("insurance")
    if row is None or row.get(2) == "18":
        return ()
    return (missing(level, "HL", because=(row, "relation")),)


@rule(
    "A-03",
    "2000B",
    Words(
        "The subscriber is the patient, so street, city, birth date and sex are needed.",
        "Send N3, N4 and DMG with the subscriber.",
        "I6",
        "A6:126:IL",
        "837 2010BA N3 N4 DMG",
    ),
    has=UNKNOWN,
)
def subscriber_unknown(level: Loop) -> Iterable[Spot]:
    """N3, N4 and DMG of a subscriber with 18 in SBR02, unless a 2000C puts that in doubt (handbook A-03)."""
    row, subscriber = level.row("insurance"), level.child("2010BA")
    if row is None or row.get(2) != "18" or subscriber is None or level.counts.get("2000C"):
        return
    names = {spec.name for spec, _, _ in subscriber.bound}
    for name, segment_id in (("street", "N3"), ("city", "N4"), ("demographics", "DMG")):
        if name not in names:
            yield missing(subscriber, segment_id, because=(row, "relation"))


@rule(
    "A-04",
    "2010BA",
    Words(
        "A person as subscriber needs the member id.",
        "Send MI in NM108 and the id of the card in NM109.",
        "I9",
        "A6:164:IL",
        "837 2010BA NM109",
    ),
    has=UNNUMBERED,
)
def member_unnumbered(subscriber: Loop) -> Iterable[Spot]:
    """NM102 is 1, and NM108 and NM109 are empty (handbook A-04)."""
    row = subscriber.row("name")
    if row is not None and row.get(2) == "1" and not row.get(8) and not row.get(9):
        return (at(row, "id", because=(row, "kind")),)
    return ()


@rule(
    "A-05",
    "2000B",
    Words(
        "Medicare doesn't pay first here, so the claim must say why.",
        "Send the kind of insurance that makes Medicare second in SBR05, as 12 or 43.",
        "I9",
        "A6:21",
        "837 2000B SBR05",
    ),
    has=MEDICARE,
)
def medicare_second(level: Loop) -> Iterable[Spot]:
    """SBR09 is Medicare, SBR01 isn't P, and SBR05 is empty (handbook A-05)."""
    row = level.row("insurance")
    if row is None or row.get(9) not in _MEDICARE or row.get(1) in ("P", "U", "") or row.get(5):
        return ()
    return (at(row, "insurance_type", because=(row, "sequence")),)


@rule(
    "A-05b",
    "2000B",
    Words(
        "The reason why Medicare is second is given, but this payer isn't a second Medicare.",
        "Leave SBR05 empty unless the claim goes to Medicare and another payer pays first.",
        source="837 2000B SBR05",
    ),
    has=TYPED,
    severity="warning",
)
def not_medicare_second(level: Loop) -> Iterable[Spot]:
    """SBR05 of a payer that is first, or surely isn't Medicare (handbook A-05)."""
    row = level.row("insurance")
    if row is None or not row.get(5):
        return ()
    if row.get(1) == "P" or row.get(9) not in _PERHAPS_MEDICARE:
        return (at(row, "insurance_type"),)
    return ()


_GROUP_NAMED_TWICE = Words(
    "The group's name is sent beside its number.",
    "Send the name in SBR04 only where SBR03 is empty.",
    "I13",
    source="837 SBR04",
)


def _group_name(loop: Loop) -> Iterable[Spot]:
    row = loop.row("insurance")
    if row is not None and row.get(4) and row.get(3):
        return (at(row, "group_name", because=(row, "group_number")),)
    return ()


@rule("A-06", "2000B", _GROUP_NAMED_TWICE, has=GROUPED)
def group_named_twice(level: Loop) -> Iterable[Spot]:
    """SBR04 beside SBR03 (handbook A-06)."""
    return _group_name(level)


@rule("A-06b", "2320", _GROUP_NAMED_TWICE._replace(code_999=""), severity="warning")
def other_group_named_twice(coverage: Loop) -> Iterable[Spot]:
    """The same for another payer's group, which published examples have, so a warning (handbook A-06)."""
    return _group_name(coverage)


@rule(
    "A-07",
    "2300",
    Words(
        "Two payers of the claim have the same rank.",
        "Give each payer its own rank in SBR01: P, S, T, then A to H.",
        "I12",
        "A8:286",
        "837 2320 SBR01",
    ),
    has=COVERAGES,
)
def ranks_twice(claim: Loop) -> Iterable[Spot]:
    """Each rank at most once over the claim's own payer and the others; U is no rank (handbook A-07)."""
    if not claim.counts.get("2320"):
        return
    taken: dict[str, Row] = {}
    for row in [own_insurance(claim), *(each.row("insurance") for each in claim.children("2320"))]:
        rank = row.get(1) if row is not None else ""
        if row is None or rank in ("U", ""):
            continue
        if rank in taken:
            yield at(row, "sequence", because=(taken[rank], "sequence"))
        else:
            taken[rank] = row


@rule(
    "A-08",
    "2300",
    Words(
        "The claim goes to a payer that isn't first, but a payer before it is missing.",
        "Send a 2320 for each payer that pays before this one.",
        "I6",
        "A6:286",
        "837 2320",
    ),
    has=LATER,
)
def earlier_payer_missing(claim: Loop) -> Iterable[Spot]:
    """S needs a P among the other payers, T a P and an S; one of unknown rank may be either, and of
    two with one rank A-07 tells (handbook A-08)."""
    row = own_insurance(claim)
    before = _RANKS_BEFORE.get(row.get(1)) if row is not None else None
    if row is None or before is None:
        return ()
    ranks = [each.get("insurance", 1) for each in claim.children("2320")]
    lacking = [rank for rank in before if rank not in ranks]
    if len(lacking) > ranks.count("U") and row.get(1) not in ranks:
        return (missing(claim, "SBR", because=(row, "sequence")),)
    return ()


def _first(level: Loop, loop_id: str) -> Row:
    """The opener of the first inner loop of an id, or of the level itself where it was let go."""
    return opener(level.child(loop_id) or level)


LEVEL_RULES = (
    patient_twice,
    subscriber_without_claim,
    patient_unsaid,
    patient_absent,
    subscriber_unknown,
    member_unnumbered,
    medicare_second,
    not_medicare_second,
    group_named_twice,
    other_group_named_twice,
    ranks_twice,
    earlier_payer_missing,
)
