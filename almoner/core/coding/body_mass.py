"""The body mass index that a note gives, as its status code for an adult. The rules of the day keep it only
beside a weight diagnosis."""

import re
from collections.abc import Iterable

from almoner.core.coding.asked import Asked
from almoner.core.coding.candidate import Candidate, Ground, Why
from almoner.core.coding.day_codes import DayCodes
from almoner.core.coding.headings import SectionKind
from almoner.core.coding.reading import Reading, Span

_READ = frozenset(
    {
        SectionKind.VITALS,
        SectionKind.EXAM,
        SectionKind.ASSESSMENT,
        SectionKind.PLAN,
        SectionKind.OTHER,
    }
)
_NUMBER = re.compile(
    r"\b(?:BMI|body[ -]mass[ -]index)\b"
    r"(?:\s+(?:is|was|of|today|currently|at)\b|\s*[:=]|\s*\(calculated\)){0,3}"
    r"\s*(\d{2}(?:\.\d{1,2})?)(?![\d.]*\d|\s*(?:%|th|percentile|-|–|to\b))",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(\d{1,3})[ -](?:year|yr)s?[ -]?old\b|\b(\d{1,3}) ?y/?o\b", re.IGNORECASE)
_ADULT = 20
_ADULTS = re.compile(r"Z68\.[1-4]")
_LEAST, _MOST = 10.0, 99.0
_STEPS = ((70, "Z68.45"), (60, "Z68.44"), (50, "Z68.43"), (45, "Z68.42"), (40, "Z68.41"))
"""From here up; below them a code for each whole number down to 20."""


def with_body_mass(
    found: Iterable[Candidate], reading: Reading, asked: Asked, codes: DayCodes
) -> list[Candidate]:
    """The candidates with the index of vitals, exam or assessment, which stands for what words alone led to;
    none of an adult's for a child.
    """
    own = body_mass(reading, asked, codes)
    held = list(found)
    adults = {each.code for each in held if _ADULTS.match(each.code)}
    if adults and (own or not _is_adult(reading, asked)):
        held = [each for each in held if each.code not in adults]
    return [*held, *own]


def body_mass(reading: Reading, asked: Asked, codes: DayCodes) -> tuple[Candidate, ...]:
    """The code of the first index that vitals, exam or assessment give; none for a child, by the age that is
    asked or the first that the note tells.
    """
    for match in _NUMBER.finditer(reading.text):
        value = float(match.group(1))
        if _LEAST <= value <= _MOST and _is_read(reading, match.start()):
            code = code_of(value)
            title = codes.title(code)
            if title is None or not _is_adult(reading, asked):
                return ()
            return (_candidate(code, title, Span(*match.span()), value),)
    return ()


def code_of(value: float) -> str:
    """The code of an adult's index."""
    for least, code in _STEPS:
        if value >= least:
            return code
    return f"Z68.{int(value)}" if value >= 20 else "Z68.1"


def _is_read(reading: Reading, place: int) -> bool:
    section = next((each for each in reading.sections if each.span.start <= place < each.span.end), None)
    return section is not None and section.kind in _READ


def _is_adult(reading: Reading, asked: Asked) -> bool:
    if asked.age is not None:
        return asked.age >= _ADULT
    told = _YEARS.search(reading.text)
    return told is None or int(told.group(1) or told.group(2)) >= _ADULT


def _candidate(code: str, title: str, span: Span, value: float) -> Candidate:
    return Candidate(
        code=code,
        title=title,
        concept="",
        evidence=(span,),
        ground=Ground.COMPANION,
        why=(Why("body-mass", f"an adult's body mass index of {value:g}: {code}"),),
        order=50,
    )
