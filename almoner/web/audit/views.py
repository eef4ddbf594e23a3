"""The audit trail, its proof, and its file."""

from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow.books import audit
from almoner.flow.books.audit import Search
from almoner.flow.work import long_run
from almoner.store.lists.lists_audit import KINDS
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.sheets import as_csv, as_workbook

LONGEST = 150


def show(caller: Caller) -> HttpResponse:
    """List the entries that answer to a search."""
    return _page(caller, is_proving=False)


def prove(caller: Caller) -> HttpResponse:
    """List the same with the proof of the whole chain, made now; a long one is proved by a run."""
    if run_id := long_run.begin_proof(caller.actor, on=caller.on):
        return HttpResponseRedirect(f"/runs/{run_id}")
    return _page(caller, is_proving=True)


def export(caller: Caller) -> HttpResponse:
    """Return what a search finds as a file, after the chain was proved."""
    return as_csv(audit.export(caller.actor, _search(caller), on=caller.on), f"audit-{caller.on.isoformat()}")


def export_book(caller: Caller) -> HttpResponse:
    """Return the same as a workbook."""
    sheet = audit.export(caller.actor, _search(caller), on=caller.on)
    return as_workbook(sheet, f"audit-{caller.on.isoformat()}")


def _page(caller: Caller, *, is_proving: bool) -> HttpResponse:
    search = _search(caller)
    found = audit.trail(caller.actor, search, on=caller.on, is_proving=is_proving)
    query = {
        "person": search.person,
        "chart": search.chart,
        "kind": search.kind,
        "record": str(search.record_id or ""),
        "work": search.work,
        "first": search.first_on.isoformat() if search.first_on else "",
        "last": search.last_on.isoformat() if search.last_on else "",
    }
    return caller.page(
        "audit.html",
        frame=found.frame,
        found=found,
        search=search,
        here_address=asked.address("/audit", **query),
        file_address=asked.address("/audit.csv", **query),
        book_address=asked.address("/audit.xlsx", **query),
        is_narrow=any(query.values()),
    )


def _search(caller: Caller) -> Search:
    request = caller.request
    return Search(
        person=asked.text(request, "person", longest=LONGEST),
        chart=asked.text(request, "chart"),
        kind=asked.one_of(request, "kind", frozenset(KINDS)),
        record_id=asked.number(request, "record"),
        work=asked.text(request, "work", longest=40),
        first_on=asked.day(request, "first"),
        last_on=asked.day(request, "last"),
        before=asked.number(request, "after"),
    )
