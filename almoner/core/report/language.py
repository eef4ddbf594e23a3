"""The languages in which a guarantor is written to: our own sentences, each with its translation in a file.

Promises that English is the key of each sentence and needs no file; that a translation names the same values
as its key, or the file is refused; and that what others wrote stays as they wrote it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_PART = re.compile(r"(.+) (\$[\d,]+\.\d\d)")
_WAITS = re.compile(r"([\d,]+\.\d\d) waits for your insurance\.")
_ABOUT = re.compile(r"(.{1,40}), (\d\d/\d\d/\d{4}): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its own name for itself, its calendar, and our sentences in it by the English ones. One
    without a translation stays English.
    """

    code: str = "en"
    name: str = "English"
    months: tuple[str, ...] = tuple(MONTHS)
    weekdays: tuple[str, ...] = tuple(WEEKDAYS)
    day: str = "{month} {day}, {year}"
    weekday: str = "{weekday}, {month} {day}"
    phrases: Mapping[str, str] = field(default_factory=dict)

    def told(self, english: str) -> str:
        """A whole sentence or label of ours; what others wrote stays as it is."""
        return self.phrases.get(english, english)

    def say(self, english: str, **values: object) -> str:
        """A sentence of ours with its values in it."""
        return self.told(english).format(**values)

    def day_in_words(self, on: date) -> str:
        """`March 5, 2026`."""
        return self.day.format(month=self.months[on.month - 1], day=on.day, year=on.year)

    def long_day(self, on: date) -> str:
        """`Monday, November 23`."""
        month, weekday = self.months[on.month - 1], self.weekdays[on.weekday()]
        return self.weekday.format(weekday=weekday, month=month, day=on.day)

    def why(self, english: str) -> str:
        """Why something is owed, as a line of a statement keeps it: sentences and sums of ours."""
        sentences = re.findall(r".+?\.(?= |$)", english)
        return " ".join(self._sentence(one.strip()) for one in sentences) if sentences else english

    def about(self, english: str) -> str:
        """What somebody said is wrong, behind our label of the service that it is about."""
        found = _ABOUT.fullmatch(english)
        return f"{self.told(found[1])}, {found[2]}: {found[3]}" if found else english

    def _sentence(self, english: str) -> str:
        if english in self.phrases:
            return self.phrases[english]
        waits = _WAITS.fullmatch(english)
        if waits:
            return self.say("{amount} waits for your insurance.", amount=waits[1])
        said = "; ".join(self._part(part) for part in english.removesuffix(".").split("; "))
        return f"{said[:1].upper()}{said[1:]}."

    def _part(self, english: str) -> str:
        sum_of = _PART.fullmatch(english)
        words = sum_of[1] if sum_of else english
        low = f"{words[:1].lower()}{words[1:]}"
        found = self.phrases.get(low, words)
        return f"{found} {sum_of[2]}" if sum_of else found


ENGLISH = Language()


class LanguageError(ValueError):
    """A file of translations can't be used; the text names the place, the rule and the mend."""


def read_language(text: str) -> Language:
    """Return the language of a TOML text. LanguageError where it can't be used."""
    try:
        told = tomllib.loads(text)
        found = Language(
            code=told["code"],
            name=told["name"],
            months=tuple(told["months"]),
            weekdays=tuple(told["weekdays"]),
            day=told["day"],
            weekday=told["weekday"],
            phrases=told["phrases"] | told["labels"],
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        why = "code, name, months, weekdays, day, weekday, [phrases] and [labels] stand there"
        raise LanguageError(f"language: {why}") from None
    _check(found)
    return found


def _check(found: Language) -> None:
    texts = (found.code, found.name, *found.months, *found.weekdays, *found.phrases.values())
    if not all(_says(one) for one in texts):
        raise LanguageError("language: every text is one and says something")
    if (len(found.months), len(found.weekdays)) != (12, 7):
        raise LanguageError("language: there are twelve months and seven weekdays")
    if (_values(found.day), _values(found.weekday)) != (_values(ENGLISH.day), _values(ENGLISH.weekday)):
        raise LanguageError("language: a day names {day}, {month} and {year} or {weekday}")
    for english, said in found.phrases.items():
        if _values(english) != _values(said):
            raise LanguageError(f"language: `{english}` and its translation name the same values")


def _says(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _values(text: str) -> list[str]:
    try:
        return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        raise LanguageError(f"language: the braces of `{text}` don't close") from None
