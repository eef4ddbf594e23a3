"""The chart, one entry, and the timeline; each form is bound to its patient."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.chart import Visit
from almoner.core.chart.ending import ENDINGS, Ending
from almoner.core.chart.medication import Medication
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order
from almoner.core.chart.result import Result
from almoner.core.chart.shape import Moment
from almoner.core.chart.vital import VitalSign
from almoner.flow.access import Permission
from almoner.flow.code.advance_order import NO_FLAG, OrderFlag, order_flag
from almoner.flow.refused import refusal
from almoner.flow.visit import chart as writing
from almoner.flow.visit import diagnoses as diagnosis_codes
from almoner.flow.visit import look_chart
from almoner.flow.visit.chart import Seen
from almoner.store.chart.chart import LAST, Place
from almoner.store.commit import StalePlan
from almoner.web import asked, words_chart, words_desk
from almoner.web.chart import between, fill, read_done
from almoner.web.chart.fields import COMMON, FORMS, KINDS, fields_to_change
from almoner.web.chart.rows import latest, row, rows, together, warned
from almoner.web.chart.typed import Typed
from almoner.web.door import Caller

SAID = {
    "added": "It is in the chart.",
    "changed": "The entry is superseded; the version before stays on record.",
    "refilled": "It is ordered again today, as before.",
    "ended": "It has ended; it stays in the chart.",
    "error": "The entry is marked as entered in error. It stays on record with the reason.",
    "read": "The results are marked as read.",
    "notice": "The notice waits at the desk for the patient's signature.",
}
"""What a page says after an act, by the word in its address."""
LEFT = ("problem", "medication", "allergy", "result", "vital_sign", "order")
RIGHT = ("immunization", "administration", "procedure", "goal", "family_history", "social_history")
TOLD = {**KINDS, "visit": "visit", "note": "note", "document": "paper"}


def chart(caller: Caller, patient_id: int) -> HttpResponse:
    """Show one patient's chart."""
    found = look_chart.chart(caller.actor, patient_id, on=caller.on)
    shown = {kind: rows(entries) for kind, entries in found.entries.items()}
    signs = [one for one in found.entries[VitalSign.kind] if isinstance(one, VitalSign)]
    results = [one for one in found.entries[Result.kind] if isinstance(one, Result)]
    shown |= {VitalSign.kind: latest(signs), Result.kind: latest(results)}
    return caller.page(
        "chart.html",
        frame=found.head.frame,
        head=found.head,
        found=found,
        shown=shown,
        unread=[one for one in results if one.read_on is None],
        warned=warned(found.entries["allergy"]),
        forms=FORMS,
        common=COMMON,
        left=LEFT,
        right=RIGHT,
        mine=_own_provider(caller, found.head),
        open_id=_open_visit(found.visits, caller.on),
        said=SAID.get(caller.request.GET.get("done", ""), ""),
        say=words_chart,
    )


def _open_visit(visits: Iterable[Visit], on: date) -> int:
    """Return the visit of today whose note is being written, 0 where there is none."""
    return next((one.id for one in visits if one.service_on == on and not one.note_id), 0)


def add(caller: Caller, patient_id: int) -> HttpResponse:
    """Record what a form says, then show the chart again."""
    caller.check_token("patient", patient_id)
    kind = asked.text_in_form(caller.request, "kind", longest=40)
    drafts = read_done.drafts(kind, Typed(caller.request, caller.on), patient_id)
    made = writing.record(caller.actor, drafts, on=caller.on)
    flagged = next((one for one in made if _flag(caller, patient_id, one.kind, one.id).items), None)
    if flagged is not None:
        return HttpResponseRedirect(f"/patients/{patient_id}/chart/order/{flagged.id}?done=added")
    return HttpResponseRedirect(f"/patients/{patient_id}/chart?done=added#{kind}")


def _flag(caller: Caller, patient_id: int, kind: str, entry_id: int) -> OrderFlag:
    """Why an order wants a notice that Medicare may not pay; nothing for anything else."""
    if kind != Order.kind or not caller.may(Permission.CHART_WRITE):
        return NO_FLAG
    return order_flag(caller.actor, patient_id, entry_id, on=caller.on)


def entry(caller: Caller, patient_id: int, kind: str, entry_id: int) -> HttpResponse:
    """Show one entry with all its versions, and the forms that supersede it."""
    found = look_chart.history(caller.actor, patient_id, kind, entry_id, on=caller.on)
    one = found.entry
    return caller.page(
        "chart_entry.html",
        frame=found.head.frame,
        head=found.head,
        found=found,
        shown=row(one),
        versions=[(row(version.noun), version) for version in found.versions],
        kind=TOLD[kind],
        open_id=_open_visit(found.visits, caller.on),
        endings=[(state, words_chart.STATE[state].word) for state in ENDINGS.get(kind, ())],
        is_open=one.entry.stands and str(one.status) not in ENDINGS.get(kind, ()),
        fields=fields_to_change(kind),
        filled=fill.texts(one),
        said=SAID.get(caller.request.GET.get("done", ""), ""),
        say=words_chart,
        desk=words_desk,
        flag=_flag(caller, patient_id, kind, entry_id),
    )


def change(caller: Caller, patient_id: int, kind: str, entry_id: int) -> HttpResponse:
    """Put the entry as the form says it in place of what was seen."""
    which = _seen(caller, patient_id, kind, entry_id)
    typed = Typed(caller.request, caller.on)
    try:
        writing.amend(caller.actor, which, lambda seen: read_done.changed(typed, seen), on=caller.on)
    except StalePlan as stale:
        return between.page(caller, which, stale)
    return _to_entry(which, "changed")


def refill(caller: Caller, patient_id: int, kind: str, entry_id: int) -> HttpResponse:
    """Order a drug of the list again today, as it was ordered before."""
    which = _seen(caller, patient_id, kind, entry_id)
    writing.amend(caller.actor, which, lambda seen: _ordered_again(seen, caller.on), on=caller.on)
    return _to_entry(which, "refilled")


def _ordered_again(seen: AnyNoun, on: date) -> AnyNoun:
    if not isinstance(seen, Medication):
        raise refusal("CHT-23", "Only a medication is refilled.", "Open one of the medications.")
    return replace(seen, written=Moment.of(on))


def end(caller: Caller, patient_id: int, kind: str, entry_id: int) -> HttpResponse:
    """Resolve, stop, finish or cancel what the page shows."""
    which = _seen(caller, patient_id, kind, entry_id)
    typed = Typed(caller.request, caller.on)
    ended = typed.moment("ended") or Moment.of(caller.on)
    ending = Ending(typed.text("state", longest=40), ended, typed.text("why", longest=500))
    try:
        writing.end(caller.actor, which, ending, on=caller.on)
    except StalePlan as stale:
        return between.page(caller, which, stale)
    return _to_entry(which, "ended")


def mark_in_error(caller: Caller, patient_id: int, kind: str, entry_id: int) -> HttpResponse:
    """Mark the entry as entered in error."""
    which = _seen(caller, patient_id, kind, entry_id)
    reason = Typed(caller.request, caller.on).text("reason", longest=500)
    try:
        writing.mark_in_error(caller.actor, which, reason, on=caller.on)
    except StalePlan as stale:
        return between.page(caller, which, stale)
    return _to_entry(which, "error")


def read_results(caller: Caller, patient_id: int) -> HttpResponse:
    """Note that the results that the page showed have been read."""
    caller.check_token("patient", patient_id)
    which = seen_in_form(caller.request, "which", patient_id, Result.kind)
    writing.read_results(caller.actor, which, on=caller.on)
    if asked.text_in_form(caller.request, "to") == "inbox":
        return HttpResponseRedirect(f"/inbox?done=read#p{asked.id_in_form(caller.request, 'next')}")
    return HttpResponseRedirect(f"/patients/{patient_id}/chart?done=read#result")


def timeline(caller: Caller, patient_id: int) -> HttpResponse:
    """Show what happened to a patient, the latest first."""
    on, after = asked.day(caller.request, "on"), asked.number(caller.request, "after")
    before = Place(on, after) if on and after else LAST
    kind = asked.one_of(caller.request, "kind", frozenset(TOLD))
    found = look_chart.timeline(caller.actor, patient_id, on=caller.on, before=before, kind=kind)
    return caller.page(
        "chart_timeline.html",
        frame=found.head.frame,
        head=found.head,
        found=found,
        happened=together(found.events),
        kind=kind,
        told=TOLD,
        icons={kind: form.icon for kind, form in FORMS.items()},
        say=words_chart,
    )


def diagnoses(caller: Caller) -> HttpResponse:
    """Offer the diagnosis codes that answer to what was typed."""
    typed = asked.text(caller.request, "code")
    found = diagnosis_codes.like(caller.actor, typed, on=caller.on)
    return caller.page("chart_codes.html", found=found)


def seen_in_form(request: HttpRequest, name: str, patient_id: int, kind: str) -> list[Seen]:
    """Return the entries that a form names as `id.version`; what can't be read is left out."""
    found = []
    for one in request.POST.getlist(name)[: writing.MOST_AT_ONCE]:
        entry_id, _, version = one.partition(".")
        if all(part.isascii() and part.isdecimal() and len(part) < 19 for part in (entry_id, version)):
            found.append(Seen(patient_id, kind, int(entry_id), int(version)))
    return found


def _seen(caller: Caller, patient_id: int, kind: str, entry_id: int) -> Seen:
    caller.check_token("patient", patient_id)
    return Seen(patient_id, kind, entry_id, asked.id_in_form(caller.request, "version"))


def _to_entry(which: Seen, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"/patients/{which.patient_id}/chart/{which.kind}/{which.id}?done={done}")


def _own_provider(caller: Caller, head: look_chart.Head) -> int:
    """Which provider the actor is, 0 where none."""
    return next((one.id for one in head.providers.values() if one.user == caller.actor.name), 0)
