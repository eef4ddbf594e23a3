"""The addresses of `setup`, each with its permission and the roles that it opens to."""

from almoner.web.route import EVERYBODY, P, Route
from almoner.web.setup import fees
from almoner.web.setup import views as setup

ROUTES = (
    Route("GET", "keys", setup.keys, None, EVERYBODY),
    Route("POST", "keys", setup.keep, None, EVERYBODY),
    Route("GET", "fees", fees.show, P.SETUP_WRITE, "manager admin"),
    Route("POST", "fees", fees.load, P.SETUP_WRITE, "manager admin"),
    Route("POST", "fees/preview", fees.preview, P.SETUP_WRITE, "manager admin"),
    Route("GET", "people", setup.people, P.USER_WRITE, "admin"),
)
