"""The addresses of `claims`, each with its permission and the roles that it opens to."""

from almoner.web.claims import calls, charges, correcting, following, other_payer, paper
from almoner.web.claims import views as claims
from almoner.web.route import P, Route

ROUTES = (
    Route("GET", "claims", claims.claims, P.CLAIM_READ, "biller coder manager"),
    Route("GET", "claims/<int:claim_id>", claims.claim, P.CLAIM_READ, "biller coder manager"),
    Route("POST", "claims/<int:claim_id>/override", claims.override_it, P.CLAIM_OVERRIDE, "biller manager"),
    Route("POST", "claims/<int:claim_id>/call", calls.write_it, P.DENIAL_WORK, "biller"),
    Route("GET", "claims/<int:claim_id>/correct", correcting.show, P.DENIAL_WORK, "biller"),
    Route("POST", "claims/<int:claim_id>/correct", correcting.correct_it, P.DENIAL_WORK, "biller"),
    Route("GET", "claims/<int:claim_id>/other-payer", other_payer.show, P.DENIAL_WORK, "biller"),
    Route("POST", "claims/<int:claim_id>/other-payer", other_payer.bill_it, P.DENIAL_WORK, "biller"),
    Route(
        "POST", "claims/<int:claim_id>/other-payer/back", other_payer.take_it_back, P.DENIAL_WORK, "biller"
    ),
    Route("POST", "claims/<int:claim_id>/next", following.bill_next_it, P.CLAIM_BUILD, "biller"),
    Route("POST", "claims/<int:claim_id>/pass-over", following.pass_it_over, P.CLAIM_BUILD, "biller"),
    Route("POST", "claims/<int:claim_id>/withdraw", following.withdraw_it, P.DENIAL_WORK, "biller"),
    Route("GET", "visits/<int:visit_id>/charges", charges.of_visit, P.CHARGE_CLEAR, "biller manager"),
    Route("GET", "charges/<int:line_id>", charges.show, P.CHARGE_CLEAR, "biller manager"),
    Route("POST", "charges/<int:line_id>/take-back", charges.take_back_it, P.CHARGE_CLEAR, "biller manager"),
    Route("GET", "charges", charges.asked_about, P.CHARGE_CLEAR, "biller manager"),
    Route("GET", "claims/<int:claim_id>/peek", claims.peek, P.CLAIM_READ, "biller coder manager"),
    Route("GET", "claims/<int:claim_id>/segments", claims.segments, P.CLAIM_READ, "biller coder manager"),
    Route("GET", "claims/<int:claim_id>/paper", paper.paper, P.CLAIM_READ, "biller coder manager"),
    Route("POST", "claims/<int:claim_id>/paper", paper.set_printer, P.CLAIM_READ, "biller coder manager"),
    Route("GET", "claims/<int:claim_id>/cms1500.pdf", paper.form_sheet, P.CLAIM_READ, "biller coder manager"),
    Route("GET", "claims/<int:claim_id>/plain.pdf", paper.plain_sheet, P.CLAIM_READ, "biller coder manager"),
    Route("GET", "claims/<int:claim_id>/ub04.pdf", paper.ub04_sheet, P.CLAIM_READ, "biller coder manager"),
    Route(
        "GET",
        "claims/<int:claim_id>/ub04-plain.pdf",
        paper.ub04_plain_sheet,
        P.CLAIM_READ,
        "biller coder manager",
    ),
    Route("GET", "claims/trial-sheet.pdf", paper.trial, P.CLAIM_READ, "biller coder manager"),
)
