"""The addresses of `my_day`, each with its permission and the roles that it opens to."""

from almoner.web.my_day import begin, inbox
from almoner.web.my_day import views as my_day
from almoner.web.route import P, Route

ROUTES = (
    Route("GET", "my-day", my_day.show, P.DAY_SIGN, "provider"),
    Route("GET", "my-day/next", my_day.go_on, P.DAY_SIGN, "provider"),
    Route("GET", "inbox", inbox.show, P.CHART_WRITE, "provider"),
    Route(
        "GET",
        "authorizations",
        inbox.authorizations,
        P.PATIENT_READ,
        "biller coder front_desk manager provider",
    ),
    Route("POST", "my-day/close", my_day.close, P.DAY_SIGN, "provider"),
    Route("GET", "patients/<int:patient_id>/begin", begin.show, P.VISIT_WRITE, "provider"),
    Route("POST", "patients/<int:patient_id>/begin", begin.begin, P.VISIT_WRITE, "provider"),
)
