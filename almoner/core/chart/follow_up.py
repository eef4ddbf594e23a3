"""When a patient is to come again, as a signed note says it: the template's answer, else its own sentence.

Promises to find nothing rather than something that was meant for another clinician.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.core.chart.note import Note, NoteSort

FIELD = "follow.up"
"""The field of a template that asks for it."""
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_DAYS = {"day": 1, "week": 7, "wk": 7}
_MONTHS = {"month": 1, "mo": 1, "year": 12, "yr": 12}
_MOST_MONTHS = 24
_COUNT = rf"(?P<count>[0-9]{{1,3}}|an?|{'|'.join(_NUMBERS)})"
_UNIT = rf"(?P<unit>{'|'.join((*_DAYS, *_MONTHS))})s?\b"
_SPAN = rf"{_COUNT}(?:\s*(?:-|–|to|or)\s*(?:[0-9]{{1,3}}|{'|'.join(_NUMBERS)}))?\s*{_UNIT}"
_INTERVAL = re.compile(rf"\b{_SPAN}", re.IGNORECASE)
_SENTENCE = re.compile(
    rf"\b(?:return|come back|comes back|recheck|rtc|follow[- ]?up|see (?:me|you|him|her|them) again)\b"
    rf"(?:\s+(?:visit|appointment|here|again|to|the|clinic|office|with|me|us|for|recheck))*"
    rf"\s+in\s+(?:about\s+)?{_SPAN}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A patient is to come again after so many days or months; `words` as the note says it."""

    words: str
    days: int = 0
    months: int = 0

    def due_on(self, since_on: date) -> date:
        """Return the day that it means, counted from a visit; the end of a short month is its last day."""
        month = since_on.month - 1 + self.months
        year, month = since_on.year + month // 12, month % 12 + 1
        moved = date(year, month, min(since_on.day, monthrange(year, month)[1]))
        return moved + timedelta(days=self.days)


def follow_up_of(notes: Iterable[Note]) -> FollowUp | None:
    """Return what the notes of a visit say, the latest first; one that was withdrawn or corrected is not
    read.
    """
    kept = sorted(notes, key=lambda one: one.id, reverse=True)
    gone = {one.addendum_to for one in kept if one.what in {NoteSort.WITHDRAWAL, NoteSort.CORRECTION}}
    read = (one for one in kept if one.id not in gone and one.what is not NoteSort.WITHDRAWAL)
    return next((found for note in read if (found := _in_note(note))), None)


def _in_note(note: Note) -> FollowUp | None:
    said = [value for one in note.stated if one.field == FIELD for value in one.values]
    for value in said:
        if found := _read(_INTERVAL.search(value)):
            return found
    return _read(_SENTENCE.search(note.text))


def _read(match: "re.Match[str] | None") -> FollowUp | None:
    if match is None:
        return None
    word, unit = match["count"].lower(), match["unit"].lower()
    count = _NUMBERS.index(word) + 1 if word in _NUMBERS else 1 if word in {"a", "an"} else int(word)
    days, months = count * _DAYS.get(unit, 0), count * _MONTHS.get(unit, 0)
    if not days + months or days > _MOST_MONTHS * 31 or months > _MOST_MONTHS:
        return None
    words = " ".join(match[0][match.start("count") - match.start() :].split())
    return FollowUp(words, days, months)
