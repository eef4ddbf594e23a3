"""What the log keeps of a failure of ours: where it was, which kind, and never an exception's words."""

import logging
import traceback
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Log the route and the frames, innermost last; Django answers with its 500 page."""
        match = request.resolver_match
        frames = traceback.extract_tb(exception.__traceback__)[-MOST_FRAMES:]
        places = " > ".join(
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames
        )
        route = match.route if match else "no route"
        LOG.error("%s %s failed: %s at %s", request.method, route, type(exception).__name__, places)
