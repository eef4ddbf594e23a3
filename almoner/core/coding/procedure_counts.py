"""Numbers that choose a code: lesions, centimetres, minutes, doses, as the words around an act say them."""

import re

from almoner.core.coding.procedure_scene import Part, Scene
from almoner.core.coding.visit_cues import Sign

_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "single": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "both": 2,
}
_REACH = 4
_MOST = 200
_SIZE = re.compile(
    r"(?<![\d.])(\d{1,2}(?:\.\d{1,2})?|\.\d{1,2})"
    r"(?:\s*(?:[x×]|by)\s*(\d{1,2}(?:\.\d{1,2})?))*\s*-?(cm|centimeters?|mm|millimeters?)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"(?:\bx|×|#)\s?(\d{1,2})\b(?!\s*(?:cm|mm|min|s|sec|seconds|mg|ml|year|day|week|month|blade|\d|[x×/]))",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(?<![\d.\-–/])(\d{1,3})\s*-?\s*min(?:ute)?s?\b", re.IGNORECASE)
_STAFF_TOTAL = re.compile(r"\bstaff time\W{1,3}(?:\w+\W{1,3}){0,3}?(\d{1,3})\s*min", re.IGNORECASE)
_ALL_TIME = re.compile(r"\btotal time\b|\btime on (?:the )?(?:dos|date)|\bwait|\bobserv", re.IGNORECASE)
_DAYS = re.compile(r"(?<![\d.])(\d{1,2})\s*(?:(?:of|/|out of)\s*(?:28|29|30|31)\s*)?days\b", re.IGNORECASE)
_VIEWS = re.compile(r"(?<![\d.])(\d|two|three|four|single|one)\s*-?\s*v(?:iews?|ws?)?\b", re.IGNORECASE)
_RANGE = re.compile(r"\d\s*(?:-|–|to)\s*\d{1,3}\s*min", re.IGNORECASE)
_HOURS = re.compile(r"(?<![\d.])(\d)\s*(?:hours?|hrs?)\b(?:\s*(?:and\s+)?(\d{1,2})\s*min)?", re.IGNORECASE)
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_DAY, _HALF = 24 * 60, 12 * 60


def text_of(scene: Scene, part: Part) -> str:
    """The words of a part."""
    span = scene.span(part)
    return scene.reading.text[span.start : span.end]


def size_of(text: str) -> float | None:
    """The largest size, in centimetres."""
    found = []
    for match in _SIZE.finditer(text):
        numbers = [float(each) for each in re.findall(r"\d*\.?\d+", match.group())]
        found.append(max(numbers) * (0.1 if match.group(3).lower().startswith("m") else 1.0))
    return round(max(found), 2) if found else None


def minutes_of(text: str) -> float | None:
    """Stated minutes, or those between two times of the clock; a range is no statement."""
    if _RANGE.search(text):
        return None
    hours = _HOURS.search(text)
    if hours:
        return int(hours.group(1)) * 60 + int(hours.group(2) or 0)
    stated = _MINUTES.search(text)
    return int(stated.group(1)) if stated else _between(_CLOCK.findall(text))


def staff_minutes(text: str) -> float | None:
    """The staff's minutes of a month, stated as a total."""
    found = _STAFF_TOTAL.search(text)
    return float(found.group(1)) if found else None


def views_of(text: str) -> float | None:
    """How many views a picture was taken in: "3 views", "2v"."""
    found = _VIEWS.search(text)
    return float(_number(found.group(1).lower()) or 0) or None if found else None


def is_all_time(text: str) -> bool:
    """The words speak of the whole visit's minutes, or of a wait: of no service's own."""
    return bool(_ALL_TIME.search(text))


def days_of(text: str) -> float | None:
    """The days on which something was measured: "24 of 30 days"."""
    found = _DAYS.search(text)
    return float(found.group(1)) if found else None


def _between(times: list[tuple[str, str, str]]) -> float | None:
    if len(times) != 2:
        return None
    first, last = (_minute(*each) for each in times)
    if first is None or last is None:
        return None
    length = (last - first) % (_DAY if times[0][2] and times[1][2] else _HALF)
    return length or None


def _minute(hour: str, minute: str, half: str) -> int | None:
    if int(hour) > 23 or int(minute) > 59:
        return None
    shift = _HALF if half.lower().startswith("p") and int(hour) < 12 else 0
    return int(hour) * 60 + int(minute) + shift


def count_of(scene: Scene, part: Part, nouns: list[Sign]) -> float | None:
    """The number before one of the nouns ("three actinic keratoses"), or behind it ("skin tags x 4"); None
    where none is said.
    """
    tokens = scene.reading.tokens
    best: list[int] = []
    for noun in nouns:
        for at in range(noun.first - 1, max(noun.first - 1 - _REACH, part.first - 1), -1):
            number = _number(tokens[at].word)
            if number is not None and not _is_measure(scene, at, part):
                best.append(number)
                break
    span = scene.span(part)
    best += [int(each) for each in _TIMES.findall(scene.reading.text[span.start : span.end])]
    told = [each for each in best if 0 < each <= _MOST]
    return float(max(told)) if told else None


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) <= 3 else _WORDS.get(word)


def _is_measure(scene: Scene, at: int, part: Part) -> bool:
    """The number belongs to a measure: "4 mm punch", "0.5 mL", "11 blade"."""
    after = scene.reading.tokens[at + 1].word if at + 1 < part.last else ""
    return after in {
        "mm",
        "cm",
        "millimeter",
        "millimeters",
        "centimeter",
        "centimeters",
        "ml",
        "cc",
        "mg",
        "min",
        "minute",
        "minutes",
        "blade",
        "gauge",
        "year",
        "years",
        "day",
        "days",
        "weeks",
        "months",
        "scalpel",
        "french",
        "percent",
    }


_DOSE = (
    r"(\d[\d,]*(?:\.\d+)?|\.\d+)\s*-?\s*(mcg|micrograms?|mg|milligrams?|grams?|g|million\s+units?|units?|u|iu)\b"
    r"(?!\s*/\s*(?:ml|cc|kg))"
)
_DOSES = re.compile(_DOSE, re.IGNORECASE)
_STRENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*mg\s*/\s*(?:ml|cc)", re.IGNORECASE)
_VOLUME = re.compile(r"(?<![\d/.])(\d+(?:\.\d+)?|\.\d+)\s*(?:ml|cc)\b", re.IGNORECASE)
_FACTORS = {"mcg": 0.001, "mg": 1.0, "g": 1000.0, "units": 1.0, "million": 1_000_000.0}


def dose_of(text: str, at: int, unit: str) -> float | None:
    """The dose nearest to the place `at` of a drug's name, in its code's unit (mcg, mg, units, dose); a
    strength counts with the volume that stands beside it.
    """
    if unit == "dose":
        return 1.0
    found = []
    for match in _DOSES.finditer(text):
        kind = _kind(match.group(2))
        if (kind in {"units", "million"}) == (unit == "units"):
            amount = float(match.group(1).replace(",", "")) * _FACTORS[kind]
            away = abs(match.start() - at) + (0 if match.start() >= at else 1)
            found.append((away, amount / (_FACTORS[unit] if unit != "units" else 1.0)))
    strength = _STRENGTH.search(text)
    if strength and not found:
        volume = _VOLUME.search(text[: strength.start()]) or _VOLUME.search(text[strength.end() :])
        return float(strength.group(1)) * float(volume.group(1)) if volume else None
    return min(found)[1] if found else None


def _kind(word: str) -> str:
    low = word.lower()
    if low.startswith("million"):
        return "million"
    if low.startswith(("u", "iu")):
        return "units"
    if low.startswith(("mcg", "microg")):
        return "mcg"
    return "mg" if low.startswith(("mg", "mill")) else "g"
