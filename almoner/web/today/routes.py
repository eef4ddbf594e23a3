"""The addresses of `today`, each with its permission and the roles that it opens to."""

from almoner.web.route import CARE, DESK, P, Route
from almoner.web.today import checkout, sheet
from almoner.web.today import views as today

ROUTES = (
    Route("GET", "today", today.board, P.PATIENT_READ, CARE),
    Route("GET", "today/<int:appointment_id>", sheet.show, P.ELIGIBILITY_ASK, DESK),
    Route("POST", "today/<int:appointment_id>/ask", sheet.ask, P.ELIGIBILITY_ASK, DESK),
    Route("POST", "today/<int:appointment_id>/take", sheet.take, P.RECEIPT_TAKE, "front_desk"),
    Route(
        "POST", "today/<int:appointment_id>/forms", sheet.sign, P.DOCUMENT_WRITE, "biller front_desk provider"
    ),
    Route(
        "GET", "today/<int:appointment_id>/check-out", checkout.show, P.SCHEDULE_WRITE, "front_desk manager"
    ),
    Route("POST", "today/<int:appointment_id>/check-out", checkout.take, P.RECEIPT_TAKE, "front_desk"),
    Route(
        "POST",
        "today/<int:appointment_id>/check-out/book",
        checkout.book,
        P.SCHEDULE_WRITE,
        "front_desk manager",
    ),
    Route(
        "GET", "today/<int:appointment_id>/paper.pdf", checkout.paper, P.SCHEDULE_WRITE, "front_desk manager"
    ),
    Route(
        "GET", "visits/<int:visit_id>/check-out", checkout.show_visit, P.SCHEDULE_WRITE, "front_desk manager"
    ),
    Route("POST", "visits/<int:visit_id>/check-out", checkout.take_visit, P.RECEIPT_TAKE, "front_desk"),
    Route(
        "POST",
        "visits/<int:visit_id>/check-out/book",
        checkout.book_after_visit,
        P.SCHEDULE_WRITE,
        "front_desk manager",
    ),
    Route(
        "GET",
        "visits/<int:visit_id>/paper.pdf",
        checkout.paper_of_visit,
        P.SCHEDULE_WRITE,
        "front_desk manager",
    ),
    Route(
        "POST", "today/<int:appointment_id>/check-in", today.check_in, P.SCHEDULE_WRITE, "front_desk manager"
    ),
    Route(
        "POST", "today/<int:appointment_id>/not-here", today.not_here, P.SCHEDULE_WRITE, "front_desk manager"
    ),
    Route("POST", "today/<int:appointment_id>/begin", today.begin, P.VISIT_WRITE, "provider"),
    Route("POST", "today/<int:appointment_id>/cancel", today.cancel, P.SCHEDULE_WRITE, "front_desk manager"),
    Route(
        "POST", "today/<int:appointment_id>/no-show", today.no_show, P.SCHEDULE_WRITE, "front_desk manager"
    ),
)
