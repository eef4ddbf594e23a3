"""The addresses of `balances`, each with its permission and the roles that it opens to."""

from almoner.web.balances import acts, suspense
from almoner.web.route import P, Route

ROUTES = (
    Route("POST", "claims/<int:claim_id>/act", acts.of_claim, P.BALANCE_ADJUST, "biller manager"),
    Route("POST", "claims/<int:claim_id>/end-refusal", acts.end_refusal, P.DENIAL_WORK, "biller"),
    Route("GET", "patients/<int:patient_id>/acts", acts.patient, P.BALANCE_ADJUST, "biller manager"),
    Route("POST", "patients/<int:patient_id>/acts", acts.of_patient, P.BALANCE_ADJUST, "biller manager"),
    Route("GET", "approvals", acts.approvals, P.BALANCE_ADJUST, "biller manager"),
    Route("POST", "approvals/<int:act_id>/sign", acts.sign, P.BALANCE_APPROVE, "manager"),
    Route("POST", "approvals/<int:act_id>/decline", acts.decline, P.BALANCE_ADJUST, "biller manager"),
    Route("POST", "approvals/<int:act_id>/take-back", acts.take_back, P.BALANCE_ADJUST, "biller manager"),
    Route("GET", "small-balances", acts.small_balances, P.BALANCE_ADJUST, "biller manager"),
    Route("POST", "small-balances", acts.write_off_small, P.BALANCE_ADJUST, "biller manager"),
    Route("GET", "suspense", suspense.shown, P.SUSPENSE_PLACE, "biller"),
    Route("POST", "suspense/<int:task_id>/place", suspense.place, P.SUSPENSE_PLACE, "biller"),
    Route("POST", "suspense/<int:task_id>/take-back", suspense.take_back, P.SUSPENSE_PLACE, "biller"),
    Route("POST", "suspense/<int:task_id>/give", suspense.give, P.SUSPENSE_PLACE, "biller"),
    Route("POST", "suspense/<int:task_id>/divide", suspense.divide, P.SUSPENSE_PLACE, "biller"),
    Route("POST", "suspense/<int:task_id>/unite", suspense.unite, P.SUSPENSE_PLACE, "biller"),
)
