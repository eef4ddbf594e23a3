"""The addresses of `rules`, each with its permission and the roles that it opens to."""

from almoner.web.route import EVERYBODY, P, Route
from almoner.web.rules import stops
from almoner.web.rules import views as rules

ROUTES = (
    Route("GET", "rules", rules.rules, P.SETUP_READ, EVERYBODY),
    Route("POST", "rules/consent", rules.decide, P.SETUP_WRITE, "admin manager"),
    Route("GET", "rules/<str:card>/stop", stops.look, P.SETUP_WRITE, "admin manager"),
    Route("POST", "rules/<str:card>/stop", stops.decide, P.SETUP_WRITE, "admin manager"),
    Route("GET", "rules/<str:card>", rules.open_one, P.SETUP_READ, EVERYBODY),
)
