"""The addresses of `work`, each with its permission and the roles that it opens to."""

from almoner.web.route import P, Route
from almoner.web.work import views as work

ROUTES = (
    Route("GET", "work", work.work, P.TASK_READ, "biller coder front_desk manager provider"),
    Route(
        "POST",
        "work/<int:task_id>/close",
        work.close,
        P.TASK_WORK,
        "biller coder front_desk manager provider",
    ),
)
