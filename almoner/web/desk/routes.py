"""The addresses of `desk`, each with its permission and the roles that it opens to."""

from almoner.web.desk import due, good_faith, notice, payer_questions
from almoner.web.route import DESK, P, Route

WRITERS = "biller front_desk provider"
NOTICE = "patients/<int:patient_id>/advance-notice"
QUESTIONS = "patients/<int:patient_id>/payer-questions"
ESTIMATE = "today/<int:appointment_id>/estimate"

ROUTES = (
    Route("GET", "today/notices", due.show, P.DOCUMENT_WRITE, WRITERS),
    Route("GET", NOTICE, notice.show, P.DOCUMENT_WRITE, WRITERS),
    Route("POST", NOTICE, notice.sign, P.DOCUMENT_WRITE, WRITERS),
    Route("GET", f"{NOTICE}.pdf", notice.sheet, P.DOCUMENT_WRITE, WRITERS),
    Route("POST", f"{NOTICE}/withdraw", notice.withdraw, P.DOCUMENT_WRITE, WRITERS),
    Route("POST", f"{NOTICE}/order", notice.prepare, P.CHART_WRITE, "provider"),
    Route("GET", QUESTIONS, payer_questions.show, P.PATIENT_WRITE, "front_desk"),
    Route("POST", QUESTIONS, payer_questions.keep, P.PATIENT_WRITE, "front_desk"),
    Route("POST", f"{QUESTIONS}/confirm", payer_questions.confirm, P.PATIENT_WRITE, "front_desk"),
    Route("GET", ESTIMATE, good_faith.show, P.ESTIMATE_GIVE, DESK),
    Route("POST", ESTIMATE, good_faith.make, P.ESTIMATE_GIVE, DESK),
    Route("POST", f"{ESTIMATE}/sign", good_faith.sign, P.ESTIMATE_GIVE, DESK),
)
