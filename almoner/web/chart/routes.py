"""The addresses of `chart`, each with its permission and the roles that it opens to."""

from almoner.web.chart import reconciling
from almoner.web.chart import views as charts
from almoner.web.route import P, Route

ENTRY = "patients/<int:patient_id>/chart/<slug:kind>/<int:entry_id>"
RECONCILE = "patients/<int:patient_id>/chart/reconcile"

ROUTES = (
    Route("GET", "patients/<int:patient_id>/chart", charts.chart, P.CHART_READ, "coder provider"),
    Route("POST", "patients/<int:patient_id>/chart", charts.add, P.CHART_WRITE, "provider"),
    Route("POST", "patients/<int:patient_id>/chart/read", charts.read_results, P.CHART_WRITE, "provider"),
    Route("GET", "patients/<int:patient_id>/timeline", charts.timeline, P.CHART_READ, "coder provider"),
    Route("GET", "diagnoses", charts.diagnoses, P.CHART_READ, "coder provider"),
    Route("GET", ENTRY, charts.entry, P.CHART_READ, "coder provider"),
    Route("POST", f"{ENTRY}/change", charts.change, P.CHART_WRITE, "provider"),
    Route("POST", f"{ENTRY}/refill", charts.refill, P.CHART_WRITE, "provider"),
    Route("POST", f"{ENTRY}/end", charts.end, P.CHART_WRITE, "provider"),
    Route("POST", f"{ENTRY}/error", charts.mark_in_error, P.CHART_WRITE, "provider"),
    Route("GET", RECONCILE, reconciling.waiting, P.CHART_READ, "coder provider"),
    Route("POST", f"{RECONCILE}/keep", reconciling.keep, P.CHART_WRITE, "provider"),
    Route("POST", f"{RECONCILE}/take", reconciling.take_in, P.CHART_WRITE, "provider"),
    Route("POST", f"{RECONCILE}/leave", reconciling.leave, P.CHART_WRITE, "provider"),
    Route("POST", f"{RECONCILE}/list", reconciling.bring_in, P.CHART_WRITE, "provider"),
)
