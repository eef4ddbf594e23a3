"""When a modifier opens a pair of procedures (NCCI policy manual, chapter 1). Promises to look only at what
the claim shows; whether the note proves it is another question.
"""

from datetime import date

SIDES = frozenset(
    ["LT", "RT", "FA", "TA", *(f"E{n}" for n in range(1, 5))]
    + [f"F{n}" for n in range(1, 10)]
    + [f"T{n}" for n in range(1, 10)]
)
VESSELS = frozenset({"LC", "LD", "LM", "RC", "RI"})
ANATOMY = SIDES | VESSELS
DISTINCT = frozenset({"59", "XE", "XP", "XS", "XU"})
OF_VISITS = frozenset({"24", "25", "57"})
OTHERS = frozenset({"58", "78", "79", "27", "91"})
EITHER_LINE_SINCE = date(2019, 7, 1)
"""From this day on 59 and its like open a pair on either line; before, only on column two."""

Modifiers = tuple[str, ...]
Side = tuple[Modifiers, bool]
"""The modifiers of a line, and whether its code is a visit."""


def opener(one: Side, two: Side, on: date) -> str:
    """The modifier that opens a pair of column one and two on a day; empty where none does."""
    for (modifiers, is_visit), is_column_two in ((two, True), (one, False)):
        allowed = OF_VISITS if is_visit else _of_procedures(on, is_column_two=is_column_two)
        found = next((modifier for modifier in modifiers if modifier in allowed), "")
        if found:
            return found
    return _other_place(one, two)


def _of_procedures(on: date, *, is_column_two: bool) -> frozenset[str]:
    return OTHERS | DISTINCT if is_column_two or on >= EITHER_LINE_SINCE else OTHERS


def _other_place(one: Side, two: Side) -> str:
    """An anatomic modifier opens where it isn't the same on both lines."""
    first, second = ANATOMY.intersection(one[0]), ANATOMY.intersection(two[0])
    if first == second or one[1] or two[1]:
        return ""
    return min(second or first)
