"""The addresses of `coding`, each with its permission and the roles that it opens to."""

from almoner.web.coding import views as coding
from almoner.web.route import P, Route

ROUTES = (
    Route("GET", "coding", coding.waiting, P.CODE_DECIDE, "coder provider"),
    Route("GET", "visits/<int:visit_id>/superbill", coding.show, P.CODE_DECIDE, "coder provider"),
    Route("POST", "visits/<int:visit_id>/superbill/decide", coding.choose, P.CODE_DECIDE, "coder provider"),
    Route("POST", "visits/<int:visit_id>/superbill/ask", coding.ask, P.CODE_DECIDE, "coder provider"),
    Route("POST", "visits/<int:visit_id>/superbill/answer", coding.answer, P.NOTE_SIGN, "provider"),
    Route("POST", "visits/<int:visit_id>/superbill/finish", coding.finish, P.CODE_DECIDE, "coder provider"),
)
