"""Codes that the tabular list asks for beside others: where such a code stands, what the note says of its
companion stands with it, wherever in the note it is said ("use additional code")."""

from collections.abc import Iterable
from dataclasses import replace

from almoner.core.coding.candidate import Candidate, Ground, Why

_ULCER = ("L97", "L98.4")
_HEART_WORK = ("Z95.1", "Z95.5", "Z87.891", "F17")
_TOBACCO = ("F17", "Z87.891")
_DEFIBRILLATOR = ("Z95.810",)
_WANTED = {
    **{f"E{kind}.62{place}": _ULCER for kind in ("08", "09", "10", "11", "13") for place in "12"},
    "Z47.1": ("Z96.6",),
    "I20": _HEART_WORK,
    "I25": _HEART_WORK,
    "I42": _DEFIBRILLATOR,
    "I47.2": _DEFIBRILLATOR,
    "I50": _DEFIBRILLATOR,
    "E10": ("Z96.41",),
    **dict.fromkeys(("T20", "T21", "T22", "T23", "T24", "T25"), ("T31",)),
    "J41": _TOBACCO,
    "J42": _TOBACCO,
    "J43": _TOBACCO,
    "J44": _TOBACCO,
    "J96.1": ("Z99.81",),
    "I83.0": _ULCER,
    "I87.31": _ULCER,
    "I87.33": _ULCER,
}
"""By the beginning of a code, the beginnings of those that go with it (tabular list, fiscal year 2027)."""


def required(rest: Iterable[Candidate], standing: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """What doesn't stand by itself, each as a companion where a code that stands asks for it."""
    codes = [each.code for each in standing]
    found = []
    for each in rest:
        owner = next((code for code in codes if _asks(code, each.code)), "")
        found.append(_companion(each, owner) if owner and each.ground is Ground.MENTION else each)
    return tuple(found)


def _asks(code: str, other: str) -> bool:
    return any(code.startswith(begins) and other.startswith(wanted) for begins, wanted in _WANTED.items())


def _companion(candidate: Candidate, owner: str) -> Candidate:
    why = Why("use-additional", f"{owner} asks for it")
    return replace(candidate, ground=Ground.COMPANION, beside=owner, why=(*candidate.why, why))
