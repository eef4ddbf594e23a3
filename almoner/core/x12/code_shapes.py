"""The forms of codes: what can be said of a code without its list. Numbers with check digits, and the ranges
of numbers that were ever assigned."""

import re
from collections.abc import Callable

from almoner.core.x12.code_categories import CATEGORIES
from almoner.core.x12.code_places import COUNTRIES, STATES, is_canadian, is_zip
from almoner.core.x12.code_rules import Kind

Shape = Callable[[str], Kind | None]
"""What is wrong with a code by itself; None where nothing is."""

_POS = frozenset(
    """
    01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 31 32 33 34 41 42 49
    50 51 52 53 54 55 56 57 58 60 61 62 65 66 71 72 81 99
    """.split()
)
_CATEGORIES = frozenset(
    """
    A0 A1 A2 A3 A4 A5 A6 A7 A8 D0 DR01 DR02 DR03 DR04 DR05 DR06 DR07 DR08 E0 E1 E2 E3 E4 F0 F1 F2 F3 F3F
    F3N F4 F5 P0 P1 P2 P3 P4 P5 R0 R1 R3 R4 R5 R6 R7 R8 R9 R10 R11 R12 R13 R14 R15 R16 R17 RQ X0
    """.split()
)
_REASONS = {"": (1, 349), "A": (0, 8), "B": (1, 23), "D": (1, 23), "P": (1, 49), "W": (1, 10), "Y": (1, 3)}
"""Reasons: the letter, and the least and highest number; those that no longer grow end where they end."""
_REMARKS = {"M": (1, 144), "MA": (1, 134), "N": (1, 949)}
_STATUS_CODES = (0, 849)
_NUMBERED = re.compile(r"([A-Z]{0,2})([0-9]{1,3})")


def has_npi_form(text: str) -> bool:
    """Ten digits, the first 1 or 2, the last the check digit over them with 80840 in front."""
    if len(text) != 10 or not text.isascii() or not text.isdecimal() or text[0] not in "12":
        return False
    digits = [int(char) for char in text]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[0:9:2])
    return (24 + doubled + sum(digits[1:9:2]) + digits[9]) % 10 == 0


def has_routing_form(text: str) -> bool:
    """Nine digits whose sum, weighted 3 7 1, ends in 0."""
    if len(text) != 9 or not text.isascii() or not text.isdecimal():
        return False
    return sum(int(char) * weight for char, weight in zip(text, (3, 7, 1) * 3, strict=True)) % 10 == 0


def _of(pattern: str) -> Shape:
    matches = re.compile(pattern).fullmatch
    return lambda text: None if matches(text) else "form"


def _check(is_good: Callable[[str], bool]) -> Shape:
    return lambda text: None if is_good(text) else "form"


def _among(codes: frozenset[str], pattern: str) -> Shape:
    matches = re.compile(pattern).fullmatch
    return lambda text: None if text in codes else "absent" if matches(text) else "form"


def _numbered(ranges: dict[str, tuple[int, int]]) -> Shape:
    def shape(text: str) -> Kind | None:
        match = _NUMBERED.fullmatch(text)
        if match is None or match[1] not in ranges:
            return "form"
        least, most = ranges[match[1]]
        return None if least <= int(match[2]) <= most else "absent"

    return shape


def _diagnosis(text: str) -> Kind | None:
    if not 3 <= len(text) <= 7 or not text.isascii() or not text.isalnum() or not text[0].isalpha():
        return "form"
    return None if text[:3] in CATEGORIES else "absent"


def _status_code(text: str) -> Kind | None:
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        return "form"
    return None if _STATUS_CODES[0] <= int(text) <= _STATUS_CODES[1] else "absent"


_TWO = _of(r"[0-9A-Z]{2}")
_NINE_DIGITS = _of(r"(?!0{9})[0-9]{9}")

SHAPES: dict[str, Shape] = {
    "npi": _check(has_npi_form),
    "ein": _NINE_DIGITS,
    "ssn": _NINE_DIGITS,
    "mbi": _of(
        r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9]"
        r"[AC-HJKMNP-RT-Y]{2}[0-9]{2}"
    ),
    "clia": _of(r"[0-9]{2}D[0-9]{7}"),
    "taxonomy": _of(r"[0-9]{3}[0-9A-Z]{6}X"),
    "state": _among(STATES, r"[A-Z]{2}"),
    "country": _among(COUNTRIES, r"[A-Z]{2}"),
    "zip": _check(is_zip),
    "postal": _check(is_canadian),
    "currency": _of(r"[A-Z]{3}"),
    "icd10cm": _diagnosis,
    "icd9cm": _of(r"(?:[0-9]{3}|V[0-9]{2})[0-9]{0,2}|E[0-9]{3,4}"),
    "icd10pcs": _of(r"[0-9A-HJ-NP-Z]{7}"),
    "icd9pcs": _of(r"[0-9]{3,4}"),
    "procedure": _of(r"[0-9]{4}[0-9A-Z]"),
    "hcpcs": _of(r"[A-Z][0-9]{4}"),
    "hipps": _of(r"[0-9A-Z]{5}"),
    "dental": _of(r"D[0-9]{4}"),
    "modifier": _TWO,
    "ndc": _of(r"[0-9]{11}"),
    "pos": _among(_POS, r"[0-9]{2}"),
    "bill_type": _of(r"[1-8][1-9]"),
    "frequency": _of(r"[0-9A-Z]"),
    "revenue": _of(r"[0-9]{4}"),
    "drg": _of(r"[0-9]{3,4}"),
    "condition": _TWO,
    "occurrence": _TWO,
    "span": _TWO,
    "value_code": _TWO,
    "admission_type": _of(r"[1-59]"),
    "admission_source": _of(r"[0-9A-Z]"),
    "patient_status": _of(r"[0-9]{2}"),
    "tooth": _of(r"0?[1-9]|[12][0-9]|3[0-2]|5[1-9]|6[0-9]|7[0-9]|8[0-2]|[A-T]S?"),
    "oral_cavity": _of(r"[0-4][0-9]|[LR]"),
    "loinc": _of(r"[0-9]{1,7}-[0-9]"),
    "carc": _numbered(_REASONS),
    "rarc": _numbered(_REMARKS),
    "status_category": _among(_CATEGORIES, r"[A-Z]{1,2}[0-9]{0,2}[A-Z]?"),
    "status_code": _status_code,
    "bank": _check(has_routing_form),
}

DOTTED_LISTS = frozenset({"icd10cm", "icd9cm", "icd10pcs", "icd9pcs"})
"""Lists whose codes are printed with a dot and sent without."""
