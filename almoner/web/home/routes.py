"""The addresses of `home`, each with its permission and the roles that it opens to."""

from almoner.web.home import causes
from almoner.web.home import views as home
from almoner.web.route import P, Route

ROUTES = (
    Route("GET", "home", home.show, P.LEDGER_READ, "biller manager"),
    Route("GET", "home/rows", home.rows, P.LEDGER_READ, "biller manager"),
    Route("GET", "home/rows.csv", home.rows_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "home/rows.xlsx", home.rows_book, P.LEDGER_READ, "biller manager"),
    Route("GET", "home/causes", causes.show, P.LEDGER_READ, "biller manager"),
    Route("GET", "home/causes.csv", causes.sheet_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "home/causes.xlsx", causes.sheet_book, P.LEDGER_READ, "biller manager"),
    Route("GET", "home/chart.csv", home.chart_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "home/chart.xlsx", home.chart_book, P.LEDGER_READ, "biller manager"),
)
