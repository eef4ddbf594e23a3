"""The practice's set-up: what stands, a form for each record with its history, and who is enrolled where."""

from dataclasses import dataclass, field, replace

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.rules import Finding
from almoner.core.schedule.terms import USUAL_TYPES
from almoner.flow.refused import Refused
from almoner.flow.setup import setup
from almoner.flow.setup.setup import Part, SetUp
from almoner.store.session import NotFound
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.setup.fields import KINDS, fields_of, label_of, told
from almoner.web.setup.forms import Field, beside, read, sent, typed
from almoner.web.words import Status

STATES = {
    "in_force": Status("circle-check", "In force", "paid"),
    "asked": Status("hourglass", "Asked for", "ready"),
    "refused": Status("octagon-x", "Refused", "denied"),
    "ended": Status("archive", "Ended", "quiet"),
}
SAID = {"kept": "It is kept.", "added": "It is on record."}


def show(caller: Caller) -> HttpResponse:
    """Show what the practice is set up with."""
    found = setup.set_up(caller.actor, on=caller.on)
    usual = ", ".join(f"{one.name} ({one.minutes} min)" for one in USUAL_TYPES)
    return caller.page("setup.html", frame=found.frame, found=found, usual_types=usual)


def enrollments(caller: Caller) -> HttpResponse:
    """List who is enrolled with whom, and who is not."""
    found = setup.set_up(caller.actor, on=caller.on)
    sorted_as = sorting(caller.request, "enrollments", "/setup/enrollments")
    keys = {
        "payer": lambda one: found.payer(one.payer_id).name,
        "provider": lambda one: found.provider(one.provider_id).name.listed,
        "state": lambda one: one.state,
        "since": lambda one: one.since_on,
    }
    rows = sorted_as.arranged(found.enrollments, keys)
    return caller.page(
        "setup_enrollments.html",
        frame=found.frame,
        found=found,
        rows=rows,
        sorting=sorted_as,
        states=STATES,
    )


def blank(caller: Caller, noun: str) -> HttpResponse:
    """Show the form of a new record."""
    page = _blank(caller, noun)
    whose = {name: asked.text(caller.request, name) for name in ("provider_id", "payer_id", "location_id")}
    page.given |= {name: value for name, value in whose.items() if name in page.given and value}
    return page.answer(caller)


def add(caller: Caller, noun: str) -> HttpResponse:
    """Add the record of the form."""
    page = _blank(caller, noun)
    made = page.keep(caller, version=0)
    if made is None:
        return page.answer(caller)
    return HttpResponseRedirect(f"/setup/{noun}/{made.id}?done=added")


def open_one(caller: Caller, noun: str, record_id: int) -> HttpResponse:
    """Show a record with its form and history."""
    return _opened(caller, noun, record_id).answer(caller)


def change(caller: Caller, noun: str, record_id: int) -> HttpResponse:
    """Keep what the form says of a record."""
    page = _opened(caller, noun, record_id)
    made = page.keep(caller, version=asked.id_in_form(caller.request, "version"))
    return page.answer(caller) if made is None else HttpResponseRedirect(f"/setup/{noun}/{made.id}?done=kept")


@dataclass(slots=True)
class _Page:
    """The page of one record: its form, and its history where it is on record."""

    noun: str
    found: SetUp
    draft: Part
    fields: tuple[Field, ...]
    given: dict[str, str]
    versions: tuple[setup.Version, ...] = ()
    faults: dict[str, str] = field(default_factory=dict)
    left: list[Finding] = field(default_factory=list)
    why: str = ""

    def keep(self, caller: Caller, *, version: int) -> Part | None:
        """Keep what the form says, or return None where something of it can't stand."""
        self.given = sent(self.fields, caller.request)
        draft, self.faults = read(self.fields, self.draft, self.given)
        self.draft = replace(draft, version=version)
        self.why = asked.text_in_form(caller.request, "why", longest=setup.LONGEST_REASON + 1)
        if self.faults:
            return None
        try:
            return setup.keep(caller.actor, self.draft, on=caller.on, reason=self.why)
        except Refused as refused:
            self.faults, self.left = beside(self.fields, refused.findings)
            return None

    def answer(self, caller: Caller) -> HttpResponse:
        """Show the page: 422 where something was refused, with what was typed."""
        is_refused = bool(self.faults or self.left)
        return caller.page(
            "setup_one.html",
            status=422 if is_refused else 200,
            frame=self.found.frame,
            page=self,
            kind=KINDS[self.noun],
            said=SAID.get(asked.text(caller.request, "done"), ""),
            label_of=label_of,
            told=told,
        )


def _blank(caller: Caller, noun: str) -> _Page:
    made = KINDS[noun].blank if noun in KINDS else None
    if made is None:
        raise NotFound("no such part of the set-up")
    found = setup.set_up(caller.actor, on=caller.on)
    fields = fields_of(noun, found, is_new=True)
    draft = made(caller.on)
    return _Page(noun, found, draft, fields, typed(fields, draft))


def _opened(caller: Caller, noun: str, record_id: int) -> _Page:
    one = setup.one(caller.actor, noun, record_id, on=caller.on)
    fields = fields_of(noun, one.all, is_new=False)
    return _Page(noun, one.all, one.record, fields, typed(fields, one.record), one.versions)
