"""Weeks of pregnancy that a note gives, as their status code, and the trimester that they mean for codes
which ask for one. The rules of the day keep the weeks only beside a code of the pregnancy."""

import re
from collections.abc import Iterable
from dataclasses import replace

from almoner.core.coding.asked import Asked
from almoner.core.coding.candidate import Candidate, Ground, Why
from almoner.core.coding.day_codes import DayCodes
from almoner.core.coding.words import Span, stems_of

_WEEKS = r"(\d{1,2})\s?(?:w|wks?|weeks?)\b"
_BY_DAYS = re.compile(
    r"\b(\d{1,2})(?:\s?w(?:ee)?k?s?\s?[0-6]\s?d(?:ays?)?\b|\s?\+\s?[0-6]\b|\s[0-6]/7\b)", re.I
)
_NAMED = re.compile(
    r"\b(\d{1,2})[ -]?(?:w|wks?|weeks?)[ -](?:pregnant|pregnancy|gestation(?:al age)?|iup|ega|ga|gravid)\b",
    re.I,
)
_AGED = re.compile(
    r"\b(?:pregnan(?:t|cy)|gestation(?:al age)?|gest age|ega|ga|iup|trimester)"
    rf"(?:\s*(?:at|of|is|now|today|,|:|=)){{0,2}}\s*{_WEEKS}(?!\s*(?:ago|post|after|visit|apart|or\b))",
    re.I,
)
_AT = re.compile(rf"\bat\s{_WEEKS}(?!\s*(?:ago|post|after|visit|of age))", re.I)
_SIGNS = re.compile(
    r"\bG\d+\s?P\d|\bfetal\b|\bFH[TR]\b|\bprenatal\b|\bgestation|\bIUP\b|\bED[DC]\b"
    r"|\bOB (?:visit|check|follow)|\b(?:is|now|currently) pregnant\b|\b(?:in|this|complicating) pregnancy\b"
    r"|\bpregnan(?:t|cy) (?:at|now|with)\b|\btrimester\b|\bweeks? pregnant\b",
    re.I,
)
_COMING = re.compile(
    r"(?:scan|growth|ultrasound|US|repeat|return|rtc|screen|induction|deliver\w*|due|until|by)\W+\Z", re.I
)
_BORN = re.compile(
    r"\b(?:post-?partum|p\.?p\.? (?:visit|check|follow)|n?svd|deliver(?:ed|y)"
    r"|cesarean|c/s|c-section|born|birth)\b"
    r"[^.\n]{0,40}\Z",
    re.I,
)
"""What stands before the weeks of a pregnancy that is over."""
_NEAR, _RIGHT_BEFORE = 60, 14
_FIRST, _LAST = 4, 42
_SECOND_FROM, _THIRD_FROM = 14, 28
_OPEN = frozenset(stems_of("unspecified trimester"))
_AGES = range(9, 65)
_ORDER = 55


def with_pregnancy(found: Iterable[Candidate], text: str, asked: Asked, codes: DayCodes) -> list[Candidate]:
    """The candidates with the weeks that the note gives; codes that leave the trimester open name it then."""
    held = list(found)
    place = _weeks(text, asked)
    if place is None:
        return held
    weeks, span = place
    code = "Z3A.01" if weeks < 8 else f"Z3A.{weeks:02d}"
    title = codes.title(code)
    trimester = "first" if weeks < _SECOND_FROM else "second" if weeks < _THIRD_FROM else "third"
    dated = [_in_trimester(each, trimester, codes) for each in held]
    return [*dated, _candidate(code, title, span)] if title is not None else dated


def _weeks(text: str, asked: Asked) -> tuple[int, Span] | None:
    """The weeks that a note of a pregnant patient gives first, the most exact way of saying them first."""
    is_other = asked.sex == "M" or (asked.age is not None and asked.age not in _AGES)
    if is_other or not _SIGNS.search(text):
        return None
    for form in (_BY_DAYS, _NAMED, _AGED, _AT):
        for match in form.finditer(text):
            before = text[max(0, match.start() - _NEAR) : match.start()]
            weeks = int(match.group(1))
            is_other_day = _COMING.search(before[-_RIGHT_BEFORE:]) or _BORN.search(before)
            if _FIRST <= weeks <= _LAST and not is_other_day:
                return weeks, Span(*match.span())
    return None


def _in_trimester(candidate: Candidate, trimester: str, codes: DayCodes) -> Candidate:
    """The sibling that says the trimester where a code of the pregnancy leaves it open."""
    stems = frozenset(stems_of(candidate.title))
    if not candidate.code.startswith(("O", "Z34")) or not stems >= _OPEN:
        return candidate
    wanted = stems - _OPEN | frozenset(stems_of(f"{trimester} trimester"))
    for sibling in codes.below(candidate.code.replace(".", "")[:-1]):
        if sibling.stems == wanted:
            why = Why("trimester", f"the weeks of the note are of the {trimester} trimester: {sibling.code}")
            missing = tuple(each for each in candidate.missing if each != "trimester")
            return replace(
                candidate, code=sibling.code, title=sibling.text, missing=missing, why=(*candidate.why, why)
            )
    return candidate


def _candidate(code: str, title: str, span: Span) -> Candidate:
    return Candidate(
        code=code,
        title=title,
        concept="",
        evidence=(span,),
        ground=Ground.COMPANION,
        why=(Why("weeks", f"the note gives the weeks of pregnancy: {code}"),),
        order=_ORDER,
    )
