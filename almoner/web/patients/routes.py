"""The addresses of `patients`, each with its permission and the roles that it opens to."""

from almoner.web.patients import (
    account,
    authorizations,
    bill,
    cards,
    disclosure,
    forms,
    merging,
    missed,
    papers,
    payers,
    registering,
)
from almoner.web.patients import views as patients
from almoner.web.route import CARE, DESK, MONEY, P, Route

MERGERS = "front_desk manager"
CONSENTS = "patients/<int:patient_id>/consents"

ROUTES = (
    Route("GET", "patients/<int:patient_id>/missed", missed.show, P.STATEMENT_READ, MONEY),
    Route("POST", "missed/<int:appointment_id>/came", missed.came, P.SCHEDULE_WRITE, "front_desk manager"),
    Route("POST", "missed/<int:appointment_id>/waive", missed.waive, P.BALANCE_ADJUST, "biller manager"),
    Route("GET", "patients", patients.patients, P.PATIENT_READ, CARE),
    Route("GET", "patients/new", registering.blank, P.PATIENT_WRITE, "front_desk"),
    Route("GET", "patients/plan-of", registering.plan_of, P.PATIENT_WRITE, "front_desk"),
    Route("POST", "patients/new", registering.add, P.PATIENT_WRITE, "front_desk"),
    Route("GET", "patients/duplicates", merging.worklist, P.PATIENT_MERGE, MERGERS),
    Route("GET", "patients/<int:patient_id>/merge/<int:other_id>", merging.compare, P.PATIENT_MERGE, MERGERS),
    Route("POST", "patients/<int:patient_id>/merge", merging.merge, P.PATIENT_MERGE, MERGERS),
    Route("POST", "patients/<int:patient_id>/merge/two", merging.keep_apart, P.PATIENT_MERGE, MERGERS),
    Route("GET", "patients/<int:patient_id>/merged", merging.merged, P.PATIENT_MERGE, MERGERS),
    Route("POST", "patients/<int:patient_id>/merged/part", merging.part, P.PATIENT_MERGE, MERGERS),
    Route("GET", "patients/<int:patient_id>/registration", registering.show, P.PATIENT_WRITE, "front_desk"),
    Route(
        "POST", "patients/<int:patient_id>/registration", registering.change, P.PATIENT_WRITE, "front_desk"
    ),
    Route(
        "POST", "patients/<int:patient_id>/coverage", registering.add_policy, P.PATIENT_WRITE, "front_desk"
    ),
    Route(
        "POST",
        "patients/<int:patient_id>/coverage/change",
        registering.change_policy,
        P.PATIENT_WRITE,
        "front_desk",
    ),
    Route("POST", "patients/<int:patient_id>/guarantor", registering.answer, P.PATIENT_WRITE, "front_desk"),
    Route("POST", "patients/<int:patient_id>/language", registering.speak, P.PATIENT_WRITE, "front_desk"),
    Route(
        "POST",
        "patients/<int:patient_id>/papers",
        papers.file,
        P.DOCUMENT_WRITE,
        "biller front_desk provider",
    ),
    Route(
        "POST",
        "patients/<int:patient_id>/papers/out",
        papers.take_out,
        P.DOCUMENT_WRITE,
        "biller front_desk provider",
    ),
    Route("POST", "patients/<int:patient_id>/addendum", papers.add_to_note, P.NOTE_SIGN, "provider"),
    Route("GET", "patients/<int:patient_id>", patients.patient, P.PATIENT_READ, CARE),
    Route(
        "POST",
        "patients/<int:patient_id>/authorizations",
        authorizations.keep,
        P.AUTHORIZATION_WRITE,
        "biller front_desk",
    ),
    Route("GET", "patients/<int:patient_id>/card", cards.show, P.PATIENT_READ, CARE),
    Route("POST", "patients/<int:patient_id>/card", cards.keep, P.PATIENT_WRITE, "front_desk"),
    Route("GET", "patients/<int:patient_id>/forms", forms.show, P.PATIENT_READ, CARE),
    Route("GET", CONSENTS, disclosure.show, P.DISCLOSURE_READ, CARE),
    Route("POST", CONSENTS, disclosure.record, P.DISCLOSURE_WRITE, "front_desk provider"),
    Route("POST", f"{CONSENTS}/revoke", disclosure.revoke, P.DISCLOSURE_WRITE, "front_desk provider"),
    Route("GET", "patients/<int:patient_id>/payers", payers.show, P.PATIENT_READ, CARE),
    Route("POST", "patients/<int:patient_id>/payers", payers.tell, P.PATIENT_WRITE, "front_desk"),
    Route("POST", "patients/<int:patient_id>/payers/arrange", payers.arrange, P.PATIENT_WRITE, "front_desk"),
    Route("GET", "patients/<int:patient_id>/estimate", patients.estimated, P.STATEMENT_READ, MONEY),
    Route("GET", "patients/<int:patient_id>/statement.pdf", patients.statement_pdf, P.STATEMENT_READ, MONEY),
    Route("GET", "patients/<int:patient_id>/statement.txt", patients.statement_text, P.STATEMENT_READ, MONEY),
    Route("GET", "patients/<int:patient_id>/itemized.pdf", account.itemized, P.STATEMENT_READ, MONEY),
    Route("GET", "patients/<int:patient_id>/paid.pdf", account.paid, P.STATEMENT_READ, MONEY),
    Route(
        "GET",
        "patients/<int:patient_id>/visits/<int:visit_id>/superbill.pdf",
        account.superbill,
        P.STATEMENT_READ,
        MONEY,
    ),
    Route("GET", "patients/<int:patient_id>/bill", bill.bill, P.STATEMENT_READ, MONEY),
    Route("POST", "patients/<int:patient_id>/marks", bill.set_mark, P.MARK_WRITE, DESK),
    Route("POST", "patients/<int:patient_id>/marks/end", bill.end_mark, P.MARK_WRITE, DESK),
    Route("POST", "patients/<int:patient_id>/placement", bill.place, P.PLACEMENT_WRITE, "biller"),
    Route("POST", "patients/<int:patient_id>/placement/end", bill.take_back, P.PLACEMENT_WRITE, "biller"),
    Route("POST", "patients/<int:patient_id>/plan", bill.agree, P.PLAN_WRITE, DESK),
    Route("POST", "patients/<int:patient_id>/plan/pay", bill.pay, P.RECEIPT_TAKE, "front_desk"),
    Route("POST", "patients/<int:patient_id>/plan/card", bill.keep_card, P.PLAN_WRITE, DESK),
    Route("POST", "patients/<int:patient_id>/plan/card/end", bill.revoke_card, P.PLAN_WRITE, DESK),
    Route("POST", "patients/<int:patient_id>/plan/end", bill.end_plan, P.PLAN_WRITE, DESK),
    Route("POST", "patients/<int:patient_id>/pay-link", bill.renew_link, P.STATEMENT_SEND, "biller"),
    Route("POST", "patients/<int:patient_id>/pay-link/end", bill.revoke_link, P.STATEMENT_SEND, "biller"),
    Route(
        "GET", "patients/<int:patient_id>/estimates/paper.txt", bill.estimate_paper, P.STATEMENT_READ, MONEY
    ),
    Route("POST", "patients/<int:patient_id>/estimates", bill.give_estimate, P.ESTIMATE_GIVE, DESK),
    Route(
        "POST", "patients/<int:patient_id>/estimates/deliver", bill.deliver_estimate, P.ESTIMATE_GIVE, DESK
    ),
    Route("POST", "patients/<int:patient_id>/estimates/dispute", bill.dispute_estimate, P.MARK_WRITE, DESK),
    Route(
        "POST", "patients/<int:patient_id>/agency-money", bill.lay_agency_money, P.RECEIPT_ALLOCATE, "biller"
    ),
)
