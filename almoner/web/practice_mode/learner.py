"""Who is in a room: the learner whom the real screens signed in, and nobody else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.crypto import constant_time_compare

from almoner.flow import users
from almoner.flow.setup import training
from almoner.settings import option
from almoner.store.training import CARRIES
from almoner.web.practice_mode import mission


class LearnerAlone:
    """Middleware of a room's process: only the real screens are answered, which know its secret; each page
    and each form of a mission under way counts as an act.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        secret = option("ALMONER_TRAINING")
        if not secret or not constant_time_compare(request.headers.get(CARRIES, ""), secret):
            return HttpResponseForbidden("This room is entered through practice mode.", "text/plain")
        request.user = training.learner()
        if "practice_name" not in request.session:
            practices = users.practices_of(request.user.pk)
            request.session["practice"], request.session["practice_name"] = practices[0]
        mission.count_act(request)
        return self.get_response(request)
