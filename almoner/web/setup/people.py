"""The people who may enter: a look through their rights, one act for each, and an invitation."""

from datetime import UTC, date, datetime

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.rules import Finding
from almoner.flow.access import ROLES
from almoner.flow.refused import Refused
from almoner.flow.setup import people
from almoner.web import asked, words
from almoner.web.door import Caller
from almoner.web.order import sorting

SAID = {
    "kept": "Their rights stay as they are; the look is on record.",
    "taken": "It is taken away, and holds from their next click on.",
    "given": "They have the role from their next click on, with the password that they have.",
}
ROLE_CHOICES = [(role, words.owner(role)) for role in sorted(ROLES)]


def show(caller: Caller) -> HttpResponse:
    """Show who may enter, those whose rights want a look first."""
    return _page(caller)


def invite(caller: Caller) -> HttpResponse:
    """Let the person of the form in; a new one's password is shown on this answer alone."""
    name = asked.text_in_form(caller.request, "name", longest=people.LONGEST_NAME + 1)
    role = asked.text_in_form(caller.request, "role", longest=40)
    try:
        password = people.invite(caller.actor, name, role, on=caller.on)
    except Refused as refused:
        return _page(caller, name=name, role=role, wrong=refused.findings)
    if not password:
        return HttpResponseRedirect("/people?done=given")
    return _page(caller, invited=(name, password))


def keep(caller: Caller) -> HttpResponse:
    """Record that a person's rights stay."""
    people.keep(caller.actor, _name(caller), on=caller.on)
    return HttpResponseRedirect("/people?done=kept")


def take_away(caller: Caller) -> HttpResponse:
    """Take one role away, or all."""
    role = asked.text_in_form(caller.request, "role", longest=40)
    try:
        people.take_away(caller.actor, _name(caller), [role] if role else list(ROLES), on=caller.on)
    except Refused as refused:
        return _page(caller, wrong=refused.findings)
    return HttpResponseRedirect("/people?done=taken")


def renew(caller: Caller) -> HttpResponse:
    """Give a person another password, which is shown on this answer alone."""
    name = _name(caller)
    try:
        password = people.renew_password(caller.actor, name)
    except Refused as refused:
        return _page(caller, wrong=refused.findings)
    return _page(caller, invited=(name, password))


def _name(caller: Caller) -> str:
    return asked.text_in_form(caller.request, "person", longest=people.LONGEST_NAME)


def _page(
    caller: Caller,
    *,
    name: str = "",
    role: str = "",
    wrong: tuple[Finding, ...] = (),
    invited: tuple[str, str] | None = None,
) -> HttpResponse:
    found = people.review(caller.actor, on=caller.on)
    sorted_as = sorting(caller.request, "people", "/people")
    return caller.page(
        "people.html",
        status=422 if wrong else 200,
        frame=found.frame,
        found=found,
        rows=sorted_as.arranged(found.people, COLUMNS),
        sorting=sorted_as,
        roles=ROLE_CHOICES,
        name=name,
        role=role or "front_desk",
        wrong=wrong,
        invited=invited,
        said=SAID.get(asked.text(caller.request, "done"), ""),
    )


NEVER = datetime.min.replace(tzinfo=UTC)
COLUMNS = {
    "person": lambda one: one.row.name.casefold(),
    "last": lambda one: one.row.signed_in_at or one.row.acted_at or NEVER,
    "seen": lambda one: one.row.decided_on or date.min,
}
"""What people can be sorted by; all of them are read."""
