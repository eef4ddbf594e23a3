"""A note while it is written: answers to a template's questions, free text by section, and paragraphs carried
from an earlier note. Promises that its text is one function of what stands in it, with the place of
each answer and of each carried paragraph.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from almoner.core.chart import check
from almoner.core.chart.note import OWN, Care, Carried, Note, Stated, TemplateUse
from almoner.core.chart.render import Rendered, render
from almoner.core.chart.template import FieldKind, Template
from almoner.core.rules import Finding

LONGEST_ANSWER = 20_000
LONGEST_DRAFT = 200_000
MOST_CARRIED = 60
_MOST_VALUES = 60
_SHORT = 200


@dataclass(frozen=True, slots=True)
class CarriedText:
    """A paragraph taken over from an earlier note into a section; unreviewed it proves no visit level."""

    section: str
    text: str
    source_id: int
    source_on: date
    is_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in a visit's note so far. `version` counts its saves, 0 for one that was never saved."""

    visit_id: int
    patient_id: int
    template: str
    version: int = 0
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    free: Mapping[str, str] = field(default_factory=dict)
    carried: tuple[CarriedText, ...] = ()
    care: Care = OWN
    scribe: str = ""
    saved_by: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of a draft with where each answer and each carried paragraph stands. `own` has where each
    section's words begin that its author wrote or reviewed beside the template's questions.
    """

    text: str
    stated: tuple[Stated, ...]
    carried: tuple[Carried, ...]
    own: tuple[tuple[str, int], ...] = ()

    @property
    def own_text(self) -> str:
        """The text with every unreviewed carried word blanked out, so that places stay as they are."""
        return masked(self.text, (one for one in self.carried if not one.is_reviewed))


def masked(text: str, spans: Iterable[Carried]) -> str:
    """Return a text of the same length in which the words of some spans are blanks."""
    for one in spans:
        gone = "".join(each if each == "\n" else " " for each in text[one.start : one.end])
        text = text[: one.start] + gone + text[one.end :]
    return text


def compose(template: Template, draft: Draft) -> Composed:
    """Return the note that a draft makes. Carried paragraphs stand behind the free text of their section."""
    merged: dict[str, str] = {name: text.strip() for name, text in draft.free.items() if text.strip()}
    offsets: list[tuple[CarriedText, int]] = []
    known = {section.name for section in template.sections}
    for one in draft.carried:
        text = one.text.strip()
        if text and one.section in known:
            before = merged.get(one.section, "")
            start = len(before) + 1 if before else 0
            merged[one.section] = f"{before}\n{text}" if before else text
            offsets.append((one, start))
    answers = {name: values for name, values in draft.answers.items() if any(each.strip() for each in values)}
    made = render(template, answers, merged)
    reviewed = {one.section for one, _ in offsets if one.is_reviewed}
    written = reviewed | {name for name, text in draft.free.items() if text.strip()}
    own = tuple((name, at) for name, at in made.free.items() if name in written)
    return Composed(made.text, _stated(template, answers, made), _placed(offsets, made), own)


def _stated(template: Template, answers: Mapping[str, tuple[str, ...]], made: Rendered) -> tuple[Stated, ...]:
    known = {each.id for each in template.fields}
    return tuple(
        Stated(name, values, *made.spans.get(name, (0, 0)))
        for name, values in sorted(answers.items())
        if name in known
    )


def _placed(offsets: Iterable[tuple[CarriedText, int]], made: Rendered) -> tuple[Carried, ...]:
    return tuple(
        Carried(
            one.source_id,
            one.source_on,
            made.free[one.section] + start,
            made.free[one.section] + start + len(one.text.strip()),
            one.is_reviewed,
        )
        for one, start in offsets
    )


def against(draft: Draft, template: Template) -> tuple[Finding, ...]:
    """Return what stands against keeping a draft: only what is no draft at all; a draft may be unfinished."""
    found: list[Finding] = []
    texts = [*draft.free.values(), *(one.text for one in draft.carried)]
    values = [value for given in draft.answers.values() for value in given]
    for text in (*texts, *values):
        found += check.texts("A part of the note", text, longest=LONGEST_ANSWER)
    for text in (draft.scribe, draft.care.presence):
        found += check.texts("A name or statement", text, longest=_SHORT * 5)
    if sum(map(len, (*texts, *values))) > LONGEST_DRAFT or len(draft.carried) > MOST_CARRIED:
        found.append(check.finding("DOC-03", "The note is too long.", "Attach a part of it as a document."))
    for name, given in draft.answers.items():
        found += _answered(template, name, given)
    return tuple(dict.fromkeys(found))


def _answered(template: Template, name: str, given: tuple[str, ...]) -> list[Finding]:
    asked = template.field(name)
    if asked is None:
        return [
            check.finding("DOC-11", "An answer is to no question of the template.", "Load the page again.")
        ]
    if len(given) > (_MOST_VALUES if asked.kind is FieldKind.MULTI else 1):
        return [check.finding("DOC-11", "A question has too many answers.", "Give one answer.")]
    if asked.options and any(value and value not in asked.options for value in given):
        return [check.finding("DOC-11", "An answer is none of the choices.", "Choose one that is offered.")]
    return []


def used(template: Template) -> TemplateUse:
    """Return the version of a template that a note keeps."""
    return TemplateUse(template.id, template.from_on)


def carried_from(note: Note, template: Template, *, sections: Iterable[str]) -> tuple[CarriedText, ...]:
    """Return the paragraphs of a signed note under some of a template's headings, to be carried; none is
    reviewed. What a paragraph itself was carried from stays its source.
    """
    wanted = set(sections)
    found: list[CarriedText] = []
    section = ""
    at = 0
    headings = {f"{one.heading}:": one.name for one in template.sections}
    for line in note.text.splitlines(keepends=True):
        bare = line.strip()
        if bare in headings:
            section = headings[bare]
        elif bare and section in wanted:
            older = next((one for one in note.carried if one.start <= at < one.end), None)
            source = (older.source_id, older.source_on) if older else (note.id, note.signed_on)
            found.append(CarriedText(section, bare, *source))
        at += len(line)
    return tuple(found[:MOST_CARRIED])


def with_carried(draft: Draft, carried: Iterable[CarriedText]) -> Draft:
    """Return the draft with paragraphs beside those that it has; the same one isn't carried twice."""
    there = {(one.section, one.text) for one in draft.carried}
    fresh = tuple(one for one in carried if (one.section, one.text) not in there)
    return replace(draft, carried=(*draft.carried, *fresh)[:MOST_CARRIED])
