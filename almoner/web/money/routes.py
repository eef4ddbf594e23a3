"""The addresses of `money`, each with its permission and the roles that it opens to."""

from almoner.web.money import receipts, refunds
from almoner.web.route import MONEY, P, Route

ROUTES = (
    Route("POST", "patients/<int:patient_id>/receipts", receipts.take, P.RECEIPT_TAKE, "front_desk"),
    Route("POST", "patients/<int:patient_id>/receipts/lay", receipts.lay_all, P.RECEIPT_ALLOCATE, "biller"),
    Route("GET", "receipts/<int:receipt_id>", receipts.receipt, P.REFUND_READ, MONEY),
    Route("GET", "receipts/<int:receipt_id>.pdf", receipts.receipt_pdf, P.REFUND_READ, MONEY),
    Route("GET", "receipts/<int:receipt_id>.txt", receipts.receipt_text, P.REFUND_READ, MONEY),
    Route("POST", "receipts/<int:receipt_id>/lay", receipts.lay, P.RECEIPT_ALLOCATE, "biller"),
    Route("POST", "receipts/<int:receipt_id>/take-off", receipts.take_off, P.RECEIPT_ALLOCATE, "biller"),
    Route("POST", "receipts/<int:receipt_id>/void", receipts.void, P.RECEIPT_VOID, "manager"),
    Route("POST", "receipts/<int:receipt_id>/return", receipts.take_back, P.RECEIPT_RETURN, "biller manager"),
    Route(
        "POST", "receipts/<int:receipt_id>/win-back", receipts.win_back, P.RECEIPT_RETURN, "biller manager"
    ),
    Route("POST", "receipts/<int:receipt_id>/fee", receipts.charge_fee, P.RECEIPT_RETURN, "biller manager"),
    Route(
        "POST", "receipts/<int:receipt_id>/waive-fee", receipts.waive_fee, P.RECEIPT_RETURN, "biller manager"
    ),
    Route("POST", "receipts/<int:receipt_id>/refund", receipts.ask_refund, P.REFUND_ASK, "biller"),
    Route("GET", "refunds", refunds.refunds, P.REFUND_READ, MONEY),
    Route("POST", "refunds/<int:refund_id>/decide", refunds.decide, P.REFUND_APPROVE, "manager"),
    Route("POST", "refunds/<int:refund_id>/issue", refunds.issue, P.REFUND_ISSUE, "front_desk manager"),
    Route("POST", "refunds/<int:refund_id>/clear", refunds.clear, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "refunds/<int:refund_id>/void", refunds.void, P.REFUND_APPROVE, "manager"),
    Route("POST", "refunds/<int:refund_id>/settle", refunds.settle, P.REFUND_ASK, "biller"),
    Route("POST", "claims/<int:claim_id>/refund", refunds.ask_for_payer, P.REFUND_ASK, "biller"),
    Route("POST", "claims/<int:claim_id>/overpayment", refunds.identify, P.CREDIT_WORK, "biller"),
    Route(
        "POST", "overpayments/<int:overpayment_id>/investigate", refunds.investigate, P.CREDIT_WORK, "biller"
    ),
    Route("POST", "overpayments/<int:overpayment_id>/end", refunds.end, P.CREDIT_WORK, "biller"),
    Route("POST", "remittances/takebacks/repay", refunds.ask_for_deferred, P.REFUND_ASK, "biller"),
    Route("POST", "suspense/<int:task_id>/refund", refunds.ask_for_held, P.REFUND_ASK, "biller"),
)
