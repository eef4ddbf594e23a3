"""The guard of every route: signed in, in a practice, permitted; and what a flow refuses becomes a page that
says why.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from almoner.flow import users
from almoner.flow.access import Permission, require
from almoner.store.commit import StalePlan
from almoner.store.session import MergedChart
from almoner.web import conflict, errors
from almoner.web.asked import safe_path
from almoner.web.door import Caller, form_of
from almoner.web.shown_tables import with_files

RENEW_EVERY_S = 60
LONGEST_S = 12 * 60 * 60
"""A sign-in ends after this even when it was never idle."""

View = Callable[..., HttpResponse]


def caller_of(request: HttpRequest) -> Caller | None:
    """Return who is signed in, or None; renews the session once a minute and ends one that is too old."""
    user = request.user
    if isinstance(user, AnonymousUser):
        return None
    now = int(time.time())
    since = request.session.setdefault("since", now)
    if now - since > LONGEST_S:
        logout(request)
        return None
    if now - request.session.get("seen", 0) >= RENEW_EVERY_S:
        request.session["seen"] = now
    assert isinstance(user, User)
    admitted: list[tuple[int, str]] = getattr(user, "admitted", [])
    actor = users.actor_among(admitted, user.get_username(), practice_id=request.session.get("practice"))
    return Caller(request, replace(actor, once=form_of(request)))


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send an anonymous caller to sign in and back to where they were going."""
    is_read = request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request")
    back = request.get_full_path() if is_read else safe_path(request, request.headers.get("Referer", ""))
    has_ended = request.COOKIES.get("sessionid")
    query = {"next": back} if back not in {"", "/"} else {}
    where = f"/sign-in?{urlencode(query | ({'ended': '1'} if has_ended else {}))}".rstrip("?")
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(where)
    return HttpResponseRedirect(where)


def guarded(view: View, permission: Permission | None) -> View:
    """Return the view behind the door: signed in, in a practice, and permitted."""

    def answer(request: HttpRequest, **ids: int) -> HttpResponse:
        caller = caller_of(request)
        if caller is None:
            return sign_in_first(request)
        try:
            if permission is not None:
                require(caller.actor, permission)
            answered = view(caller, **ids)
            return with_files(request, answered, lambda asked: view(replace(caller, request=asked), **ids))
        except StalePlan as stale:
            if request.method != "POST":
                return errors.explain(caller, stale)
            return conflict.page(caller, stale, back=safe_path(request, request.headers.get("Referer", "")))
        except MergedChart as merged:
            return errors.led_on(caller, merged)
        except errors.EXPLAINED as error:
            return errors.explain(caller, error)

    return answer


def by_method(views: dict[str, View]) -> View:
    """Return one view that answers each method by its own."""
    allowed = sorted({*views, *({"HEAD"} if "GET" in views else ())})

    def answer(request: HttpRequest, **ids: int) -> HttpResponse:
        view = views.get("GET" if request.method == "HEAD" else request.method or "")
        return view(request, **ids) if view else HttpResponseNotAllowed(allowed)

    return answer
