"""Reconciliation: pairs that may be one, what waits from outside, and a list that the patient brought."""

from dataclasses import replace

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.chart.allergy import Allergy
from almoner.core.chart.entry import Entry, Source
from almoner.core.chart.medication import Dosage, Medication
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.reconcile import Reconciled
from almoner.core.chart.shape import Concept
from almoner.flow.visit import chart, reconcile
from almoner.flow.visit.chart import Seen
from almoner.web import asked, words_chart
from almoner.web.chart import read
from almoner.web.chart.rows import row
from almoner.web.chart.typed import Typed
from almoner.web.door import Caller

LISTS = (("medication", "medications"), ("problem", "problems"), ("allergy", "allergies"))
SOURCES = ((Source.PATIENT.value, "the patient"), (Source.OUTSIDE.value, "another's chart"))
SAID = {
    "kept": "One is kept; the other stays on record and points to it.",
    "taken": "It is in the chart.",
    "left": "It is not taken in; it stays on record with the reason.",
    "brought": "The list waits here. Nothing of it is in the chart yet.",
}
MOST_LINES = 60


def waiting(caller: Caller, patient_id: int) -> HttpResponse:
    """Show what a person has to decide about a patient."""
    found = reconcile.waiting(caller.actor, patient_id, on=caller.on)
    return caller.page(
        "chart_reconcile.html",
        frame=found.head.frame,
        head=found.head,
        found=found,
        pairs=[(pair.why, row(pair.left), row(pair.right)) for pair in found.pairs],
        alone=[row(one) for one in found.alone],
        lists=LISTS,
        sources=SOURCES,
        said=SAID.get(caller.request.GET.get("done", ""), ""),
        say=words_chart,
    )


def keep(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep the one of a pair that the form names."""
    reconcile.keep_one(
        caller.actor, _named(caller, patient_id, "kept"), _named(caller, patient_id, "other"), on=caller.on
    )
    return _back(patient_id, "kept")


def take_in(caller: Caller, patient_id: int) -> HttpResponse:
    """Take an entry from outside into the chart."""
    reconcile.accept(caller.actor, _named(caller, patient_id, "one"), on=caller.on)
    return _back(patient_id, "taken")


def leave(caller: Caller, patient_id: int) -> HttpResponse:
    """Leave an entry from outside out of the chart, with the reason."""
    which = _named(caller, patient_id, "one")
    reason = Typed(caller.request, caller.on).text("reason", longest=500)
    chart.mark_in_error(caller.actor, which, reason, on=caller.on)
    return _back(patient_id, "left")


def bring_in(caller: Caller, patient_id: int) -> HttpResponse:
    """Keep a list that was brought, one entry a line, beside the chart."""
    caller.check_token("patient", patient_id)
    typed = Typed(caller.request, caller.on)
    kind = read.one_of(typed.text("kind", longest=40), tuple(name for name, _ in LISTS))
    source = read.needed(Source, typed.text("source", longest=40), Source.PATIENT)
    lines = typed.text("list", longest=20_000).splitlines()[:MOST_LINES]
    drafts = [_draft(kind, line.strip(), patient_id) for line in lines if line.strip()]
    reconcile.bring_in(caller.actor, drafts, source, on=caller.on)
    return _back(patient_id, "brought")


def _draft(kind: str, line: str, patient_id: int) -> Reconciled:
    """One line: a name, and behind a semicolon how a drug is taken."""
    of, (name, _, more) = Entry(patient_id), line.partition(";")
    concept = Concept(name.strip())
    if kind == Medication.kind:
        drug = Medication(0, of, concept, reported_by="patient")
        return replace(drug, dosages=(Dosage(more.strip()),)) if more.strip() else drug
    return Allergy(0, of, concept) if kind == Allergy.kind else ListedProblem(0, of, concept)


def _named(caller: Caller, patient_id: int, name: str) -> Seen:
    caller.check_token("patient", patient_id)
    kind = asked.text_in_form(caller.request, "kind", longest=40)
    entry_id = asked.id_in_form(caller.request, name)
    return Seen(patient_id, kind, entry_id, asked.id_in_form(caller.request, f"{name}_version"))


def _back(patient_id: int, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"/patients/{patient_id}/chart/reconcile?done={done}")
