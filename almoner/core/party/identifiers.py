"""Check digits and shapes of the identifiers that a claim carries (45 CFR 162.406 for the NPI)."""

import re

_SERVICE = re.compile(r"[0-9A-Z]{5}", re.ASCII)
_TAX_ID = re.compile(r"[0-9]{9}")
_TAXONOMY = re.compile(r"[0-9]{3}[A-Z0-9]{6}X")


def is_digits(text: str) -> bool:
    """One or more of the digits 0 to 9; those of other scripts are none in a claim."""
    return text.isascii() and text.isdecimal()


def is_npi(text: str) -> bool:
    """Ten digits, starting with 1 or 2, that pass the Luhn check over 80840 and the number."""
    if len(text) != 10 or not is_digits(text) or text[0] not in "12":
        return False
    total = 24  # the Luhn sum of the prefix 80840
    for place, digit in enumerate(reversed(text)):
        value = int(digit)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


def npi(stem: str) -> str:
    """Append the check digit to the first nine digits of an NPI."""
    assert len(stem) == 9, "an NPI has nine digits before its check digit"
    return next(stem + digit for digit in "0123456789" if is_npi(stem + digit))


def is_service(text: str) -> bool:
    """Five capitals or digits, the shape of a CPT or HCPCS code."""
    return _SERVICE.fullmatch(text) is not None


def is_tax_id(text: str) -> bool:
    """Nine digits, the shape of both an EIN and an SSN."""
    return _TAX_ID.fullmatch(text) is not None


def is_taxonomy(text: str) -> bool:
    """Three digits, six letters or digits, and an X."""
    return _TAXONOMY.fullmatch(text) is not None
