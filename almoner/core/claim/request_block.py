"""Reads JSON objects key by key, each with its path. Promises that a value of the wrong kind is refused by
path, and that texts, numbers and lists are bounded.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

MAX_LINES = 1_000
MAX_TEXT = 500
MAX_NUMBER = 10**12
YEARS = range(1850, 2200)
"""Years of a date; with any other, adding a year or two could leave the calendar."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadRequest(ValueError):
    """The request is no claim; the message names the path and what is wanted there."""


class Block:
    """One JSON object at a path, read key by key."""

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, Mapping):
            raise BadRequest(f"{path or 'the claim'}: an object is wanted")
        self.value = value
        self.path = path

    def has(self, key: str) -> bool:
        """True where the key is there and not null."""
        return self.value.get(key) is not None

    def at(self, key: str) -> str:
        """Return the path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def block(self, key: str) -> "Block | None":
        """Return the object of a key, or None where it is absent."""
        return Block(self.value[key], self.at(key)) if self.has(key) else None

    def text(self, key: str, default: str = "") -> str:
        """Return a short text."""
        value = self.value.get(key)
        if value is None:
            return default
        if not isinstance(value, str) or len(value) > MAX_TEXT:
            raise BadRequest(f"{self.at(key)}: a text of at most {MAX_TEXT} characters is wanted")
        return value.strip()

    def word(self, key: str, default: str = "") -> str:
        """Return a short text that some write as a whole number: an id, a frequency."""
        value = self.value.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_NUMBER:
            return str(value)
        return self.text(key, default)

    def count(self, key: str, default: int | None = None) -> int:
        """Return a whole number that is not below zero."""
        number = self.number(key, default)
        if number < 0:
            raise BadRequest(f"{self.at(key)}: a whole number from 0 up is wanted")
        return number

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        value = self.value.get(key)
        value = default if value is None else value
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MAX_NUMBER:
            raise BadRequest(f"{self.at(key)}: a whole number is wanted")
        return value

    def flag(self, key: str) -> bool | None:
        """Return true or false, or None where it is absent."""
        value = self.value.get(key)
        if value is not None and not isinstance(value, bool):
            raise BadRequest(f"{self.at(key)}: true or false is wanted")
        return value

    def day(self, key: str) -> date | None:
        """Return a date, or None where it is absent."""
        text = self.text(key)
        if not text:
            return None
        try:
            day = date.fromisoformat(text if _DAY.fullmatch(text) else "")
        except ValueError:
            raise BadRequest(f"{self.at(key)}: a date as 2026-01-31 is wanted") from None
        if day.year not in YEARS:
            raise BadRequest(f"{self.at(key)}: a year from {YEARS[0]} to {YEARS[-1]} is wanted")
        return day

    def needed_day(self, key: str) -> date:
        """Return a date that must be there."""
        day = self.day(key)
        if day is None:
            raise BadRequest(f"{self.at(key)}: a date as 2026-01-31 is wanted")
        return day

    def blocks(self, key: str) -> list["Block"]:
        """Return a list of objects; empty where it is absent."""
        return [Block(item, f"{self.at(key)}[{place}]") for place, item in enumerate(self._list(key))]

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of short texts; empty where it is absent."""
        items = self._list(key)
        if not all(isinstance(item, str) and len(item) <= MAX_TEXT for item in items):
            raise BadRequest(f"{self.at(key)}: a list of texts is wanted")
        return tuple(item.strip() for item in items)

    def _list(self, key: str) -> Sequence[Any]:
        value = self.value.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or len(value) > MAX_LINES:
            raise BadRequest(f"{self.at(key)}: a list of at most {MAX_LINES} items is wanted")
        return value
