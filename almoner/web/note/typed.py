"""Reads what the note's form says: answers by field, free text by section, who stood behind the service."""

from django.http import HttpRequest

from almoner.core.chart.draft import LONGEST_ANSWER
from almoner.core.chart.note import Care, CareRole
from almoner.core.chart.template import Template
from almoner.flow.visit.note import Typed, template_of
from almoner.web import asked

_MOST = 60


def read(request: HttpRequest, visit_id: int) -> Typed:
    """Return what the form says. What it names and the template doesn't know is not taken; Refused where the
    template is unknown.
    """
    template = template_of(asked.text_in_form(request, "template"))
    return Typed(
        visit_id=visit_id,
        version=asked.id_in_form(request, "version"),
        template=template.id,
        answers=_answers(request, template),
        free=_free(request, template),
        reviewed=frozenset(asked.ids_in_form(request, "reviewed")),
        dropped=frozenset(asked.ids_in_form(request, "dropped")),
        care=_care(request),
        scribe=asked.text_in_form(request, "scribe"),
    )


def _answers(request: HttpRequest, template: Template) -> dict[str, tuple[str, ...]]:
    found = {}
    for field in template.fields:
        values = [_plain(value) for value in request.POST.getlist(f"f:{field.id}")[:_MOST]]
        given = tuple(value for value in values if value)
        if given:
            found[field.id] = given
    return found


def _free(request: HttpRequest, template: Template) -> dict[str, str]:
    said = {one.name: _plain(request.POST.get(f"t:{one.name}", "")) for one in template.sections}
    return {name: text for name, text in said.items() if text}


def _plain(value: str) -> str:
    """Lines as they are kept; one longer than may be is cut one past it, so that it is refused in words."""
    return value.replace("\r\n", "\n").replace("\0", "").strip()[: LONGEST_ANSWER + 1]


def _care(request: HttpRequest) -> Care:
    role = asked.text_in_form(request, "role")
    return Care(
        role=CareRole(role) if role in set(CareRole) else CareRole.OWN,
        supervising_id=asked.id_in_form(request, "supervising"),
        presence=asked.text_in_form(request, "presence", longest=1000),
    )
