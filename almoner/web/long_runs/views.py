"""A long run's page, and the pill on every other that tells how far it is."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow import long_run
from almoner.store.long_runs import LongRun
from almoner.web.asked import address
from almoner.web.door import Caller
from almoner.web.reports import looked

NAMES = {"statements": "Statements", "payments": "Payments", "claims": "Claims", "contract": "Contract"}
NAMES |= {"figures": "Figures"}
PLACES = {
    "statements": "/statements",
    "payments": "/remittances",
    "claims": "/send",
    "contract": "/contracts/{}",
    "figures": "/home",
}
SUBJECTS = {
    "statements": "/patients/{}/bill",
    "payments": "/remittances/{}",
    "claims": "/visits/{}/superbill",
    "contract": "/claims/{}",
    "figures": "/reports",
}
"""Where what wants a person is looked into, by the sort of the run."""


def show(caller: Caller, run_id: int) -> HttpResponse:
    """Show how far a run is, and each of its subjects that wants a person."""
    found = long_run.show(caller.actor, run_id, on=caller.on)
    sort = found.run.sort
    return caller.page(
        "long_run.html",
        frame=found.frame,
        run=found.run,
        name=NAMES[sort],
        back=_back(found.run),
        wants=[(SUBJECTS[sort].format(one.subject_id), one.why) for one in found.run.problems],
    )


def _back(run: LongRun) -> str:
    """Return where what a run did is seen."""
    if run.sort == "figures":
        return address("/home", **looked.then(long_run.figures_of(run)))
    return PLACES[run.sort].format(run.about_id)


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
