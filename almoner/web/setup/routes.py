"""The addresses of `setup`, each with its permission and the roles that it opens to."""

from almoner.web.route import EVERYBODY, P, Route
from almoner.web.setup import (
    contracts,
    fees,
    general_ledger,
    links,
    password,
    people,
    performance,
    practice,
)
from almoner.web.setup import views as setup

ROUTES = (
    Route("GET", "keys", setup.show, None, EVERYBODY),
    Route("POST", "keys", setup.keep, None, EVERYBODY),
    Route("POST", "keys/moved", setup.keep_keys, None, EVERYBODY),
    Route("POST", "keys/reset", setup.reset_keys, None, EVERYBODY),
    Route("POST", "keys/password", password.change, None, EVERYBODY),
    Route("POST", "keys/names", setup.keep_names, None, EVERYBODY),
    Route("POST", "keys/columns/<slug:of>", setup.keep_columns, None, EVERYBODY),
    Route("POST", "keys/order/<slug:of>", setup.keep_order, None, EVERYBODY),
    Route("GET", "fees", fees.show, P.SETUP_WRITE, "manager admin"),
    Route("POST", "fees", fees.load, P.SETUP_WRITE, "manager admin"),
    Route("POST", "fees/preview", fees.preview, P.SETUP_WRITE, "manager admin"),
    Route("POST", "fees/<int:schedule_id>/withdraw", fees.withdraw, P.SETUP_WRITE, "manager admin"),
    Route("GET", "contracts", contracts.show, P.SETUP_WRITE, "manager admin"),
    Route("POST", "contracts", contracts.bring, P.SETUP_WRITE, "manager admin"),
    Route("GET", "contracts/<int:contract_id>", contracts.look, P.SETUP_WRITE, "manager admin"),
    Route(
        "POST", "contracts/<int:contract_id>/force", contracts.put_in_force, P.SETUP_WRITE, "manager admin"
    ),
    Route("POST", "contracts/<int:contract_id>/withdraw", contracts.withdraw, P.SETUP_WRITE, "manager admin"),
    Route("GET", "setup", practice.show, P.SETUP_WRITE, "manager admin"),
    Route("GET", "setup/enrollments", practice.enrollments, P.SETUP_WRITE, "manager admin"),
    Route("GET", "setup/link", links.show, P.SETUP_WRITE, "manager admin"),
    Route("POST", "setup/link", links.look, P.SETUP_WRITE, "manager admin"),
    Route("GET", "setup/payers/<int:payer_id>/route", links.route, P.SETUP_WRITE, "manager admin"),
    Route("POST", "setup/payers/<int:payer_id>/route", links.test_it, P.SETUP_WRITE, "manager admin"),
    Route("GET", "setup/ledger", general_ledger.show, P.SETUP_WRITE, "manager admin"),
    Route("GET", "setup/ledger.csv", general_ledger.as_list, P.SETUP_WRITE, "manager admin"),
    Route("POST", "setup/ledger", general_ledger.load, P.SETUP_WRITE, "manager admin"),
    Route("POST", "setup/ledger/preview", general_ledger.preview, P.SETUP_WRITE, "manager admin"),
    Route("GET", "setup/ledger/<slug:account>", general_ledger.open_one, P.SETUP_WRITE, "manager admin"),
    Route("POST", "setup/ledger/<slug:account>", general_ledger.change, P.SETUP_WRITE, "manager admin"),
    Route("GET", "setup/<slug:noun>/new", practice.blank, P.SETUP_WRITE, "manager admin"),
    Route("POST", "setup/<slug:noun>/new", practice.add, P.SETUP_WRITE, "manager admin"),
    Route("GET", "setup/<slug:noun>/<int:record_id>", practice.open_one, P.SETUP_WRITE, "manager admin"),
    Route("POST", "setup/<slug:noun>/<int:record_id>", practice.change, P.SETUP_WRITE, "manager admin"),
    Route("GET", "performance", performance.show, P.SETUP_WRITE, "manager admin"),
    Route("GET", "people", people.show, P.USER_WRITE, "admin"),
    Route("POST", "people/invite", people.invite, P.USER_WRITE, "admin"),
    Route("POST", "people/keep", people.keep, P.USER_WRITE, "admin"),
    Route("POST", "people/take", people.take_away, P.USER_WRITE, "admin"),
    Route("POST", "people/password", people.renew, P.USER_WRITE, "admin"),
)
