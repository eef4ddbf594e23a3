"""Days as publishers write them, and the days that a release is for as its name or preamble tells."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
ALWAYS = date(1995, 1, 1)
"""The first day of a list that has no release: it speaks of any day of service."""
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"


class NotADay(ValueError):
    """A text is no day."""


@lru_cache(maxsize=65_536)
def read_day(text: str) -> date | None:
    """A day written YYYYMMDD, YYYY-MM-DD, MM/DD/YYYY, MM-DD-YYYY or YYYYDDD (day of the year); None for an
    empty one. NotADay for another text."""
    text = text.strip().partition("T")[0].partition(" ")[0]
    if not text or text.strip("0*") == "":
        return None
    try:
        found = _day(text)
    except ValueError:
        found = None
    if found is None or not EARLIEST <= found < LATEST:
        raise NotADay("a day has the form YYYYMMDD, YYYY-MM-DD, MM/DD/YYYY or YYYYDDD")
    return found


def _day(text: str) -> date | None:
    if re.fullmatch(r"\d{8}", text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if re.fullmatch(r"\d{7}", text):
        number = int(text[4:])
        found = date(int(text[:4]), 1, 1) + timedelta(days=number - 1)
        return found if number and found.year == int(text[:4]) else None
    if match := re.fullmatch(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", text):
        return date(int(match[3]), int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{2})", text):
        return date(2000 + int(match[3]), int(match[1]), int(match[2]))
    return None


@lru_cache(maxsize=65_536)
def day_after(text: str) -> date | None:
    """The first day without a row, of its last day; None where it has none."""
    last = read_day(text)
    return last + timedelta(days=1) if last else None


@dataclass(frozen=True, slots=True)
class Span:
    """The name of a release and the days [since_on, until_on) that its publisher means it for."""

    name: str
    since_on: date
    until_on: date | None = None


def quarter(year: int, number: int) -> Span:
    """A quarterly release."""
    since = date(year, number * 3 - 2, 1)
    until = date(year + (number == 4), number * 3 % 12 + 1, 1)
    return Span(f"{year}q{number}", since, until)


def calendar_year(year: int) -> Span:
    """A yearly release."""
    return Span(str(year), date(year, 1, 1), date(year + 1, 1, 1))


def payment_year(year: int) -> Span:
    """The year of a risk payment: it counts the diagnoses of the services of the year before."""
    return Span(f"payment-{year}", date(year - 1, 1, 1), date(year, 1, 1))


def fiscal_year(year: int) -> Span:
    """The year of diagnoses: from 1 October before."""
    return Span(f"fy{year}", date(year - 1, 10, 1), date(year, 10, 1))


def span_in(*texts: str) -> Span | None:
    """The span that the first of some texts (a file's name, its preamble) tells of; None where none does."""
    return next((span for text in texts for span in [_span(text.lower())] if span), None)


def _span(text: str) -> Span | None:
    for pattern, make in _PATTERNS:
        match = re.search(pattern, text)
        span = make(match) if match else None
        if span:
            return span
    return None


def _through(match: re.Match[str]) -> Span | None:
    since, until = _worded(match[1], match[2], match[3]), _worded(match[4], match[5], match[6])
    return Span(since.isoformat(), since, until + timedelta(days=1)) if since and until else None


def _from_day(match: re.Match[str]) -> Span | None:
    return _dated(match[3], match[1], match[2])


def _from_iso(match: re.Match[str]) -> Span | None:
    return _dated(match[1], match[2], match[3])


def _dated(year: str, month: str, day: str) -> Span | None:
    try:
        since = date(int(year), int(month), int(day))
    except ValueError:
        return None
    whole = quarter(since.year, (since.month + 2) // 3)
    return whole if whole.since_on == since else Span(since.isoformat(), since, whole.until_on)


def _worded(month: str, day: str, year: str) -> date | None:
    try:
        return date(int(year), _MONTHS.index(month[:3]) + 1, int(day))
    except ValueError:
        return None


def _month_of(year: str, month: str) -> Span:
    number = _MONTHS.index(month[:3]) + 1
    whole = quarter(int(year), (number + 2) // 3)
    since = date(int(year), number, 1)
    return whole if whole.since_on == since else Span(f"{year}-{number:02}", since, whole.until_on)


_PATTERNS = (
    (rf"{_MONTH} (\d{{1,2}}), (20\d\d) (?:through|-|to) {_MONTH} (\d{{1,2}}), (20\d\d)", _through),
    (rf"(20\d\d) national .{{0,80}}?\b{_MONTH} release", lambda match: _month_of(match[1], match[2])),
    (r"(20\d\d)[-_ ]?q([1-4])", lambda match: quarter(int(match[1]), int(match[2]))),
    (r"v([23456]\d)([0-3])r\d", lambda match: quarter(1994 + int(match[1]), int(match[2]) + 1)),
    (r"rvu(\d\d)([abcd])", lambda match: quarter(2000 + int(match[1]), "abcd".index(match[2]) + 1)),
    # The day on which a file was released isn't the one from which it holds.
    (r"(?<!released )(?<!\d)(\d\d?)[-_/](\d\d?)[-_/](20\d\d)(?!\d)", _from_day),
    (r"(?<!\d)(20\d\d)[-_]?(0[1-9]|1[012])[-_]?(\d\d)(?!\d)", _from_iso),
    (rf"(20\d\d)[-_ ]?{_MONTH}(?![a-z])", lambda match: _month_of(match[1], match[2])),
    (rf"(?<!\d)([2-4]\d)[-_]{_MONTH}(?![a-z])", lambda match: _month_of(f"20{match[1]}", match[2])),
    (rf"(?<![a-z]){_MONTH}[-_ ]*(?:\d{{1,2}}, )?(20\d\d)", lambda match: _month_of(match[2], match[1])),
    (rf"(?<![a-z]){_MONTH}[-_ ]*(\d\d)(?!\d)", lambda match: _month_of(f"20{match[2]}", match[1])),
    (r"(?<!\d)(20\d\d)(?!\d)", lambda match: calendar_year(int(match[1]))),
)
