"""The addresses of `day`, each with its permission and the roles that it opens to."""

from almoner.web.day import bank, drawer
from almoner.web.day import views as day
from almoner.web.route import P, Route

ROUTES = (
    Route("GET", "day", day.day, P.DAY_READ, "biller front_desk manager"),
    Route("GET", "drawer", drawer.show, P.DRAWER_COUNT, "front_desk manager"),
    Route("POST", "drawer", drawer.count, P.DRAWER_COUNT, "front_desk manager"),
    Route("GET", "bank", bank.rows, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/settle", bank.settle, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/slip", bank.slip, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/payments", bank.payments, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/payments-back", bank.payments_back, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/fee", bank.fee, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/aside", bank.aside, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/fee-back", bank.fee_back, P.DEPOSIT_MAKE, "biller manager"),
    Route(
        "POST", "bank/<int:task_id>/settlement-back", bank.settlement_back, P.DEPOSIT_MAKE, "biller manager"
    ),
    Route("POST", "bank/<int:task_id>/slip-back", bank.slip_back, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "day/deposit", day.deposit, P.DEPOSIT_MAKE, "biller manager"),
    Route("GET", "deposits/<int:deposit_id>.pdf", day.slip, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "day/close", day.close_it, P.DAY_CLOSE, "manager"),
)
