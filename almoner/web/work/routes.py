"""The addresses of `work`, each with its permission and the roles that it opens to."""

from almoner.web.route import P, Route
from almoner.web.work import views as work

_WORKERS = "biller coder front_desk manager provider"
ROUTES = (
    Route("GET", "work", work.work, P.TASK_READ, _WORKERS),
    Route("POST", "work/views", work.keep, P.TASK_READ, _WORKERS),
    Route("POST", "work/views/<int:view_id>/drop", work.drop, P.TASK_READ, _WORKERS),
    Route("GET", "work/chosen", work.chosen, P.TASK_WORK, _WORKERS),
    Route("POST", "work/hand", work.hand, P.TASK_WORK, _WORKERS),
    Route("POST", "work/snooze", work.snooze, P.TASK_WORK, _WORKERS),
    Route("POST", "work/<int:task_id>/close", work.close, P.TASK_WORK, _WORKERS),
)
