"""How far back the results look, and of which day: read from the address, else as the person chose; and the
page of figures that nobody has counted yet.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.report.kpi import Asked, Period
from almoner.flow import choices
from almoner.flow.manage.kpi import PERIOD_CHOICE, When
from almoner.flow.work import long_run
from almoner.store.kept.kept_boards import NotCounted
from almoner.web import asked, preferences
from almoner.web.door import Caller

PERIODS = {period.value: period for period in Period}
SHOWN = (Period.DAYS_30, Period.DAYS_90, Period.MONTHS, Period.YEAR)
"""The choices as they are offered, the shortest first."""
PLACES = {"/home": "Results at a glance", "/home/causes": "Where denials begin"}
PLACES |= {"/reports": "Results", "/scorecard": "Payers' scorecard"}
"""The pages that look back as the person chose."""
NAMES = {"/receivables": "Receivables", "/receivables/patients": "What patients owe", **PLACES}
"""The pages whose figures may not be counted yet."""


def when(caller: Caller, *, is_chosen: bool = True) -> When:
    """Return which figures an address asks for. `is_chosen`: as the person chose, where it says nothing."""
    request = caller.request
    on = asked.day(request, "on")
    told = PERIODS.get(asked.text(request, "back"))
    period = told or (chosen(caller) if is_chosen else Period.MONTHS)
    return When(min(on, caller.on) if on else None, asked.number(request, "entry"), period)


def chosen(caller: Caller) -> Period:
    """Return how far back a person chose to look."""
    said = choices.kept(getattr(caller.request, "user", None)).get(PERIOD_CHOICE)
    return PERIODS.get(said, Period.MONTHS) if isinstance(said, str) else Period.MONTHS


def then(found: Asked) -> dict[str, str]:
    """Return the parts of an address that ask the same question again."""
    return {"on": found.on.isoformat(), "entry": str(found.entry_id), "back": found.period.value}


def counted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that says so where its figures are not counted yet, and offers to count them."""

    @wraps(view)
    def answer(caller: Caller, **ids: Any) -> HttpResponse:
        try:
            return view(caller, **ids)
        except NotCounted as late:
            return _not_counted(caller, late)

    return answer


def _not_counted(caller: Caller, late: NotCounted) -> HttpResponse:
    frame, run = long_run.counting(caller.actor, late.asked, today=caller.on)
    path = caller.request.path.partition(".")[0]
    return caller.page(
        "counting.html",
        frame=frame,
        run=run,
        asked=late.asked,
        seconds=max(1, round(late.took_ms / 1000)),
        at=path if path in PLACES else "/home",
        name=NAMES.get(path, NAMES["/home"]),
        periods=SHOWN,
        is_of_day=path in NAMES and path not in PLACES,
        usual=_usual(path),
    )


def _usual(path: str) -> str:
    if path in NAMES and path not in PLACES:
        return path
    return asked.address(path if path in PLACES else "/home", back=Period.MONTHS.value)


def look(caller: Caller) -> HttpResponse:
    """Keep how far back a person looks, and show the page that they came from so, of the day of the form."""
    form = caller.request
    period = PERIODS.get(asked.text_in_form(form, "back"), Period.MONTHS)
    on = asked.day_in_form(form, "on")
    answer = HttpResponseRedirect(_address(form.POST.get("at", ""), on if on != caller.on else None, period))
    preferences.keep(form, answer, {PERIOD_CHOICE: period.value})
    return answer


def count(caller: Caller) -> HttpResponse:
    """Begin to count the figures of the form; it goes on when the page is left."""
    form = caller.request
    period = PERIODS.get(asked.text_in_form(form, "back"), Period.MONTHS)
    wanted = When(asked.day_in_form(form, "on"), asked.id_in_form(form, "entry"), period)
    return HttpResponseRedirect(f"/runs/{long_run.begin_figures(caller.actor, wanted, today=caller.on)}")


def _address(at: str, on: date | None, period: Period) -> str:
    path = at if at in PLACES else "/home"
    return asked.address(path, on=on.isoformat() if on else "", back=period.value)
