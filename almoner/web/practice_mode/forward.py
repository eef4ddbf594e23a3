"""Shows a learner's room behind the address of the real screens: while they practise, their requests go to
the room's own process and nowhere else.

Promises that only who is signed in here comes to a room, and only to their own; that the room never sees this
sign-in's cookie; and that the way back and the sign-out are answered here, whatever the room does.
"""

import http.client
import time
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from almoner.store.training import CARRIES
from almoner.web.guard import caller_of
from almoner.web.practice_mode.rooms import ROOMS, Open, State

PRACTISING = "practising"
"""In a session: this sign-in practises now."""
OURS = ("/static/", "/training/leave", "/training/open", "/sign-out", "/sign-in")
WAIT_S = 60
TOLD = (
    *("Accept", "Accept-Encoding", "Content-Type", "Origin", "Referer"),
    *("HX-Boosted", "HX-Current-URL", "HX-Request", "HX-Target"),
)
"""Headers of a request that the room is told."""
KEPT = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"})
"""Headers of an answer that belong to one connection."""


class ForwardToRoom:
    """Middleware of the real screens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OURS) or not _practises(request):
            return self.get_response(request)
        said = request.body  # before anybody reads it as a form
        if caller_of(request) is None:
            return self.get_response(request)
        room = ROOMS.of(request.user.pk or 0)
        if room is None or room.state is not State.READY:
            del request.session[PRACTISING]
            return HttpResponseRedirect("/training?closed=1")
        room.used_at = time.monotonic()
        try:
            return _answer(request, said, room)
        except (OSError, http.client.HTTPException):
            del request.session[PRACTISING]
            return HttpResponseRedirect("/training?closed=1")


def _practises(request: HttpRequest) -> bool:
    """True where the sign-in practises now; of books that are away the screen itself tells."""
    try:
        return bool(request.session.get(PRACTISING))
    except (OperationalError, InterfaceError):
        return False


def _answer(request: HttpRequest, said: bytes, room: Open) -> HttpResponse:
    """Ask the room, and give its answer as it is."""
    asked = http.client.HTTPConnection("127.0.0.1", room.port, timeout=WAIT_S)
    try:
        asked.request(
            request.method or "GET", request.get_full_path(), body=said, headers=_told(request, room)
        )
        got = asked.getresponse()
        answer = HttpResponse(got.read(), status=got.status, content_type=got.headers.get("Content-Type"))
        for name, value in got.getheaders():
            if name.lower() not in KEPT | {"content-type", "set-cookie"}:
                answer.headers[name] = value
        for cookie in got.headers.get_all("Set-Cookie") or ():
            answer.cookies.load(cookie)
        return answer
    finally:
        asked.close()


def _told(request: HttpRequest, room: Open) -> dict[str, str]:
    """What the room is told of a request: its cookies without this sign-in's, and that it comes from here."""
    told = {name: request.headers[name] for name in TOLD if name in request.headers}
    cookies = (
        f"{name}={value}" for name, value in request.COOKIES.items() if name != settings.SESSION_COOKIE_NAME
    )
    return {**told, "Host": request.get_host(), "Cookie": "; ".join(cookies), CARRIES: room.secret}
