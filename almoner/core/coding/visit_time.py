"""The clinician's own minutes as the note states them: never a range, never staff's, never those of a service
billed apart (handbook, coding 2.4)."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from almoner.core.coding.em_facts import Minutes
from almoner.core.coding.reading import Reading, Sentence, Span
from almoner.core.coding.visit_cues import Signs

_MINUTES = re.compile(
    r"(?<![\d.\-–/])(\d{1,3})\s*(?:-\s*)?(?:min(?:ute)?s?\b|mins\b|minutes\b)", re.IGNORECASE
)
_HOURS = re.compile(
    r"(?<![\d.])(?:(\d)|\b(one|an|two))\s+hours?\b(?:\s*(?:and\s+)?(\d{1,2})\s*min)?", re.IGNORECASE
)
_UNIT = re.compile(r"min|hour", re.IGNORECASE)
_WORDS = {"one": 1, "an": 1, "two": 2}
_INCLUDES = re.compile(r"\binclud(?:es|ing)\b", re.IGNORECASE)
_RANGE = re.compile(r"\d\s*(?:-|–|to)\s*\d{1,3}\s*min", re.IGNORECASE)
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class StatedTime:
    """Minutes that count, with the words that say them; None where none is stated."""

    minutes: Minutes
    evidence: Span


class _Stated(NamedTuple):
    """A sentence that states minutes: whether it calls them a total, and those inside to charge apart."""

    is_total: bool
    minutes: int
    inside: int
    span: Span


def time_of(signs: Signs) -> StatedTime | None:
    """The stated minutes of the day: the sentence that speaks of a total where several state some, else the
    longest. Minutes of psychotherapy, cessation counseling and the like are taken off where the sentence of
    the total names them, or says that it includes them.
    """
    found, figures = _collected(signs)
    if not found:
        return None
    best = max(found, key=lambda each: (each.is_total, each.minutes))
    minutes = min(best.minutes, _DAY)
    apart = best.inside or (sum(figures) if _INCLUDES.search(signs.reading.text) else 0)
    return StatedTime(Minutes(own=minutes, apart=min(apart, minutes)), best.span)


def all_minutes(signs: Signs) -> int:
    """All minutes of a clinician's day that a note states: the total of the visit, and beside it those of
    services to charge apart (psychotherapy, critical care, counseling), unless the total includes them. A
    figure of a service that is stated again counts once.
    """
    found, figures = _collected(signs)
    if not found:
        return min(sum(set(figures)), _DAY)
    best = max(found, key=lambda each: (each.is_total, each.minutes))
    is_whole = best.inside > 0 or _INCLUDES.search(signs.reading.text)
    return min(best.minutes + (0 if is_whole else sum(set(figures))), _DAY)


def _collected(signs: Signs) -> tuple[list[_Stated], list[int]]:
    """The sentences that state the clinician's minutes, and the minutes of services beside them."""
    found: list[_Stated] = []
    beside: list[int] = []
    for number in _telling(signs.reading):
        sentence = signs.reading.sentences[number]
        names = {sign.name for sign in signs.named(number, "time")}
        start = sentence.span.start
        if number and _is_label(signs.reading, number - 1, sentence):
            names |= {sign.name for sign in signs.named(number - 1, "time")}
            start = signs.reading.sentences[number - 1].span.start
        part = signs.reading.text[start : sentence.span.end]
        stated = [] if _RANGE.search(part) else _minutes_in(part, start)
        if not stated:
            continue
        if "own" in names and _is_own(part, names):
            total = max(stated, key=lambda each: each[0])
            inside = sum(each[0] for each in stated if each is not total) if "apart" in names else 0
            is_all = "apart" in names and len(stated) == 1 and not _is_total(part)
            if not is_all:
                found.append(_Stated(_is_total(part), total[0], inside, total[1]))
                continue
        if "apart" in names:
            beside.append(stated[0][0])
    return found, beside


def _telling(reading: Reading) -> list[int]:
    """The sentences that name a unit of time, and those behind them."""
    starts = [sentence.span.start for sentence in reading.sentences]
    named = {bisect_right(starts, unit.start()) - 1 for unit in _UNIT.finditer(reading.text)}
    return sorted({each for number in named for each in (number, number + 1) if 0 <= each < len(starts)})


def _is_label(reading: Reading, number: int, sentence: Sentence) -> bool:
    """The sentence before is the label of this one: "Total time: 45 minutes"."""
    before = reading.sentences[number]
    heading = reading.section_of(sentence).heading
    return heading is not None and heading.start <= before.span.start < heading.end


def _is_own(part: str, names: set[str]) -> bool:
    """The clinician's: not staff's, nor the length of something else."""
    low = part.lower()
    if "other" in names:
        first = min((low.find(word) for word in ("i spent", "i have spent") if word in low), default=-1)
        return first >= 0 and not re.match(r"\s*(?:the )?(?:nurse|ma|staff)", low)
    return "not_time" not in names or _is_total(part) or "i spent" in low


def _minutes_in(part: str, start: int) -> list[tuple[int, Span]]:
    """The minutes that a sentence states, each with its place in the note."""
    found = []
    hours = _HOURS.search(part)
    if hours:
        count = int(hours.group(1)) if hours.group(1) else _WORDS[hours.group(2).lower()]
        found.append((count * 60 + int(hours.group(3) or 0), hours.span()))
    last = hours.end() if hours else 0
    found += [(int(each.group(1)), each.span()) for each in _MINUTES.finditer(part, last)]
    return [(minutes, Span(start + first, start + end)) for minutes, (first, end) in found]


def _is_total(part: str) -> bool:
    return "total" in part.lower()
