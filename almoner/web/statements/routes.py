"""The addresses of `statements`, each with its permission and the roles that it opens to."""

from almoner.web.route import MONEY, P, Route
from almoner.web.statements import views as statements

ROUTES = (
    Route("GET", "statements", statements.run, P.STATEMENT_READ, MONEY),
    Route("POST", "statements/send", statements.send, P.STATEMENT_SEND, "biller"),
    Route("POST", "statements/apply", statements.apply, P.RECEIPT_ALLOCATE, "biller"),
    Route("POST", "statements/send-all", statements.send_all, P.STATEMENT_SEND, "biller"),
    Route("GET", "statements/print.zip", statements.for_the_printer, P.STATEMENT_SEND, "biller"),
    Route("GET", "plans", statements.plans, P.STATEMENT_READ, MONEY),
    Route("GET", "collections", statements.agencies, P.STATEMENT_READ, MONEY),
    Route("POST", "collections/place", statements.place, P.PLACEMENT_WRITE, "biller"),
    Route("POST", "collections/recall", statements.recall, P.PLACEMENT_WRITE, "biller"),
    Route("POST", "collections/returned-fee", statements.set_fee, P.SETUP_WRITE, "admin manager"),
    Route("POST", "collections/write-off", statements.write_off, P.BALANCE_APPROVE, "manager"),
    Route("GET", "collections/file.csv", statements.file_of_batch, P.PLACEMENT_WRITE, "biller"),
    Route("GET", "collections/file.xlsx", statements.book_of_batch, P.PLACEMENT_WRITE, "biller"),
)
