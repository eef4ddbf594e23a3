"""The addresses of `remits`, each with its permission and the roles that it opens to."""

from almoner.web.remits import acts as remit_acts
from almoner.web.remits import bring, enter
from almoner.web.remits import views as remits
from almoner.web.route import P, Route

ROUTES = (
    Route("GET", "remittances", remits.remittances, P.REMITTANCE_READ, "biller manager"),
    Route("POST", "remittances/post-clean", remits.post_clean, P.REMITTANCE_POST, "biller"),
    Route("GET", "remittances/<int:remittance_id>", remits.remittance, P.REMITTANCE_READ, "biller manager"),
    Route("POST", "remittances/<int:remittance_id>/post", remits.post_it, P.REMITTANCE_POST, "biller"),
    Route("POST", "remittances/<int:remittance_id>/reverse", remits.reverse, P.REMITTANCE_REVERSE, "manager"),
    Route("POST", "remittances/<int:remittance_id>/set-aside", remits.set_aside, P.REMITTANCE_POST, "biller"),
    Route("POST", "remittances/<int:remittance_id>/take-up", remits.take_up, P.REMITTANCE_POST, "biller"),
    Route(
        "GET",
        "remittances/<int:remittance_id>/report.csv",
        remits.report_csv,
        P.REMITTANCE_READ,
        "biller manager",
    ),
    Route(
        "GET",
        "remittances/<int:remittance_id>/report.xlsx",
        remits.report_book,
        P.REMITTANCE_READ,
        "biller manager",
    ),
    Route(
        "GET",
        "remittances/<int:remittance_id>/report.pdf",
        remits.report_pdf,
        P.REMITTANCE_READ,
        "biller manager",
    ),
    Route("GET", "remittances/<int:remittance_id>/sheet", enter.picture, P.REMITTANCE_READ, "biller manager"),
    Route("GET", "remittances/enter", enter.form, P.REMITTANCE_POST, "biller"),
    Route("POST", "remittances/enter", enter.keep, P.REMITTANCE_POST, "biller"),
    Route("GET", "remittances/import", bring.form, P.FILE_RECEIVE, "biller"),
    Route("POST", "remittances/import", bring.keep, P.FILE_RECEIVE, "biller"),
    Route("GET", "remittances/takebacks", remit_acts.show_takebacks, P.REMITTANCE_READ, "biller manager"),
    Route("POST", "remittances/takebacks/match", remit_acts.match, P.SUSPENSE_PLACE, "biller"),
    Route("POST", "remittances/takebacks/place", remit_acts.place, P.SUSPENSE_PLACE, "biller"),
    Route("GET", "remittances/rules", remit_acts.rules, P.REMITTANCE_READ, "biller manager"),
    Route("POST", "remittances/rules", remit_acts.decide, P.SETUP_WRITE, "admin manager"),
)
