"""Contract variance: the page with one finding, a group down to its lines, its table as files, and the one
act that gives a group to billing to dispute.
"""

from operator import attrgetter

from django.http import HttpResponse, HttpResponseRedirect

from almoner.core.report.contract_variance import DEFINITION
from almoner.core.report.sheet import Sheet
from almoner.flow.remit import variance
from almoner.flow.remit.variance import Found, Which
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.order import sorting
from almoner.web.sheets import as_csv, as_workbook
from almoner.web.undo import ways
from almoner.web.words import money

LONGEST = 80
COLUMNS = {
    name: attrgetter(name if name in ("contract", "code", "lines", "short_lines") else f"{name}_cents")
    for name in ("contract", "code", "lines", "expected", "allowed", "short_lines", "short")
}
"""What groups can be sorted by; all of them are read."""


def show(caller: Caller) -> HttpResponse:
    """Show what payers allowed against their contracts, and the lines of the group that the address names."""
    found = variance.variance(caller.actor, _which(caller), on=caller.on)
    sorted_as = sorting(caller.request, "variance", here_with(found.which))
    columns = COLUMNS | {"payer": lambda one: found.payers.get(one.payer_id, "")}
    return caller.page(
        "variance.html",
        frame=found.frame,
        found=found,
        groups=sorted_as.arranged(found.groups, columns),
        sorting=sorted_as,
        finding=finding(found),
        definition=DEFINITION,
        here_with=here_with,
        files=[_address(f"/variance.{sort}", found.which) for sort in ("csv", "xlsx")],
    )


def dispute(caller: Caller) -> HttpResponse:
    """Give the lines of the form's group to billing as one task."""
    form = caller.request
    which = Which(
        asked.id_in_form(form, "payer"),
        asked.text_in_form(form, "contract", longest=LONGEST),
        asked.text_in_form(form, "code", longest=LONGEST),
    )
    task = variance.dispute(caller.actor, which, on=caller.on)
    said = f"Billing disputes {money(task.cents)} with the payer by {task.due_on:%m/%d}."
    ways.offer(caller, "disputed", task.id, said=said, back=here_with(which))
    return HttpResponseRedirect(here_with(which))


def table_csv(caller: Caller) -> HttpResponse:
    """Return the table, or a group's lines, as CSV."""
    return as_csv(*_table(caller))


def table_book(caller: Caller) -> HttpResponse:
    """Return the same as a workbook."""
    return as_workbook(*_table(caller))


def _table(caller: Caller) -> tuple[Sheet, str]:
    found = variance.variance_sheet(caller.actor, _which(caller), on=caller.on)
    return found, f"variance-{caller.on.isoformat()}"


def _which(caller: Caller) -> Which:
    request = caller.request
    return Which(
        asked.number(request, "payer"),
        asked.text(request, "contract", longest=LONGEST),
        asked.text(request, "code", longest=LONGEST),
    )


def here_with(which: Which) -> str:
    """Return the page's address with a group chosen."""
    return _address("/variance", which)


def _address(path: str, which: Which) -> str:
    if not which.payer_id:
        return path
    return asked.address(path, payer=str(which.payer_id), contract=which.contract, code=which.code)


def finding(found: Found) -> str:
    """Say in one sentence what falls short most."""
    if found.is_late:
        return "So much was decided that it is counted in the night: the first figures stand tomorrow."
    short = sum(one.short_cents for one in found.groups)
    if not found.groups:
        return "Nothing that a contract prices was decided in these three months."
    if not short:
        return "Every payer allowed what its contract says."
    first = found.groups[0]
    name = found.payers.get(first.payer_id, "No payer")
    part = round(100 * first.short_cents / short)
    return (
        f"{name} owes most of it: {first.code} falls short by {money(first.short_cents)} on "
        f"{first.short_lines:,} {'line' if first.short_lines == 1 else 'lines'}, "
        f"{part}% of the {money(short)} that is missing."
    )
