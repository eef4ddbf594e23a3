"""The addresses of `audit`, each with its permission and the roles that it opens to."""

from almoner.web.audit import staff
from almoner.web.audit import views as audit
from almoner.web.route import P, Route

ROUTES = (
    Route("GET", "audit", audit.show, P.AUDIT_READ, "manager admin"),
    Route("POST", "audit", audit.prove, P.AUDIT_READ, "manager admin"),
    Route("GET", "staff", staff.show, P.AUDIT_READ, "manager admin"),
    Route("GET", "staff.csv", staff.table_csv, P.AUDIT_READ, "manager admin"),
    Route("GET", "staff.xlsx", staff.table_book, P.AUDIT_READ, "manager admin"),
    Route("GET", "audit.csv", audit.export, P.AUDIT_READ, "manager admin"),
    Route("GET", "audit.xlsx", audit.export_book, P.AUDIT_READ, "manager admin"),
)
