"""The addresses of `reports`, each with its permission and the roles that it opens to."""

from almoner.web.reports import looked, scorecard, variance
from almoner.web.reports import views as reports
from almoner.web.route import P, Route

ROUTES = (
    Route("GET", "reports", reports.board, P.LEDGER_READ, "biller manager"),
    Route("GET", "reports.csv", reports.board_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "reports.xlsx", reports.board_book, P.LEDGER_READ, "biller manager"),
    Route("POST", "reports/look", looked.look, P.LEDGER_READ, "biller manager"),
    Route("POST", "reports/count", looked.count, P.LEDGER_READ, "biller manager"),
    Route("POST", "reports/cost", reports.enter_cost, P.COST_WRITE, "manager"),
    Route("GET", "scorecard", scorecard.show, P.LEDGER_READ, "biller manager"),
    Route("GET", "scorecard.csv", scorecard.card_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "scorecard.xlsx", scorecard.card_book, P.LEDGER_READ, "biller manager"),
    Route("GET", "variance", variance.show, P.LEDGER_READ, "biller manager"),
    Route("GET", "variance.csv", variance.table_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "variance.xlsx", variance.table_book, P.LEDGER_READ, "biller manager"),
    Route("POST", "variance/dispute", variance.dispute, P.LEDGER_READ, "biller manager"),
    Route("GET", "reports/<slug:indicator_id>", reports.indicator, P.LEDGER_READ, "biller manager"),
    Route("GET", "reports/<slug:indicator_id>.csv", reports.items_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "reports/<slug:indicator_id>.xlsx", reports.items_book, P.LEDGER_READ, "biller manager"),
)
