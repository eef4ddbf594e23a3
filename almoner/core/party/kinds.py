"""What a provider's taxonomy code tells: the kind of provider, as prices and edits name it, and specialty.

The codes are facts of the public provider taxonomy (nucc.org); a kind that none of them tells is empty.
"""

_KINDS = {
    "363L": "np",
    "363A": "pa",
    "364S": "cns",
    "367A": "midwife",
    "2251": "therapist",
    "225X": "therapist",
    "235Z": "therapist",
    "133V": "dietitian",
    "1041": "clinical_social_worker",
    "106H": "marriage_therapist",
    "101Y": "counselor",
    "111N": "physician",
    "1223": "physician",
    "152W": "physician",
    "202": "physician",
    "204": "physician",
    "207": "physician",
    "208": "physician",
    "2098": "physician",
    "213E": "physician",
}
"""Beginnings of taxonomy codes. Chiropractors, dentists, optometrists and podiatrists are physicians to
Medicare (42 USC 1395x(r))."""

_WORKING_IN_ANOTHERS = frozenset({"np", "pa", "cns"})


def kind_of(taxonomy: str) -> str:
    """Return the kind of provider, or an empty text where the code tells none."""
    return _KINDS.get(taxonomy[:4]) or _KINDS.get(taxonomy[:3]) or ""


def is_same_specialty(one: str, other: str) -> bool:
    """True where two providers of one group count as one specialty.

    Nurse practitioners and assistants count as the specialty that they work in; a taxonomy that isn't known
    is taken to be the same, so that nothing is billed twice for want of it.
    """
    if not one or not other or one == other:
        return True
    return not _WORKING_IN_ANOTHERS.isdisjoint((kind_of(one), kind_of(other)))
