"""What one look at a professional claim shows of it and its lines: the marks that call up its rules."""

from collections.abc import Collection
from functools import lru_cache

from almoner.core.x12.guides.claim.marks import NUMBERS, elements_of, head_marks
from almoner.core.x12.scanner import Elements
from almoner.core.x12.segment import split_parts
from almoner.core.x12.tree import Loop

ACCIDENT = "?accident"
WORK = "?work"
CAR = "?car"
INPATIENT = "?inpatient"
DIED = "?died"
REFERRERS = "?referrers"
VERSIONS = "?versions"
EARLY = "?early"
POINTERS = "?pointers"
SAME_PLACE = "?same_place"
LINE_LOOPS = "?line_loops"
MINUTES = "?minutes"
TRANSPORT = "?transport"
MAMMOGRAM = "?mammogram"
WAIVED = "?waived"
REFERRED = "?referred"
LABORATORY = "?laboratory"
TIMED = "?timed"

TENTH_FROM = "20151001"
"""The first day of service on which ICD-10 is right."""
_HOSPITAL = "21"
_PAD = [""] * 8
_ANY = 99
"""As the highest pointer: one that no claim can have."""
_TRANSPORTS = frozenset(("A0225", *(f"A{number:04}" for number in range(425, 437))))
_MAMMOGRAMS = frozenset(("77065", "77066", "77067", "G0202", "G0204", "G0206"))
_ANESTHESIA_MODIFIERS = frozenset(
    ("AA", "AD", "G8", "G9", "QK", "QS", "QX", "QY", "QZ", "P1", "P2", "P3", "P4", "P5", "P6")
)
_READING_ONLY = "26"
"""The modifier of who reads an image or a test that others made."""


def claim_marks(claim: Loop) -> Collection[str]:
    """2300 with its lines."""
    separator = claim.delimiters.component
    marks = head_marks(claim)
    head, codes = claim.bound[0][1], None
    place = head[5] if len(head) > 5 else ""
    marks |= _head(place, head[11] if len(head) > 11 else "", separator)
    for spec, elements, _ in claim.bound:
        if spec.name == "diagnoses":
            codes = elements
        elif spec.name == "ambulance_condition":
            marks.add(INPATIENT)
    if "2310A" in claim.counts:
        marks.add(REFERRERS)
    if _has_death(claim.up):
        marks.add(DIED)
    count = _count(codes, marks)
    _look_at_lines(claim, place.partition(separator or ":")[0], count, marks)
    return marks


@lru_cache(maxsize=1024)
def _head(place: str, causes: str, separator: str) -> frozenset[str]:
    found = {part.strip() for part in split_parts(causes, separator)[:3]}
    marks = {
        ACCIDENT: not found.isdisjoint(("AA", "OA")),
        WORK: "EM" in found,
        CAR: "AA" in found,
        INPATIENT: split_parts(place, separator)[0].strip() == _HOSPITAL,
    }
    return frozenset(mark for mark, is_so in marks.items() if is_so)


def _has_death(level: Loop | None) -> bool:
    if level is not None:
        for spec, elements, _ in level.bound:
            if spec.id == "PAT":
                return len(elements) > 6 and bool(elements[6])
    return False


def _count(codes: Elements | None, marks: set[str]) -> int:
    """How many diagnoses HI has; 0 where a pointer has to be looked at more closely."""
    if codes is None:
        return _ANY
    for number in range(2, len(codes)):
        if codes[number][:3] != "ABF":
            marks.add(VERSIONS)
    if codes[1:2] and codes[1][:3] != "ABK":
        marks.add(VERSIONS)
    return 0 if "" in codes else len(codes) - 1


def _look_at_lines(claim: Loop, place: str, count: int, marks: set[str]) -> None:
    separator = claim.delimiters.component
    numbers: list[str] = []
    first = None
    for line in claim.loops:
        if line.spec.id != "2400":
            continue
        first = first or line
        if line.counts:
            marks.add(LINE_LOOPS)
        service = _service_of(line, numbers)
        traits = traits_of(service[1], separator)
        if traits:
            marks |= traits
        if service[3] == "MJ" and TIMED not in traits:
            marks.add(MINUTES)
        if service[5]:
            _look_at_place(service[5], place, marks)
        if _highest(service[7], separator) > count:
            marks.add(POINTERS)
    if len(numbers) > 1 and len(set(numbers)) != len(numbers):
        marks.add(NUMBERS)
    if first is not None and "".join(elements_of(first, "service_date")[3:4]) < TENTH_FROM:
        marks.add(EARLY)


def _service_of(line: Loop, numbers: list[str]) -> Elements:
    """The SV1 of a line, with seven elements at least; the line's number joins the others."""
    service = _PAD
    for spec, elements, _ in line.bound:
        name = spec.name
        if name == "service":
            service = elements
        elif name == "line_number":
            numbers += elements[2:3]
    return service if len(service) > 7 else [*service, *_PAD]


def _look_at_place(own: str, place: str, marks: set[str]) -> None:
    if own == place:
        marks.add(SAME_PLACE)
    if own == _HOSPITAL:
        marks.add(INPATIENT)


@lru_cache(maxsize=1024)
def _highest(pointers: str, separator: str) -> int:
    """The highest place that an SV107 points to; above all where one comes twice or is odd."""
    parts = [part.strip() for part in split_parts(pointers, separator)]
    numbers = [int(part) for part in parts if part.isascii() and part.isdecimal() and len(part) < 3]
    return max(numbers) if numbers and len(set(parts)) == len(numbers) == len(parts) else _ANY - 1


@lru_cache(maxsize=4096)
def traits_of(procedure: str, separator: str) -> frozenset[str]:
    """What the procedure of an SV101 is, as far as rules ask: transport by an ambulance; breast imaging; a
    test that a waived laboratory may do; one that another laboratory did; any laboratory test; anesthesia.

    Nothing for codes that aren't HC."""
    parts = [part.strip() for part in split_parts(procedure, separator)]
    if parts[0] != "HC" or len(parts) < 2:
        return frozenset()
    code, modifiers = parts[1], frozenset(parts[2:6])
    is_number = len(code) == 5 and code.isascii() and code.isdecimal()
    found = {
        TRANSPORT: code in _TRANSPORTS,
        MAMMOGRAM: code in _MAMMOGRAMS and _READING_ONLY not in modifiers,
        WAIVED: "QW" in modifiers,
        REFERRED: "90" in modifiers,
        LABORATORY: is_number and "80047" <= code <= "89398" and _READING_ONLY not in modifiers,
        TIMED: (is_number and "00100" <= code <= "01999") or not modifiers.isdisjoint(_ANESTHESIA_MODIFIERS),
    }
    return frozenset(trait for trait, is_so in found.items() if is_so)
