"""The addresses of `entry`, each with its permission and the roles that it opens to."""

from almoner.web.entry import views as entry
from almoner.web.route import EVERYBODY, Route

ROUTES = (
    Route("GET", "sign-in", entry.ask, None, EVERYBODY, is_open=True),
    Route("POST", "sign-in", entry.sign_in, None, EVERYBODY, is_open=True),
    Route("POST", "sign-out", entry.sign_out, None, EVERYBODY),
    Route("GET", "", entry.home, None, EVERYBODY),
    Route("GET", "practice", entry.practices, None, EVERYBODY),
    Route("POST", "practice", entry.enter_practice, None, EVERYBODY),
)
