"""The addresses of `comments`, each with its permission and the roles that it opens to."""

from almoner.web.comments import notices
from almoner.web.comments import views as comments
from almoner.web.route import CARE, P, Route

ROUTES = (
    Route("POST", "claims/<int:claim_id>/comments", comments.on_claim, P.CLAIM_READ, "biller coder manager"),
    Route("POST", "patients/<int:patient_id>/comments", comments.on_patient, P.COMMENT_WRITE, CARE),
    Route("POST", "comments/<int:comment_id>/mend", comments.mend_it, P.COMMENT_WRITE, CARE),
    Route("POST", "comments/<int:comment_id>/back", comments.take_it_back, P.COMMENT_WRITE, CARE),
    Route("GET", "notices", notices.show, P.COMMENT_WRITE, CARE),
    Route("POST", "notices/<int:notice_id>/done", notices.deal_with_it, P.COMMENT_WRITE, CARE),
)
