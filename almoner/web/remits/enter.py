"""The form for a remittance that came on paper: name its claims, then key each line down the sheet."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.core.wire.paper_eob import KeyedLevel
from almoner.flow.remit import paper_eob
from almoner.flow.remit.paper_eob import LARGEST_SCAN, MOST_CLAIMS, Typed, TypedClaim, TypedLine
from almoner.web import asked
from almoner.web.door import Caller
from almoner.web.sheets import as_file

LEVELS = range(1, 4)
"""How many provider-level amounts the form has room for."""


def form(caller: Caller) -> HttpResponse:
    """Show the form with the lines of the claims that the address names."""
    named = asked.text(caller.request, "claims", longest=2000)
    found = paper_eob.sheet(caller.actor, named.replace(",", " ").split(), on=caller.on)
    return caller.page("enter.html", frame=found.frame, found=found, named=named, levels=LEVELS)


def keep(caller: Caller) -> HttpResponse:
    """Take the sheet in; it waits to be posted and its plan is shown."""
    request = caller.request
    paid_on = asked.day_in_form(request, "paid_on") or caller.on
    name, scan = _scan(request)
    typed = Typed(
        payer_id=asked.id_in_form(request, "payer"),
        trace=asked.text_in_form(request, "trace", longest=50),
        method=asked.text_in_form(request, "method", longest=3),
        paid_on=paid_on,
        amount_cents=asked.exact_cents(request, "amount"),
        claims=tuple(_claim(request, each) for each in asked.ids_in_form(request, "claim", most=MOST_CLAIMS)),
        levels=tuple(_levels(request)),
        rest=asked.text_in_form(request, "rest", longest=10),
        note=asked.text_in_form(request, "note", longest=paper_eob.LONGEST_NOTE + 1),
        scan_name=name,
        scan=scan,
    )
    made = paper_eob.take_in_sheet(caller.actor, typed, on=caller.on)
    return HttpResponseRedirect(f"/remittances/{made.id}?done=entered")


def picture(caller: Caller, remittance_id: int) -> HttpResponse:
    """Hand the picture of a sheet out as a file, never as a page of ours."""
    found = paper_eob.picture(caller.actor, remittance_id)
    return as_file(found.content, f"sheet-{remittance_id}", found.kind)


def _claim(request: HttpRequest, claim_id: int) -> TypedClaim:
    lines = asked.ids_in_form(request, f"line{claim_id}")
    return TypedClaim(
        claim_id=claim_id,
        payer_control=asked.text_in_form(request, f"icn{claim_id}", longest=50),
        status=asked.text_in_form(request, f"st{claim_id}", longest=2),
        lines={line_id: _line(request, line_id) for line_id in lines},
    )


def _line(request: HttpRequest, line_id: int) -> TypedLine:
    return TypedLine(
        paid_cents=asked.exact_cents(request, f"p{line_id}"),
        share_cents=asked.exact_cents(request, f"s{line_id}"),
        share=asked.text_in_form(request, f"sr{line_id}", longest=10),
        other_cents=asked.exact_cents(request, f"o{line_id}"),
        other=asked.text_in_form(request, f"or{line_id}", longest=10),
        remarks=tuple(asked.text_in_form(request, f"m{line_id}", longest=60).upper().split()),
    )


def _levels(request: HttpRequest) -> list[KeyedLevel]:
    found = [
        KeyedLevel(
            code=asked.text_in_form(request, f"lc{number}", longest=2).upper(),
            reference=asked.text_in_form(request, f"lr{number}", longest=50),
            cents=asked.exact_cents(request, f"la{number}"),
        )
        for number in LEVELS
    ]
    return [level for level in found if level.code or level.cents]


def _scan(request: HttpRequest) -> tuple[str, bytes]:
    """The picture's name and bytes, at most one more than is kept: a huge one costs nothing to refuse."""
    given = request.FILES.get("scan")
    if not isinstance(given, UploadedFile):
        return "", b""
    return str(given.name or "sheet"), bytes(given.read(LARGEST_SCAN + 1))
