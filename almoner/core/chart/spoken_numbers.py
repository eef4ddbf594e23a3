"""Writes spoken numbers as figures where a unit, "percent", "over" or "point" shows that an amount is
meant; any other number word stays as it was said.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_UNITS = {
    "milligram": "mg",
    "milligrams": "mg",
    "mg": "mg",
    "microgram": "mcg",
    "micrograms": "mcg",
    "mcg": "mcg",
    "gram": "g",
    "grams": "g",
    "kilogram": "kg",
    "kilograms": "kg",
    "kg": "kg",
    "milliliter": "mL",
    "milliliters": "mL",
    "ml": "mL",
    "unit": "units",
    "units": "units",
    "percent": "%",
    "centimeter": "cm",
    "centimeters": "cm",
    "cm": "cm",
    "millimeter": "mm",
    "millimeters": "mm",
    "mm": "mm",
    "pound": "lb",
    "pounds": "lb",
    "degrees": "degrees",
}
_WRITTEN = re.compile(r"\d[\d,]*(?:\.\d+)?(?:/\d+)?\Z")
_DOSE = re.compile(r"(\d[\d,]*(?:\.\d+)?) ?(mg|mcg|g|ml|units|%)[.,;:]?\Z", re.IGNORECASE)


class Figure(NamedTuple):
    """An amount as it is written, and how many words it was."""

    text: str
    size: int


def figure_at(texts: Sequence[str]) -> Figure | None:
    """Return the amount that the first words say; None where they say none."""
    number = _number(texts)
    if number is None:
        return None
    value, size = number
    behind = _bare(texts[size]) if size < len(texts) and not _ends(texts[size - 1]) else ""
    if behind in _UNITS:
        unit = _UNITS[behind]
        joined = f"{value}{'' if unit == '%' else ' '}{unit}"
        return Figure(joined + _sign(texts[size]), size + 1)
    if behind == "over" and (below := _number(texts[size + 1 :])):
        return Figure(f"{value}/{below[0]}{_sign(texts[size + below[1]])}", size + 1 + below[1])
    return Figure(value + _sign(texts[size - 1]), size) if "." in value and size > 1 else None


def unit_of(text: str) -> str:
    """Return the unit of a drug's amount, empty where the text is none."""
    found = _DOSE.fullmatch(text)
    return found[2].lower() if found else ""


def is_number(text: str) -> bool:
    """True for a figure, and for a number word but "one", which is a pronoun as well."""
    word = _bare(text)
    return any(sign.isdigit() for sign in word) or (word in _SMALL and word != "one") or word in _TENS


def _number(texts: Sequence[str]) -> tuple[str, int] | None:
    """The figure that the first words say and how many they are."""
    if not texts:
        return None
    if _WRITTEN.fullmatch(_bare(texts[0])):
        return _bare(texts[0]), 1
    whole = _cardinal(texts)
    if whole is None:
        return None
    value, size = whole
    if size < len(texts) and _bare(texts[size]) == "point":
        digits = _digits(texts[size + 1 :])
        if digits:
            return f"{value}.{digits}", size + 1 + len(digits)
    return str(value), size


def _digits(texts: Sequence[str]) -> str:
    found = ""
    for text in texts:
        digit = _SMALL.get(_bare(text), 10)
        if digit > 9:
            break
        found += str(digit)
        if _ends(text):
            break
    return found


def _cardinal(texts: Sequence[str]) -> tuple[int, int] | None:
    """A whole number below a million in words: "one hundred and twenty five", "two thousand"."""
    total, group, size, last = 0, 0, 0, 1_000
    for number, text in enumerate(texts):
        word = _bare(text)
        step = _SMALL.get(word, _TENS.get(word))
        if step is not None and step < last and (last != 1_000 or group == 0 or group % 100 == 0):
            group, last = group + step, 10 if word in _TENS else 0
        elif word == "hundred" and 0 < group < 10:
            group, last = group * 100, 100
        elif word == "thousand" and 0 < group < 1_000 and not total:
            total, group, last = group * 1_000, 0, 1_000
        elif word == "and" and size and last == 100:
            continue
        else:
            break
        size = number + 1
        if _ends(text):
            break
    return (total + group, size) if size else None


def _bare(text: str) -> str:
    return text.lower().strip(".,:;!?\"'()-")


def _ends(text: str) -> bool:
    return text.endswith((".", ",", ";", ":", "!", "?"))


def _sign(text: str) -> str:
    return text[-1] if _ends(text) else ""
