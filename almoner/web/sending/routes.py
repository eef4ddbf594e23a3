"""The addresses of `sending`, each with its permission and the roles that it opens to."""

from almoner.web.route import P, Route
from almoner.web.sending import asking, batches, holds
from almoner.web.sending import views as sending

_READERS = "biller coder manager"
ROUTES = (
    Route("GET", "send", sending.ready, P.CLAIM_READ, _READERS),
    Route("POST", "send", sending.let_go, P.CLAIM_SEND, "biller"),
    Route("POST", "send/build", sending.build, P.CLAIM_BUILD, "biller"),
    Route("POST", "send/<int:release_id>/back", sending.call_back, P.CLAIM_SEND, "biller"),
    Route("POST", "send/wait", sending.set_wait, P.SETUP_WRITE, "manager admin"),
    Route("GET", "send/batches", batches.batches, P.CLAIM_READ, _READERS),
    Route("GET", "send/batches/<int:interchange_id>", batches.batch, P.CLAIM_READ, _READERS),
    Route("GET", "send/batches/<int:interchange_id>/file", batches.file, P.CLAIM_SEND, "biller"),
    Route("GET", "send/holds/<int:claim_id>", holds.show, P.CLAIM_READ, _READERS),
    Route("POST", "send/holds/<int:claim_id>", holds.mend_it, P.CLAIM_BUILD, "biller"),
    Route("POST", "send/holds/<int:claim_id>/ask", asking.ask, P.DENIAL_WORK, "biller"),
    Route(
        "POST", "send/holds/<int:claim_id>/override", holds.override_it, P.CLAIM_OVERRIDE, "biller manager"
    ),
)
