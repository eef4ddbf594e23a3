"""What every entry of the chart must keep to: bounded texts, codes of their system's shape, days that can be,
and amounts that are numbers. Each finding says the rule and the mend, never a value.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from almoner.core.chart.entry import Entry
from almoner.core.chart.shape import Amount, Concept, Moment, Outsider, Value
from almoner.core.chart.systems import is_code
from almoner.core.party.identifiers import is_npi
from almoner.core.rules import Because, Finding, Severity

LONGEST_WORDS = 500
LONGEST_TEXT = 4000
LONGEST_RESIDUAL = 200_000
MOST_PARTS = 50
MOST_CODINGS = 10
MOST_DIGITS = 18
_RULE = Because("chart", "the practice's documentation standard")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MOMENT = re.compile(
    r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?"
)
EARLIEST = date(1870, 1, 1)


def finding(edit: str, message: str, mend: str, fields: str = "") -> Finding:
    """Return a finding about an entry of the chart, or about fields of it (`signed_by`)."""
    return Finding(edit, "chart", Severity.REJECT, 0, message, mend, replace(_RULE, row=fields))


def named(what: str, concept: Concept) -> Iterator[Finding]:
    """A concept that must say something."""
    if concept.is_empty:
        yield finding("CHT-01", f"{what} is not named.", "Write what it is, or choose its code.")
    yield from coded(what, concept)


def coded(what: str, concept: Concept | None) -> Iterator[Finding]:
    """A concept that may be empty: its words within bounds, each code of its system's shape."""
    if concept is None:
        return
    yield from texts(what, concept.text, *(one.display for one in concept.codings), longest=LONGEST_WORDS)
    yield from few(f"{what}'s codes", concept.codings, most=MOST_CODINGS)
    if not all(is_code(one.system, one.code) and len(one.version) <= 80 for one in concept.codings):
        mend = "Copy the code from its list, or leave the words alone."
        yield finding("CHT-03", f"A code of {_lower(what)} is none that its system could have.", mend)


def texts(what: str, *given: str, longest: int = LONGEST_TEXT) -> Iterator[Finding]:
    """Texts within their length and without control characters."""
    if any(len(one) > longest for one in given):
        yield finding("CHT-02", f"{what} is too long.", f"Say it in {longest:,} characters.")
    if any(_CONTROL.search(one) for one in given):
        yield finding("CHT-02", f"{what} holds a character that is no text.", "Type it instead of pasting.")


def few(what: str, parts: Sequence[object], *, most: int = MOST_PARTS) -> Iterator[Finding]:
    """Repeating parts within their number."""
    if len(parts) > most:
        yield finding("CHT-08", f"There are too many: {_lower(what)}.", f"Keep to {most}.")


def is_moment(one: Moment) -> bool:
    """True where it can be read and may be: a day of the calendar, a time of the clock."""
    written = one.written
    if not _MOMENT.fullmatch(written):
        return False
    try:
        if "T" in written:
            whole, _, zone = written.partition(".")
            zone = re.sub(r"^[0-9]+", "", zone)
            datetime.fromisoformat((whole + zone).replace("Z", "+00:00"))
        return one.first_on >= EARLIEST and one.last_on < date.max
    except (ValueError, OverflowError):
        return False


def past(what: str, one: Moment | None, *, on: date) -> Iterator[Finding]:
    """A moment that must have been: it can be read, and does not begin after the day."""
    yield from readable(what, one)
    if one is not None and is_moment(one) and one.first_on > on:
        yield finding("CHT-05", f"{what} lies in the future.", "Give the day on which it was.")


def readable(what: str, *moments: Moment | None) -> Iterator[Finding]:
    """Moments that may be at any time."""
    if any(one is not None and not is_moment(one) for one in moments):
        mend = "Give it as 2024, 2024-03 or 2024-03-02."
        yield finding("CHT-04", f"{what} can't be read.", mend)


def in_order(what: str, start: Moment | None, end: Moment | None) -> Iterator[Finding]:
    """An end that may not come before its beginning, as far as both are known."""
    if start is None or end is None or not (is_moment(start) and is_moment(end)):
        return
    if end.last_on < start.first_on:
        yield finding("CHT-06", f"{what} ends before it begins.", "Correct one of the two days.")


def amounts(what: str, *given: Amount | None) -> Iterator[Finding]:
    """Numbers that are finite and bounded, with a unit that can be written."""
    for one in given:
        if one is None:
            continue
        places = one.value.as_tuple()
        if not one.value.is_finite() or len(places.digits) > MOST_DIGITS or not _is_near(places.exponent):
            yield finding("CHT-07", f"{what} is no number that can be kept.", "Give it in up to 18 digits.")
        yield from texts(f"The unit of {_lower(what)}", one.unit, one.code, longest=40)


def _is_near(exponent: object) -> bool:
    return isinstance(exponent, int) and -MOST_DIGITS <= exponent <= MOST_DIGITS


def valued(what: str, value: Value) -> Iterator[Finding]:
    """A value that says one thing: an amount, a meaning, a text, or why there is none."""
    if value.count != 1:
        mend = "Give a number with its unit, a choice, a text, or why there is none."
        yield finding("CHT-09", f"{what} has no value, or several.", mend)
    yield from amounts(what, value.amount)
    yield from coded(what, value.concept)
    yield from texts(what, value.text)


def outsiders(what: str, *given: Outsider | None) -> Iterator[Finding]:
    """People and laboratories outside, each with a name, and an NPI whose check digit is right."""
    for one in given:
        if one is None:
            continue
        yield from texts(what, one.name, one.clia, one.phone, longest=120)
        if not one.name.strip() or (one.npi and not is_npi(one.npi)):
            yield finding("CHT-19", f"{what} has no name, or an NPI that is none.", "Copy both from NPPES.")


def ranged(what: str, number: int, least: int, most: int) -> Iterator[Finding]:
    """A whole number within its bounds."""
    if not least <= number <= most:
        yield finding("CHT-07", f"{what} is out of bounds.", f"Give {least} to {most}.")


def entered(entry: Entry) -> Iterator[Finding]:
    """What an entry carries beside its own, within its bounds."""
    yield from texts("The remark", entry.note)
    yield from texts("What another system sent beside", entry.residual, longest=LONGEST_RESIDUAL)
    yield from few("Identifiers", entry.identifiers, most=20)
    sent = [part for one in entry.identifiers for part in (one.system, one.value)]
    yield from texts("An identifier", *sent, longest=250)
    if len(set(entry.labels)) < len(entry.labels):
        yield finding("CHT-20", "A label is given twice.", "Give each once.")


def born_before(moments: Iterable[Moment | None], *, born_on: date) -> Iterator[Finding]:
    """Nothing of a patient happened before the patient was born."""
    if any(one is not None and is_moment(one) and one.last_on < born_on for one in moments):
        yield finding("CHT-05", "A day lies before the patient's birth.", "Correct the day.")


def _lower(what: str) -> str:
    return what[:1].lower() + what[1:]


def unexpired(expires_on: date | None, given: Moment | None) -> list[Finding]:
    """What is given on a day had not expired before it."""
    if expires_on is None or given is None or not is_moment(given) or given.first_on <= expires_on:
        return []
    return [finding("CHT-15", "It had expired before it was given.", "Check the lot and its expiry.")]
