"""The addresses of `dictation`, each with its permission and the roles that it opens to."""

from almoner.web.dictation import views as dictation
from almoner.web.route import P, Route

SAID = "visits/<int:visit_id>/dictation"

ROUTES = (
    Route("GET", SAID, dictation.show, P.VISIT_WRITE, "provider"),
    Route("POST", f"{SAID}/type", dictation.type_in, P.VISIT_WRITE, "provider"),
    Route("POST", f"{SAID}/upload", dictation.upload, P.VISIT_WRITE, "provider"),
    Route("POST", f"{SAID}/begin", dictation.begin, P.VISIT_WRITE, "provider"),
    Route("POST", "dictations/<int:dictation_id>/piece", dictation.keep_piece, P.VISIT_WRITE, "provider"),
    Route("POST", "dictations/<int:dictation_id>/hear", dictation.hear, P.VISIT_WRITE, "provider"),
    Route("POST", "dictations/<int:dictation_id>/confirm", dictation.confirm, P.VISIT_WRITE, "provider"),
    Route("POST", "dictations/<int:dictation_id>/use", dictation.put_in, P.VISIT_WRITE, "provider"),
    Route("GET", "dictations/<int:dictation_id>/recording", dictation.listen, P.VISIT_WRITE, "provider"),
)
