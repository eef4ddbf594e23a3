"""The words of a template's sentences round each answer, so that a note reads well while it is written."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almoner.core.chart.template import FieldKind, TemplateField, TemplateSection

_PLACE = re.compile(r"\{([^{}]*)\}")


class Lead(NamedTuple):
    """The words before and after an answer in its sentence; `goes_on` where it follows the one before it."""

    before: str = ""
    after: str = ""
    goes_on: bool = False


class Line(NamedTuple):
    """A field with the words round it."""

    field: TemplateField
    lead: Lead


def groups_of(section: TemplateSection) -> list[list[Line]]:
    """Return a section's fields in order, those together that one sentence states one after another."""
    found: list[list[Line]] = []
    at = 0
    while at < len(section.fields):
        group = list(_sentence(section.fields[at:]))
        found.append(group)
        at += len(group)
    return found


def _sentence(fields: Sequence[TemplateField]) -> Iterator[Line]:
    """The first field, and those behind it that its sentence names in the same order."""
    words = _PLACE.split(fields[0].say.replace("[", "").replace("]", ""))
    befores, names = words[0::2], words[1::2]
    count = 0
    if names and names[0] == fields[0].id:
        while count < min(len(names), len(fields)) and names[count] == fields[count].id:
            count += 1
    if not count:
        yield Line(fields[0], Lead())
        return
    for place in range(count):
        after = befores[-1] if place == len(names) - 1 else ""
        before = befores[place] if place or fields[0].kind is FieldKind.TEXT else _upper(befores[0])
        yield Line(fields[place], Lead(before, after, place > 0))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
