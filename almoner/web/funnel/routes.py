"""The addresses of `funnel`, each with its permission and the roles that it opens to."""

from almoner.web.funnel import lag as lags
from almoner.web.funnel import views as funnels
from almoner.web.route import P, Route

ROUTES = (
    Route("GET", "funnel", funnels.show, P.LEDGER_READ, "biller manager"),
    Route("GET", "funnel/then", funnels.then, P.LEDGER_READ, "biller manager"),
    Route("GET", "funnel/lag", lags.show, P.LEDGER_READ, "biller manager"),
    Route("GET", "funnel/lag.csv", lags.visits_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "funnel/lag.xlsx", lags.visits_book, P.LEDGER_READ, "biller manager"),
    Route("GET", "agreement", funnels.agreement, P.LEDGER_READ, "biller manager"),
    Route("POST", "funnel/clear", funnels.clear, P.CHARGE_CLEAR, "biller manager"),
)
