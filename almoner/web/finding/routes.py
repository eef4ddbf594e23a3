"""The addresses of `finding`, each with its permission and the roles that it opens to."""

from almoner.web.finding import views as finding
from almoner.web.route import CARE, P, Route

ROUTES = (
    Route("GET", "find", finding.find, P.PATIENT_READ, CARE),
    Route("GET", "find/options", finding.options, P.PATIENT_READ, CARE),
)
