"""Who is at the pay page: whoever opened a statement's link just now, by a signed cookie of this path alone.

Promises that no sign-in is read or made; that the cookie names a link and nobody; and that a form of one bill
never pays another that was opened beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac

from almoner.core.report.language import ENGLISH, Language
from almoner.flow import clock
from almoner.flow.access import Actor, holder
from almoner.flow.collect.languages import language
from almoner.flow.refused import Refused
from almoner.store.commit import AlreadyDone, ClosedDay, RefusedByStore, StalePlan
from almoner.store.session import NotFound
from almoner.web import preferences
from almoner.web.door import form_of
from almoner.web.pay.tongue import in_language, wished

COOKIE = "almoner_pay"
SALT = "almoner.pay"
OPEN_S = 20 * 60
"""How long an opened bill stays open without its link."""
CLOSED = "/pay"


@dataclass(frozen=True)
class Visitor:
    """A request of somebody to whom a link is open."""

    request: HttpRequest
    actor: Actor
    link_id: int
    language: Language = field(default=ENGLISH)

    @cached_property
    def on(self) -> date:
        """The practice's day."""
        return clock.today(self.actor)

    @property
    def bill_token(self) -> str:
        """What binds a form to the bill that its page showed."""
        bound = f"{self.actor.practice_id}:{self.link_id}"
        return salted_hmac("almoner.pay_form", bound, algorithm="sha256").hexdigest()[:32]

    def is_of_this_bill(self) -> bool:
        """True where the form was made for the bill that is open now."""
        return constant_time_compare(self.request.POST.get("bill", ""), self.bill_token)

    def page(self, template: str, *, status: int = 200, **shown: Any) -> HttpResponse:
        """Render a page of the open bill."""
        shown |= in_language(self.language)
        return plain_page(self.request, template, status=status, visitor=self, **shown)


def plain_page(request: HttpRequest, template: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    """Render a page that names nobody, in the language of the browser unless another is given."""
    known = {"chosen": preferences.of_browser(request), **in_language(wished(request)), **shown}
    return render(request, template, known, status=status)


View = Callable[..., HttpResponse]


def opened(view: View) -> View:
    """Return a view for those alone to whom a link is open; others are told how to open one."""

    @wraps(view)
    def answer(request: HttpRequest, **ids: int) -> HttpResponse:
        found = _visitor(request)
        if found is None:
            return HttpResponseRedirect(CLOSED)
        if request.method == "POST" and not found.is_of_this_bill():
            return _say(
                found, 409, "This page was of another bill.", "Nothing was paid. Go on from the bill."
            )
        try:
            return view(found, **ids)
        except NotFound:
            return forget(HttpResponseRedirect(CLOSED))
        except Refused as refused:
            said = refused.findings[0]
            return _say(found, 422, said.message, said.mend)
        except (StalePlan, AlreadyDone, ClosedDay, RefusedByStore):
            return _say(found, 409, "This was not done.", "Nothing was paid twice. Go on from the bill.")

    return answer


def _say(visitor: Visitor, status: int, happened: str, mend: str) -> HttpResponse:
    return visitor.page("pay_said.html", status=status, happened=happened, mend=mend)


def _visitor(request: HttpRequest) -> Visitor | None:
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=OPEN_S)
        practice_id, link_id = int(told[0]), int(told[1])
        spoken = language(str(told[2]))
    except (signing.BadSignature, TypeError, ValueError, IndexError):
        return None
    return Visitor(request, replace(holder(practice_id), once=form_of(request)), link_id, spoken)


def let_in(answer: HttpResponse, practice_id: int, link_id: int, spoken: Language) -> HttpResponse:
    """Let the browser keep for a while which link is open to it, and in which language."""
    answer.set_cookie(
        COOKIE,
        signing.dumps([practice_id, link_id, spoken.code], salt=SALT),
        max_age=OPEN_S,
        path=CLOSED,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )
    return answer


def forget(answer: HttpResponse) -> HttpResponse:
    """Close the bill in this browser."""
    answer.delete_cookie(COOKIE, path=CLOSED, samesite="Lax")
    return answer
