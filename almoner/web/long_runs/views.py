"""A long run's page, and the pill on every other that tells how far it is."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.books import audit
from almoner.flow.refused import refusal
from almoner.flow.work import long_run, long_sorts
from almoner.flow.work.long_sorts import figures_of
from almoner.store.kept.long_runs import DONE, LongRun
from almoner.web.asked import address
from almoner.web.door import Caller
from almoner.web.reports import looked
from almoner.web.undo import ways


@dataclass(frozen=True, slots=True)
class Shows:
    """How a sort of run is shown: its name, where its result is seen, and where a subject is looked into."""

    name: str
    place: str
    subject: str
    undo: str = ""
    """What may be taken back as one when it is done."""


SORTS = {
    "statements": Shows("Statements", "/statements", "/patients/{}/bill"),
    "receipts": Shows("Money applied", "/statements", "/patients/{}/bill"),
    "payments": Shows("Payments", "/remittances", "/remittances/{}"),
    "posting": Shows("Posting", "/remittances/{0}", "/remittances/{}", "Take the posting back"),
    "reversal": Shows("Taking back", "/remittances/{0}", "/remittances/{}"),
    "files": Shows("Import of files", "/remittances/import", "/remittances/import"),
    "claims": Shows("Claims", "/send", "/visits/{}/superbill"),
    "debts": Shows("Debts placed", "/collections", "/patients/{}/bill"),
    "recalls": Shows("Debts taken back", "/collections", "/patients/{}/bill"),
    "write_offs": Shows("Debts written off", "/collections", "/patients/{}/bill"),
    "small_balances": Shows(
        "Small balances", "/small-balances", "/small-balances", "Take the write-off back"
    ),
    "denials": Shows("Refusals given up", "/denials", "/denials/{}", "Take the giving up back"),
    "handing_over": Shows("Work handed over", "/work", "/work?whose=all", "Take the work back"),
    "putting_off": Shows("Work put off", "/work", "/work?whose=all", "Wake the work up again"),
    "contract": Shows("Contract", "/contracts/{1}", "/claims/{}"),
    "audit": Shows("Proof of the audit", "/audit", "/audit?after={}"),
    "figures": Shows("Figures", "/home", "/reports"),
}


def show(caller: Caller, run_id: int) -> HttpResponse:
    """Show how far a run is, and each of its subjects that wants a person."""
    found = long_run.show(caller.actor, run_id, on=caller.on)
    run, shows = found.run, SORTS[found.run.sort]
    return caller.page(
        "long_run.html",
        frame=found.frame,
        run=run,
        name=shows.name,
        is_whole=long_sorts.SORTS[run.sort].is_whole,
        back=_back(run),
        undo=shows.undo if _is_undoable(caller, run) else "",
        proved=audit.read_proved(run.result) if run.sort == "audit" else None,
        files=run.result if run.sort == "files" else (),
        wants=[(shows.subject.format(one.subject_id), one.why) for one in run.problems],
        said="It is taken back whole." if caller.request.GET.get("done") == "back" else "",
    )


def _is_undoable(caller: Caller, run: LongRun) -> bool:
    """True for who began a run whose one act stands as one that they may take back."""
    if not SORTS[run.sort].undo or run.state != DONE or len(run.result) != 2 or not run.result[1]:
        return False
    return run.begun_by == caller.actor.name and caller.actor.may(ways.WAYS[run.result[0]].permission)


def take_it_back(caller: Caller, run_id: int) -> HttpResponse:
    """Take back what a run of one's own has done as one act."""
    run = long_run.show(caller.actor, run_id, on=caller.on).run
    if not _is_undoable(caller, run):
        raise refusal(
            "RUN-06", "Nothing of this run is taken back as one.", "Take it back where it was done."
        )
    kind, record_id = run.result
    ways.WAYS[kind].take_back(caller.actor, record_id, caller.on)
    return HttpResponseRedirect(f"/runs/{run_id}?done=back")


def _back(run: LongRun) -> str:
    """Return where what a run did is seen."""
    if run.sort == "figures":
        return address("/home", **looked.then(figures_of(run)))
    return SORTS[run.sort].place.format(run.subjects[0], run.about_id)


def now(caller: Caller, run_id: int) -> HttpResponse:
    """Give the pill alone, which asks again while the run goes on."""
    found = long_run.show(caller.actor, run_id, on=caller.on)
    return caller.page("long_run_pill.html", frame=found.frame)


def stop_it(caller: Caller, run_id: int) -> HttpResponse:
    """Stop a run after the part that is under way."""
    long_run.stop(caller.actor, run_id)
    return HttpResponseRedirect(f"/runs/{run_id}")


def go_on_with_it(caller: Caller, run_id: int) -> HttpResponse:
    """Go on with a run that was stopped."""
    long_run.go_on(caller.actor, run_id)
    return HttpResponseRedirect(f"/runs/{run_id}")


def put_it_away(caller: Caller, run_id: int) -> HttpResponse:
    """Show a run no longer on every page."""
    long_run.put_away(caller.actor, run_id)
    return HttpResponseRedirect("/")
