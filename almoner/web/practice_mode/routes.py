"""The addresses of practice mode: the door on the real screens, and the acts in a learner's room."""

from almoner.web.practice_mode import views
from almoner.web.route import EVERYBODY, Route

ROUTES = (
    Route("GET", "training", views.show, None, EVERYBODY),
    Route("POST", "training/open", views.open_room, None, EVERYBODY),
    Route("POST", "training/leave", views.leave, None, EVERYBODY),
    Route("POST", "training/begin", views.begin, None, EVERYBODY),
    Route("POST", "training/hint", views.hint, None, EVERYBODY),
    Route("POST", "training/check", views.check, None, EVERYBODY),
    Route("POST", "training/give-up", views.give_up, None, EVERYBODY),
    Route("POST", "training/clock", views.pass_days, None, EVERYBODY),
    Route("POST", "training/anew", views.reset, None, EVERYBODY),
)
