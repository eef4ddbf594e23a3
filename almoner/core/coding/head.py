"""The date of service, as the head of a note gives it."""

import re
from datetime import date

_HEAD = 1_500
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LABEL = re.compile(
    r"\b(?:date\s+of\s+(?:service|visit|encounter|exam(?:ination)?|consultation)|dos|(?:visit|encounter|service|exam|"
    r"appointment|note)\s+date|date)\s*[:\-#]?\s*\**\s*",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"\bbirth\b|\bdob\b", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})(?!\d)")
_WORDS = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WORDS_BEFORE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_FIRST_YEAR, _CENTURY = 2000, 2000
_ANY = re.compile(
    rf"(?<![\w/-])(?:{_ISO.pattern}|{_NUMBERS.pattern}|{_WORDS.pattern}|{_WORDS_BEFORE.pattern})"
)
_LED = re.compile(r"\b(?:on|from|of|by|until|to|in|fell|for)\s*\Z", re.IGNORECASE)
"""What leads to the date of something else."""
_TITLES, _MOST_WORDS = 2, 16
_OTHER_DAYS = frozenset(
    "dob born birth birthdate since last injury doi onset surgery s/p lot exp expires discharged admitted "
    "admit ended began started printed scheduled due next".split()
)
"""Words beside a date that is another day's."""


def date_of_service(text: str) -> date | None:
    """The first date behind a label for it within the first lines; None where there is none, or it is no
    date. Months come before days, as they do in the country whose codes these are."""
    head = text[:_HEAD]
    for label in _LABEL.finditer(head):
        line_start = max(head.rfind("\n", 0, label.start()), head.rfind("\r", 0, label.start())) + 1
        found = None if _BIRTH.search(head[line_start : label.end()]) else _date_at(text, label.end())
        if found:
            return found
    return _of_title(head)


def _of_title(head: str) -> date | None:
    """The first date of the first two lines, where they tell of no other day."""
    lines = [line for line in head.splitlines() if line.strip()][:_TITLES]
    for line in lines:
        words = {word.strip(".,:;()|-").lower() for word in line.split()}
        if len(words) <= _MOST_WORDS and _OTHER_DAYS.isdisjoint(words):
            places = (each.start() for each in _ANY.finditer(line) if not _LED.search(line, 0, each.start()))
            found = next((day for at in places if (day := _date_at(line, at))), None)
            if found:
                return found
    return None


def _date_at(text: str, at: int) -> date | None:
    if match := _ISO.match(text, at):
        return _made(*match.groups())
    if match := _NUMBERS.match(text, at):
        month, day, year = match.groups()
        return _made(year, month, day)
    if match := _WORDS.match(text, at):
        month, day, year = match.groups()
        return _made(year, _month(month), day)
    if match := _WORDS_BEFORE.match(text, at):
        day, month, year = match.groups()
        return _made(year, _month(month), day)
    return None


def _month(name: str) -> str:
    key = name[:3].lower()
    return str(_MONTHS.index(key) + 1) if key in _MONTHS else "0"


def _made(year: str, month: str, day: str) -> date | None:
    whole = int(year) if len(year) == len("2026") else _CENTURY + int(year)
    try:
        found = date(whole, int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= _FIRST_YEAR else None
