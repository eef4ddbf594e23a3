"""Writes a note from a template's answers as prose, and keeps where each answer stands, so that what rests on
an answer rests on words that a reader sees.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from almoner.core.chart.template import FieldKind, Template, TemplateField, TemplateSection, places_of

Answers = Mapping[str, str | tuple[str, ...]]
"""Answers by field: a text as it is to be read, several for `multi`. An empty one is none."""
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PIECE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of a note; `spans` has for each answered field the sentence that states it, as code points
    [start, end); `free` where the free text of each section begins.
    """

    text: str
    spans: Mapping[str, tuple[int, int]]
    free: Mapping[str, int]


def said(answers: Answers, name: str) -> str:
    """An answer as words: several are joined; empty where there is none."""
    value = answers.get(name, "")
    if isinstance(value, str):
        return value.strip()
    words = [each.strip() for each in value if each.strip()]
    return ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1] if words else ""


def is_asked(field: TemplateField, answers: Answers) -> bool:
    """A field whose condition isn't met is neither asked nor written."""
    if field.when is None:
        return True
    given = answers.get(field.when.field, "")
    values = (given,) if isinstance(given, str) else given
    return any(value in field.when.answers for value in values)


def render(template: Template, answers: Answers, free: Mapping[str, str] | None = None) -> Rendered:
    """The note: the sections in order under their headings, each with its answered fields as sentences and
    then its free text. Sections without a word are left out; answers to unknown fields are ignored.
    """
    parts: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    begins: dict[str, int] = {}
    at = 0
    for section in template.sections:
        text = (free or {}).get(section.name, "").strip()
        sentences = list(_sentences(section, answers))
        if not sentences and not text:
            continue
        head = f"{'' if at == 0 else chr(10)}{section.heading}:\n"
        parts.append(head)
        at += len(head)
        for field, sentence in sentences:
            spans[field.id] = (at, at + len(sentence))
            parts.append(sentence + "\n")
            at += len(sentence) + 1
        if text:
            begins[section.name] = at
            parts.append(text + "\n")
            at += len(text) + 1
    return Rendered("".join(parts), spans, begins)


def _sentences(section: TemplateSection, answers: Answers) -> Iterator[tuple[TemplateField, str]]:
    stated: set[str] = set()
    for field in section.fields:
        if field.id in stated or not said(answers, field.id) or not is_asked(field, answers):
            continue
        sentence = _sentence(field, answers)
        if sentence:
            stated.update(name for name in places_of(field.say) if said(answers, name))
            yield field, sentence


def _sentence(field: TemplateField, answers: Answers) -> str:
    """The sentence of a field; empty where an answer that must stand in it is missing."""
    words = _OPTIONAL.sub(
        lambda part: part.group(1) if all(said(answers, each) for each in places_of(part.group(1))) else "",
        field.say,
    )
    if not all(said(answers, each) for each in places_of(words)):
        return ""
    sentence = _PIECE.sub(lambda piece: said(answers, piece.group(1)), words)
    sentence = re.sub(r"[ \t]{2,}", " ", sentence).replace(" ,", ",").replace(" .", ".").strip()
    if field.kind is not FieldKind.TEXT:
        sentence = sentence[:1].upper() + sentence[1:]
    return sentence if sentence.endswith((".", "!", "?", ":")) else sentence + "."
