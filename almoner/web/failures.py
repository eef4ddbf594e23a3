"""What the log keeps of a failure of ours: where it was, which kind, and never an exception's words."""

import logging
import secrets
import traceback
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from almoner.store.same_schema import NewerBooks
from almoner.store.session import StoreBusy
from almoner.web import errors

LOG = logging.getLogger(__name__)
MOST_FRAMES = 12


class TellFailures:
    """Middleware that logs what no page explains; the words of an exception may hold a patient's data, its
    place doesn't.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Log the route and the frames, innermost last, under a code that the page shows. Books that can't be
        reached have a page of their own; else Django answers with our page of what broke.
        """
        match = request.resolver_match
        frames = traceback.extract_tb(exception.__traceback__)[-MOST_FRAMES:]
        places = " > ".join(
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames
        )
        route = match.route if match else "no route"
        code = request.META[errors.FAILURE] = secrets.token_hex(4)
        kind = type(exception).__name__
        LOG.error("%s %s failed (%s): %s at %s", request.method, route, code, kind, places)
        if isinstance(exception, NewerBooks):
            return errors.outdated(request)
        is_away = isinstance(exception, StoreBusy | OperationalError | InterfaceError)
        return errors.unreachable(request) if is_away else None
