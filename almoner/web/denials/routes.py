"""The addresses of `denials`, each with its permission and the roles that it opens to."""

from almoner.web.denials import views as denials
from almoner.web.route import P, Route

ROUTES = (
    Route("GET", "denials", denials.listed, P.BALANCE_ADJUST, "biller manager"),
    Route("GET", "denials/give-up", denials.chosen, P.BALANCE_ADJUST, "biller manager"),
    Route("POST", "denials/give-up", denials.give_them_up, P.BALANCE_ADJUST, "biller manager"),
    Route("GET", "denials/<int:denial_id>", denials.denial, P.CLAIM_READ, "biller coder manager"),
    Route("POST", "denials/<int:denial_id>/appeal", denials.send_it, P.DENIAL_WORK, "biller"),
    Route("POST", "denials/<int:denial_id>/packet", denials.preview_it, P.DENIAL_WORK, "biller"),
    Route("GET", "denials/<int:denial_id>/packet.pdf", denials.packet, P.CLAIM_READ, "biller coder manager"),
    Route("POST", "denials/<int:denial_id>/answer", denials.hear_it, P.DENIAL_WORK, "biller"),
)
