"""Level 1 over the envelopes: widths and codes of the ISA, counts and control numbers of SE, GE and IEA. Each
check returns issues and changes nothing."""

import re

from almoner.core.x12.calendar_text import is_date, is_short_date, is_time
from almoner.core.x12.delimiters import Header
from almoner.core.x12.document import Group, Interchange, TransactionSet
from almoner.core.x12.issue import Issue, Place, found
from almoner.core.x12.marks import Mark

ISA_WIDTHS = (3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)
SETS_OF_GROUP = {
    "BE": ("834",),
    "FA": ("999", "997"),
    "HB": ("271",),
    "HC": ("837",),
    "HI": ("278",),
    "HN": ("277",),
    "HP": ("835",),
    "HR": ("276",),
    "HS": ("270",),
    "PI": ("275",),
    "RA": ("820",),
}
"""GS01 and the sets that its group carries (the health care sets)."""

_QUALIFIERS = {f"{number:02d}" for number in range(1, 39)} | {"AM", "NR", "SA", "SN", "ZZ"}
_AUTHORIZATIONS = {"00", "01", "02", "03", "04", "05", "06"}
_GUIDE = re.compile(r"[0-9]{6}(X[0-9]{3}([A-Z][0-9]+)?)?")
_GROUP_CONTROL = re.compile(r"[0-9]{1,9}")


def check_isa(header: Header) -> list[Issue]:
    """Widths, codes and delimiters of an ISA."""
    fields = header.elements
    faults: list[tuple[str, int]] = [
        ("X-ISA-01", number)
        for number, width in enumerate(ISA_WIDTHS)
        if number and len(fields[number]) != width
    ]
    text = [field.strip() for field in fields]
    tests = (
        ("X-ISA-02", 1, text[1] in _AUTHORIZATIONS),
        ("X-ISA-03", 3, text[3] in ("00", "01")),
        ("X-ISA-04", 5, text[5] in _QUALIFIERS),
        ("X-ISA-05", 7, text[7] in _QUALIFIERS),
        ("X-ISA-06", 6, bool(text[6])),
        ("X-ISA-07", 8, bool(text[8])),
        ("X-ISA-08", 9, is_short_date(text[9])),
        ("X-ISA-09", 10, len(text[10]) == 4 and is_time(text[10])),
        ("X-ISA-10", 12, text[12] == "00501"),
        ("X-ISA-11", 13, len(text[13]) == 9 and text[13].isascii() and text[13].isdecimal()),
        ("X-ISA-12", 14, text[14] in ("0", "1")),
        ("X-ISA-13", 15, text[15] in ("P", "T")),
        ("X-ISA-16", 16, bool(header.delimiters.component)),
    )
    faults += [(rule, number) for rule, number, holds in tests if not holds]
    faults += [(rule, 16) for rule in _clashes(header)]
    return [found(rule, Place("ISA", header.start, 0, number)) for rule, number in faults]


def _clashes(header: Header) -> list[str]:
    """Delimiters that are one character; component and repetition alike is seen in the wild and only a
    warning."""
    used = header.delimiters
    rules = ["X-ISA-14"] if used.component and used.component == used.repetition else []
    others = [each for each in {used.component, used.repetition} if each]
    if len({used.element, used.terminator, *others}) < 2 + len(others):
        rules.append("X-ISA-15")
    return rules


def check_gs(mark: Mark) -> list[Issue]:
    """The elements of a GS."""
    tests = (
        ("X-GS-01", 1, len(mark.get(1)) == 2 and mark.get(1).isalnum()),
        ("X-GS-08", 2, 0 < len(mark.get(2).strip()) <= 15),
        ("X-GS-08", 3, 0 < len(mark.get(3).strip()) <= 15),
        ("X-GS-04", 4, is_date(mark.get(4).strip())),
        ("X-GS-05", 5, is_time(mark.get(5).strip())),
        ("X-GS-02", 6, _GROUP_CONTROL.fullmatch(mark.get(6).strip()) is not None),
        ("X-GS-06", 7, mark.get(7).strip() == "X"),
        ("X-GS-07", 8, _GUIDE.fullmatch(mark.get(8).strip()) is not None),
    )
    return [found(rule, Place("GS", mark.start, 0, number)) for rule, number, holds in tests if not holds]


def check_st(each: TransactionSet, group: Group, used: set[str]) -> list[Issue]:
    """The elements of an ST; `used` holds the control numbers that the group has had so far."""
    fitting = SETS_OF_GROUP.get(group.functional_id, (each.set_id,))
    tests = (
        ("X-ST-01", 1, len(each.set_id) == 3 and each.set_id.isdecimal()),
        ("X-ST-02", 2, 4 <= len(each.st_control) <= 9),
        ("X-ST-03", 2, each.st_control not in used),
        ("X-ST-04", 1, each.set_id in fitting),
    )
    return [found(rule, Place("ST", each.start, 1, number)) for rule, number, holds in tests if not holds]


def check_se(each: TransactionSet, mark: Mark) -> list[Issue]:
    """SE01 counts the segments, SE02 is ST02."""
    count = each.segment_count
    faults = [("X-SE-01", 1)] if as_number(mark.get(1)) != count else []
    faults += [(rule, 2) for rule in _compare(mark.get(2), each.st_control, "X-SE-02", "X-SE-04")]
    return [found(rule, Place("SE", mark.start, count, number)) for rule, number in faults]


def check_ge(group: Group, mark: Mark) -> list[Issue]:
    """GE01 counts the sets, GE02 is GS06."""
    faults = [("X-GE-01", 1)] if as_number(mark.get(1)) != len(group.sets) else []
    if _GROUP_CONTROL.fullmatch(group.control):
        faults += [(rule, 2) for rule in _compare(mark.get(2), group.control, "X-GE-02", "X-GE-04")]
    return [found(rule, Place("GE", mark.start, 0, number)) for rule, number in faults]


def check_iea(interchange: Interchange, mark: Mark) -> list[Issue]:
    """IEA01 counts the groups, IEA02 is ISA13."""
    opened = sum(bool(group.gs) for group in interchange.groups)
    faults = [("X-IEA-01", 1)] if as_number(mark.get(1)) != opened else []
    if as_number(interchange.control) >= 0:
        faults += [(rule, 2) for rule in _compare(mark.get(2), interchange.control, "X-IEA-02", "X-IEA-04")]
    if not mark.is_terminated:
        faults.append(("X-IEA-05", 2))
    return [found(rule, Place("IEA", mark.start, 0, number)) for rule, number in faults]


def as_number(text: str) -> int:
    """The number that a counter states, or -1 where it states none."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else -1


def _compare(trailer: str, opener: str, differs: str, written_otherwise: str) -> list[str]:
    """A trailer repeats its opener's control number; leading zeros apart it is a warning."""
    trailer = trailer.strip()
    if trailer == opener:
        return []
    number = as_number(trailer)
    return [written_otherwise if number >= 0 and number == as_number(opener) else differs]
