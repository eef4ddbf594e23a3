"""The card of what notes must show: services with their elements, words and shapes, and the limits around a
note. A card that exists is whole; a bad text is refused with its place and the rule.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.chart.template import Must
from almoner.core.coding.words import stems_of

Phrase = tuple[str, ...]
"""A phrase by the stems of its words."""
SHAPES: Mapping[str, re.Pattern[str]] = {
    "minutes": re.compile(r"\b\d{1,3}\s*[- ]?min(?:ute)?s?\b", re.IGNORECASE),
    "start-stop": re.compile(
        r"\b\d{1,2}:\d{2}\s*(?:[ap]\.?m\.?\s*)?(?:-|–|to|until|stop\w*:?|end\w*:?|;|,)++.{0,24}?\b\d{1,2}:\d{2}",
        re.IGNORECASE,
    ),
    "length": re.compile(
        r"\b\d+(?:\.\d+)?\s*(?:x\s*\d+(?:\.\d+)?\s*)?(?:cm|mm|centimeters?|millimeters?)\b", re.I
    ),
    "area": re.compile(
        r"\b\d+(?:\.\d+)?\s*(?:x|by|×)\s*\d+(?:\.\d+)?|\b\d+(?:\.\d+)?\s*(?:sq|square)\b", re.I
    ),
    "count": re.compile(
        r"\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|single|a|the)\s+(?:[\w-]+\s+){0,4}?"
        r"(?:lesions?|nevus|nevi|keratos[ei]s|AKs?|warts?|moles?|cysts?|biops(?:y|ies)|tags?)\b",
        re.IGNORECASE,
    ),
    "dose": re.compile(r"\b\d+(?:[.,]\d+)?\s*(?:mg|mcg|µg|g|ml|cc|units?|iu|meq)\b", re.IGNORECASE),
    "units": re.compile(r"\b\d{1,4}\s*(?:units?|u)\b", re.IGNORECASE),
    "ndc": re.compile(r"\b\d{4,5}-\d{3,4}-\d{1,2}\b|\bNDC\D{0,6}\d{10,11}\b", re.IGNORECASE),
    "lot": re.compile(r"\blot\s*(?:(?:number|no\.?|#)\s*)?(?:[:#]\s*)?(?=\w*\d)[\w-]{3,}", re.IGNORECASE),
    "score": re.compile(
        r"\b(?:PHQ|GAD|ASQ)[- ]?\d\b\D{1,24}?\d{1,3}\b"
        r"|\b(?:AUDIT(?:-C)?|MoCA|MMSE|EPDS|M-?CHAT|scored?)\b\D{0,24}?\d{1,3}\b",
        re.IGNORECASE,
    ),
}
"""What an element can look like where words alone don't tell."""
RECORDS = frozenset(
    "dose route site ndc lot waste vaccine-lot vaccine-expiry vaccine-site vaccine-sheet".split()
)
"""What the record of a drug or vaccine given can show in a note's stead."""
_MOST = 400


class DocumentationError(ValueError):
    """A text is no card; names the place, the rule and the mend."""


@dataclass(frozen=True, slots=True)
class Element:
    """Something that a service's note shows: by a phrase, a shape, an answer's proof, or a record.
    `is_near`: in the section where the service is told of.
    """

    id: str
    ask: str
    must: Must
    phrases: tuple[Phrase, ...]
    shapes: tuple[str, ...]
    proves: frozenset[str]
    record: str
    is_near: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of service, how it is told of, and its elements. `is_anywhere`: also where it wasn't done."""

    id: str
    says: str
    phrases: tuple[Phrase, ...]
    families: frozenset[str]
    elements: tuple[Element, ...]
    is_anywhere: bool


@dataclass(frozen=True, slots=True)
class Documentation:
    """The card: the services, and the limits around a note from a day on."""

    from_on: date
    cloned_percent: int
    draft_hours: int
    cosign_days: int
    late_addendum_days: int
    fragments: tuple[str, ...]
    undone: frozenset[str]
    undone_after: frozenset[str]
    fixed_attestations: tuple[str, ...]
    least_attestation_words: int
    services: tuple[Service, ...]
    injury: Service


def load_documentation(text: str, file: str) -> Documentation:
    """Read a card from its TOML text."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DocumentationError(f"{file}: not TOML: {error}") from None
    known = set(Documentation.__dataclass_fields__) - {"from_on", "services"} | {"from", "service"}
    _keys(table, known, file)
    from_on = table.get("from")
    if type(from_on) is not date:
        raise DocumentationError(f"{file}: from: a date such as 2026-01-01")
    return Documentation(
        from_on=from_on,
        cloned_percent=_number(table, "cloned_percent", file, most=100),
        draft_hours=_number(table, "draft_hours", file, most=9999),
        cosign_days=_number(table, "cosign_days", file, most=9999),
        late_addendum_days=_number(table, "late_addendum_days", file, most=9999),
        fragments=tuple(each.lower() for each in _texts(table, "fragments", file)),
        undone=frozenset(_texts(table, "undone", file)),
        undone_after=frozenset(_texts(table, "undone_after", file)),
        fixed_attestations=_texts(table, "fixed_attestations", file),
        least_attestation_words=_number(table, "least_attestation_words", file, most=100),
        services=tuple(_service(each, file) for each in _tables(table, "service", file)),
        injury=_service({"id": "injury", **_table(table, "injury", file)}, file),
    )


def _service(table: Mapping[str, Any], file: str) -> Service:
    place = f"{file}: service {table.get('id', '')!r}"
    _keys(table, {"id", "says", "cues", "families", "elements", "is_anywhere"}, place)
    return Service(
        id=_text(table, "id", place),
        says=_text(table, "says", place),
        phrases=_phrases(table, place),
        families=frozenset(_texts(table, "families", place)),
        elements=tuple(_element(each, place) for each in _tables(table, "elements", place)),
        is_anywhere=table.get("is_anywhere") is True,
    )


def _element(table: Mapping[str, Any], service: str) -> Element:
    place = f"{service}: element {table.get('id', '')!r}"
    _keys(table, {"id", "ask", "must", "cues", "shapes", "proves", "record", "is_near"}, place)
    shapes, record = _texts(table, "shapes", place), table.get("record", "")
    unknown = sorted(set(shapes) - set(SHAPES))
    if unknown or (record and record not in RECORDS):
        raise DocumentationError(f"{place}: there is no shape or record {(unknown or [record])[0]!r}")
    found = Element(
        id=_text(table, "id", place),
        ask=_text(table, "ask", place),
        must=_must(table, place),
        phrases=_phrases(table, place),
        shapes=shapes,
        proves=frozenset(_texts(table, "proves", place)),
        record=record,
        is_near=table.get("is_near") is True,
    )
    if not (found.phrases or found.shapes or found.proves):
        raise DocumentationError(f"{place}: nothing shows it; give cues, shapes or proves")
    return found


def _must(table: Mapping[str, Any], place: str) -> Must:
    try:
        return Must(table.get("must", Must.BEFORE_CLAIM))
    except ValueError:
        raise DocumentationError(f"{place}: must: one of {', '.join(sorted(Must))}") from None


def _phrases(table: Mapping[str, Any], place: str) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(filter(None, map(stems_of, _texts(table, "cues", place)))))


def _texts(table: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) and each for each in found):
        raise DocumentationError(f"{place}: {key}: a list of texts")
    return tuple(found[:_MOST])


def _text(table: Mapping[str, Any], key: str, place: str) -> str:
    found = table.get(key)
    if not isinstance(found, str) or not found:
        raise DocumentationError(f"{place}: {key}: a text")
    return found


def _number(table: Mapping[str, Any], key: str, place: str, *, most: int) -> int:
    found = table.get(key)
    if type(found) is not int or not 0 < found <= most:
        raise DocumentationError(f"{place}: {key}: a whole number from 1 to {most}")
    return found


def _table(table: Mapping[str, Any], key: str, place: str) -> Mapping[str, Any]:
    found = table.get(key)
    if not isinstance(found, dict):
        raise DocumentationError(f"{place}: {key}: a table")
    return found


def _tables(table: Mapping[str, Any], key: str, place: str) -> list[Mapping[str, Any]]:
    found = table.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise DocumentationError(f"{place}: {key}: one or more tables")
    return found


def _keys(table: Mapping[str, Any], known: Iterable[str], place: str) -> None:
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise DocumentationError(f"{place}: there is no key {unknown[0]!r}")
