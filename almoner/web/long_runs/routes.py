"""The addresses of `long_runs`, each with its permission and the roles that it opens to."""

from almoner.web.long_runs import views as long_runs
from almoner.web.route import EVERYBODY, P, Route

ROUTES = (
    Route("GET", "runs/<int:run_id>", long_runs.show, P.RUN_WATCH, EVERYBODY),
    Route("GET", "runs/<int:run_id>/now", long_runs.now, P.RUN_WATCH, EVERYBODY),
    Route("POST", "runs/<int:run_id>/stop", long_runs.stop_it, P.RUN_WATCH, EVERYBODY),
    Route("POST", "runs/<int:run_id>/go-on", long_runs.go_on_with_it, P.RUN_WATCH, EVERYBODY),
    Route("POST", "runs/<int:run_id>/take-back", long_runs.take_it_back, P.RUN_WATCH, EVERYBODY),
    Route("POST", "runs/<int:run_id>/put-away", long_runs.put_it_away, P.RUN_WATCH, EVERYBODY),
)
