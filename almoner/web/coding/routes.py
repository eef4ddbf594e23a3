"""The addresses of `coding`, each with its permission and the roles that it opens to."""

from almoner.web.coding import autonomy, late, reviews, turns
from almoner.web.coding import views as coding
from almoner.web.route import P, Route

REVIEW = "visits/<int:visit_id>/review"

ROUTES = (
    Route("GET", "coding", coding.waiting, P.CODE_DECIDE, "coder provider"),
    Route("GET", "code-update", turns.show, P.CLAIM_READ, "biller coder manager"),
    Route("GET", "visits/<int:visit_id>/superbill", coding.show, P.CODE_DECIDE, "coder provider"),
    Route("POST", "visits/<int:visit_id>/superbill/decide", coding.choose, P.CODE_DECIDE, "coder provider"),
    Route(
        "POST", "visits/<int:visit_id>/superbill/together", coding.together, P.CODE_DECIDE, "coder provider"
    ),
    Route("POST", "visits/<int:visit_id>/superbill/model", coding.ask_model, P.CODE_DECIDE, "coder provider"),
    Route("POST", "visits/<int:visit_id>/superbill/late", late.decide, P.CODE_DECIDE, "coder provider"),
    Route("GET", "queries/<int:query_id>", coding.query, P.CODE_DECIDE, "coder provider"),
    Route("GET", REVIEW, reviews.show, P.CODE_REVIEW, "coder provider"),
    Route("POST", f"{REVIEW}/code", reviews.code_again, P.CODE_REVIEW, "coder provider"),
    Route("POST", f"{REVIEW}/settle", reviews.settle, P.CODE_REVIEW, "coder provider"),
    Route("POST", "agreement/fit", autonomy.fit, P.CALIBRATION_FIT, "biller manager"),
    Route("POST", "agreement/level", autonomy.set_level, P.AUTONOMY_SET, "manager"),
    Route("POST", "visits/<int:visit_id>/superbill/ask", coding.ask, P.CODE_DECIDE, "coder provider"),
    Route("POST", "visits/<int:visit_id>/superbill/answer", coding.answer, P.NOTE_SIGN, "provider"),
    Route("POST", "visits/<int:visit_id>/superbill/finish", coding.finish, P.CODE_DECIDE, "coder provider"),
)
