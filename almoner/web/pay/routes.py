"""The addresses of the pay page: open to everybody; behind the question, to whom a link was opened alone."""

from almoner.web.pay import papers
from almoner.web.pay import views as pay
from almoner.web.pay.visitor import opened
from almoner.web.route import EVERYBODY, Route

ROUTES = (
    Route("GET", "pay", pay.closed, None, EVERYBODY, is_open=True),
    Route("POST", "pay", pay.answer, None, EVERYBODY, is_open=True),
    Route("GET", "pay/bill", opened(pay.bill), None, EVERYBODY, is_open=True),
    Route("POST", "pay/bill", opened(pay.begin), None, EVERYBODY, is_open=True),
    Route("POST", "pay/bill/plan", opened(pay.agree), None, EVERYBODY, is_open=True),
    Route("POST", "pay/bill/wrong", opened(pay.say_wrong), None, EVERYBODY, is_open=True),
    Route("GET", "pay/bill/<int:charge_id>", opened(pay.payment), None, EVERYBODY, is_open=True),
    Route("POST", "pay/bill/<int:charge_id>/give-up", opened(pay.give_up), None, EVERYBODY, is_open=True),
    Route("GET", "pay/receipts/<int:receipt_id>.pdf", opened(pay.receipt), None, EVERYBODY, is_open=True),
    Route("GET", "pay/papers", opened(papers.choose), None, EVERYBODY, is_open=True),
    Route(
        "GET", "pay/papers/<int:patient_id>/bill.pdf", opened(papers.itemized), None, EVERYBODY, is_open=True
    ),
    Route(
        *("GET", "pay/papers/<int:patient_id>/visits/<int:visit_id>.pdf", opened(papers.superbill)),
        *(None, EVERYBODY),
        is_open=True,
    ),
    Route(
        *("GET", "pay/papers/<int:patient_id>/paid/<int:year>.pdf", opened(papers.paid)),
        *(None, EVERYBODY),
        is_open=True,
    ),
    Route("POST", "pay/language", opened(pay.speak), None, EVERYBODY, is_open=True),
    Route("POST", "pay/leave", opened(pay.leave), None, EVERYBODY, is_open=True),
    Route("GET", "pay/<str:token>", pay.ask, None, EVERYBODY, is_open=True),
    Route("GET", "card-page/<int:practice_id>/<str:page_id>", pay.processor, None, EVERYBODY, is_open=True),
    Route("POST", "card-page/<int:practice_id>/<str:page_id>", pay.charge, None, EVERYBODY, is_open=True),
)
