"""A note as a file: text, or answers to a template's questions, with what is known around it.

`{"text"}` or `{"template", "answers", "free"}`, and any of `on`, `age`, `sex`, `before` (the author's last
note of the patient) and `care` (`role`, `supervising`, `presence`). Bounded; unknown keys are refused.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.cli.code_note import BadNote
from almoner.cli.codes_store import today
from almoner.core.chart.draft import Draft, against, compose
from almoner.core.chart.note import Care, CareRole
from almoner.core.chart.template import Template
from almoner.core.coding.asked import Asked
from almoner.core.coding.head import date_of_service
from almoner.core.coding.sufficient import Around
from almoner.store.shipped.templates import shipped_templates

_KNOWN = frozenset({"text", "template", "answers", "free", "on", "age", "sex", "before", "care"})
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Checked:
    """A note's text, what is asked of the coder, and what is known around it."""

    text: str
    asked: Asked
    around: Around


def read_checked(content: str, template_id: str | None) -> Checked:
    """Read a file's content. BadNote says what is wrong, never what stands there."""
    try:
        table = json.loads(content)
    except (ValueError, RecursionError):
        raise BadNote("the note is not JSON") from None
    if not isinstance(table, dict):
        raise BadNote("the note is not an object with text or answers")
    unknown = sorted(set(table) - _KNOWN)
    if unknown:
        raise BadNote(f"an unknown key stands in the note; known are {', '.join(sorted(_KNOWN))}")
    template = _template(template_id or _text(table, "template"))
    answers = _answers(table)
    text = _text(table, "text")
    if not text:
        if template is None:
            raise BadNote("text: none, and no template to make it of answers")
        text = _composed(template, answers, table)
    around = Around(
        template=template,
        answers=answers,
        care=_care(table),
        before=_text(table, "before"),
        sex=_sex(table),
    )
    return Checked(text, _asked(table, text), around)


def _composed(template: Template, answers: Mapping[str, tuple[str, ...]], table: Mapping[str, Any]) -> str:
    free = table.get("free", {})
    if not isinstance(free, dict) or not all(isinstance(each, str) for each in free.values()):
        raise BadNote("free: an object of texts by section")
    draft = Draft(0, 0, template.id, answers=answers, free=free)
    found = against(draft, template)
    if found:
        raise BadNote(f"{found[0].message} {found[0].mend}")
    text = compose(template, draft).text
    if not text.strip():
        raise BadNote("the note is empty")
    return text


def _template(name: str) -> Template | None:
    if not name:
        return None
    found = shipped_templates().get(name)
    if found is None:
        raise BadNote(
            f"template: there is none of that name; known are {', '.join(sorted(shipped_templates()))}"
        )
    return found


def _answers(table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    given = table.get("answers", {})
    if not isinstance(given, dict):
        raise BadNote("answers: an object of texts or lists of texts by field")
    found = {}
    for name, value in given.items():
        values = (value,) if isinstance(value, str) else value
        if not isinstance(values, list | tuple) or not all(isinstance(each, str) for each in values):
            raise BadNote("answers: each is a text or a list of texts")
        found[name] = tuple(values)
    return found


def _text(table: Mapping[str, Any], key: str) -> str:
    found = table.get(key, "")
    if not isinstance(found, str) or len(found) > _LONGEST:
        raise BadNote(f"{key}: a text of at most {_LONGEST} characters")
    return found


def _care(table: Mapping[str, Any]) -> Care:
    given = table.get("care", {})
    if not isinstance(given, dict) or not set(given) <= {"role", "supervising", "presence"}:
        raise BadNote("care: an object with role, supervising and presence")
    try:
        role = CareRole(given.get("role", CareRole.OWN))
    except ValueError:
        raise BadNote(f"care: role: one of {', '.join(sorted(CareRole))}") from None
    presence = given.get("presence", "")
    if not isinstance(presence, str):
        raise BadNote("care: presence: a text")
    return Care(role, 1 if given.get("supervising") else 0, presence)


def _sex(table: Mapping[str, Any]) -> str | None:
    found = table.get("sex")
    if found not in {None, "F", "M"}:
        raise BadNote("sex: F or M")
    return found if isinstance(found, str) else None


def _asked(table: Mapping[str, Any], text: str) -> Asked:
    try:
        on = date.fromisoformat(_text(table, "on")) if table.get("on") else None
    except ValueError:
        raise BadNote("on: a date such as 2026-01-31") from None
    age = table.get("age")
    if age is not None and (type(age) is not int or not 0 <= age <= 124):
        raise BadNote("age: whole years from 0 to 124")
    return Asked(on=on or date_of_service(text) or today(), age=age, sex=_sex(table))
