"""Charge lag and late charges by provider: the page, and its visits as files."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpResponse

from almoner.core.charge.funnel import LATE_AFTER
from almoner.core.report.sheet import Sheet
from almoner.flow.manage import charge_lag
from almoner.flow.manage.charge_lag import DEFINITION, ByProvider, Which
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.sheets import as_csv, as_workbook

A_MONTH = timedelta(days=30)
COLUMNS: dict[str, Callable[[ByProvider], object]] = {
    "provider": lambda one: one.name,
    "visits": lambda one: one.visits,
    "signature": lambda one: (one.to_signature.count > 0, one.to_signature.median),
    "charge": lambda one: (one.to_charge.count > 0, one.to_charge.median),
    "over": lambda one: (one.to_charge.count > 0, one.to_charge.over_bp),
    "late_lines": lambda one: one.late_lines,
    "late": lambda one: one.late_cents,
}
"""What providers can be sorted by; all of them are read."""


def show(caller: Caller) -> HttpResponse:
    """Show the lags by provider, and the visits of the one that the address names."""
    found = charge_lag.charge_lag(caller.actor, _which(caller), on=caller.on)
    which = found.which
    last = which.until_on - timedelta(days=1)
    days = {"since": which.since_on.isoformat(), "until": last.isoformat()}
    chosen = {"provider": str(which.provider_id)} if which.provider_id else {}
    sorted_as = sorting(caller.request, "lags", asked.address("/funnel/lag", **days, **chosen))
    return caller.page(
        "charge_lag.html",
        frame=found.frame,
        found=found,
        groups=sorted_as.arranged(found.groups, COLUMNS),
        sorting=sorted_as,
        last=last,
        definition=DEFINITION,
        limit=LATE_AFTER.days,
        here_with=lambda provider_id: asked.address("/funnel/lag", **days, provider=str(provider_id)),
        files=[asked.address(f"/funnel/lag.{sort}", **days, **chosen) for sort in ("csv", "xlsx")],
    )


def visits_csv(caller: Caller) -> HttpResponse:
    """Return the visits behind the lags as CSV."""
    return as_csv(*_visits(caller))


def visits_book(caller: Caller) -> HttpResponse:
    """Return the visits behind the lags as a workbook."""
    return as_workbook(*_visits(caller))


def _visits(caller: Caller) -> tuple[Sheet, str]:
    found = charge_lag.lag_sheet(caller.actor, _which(caller), on=caller.on)
    return found, f"charge-lag-{caller.on.isoformat()}"


def _which(caller: Caller) -> Which:
    last = min(asked.day(caller.request, "until") or caller.on, caller.on)
    since_on = asked.day(caller.request, "since") or last - A_MONTH
    return Which(since_on, last + timedelta(days=1), asked.number(caller.request, "provider"))
