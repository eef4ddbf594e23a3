"""Reads the dated facts of Medicare that no imported table has. A text that isn't whole is refused with the
entry and what is wanted there."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from almoner.core.pricing.patient_share import DatedShare, Facts

MOST_TEXT = 200_000


class MedicareCardError(ValueError):
    """The text of the facts is wrong; the message names the entry and what is wanted."""


def read_facts(text: str) -> Facts:
    """The facts of a TOML text."""
    if len(text) > MOST_TEXT:
        raise MedicareCardError(f"the facts have more than {MOST_TEXT} characters")
    try:
        root = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise MedicareCardError("the facts are no TOML") from None
    return Facts(
        qualifying_factors=tuple(map(_share, _entries(root, "qualifying_factor"))),
        without_share=_codes(root, "without_share"),
        prevention=_codes(root, "prevention"),
        converted_screening=tuple(map(_share, _entries(root, "converted_screening"))),
        tolerances=tuple(map(_share, _entries(root, "tolerance"))),
    )


def _codes(root: Mapping[str, Any], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _entries(root, name):
        listed = entry.get("codes")
        if not isinstance(listed, list) or not all(isinstance(code, str) for code in listed):
            raise MedicareCardError(f"{name}: codes is a list of texts")
        found |= dict.fromkeys(listed, entry["source"])
    return found


def _entries(root: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = root.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise MedicareCardError(f"{name}: a list of tables is wanted")
    if not all(isinstance(each.get("source"), str) and each["source"] for each in found):
        raise MedicareCardError(f"{name}: every entry says its source")
    return found


def _share(entry: Mapping[str, Any]) -> DatedShare:
    since, until = entry.get("since"), entry.get("until")
    if not isinstance(since, date) or not (until is None or isinstance(until, date)):
        raise MedicareCardError("since and until are days, as 2026-01-01")
    try:
        value = Decimal(str(entry.get("value")))
    except InvalidOperation:
        raise MedicareCardError("value is a text of a decimal number") from None
    return DatedShare(since, until, value)
