"""What went wrong, as a page: what happened, what became of the work, what to do; the code comes last."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from almoner.core.rules import Finding
from almoner.flow.access import AccessDenied
from almoner.flow.refused import Refused
from almoner.store.commit import AlreadyDone, ClosedDay, RefusedByStore, StalePlan
from almoner.store.session import MergedChart, NotFound
from almoner.web import preferences, refused_form
from almoner.web.asked import safe_path
from almoner.web.door import Caller, WrongPatient

EXPLAINED = (
    AccessDenied,
    NotFound,
    WrongPatient,
    Refused,
    StalePlan,
    ClosedDay,
    AlreadyDone,
    RefusedByStore,
)
NOTHING_CHANGED = "Nothing was changed."
FAILURE = "almoner.failure"
"""Where a request carries the code under which its failure stands in the log."""
AGAIN_AFTER_S = 10


@dataclass(frozen=True, slots=True)
class Trouble:
    """The four parts of an error page."""

    status: int
    happened: str
    work: str
    mend: str
    findings: tuple[Finding, ...] = ()


SAID = {
    AccessDenied: Trouble(
        403,
        "This screen is not part of your work here.",
        NOTHING_CHANGED,
        "If it should be, ask the administrator of your practice for the role that has it.",
    ),
    NotFound: Trouble(
        404,
        "There is nothing at this address in your practice.",
        NOTHING_CHANGED,
        "Search for the patient, claim or check above, or go back to the list that you came from.",
    ),
    WrongPatient: Trouble(
        409,
        "This form was made for another patient or another sign-in.",
        "Nothing was saved to any chart.",
        "Open the record again, compare the two identifiers at its top, and repeat what you did.",
    ),
    StalePlan: Trouble(
        409,
        "Somebody changed this while you were looking at it.",
        "Your change was not saved; theirs stands.",
        "Load the page again to see how it stands now, then decide anew.",
    ),
    ClosedDay: Trouble(
        409,
        "The books of this day are closed.",
        NOTHING_CHANGED,
        "Enter it on the next open day: a closed day is corrected by a new entry, never changed. "
        "Day close says through which day the books are closed.",
    ),
    AlreadyDone: Trouble(
        409,
        "This is in the books already.",
        "Nothing was posted twice.",
        "Load the page again to see it.",
    ),
    RefusedByStore: Trouble(
        409,
        "The books refuse this.",
        NOTHING_CHANGED,
        "Load the page again. If it is refused again, tell your administrator the code below.",
    ),
}


_MERGED = Trouble(
    409,
    "This chart was merged into another one.",
    NOTHING_CHANGED,
    "Go on to the chart that stands for it, and repeat what you did there.",
)


def led_on(caller: Caller, merged: MergedChart) -> HttpResponse:
    """Lead from a chart that was merged to the one that stands for it, on the same page; what was sent to the
    merged one is refused.
    """
    request, old, new = caller.request, merged.patient_id, merged.chart_id
    path, asked = request.path, request.GET.copy()
    at = re.sub(rf"(?<=/patients/){old}(?=/|$)", str(new), path)
    for name in asked:
        asked.setlist(name, [str(new) if value == str(old) else value for value in asked.getlist(name)])
    there = f"{at}?{asked.urlencode()}" if asked else at
    if request.method not in {"GET", "HEAD"} or there == request.get_full_path():
        return caller.page("trouble.html", status=409, trouble=_MERGED, code="409", back=f"/patients/{new}")
    return HttpResponseRedirect(there)


def explain(caller: Caller, error: Exception) -> HttpResponse:
    """Return the page of a refusal."""
    if isinstance(error, Refused):
        if (page := refused_form.again(caller.request, error)) is not None:
            return page
        trouble = Trouble(422, "This can't be done as it stands.", NOTHING_CHANGED, "", error.findings)
    else:
        trouble = SAID[type(error)]
    code = str(error) if isinstance(error, RefusedByStore | AccessDenied) else str(trouble.status)
    back = safe_path(caller.request, caller.request.headers.get("Referer", ""))
    return caller.page("trouble.html", status=trouble.status, trouble=trouble, code=code, back=back)


def _bare(request: HttpRequest, trouble: Trouble, code: str = "") -> HttpResponse:
    shown = {
        "trouble": trouble,
        "code": code or str(trouble.status),
        "chosen": preferences.of_browser(request),
    }
    return render(request, "trouble_bare.html", shown, status=trouble.status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer an address that no route has."""
    return _bare(
        request,
        Trouble(404, "There is no such page.", NOTHING_CHANGED, "Go back, or begin at the start page."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a request that Django could not read."""
    return _bare(
        request, Trouble(400, "This request could not be read.", NOTHING_CHANGED, "Go back and try again.")
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a form without a valid CSRF token."""
    return _bare(
        request,
        Trouble(
            403,
            "This form is too old, or it did not come from this site.",
            NOTHING_CHANGED,
            "Load the page again and repeat what you did.",
        ),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when our own code failed; the code on the page is the one that stands in the log."""
    return _bare(
        request,
        Trouble(
            500,
            "Something broke on our side.",
            "Each act is saved whole or not at all; this one was not saved.",
            "Try again. If it happens again, tell your administrator the page and the code below.",
        ),
        request.META.get(FAILURE, ""),
    )


def outdated(request: HttpRequest) -> HttpResponse:
    """Answer when a newer Almoner has brought the books on while this one served."""
    return _bare(
        request,
        Trouble(
            503,
            "These screens are older than the books.",
            "Almoner was brought up to date beside them. Nothing of what you sent was done.",
            "Keep what you typed. Ask your administrator to stop the old screens and to start the new ones.",
        ),
    )


def unreachable(request: HttpRequest) -> HttpResponse:
    """Answer when the books' server is away, or so busy that it gave up."""
    answer = _bare(
        request,
        Trouble(
            503,
            "The books can't be reached right now.",
            "What you sent was saved whole or not at all. To send it again is safe: nothing is done twice.",
            "Wait a moment, then load the page again. If it stays so, tell your administrator.",
        ),
    )
    answer.headers["Retry-After"] = str(AGAIN_AFTER_S)
    return answer
