"""The addresses of `ledger`, each with its permission and the roles that it opens to."""

from almoner.web.ledger import moves
from almoner.web.ledger import views as ledger
from almoner.web.route import P, Route

ROUTES = (
    Route("GET", "receivables", ledger.receivables, P.LEDGER_READ, "biller manager"),
    Route("GET", "receivables.csv", ledger.aged_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "receivables.xlsx", ledger.aged_book, P.LEDGER_READ, "biller manager"),
    Route("GET", "receivables/patients", ledger.patients, P.LEDGER_READ, "biller manager"),
    Route("GET", "receivables/patients.csv", ledger.patients_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "receivables/patients.xlsx", ledger.patients_book, P.LEDGER_READ, "biller manager"),
    Route("GET", "month", ledger.month, P.LEDGER_READ, "biller manager"),
    Route("GET", "month/moves", moves.show, P.LEDGER_READ, "biller manager"),
    Route("GET", "month/journal.csv", ledger.journal, P.LEDGER_READ, "biller manager"),
    Route("GET", "month/journal.xlsx", ledger.journal_book, P.LEDGER_READ, "biller manager"),
    Route("POST", "month/close", ledger.close_it, P.MONTH_CLOSE, "manager"),
)
