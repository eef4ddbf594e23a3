"""Every address of the screens with its view, its permission and the roles that it opens to: data that a test
walks.
"""

from dataclasses import dataclass
from typing import Literal

from almoner.flow.access import Permission
from almoner.web.balances import acts, suspense
from almoner.web.chart import reconciling
from almoner.web.chart import views as charts
from almoner.web.claims import following
from almoner.web.claims import views as claims
from almoner.web.coding import views as coding
from almoner.web.day import bank
from almoner.web.day import views as day
from almoner.web.denials import views as denials
from almoner.web.dictation import views as dictation
from almoner.web.entry import views as entry
from almoner.web.finding import views as finding
from almoner.web.funnel import views as funnels
from almoner.web.guard import View
from almoner.web.ledger import views as ledger
from almoner.web.money import receipts, refunds
from almoner.web.my_day import views as my_day
from almoner.web.note import views as notes
from almoner.web.patients import authorizations, bill, papers, payers, registering
from almoner.web.patients import views as patients
from almoner.web.remits import acts as remit_acts
from almoner.web.remits import enter
from almoner.web.remits import views as remits
from almoner.web.reports import views as reports
from almoner.web.rules import views as rules
from almoner.web.setup import views as setup
from almoner.web.statements import views as statements
from almoner.web.today import views as today
from almoner.web.work import views as work

P = Permission
EVERYBODY = "admin biller coder front_desk manager provider"
CARE = "biller coder front_desk manager provider"
MONEY = "biller front_desk manager"
DESK = "biller front_desk"
ENTRY = "patients/<int:patient_id>/chart/<slug:kind>/<int:entry_id>"
NOTE = "visits/<int:visit_id>/note"
SAID = "visits/<int:visit_id>/dictation"
RECONCILE = "patients/<int:patient_id>/chart/reconcile"


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one address. `permission` None: whoever is signed in. `is_open`: nobody needs to be.

    `opens_to` repeats as roles what follows from the permission; the walk of every role checks both.
    """

    method: Literal["GET", "POST"]
    path: str
    view: View
    permission: Permission | None
    opens_to: str
    is_open: bool = False


ROUTES = (
    Route("GET", "sign-in", entry.ask, None, EVERYBODY, is_open=True),
    Route("POST", "sign-in", entry.sign_in, None, EVERYBODY, is_open=True),
    Route("POST", "sign-out", entry.sign_out, None, EVERYBODY),
    Route("GET", "", entry.home, None, EVERYBODY),
    Route("GET", "practice", entry.practices, None, EVERYBODY),
    Route("POST", "practice", entry.enter_practice, None, EVERYBODY),
    Route("GET", "keys", setup.keys, None, EVERYBODY),
    Route("POST", "keys", setup.keep, None, EVERYBODY),
    Route("GET", "rules", rules.rules, P.SETUP_READ, EVERYBODY),
    Route("POST", "rules/consent", rules.decide, P.SETUP_WRITE, "admin manager"),
    Route("GET", "people", setup.people, P.USER_WRITE, "admin"),
    Route("GET", "find", finding.find, P.PATIENT_READ, CARE),
    Route("GET", "find/options", finding.options, P.PATIENT_READ, CARE),
    Route("GET", "today", today.board, P.PATIENT_READ, CARE),
    Route("POST", "today/<int:appointment_id>/check-in", today.check_in, P.SCHEDULE_WRITE, "front_desk"),
    Route("POST", "today/<int:appointment_id>/begin", today.begin, P.VISIT_WRITE, "provider"),
    Route("POST", "today/<int:appointment_id>/cancel", today.cancel, P.SCHEDULE_WRITE, "front_desk"),
    Route("POST", "today/<int:appointment_id>/no-show", today.no_show, P.SCHEDULE_WRITE, "front_desk"),
    Route("GET", "patients", patients.patients, P.PATIENT_READ, CARE),
    Route("GET", "patients/new", registering.blank, P.PATIENT_WRITE, "front_desk"),
    Route("POST", "patients/new", registering.add, P.PATIENT_WRITE, "front_desk"),
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
    Route(
        "POST",
        "patients/<int:patient_id>/papers",
        papers.file,
        P.DOCUMENT_WRITE,
        "biller front_desk provider",
    ),
    Route("POST", "patients/<int:patient_id>/addendum", papers.add_to_note, P.NOTE_SIGN, "provider"),
    Route("GET", "coding", coding.waiting, P.CODE_DECIDE, "coder provider"),
    Route("GET", "visits/<int:visit_id>/superbill", coding.show, P.CODE_DECIDE, "coder provider"),
    Route("POST", "visits/<int:visit_id>/superbill/decide", coding.choose, P.CODE_DECIDE, "coder provider"),
    Route("POST", "visits/<int:visit_id>/superbill/ask", coding.ask, P.CODE_DECIDE, "coder provider"),
    Route("POST", "visits/<int:visit_id>/superbill/answer", coding.answer, P.NOTE_SIGN, "provider"),
    Route("POST", "visits/<int:visit_id>/superbill/finish", coding.finish, P.CODE_DECIDE, "coder provider"),
    Route("GET", "claims", claims.claims, P.CLAIM_READ, "biller coder manager"),
    Route("GET", "patients/<int:patient_id>", patients.patient, P.PATIENT_READ, CARE),
    Route(
        "POST",
        "patients/<int:patient_id>/authorizations",
        authorizations.keep,
        P.AUTHORIZATION_WRITE,
        "biller front_desk",
    ),
    Route("GET", "patients/<int:patient_id>/chart", charts.chart, P.CHART_READ, "coder provider"),
    Route("POST", "patients/<int:patient_id>/chart", charts.add, P.CHART_WRITE, "provider"),
    Route("POST", "patients/<int:patient_id>/chart/read", charts.read_results, P.CHART_WRITE, "provider"),
    Route("GET", "patients/<int:patient_id>/timeline", charts.timeline, P.CHART_READ, "coder provider"),
    Route("GET", "diagnoses", charts.diagnoses, P.CHART_READ, "coder provider"),
    Route("GET", ENTRY, charts.entry, P.CHART_READ, "coder provider"),
    Route("POST", f"{ENTRY}/change", charts.change, P.CHART_WRITE, "provider"),
    Route("POST", f"{ENTRY}/end", charts.end, P.CHART_WRITE, "provider"),
    Route("POST", f"{ENTRY}/error", charts.mark_in_error, P.CHART_WRITE, "provider"),
    Route("GET", NOTE, notes.show, P.CHART_READ, "coder provider"),
    Route("POST", f"{NOTE}/save", notes.save, P.VISIT_WRITE, "provider"),
    Route("POST", f"{NOTE}/carry", notes.carry, P.VISIT_WRITE, "provider"),
    Route("POST", f"{NOTE}/sign", notes.sign, P.NOTE_SIGN, "provider"),
    Route("GET", SAID, dictation.show, P.VISIT_WRITE, "provider"),
    Route("POST", f"{SAID}/type", dictation.type_in, P.VISIT_WRITE, "provider"),
    Route("POST", f"{SAID}/upload", dictation.upload, P.VISIT_WRITE, "provider"),
    Route("POST", f"{SAID}/begin", dictation.begin, P.VISIT_WRITE, "provider"),
    Route("POST", "dictations/<int:dictation_id>/piece", dictation.keep_piece, P.VISIT_WRITE, "provider"),
    Route("POST", "dictations/<int:dictation_id>/hear", dictation.hear, P.VISIT_WRITE, "provider"),
    Route("POST", "dictations/<int:dictation_id>/confirm", dictation.confirm, P.VISIT_WRITE, "provider"),
    Route("POST", "dictations/<int:dictation_id>/use", dictation.put_in, P.VISIT_WRITE, "provider"),
    Route("GET", "dictations/<int:dictation_id>/recording", dictation.listen, P.VISIT_WRITE, "provider"),
    Route("POST", "notes/<int:note_id>/addendum", notes.add, P.NOTE_SIGN, "provider"),
    Route("POST", "notes/<int:note_id>/correct", notes.correct, P.NOTE_SIGN, "provider"),
    Route("POST", "notes/<int:note_id>/cosign", notes.cosign, P.NOTE_SIGN, "provider"),
    Route("POST", "notes/<int:note_id>/withdraw", notes.withdraw, P.NOTE_SIGN, "provider"),
    Route("GET", RECONCILE, reconciling.waiting, P.CHART_READ, "coder provider"),
    Route("POST", f"{RECONCILE}/keep", reconciling.keep, P.CHART_WRITE, "provider"),
    Route("POST", f"{RECONCILE}/take", reconciling.take_in, P.CHART_WRITE, "provider"),
    Route("POST", f"{RECONCILE}/leave", reconciling.leave, P.CHART_WRITE, "provider"),
    Route("POST", f"{RECONCILE}/list", reconciling.bring_in, P.CHART_WRITE, "provider"),
    Route("GET", "patients/<int:patient_id>/payers", payers.show, P.PATIENT_READ, CARE),
    Route("POST", "patients/<int:patient_id>/payers", payers.tell, P.PATIENT_WRITE, "front_desk"),
    Route("POST", "patients/<int:patient_id>/payers/arrange", payers.arrange, P.PATIENT_WRITE, "front_desk"),
    Route("GET", "patients/<int:patient_id>/estimate", patients.estimated, P.STATEMENT_READ, MONEY),
    Route("GET", "patients/<int:patient_id>/statement.pdf", patients.statement_pdf, P.STATEMENT_READ, MONEY),
    Route("GET", "patients/<int:patient_id>/statement.txt", patients.statement_text, P.STATEMENT_READ, MONEY),
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
    Route("GET", "statements", statements.run, P.STATEMENT_READ, MONEY),
    Route("POST", "statements/send", statements.send, P.STATEMENT_SEND, "biller"),
    Route("GET", "statements/print.zip", statements.for_the_printer, P.STATEMENT_SEND, "biller"),
    Route("GET", "plans", statements.plans, P.STATEMENT_READ, MONEY),
    Route("GET", "collections", statements.agencies, P.STATEMENT_READ, MONEY),
    Route("POST", "collections/place", statements.place, P.PLACEMENT_WRITE, "biller"),
    Route("POST", "collections/recall", statements.recall, P.PLACEMENT_WRITE, "biller"),
    Route("POST", "collections/returned-fee", statements.set_fee, P.SETUP_WRITE, "admin manager"),
    Route("POST", "collections/write-off", statements.write_off, P.BALANCE_APPROVE, "manager"),
    Route("GET", "collections/file.csv", statements.file_of_batch, P.PLACEMENT_WRITE, "biller"),
    Route("GET", "collections/file.xlsx", statements.book_of_batch, P.PLACEMENT_WRITE, "biller"),
    Route("GET", "claims/<int:claim_id>", claims.claim, P.CLAIM_READ, "biller coder manager"),
    Route("POST", "claims/<int:claim_id>/override", claims.override_it, P.CLAIM_OVERRIDE, "biller manager"),
    Route("POST", "claims/<int:claim_id>/next", following.bill_next_it, P.CLAIM_BUILD, "biller"),
    Route("POST", "claims/<int:claim_id>/pass-over", following.pass_it_over, P.CLAIM_BUILD, "biller"),
    Route("POST", "claims/<int:claim_id>/withdraw", following.withdraw_it, P.DENIAL_WORK, "biller"),
    Route("GET", "denials", denials.listed, P.BALANCE_ADJUST, "biller manager"),
    Route("GET", "denials/give-up", denials.chosen, P.BALANCE_ADJUST, "biller manager"),
    Route("POST", "denials/give-up", denials.give_them_up, P.BALANCE_ADJUST, "biller manager"),
    Route("GET", "denials/<int:denial_id>", denials.denial, P.CLAIM_READ, "biller coder manager"),
    Route("POST", "denials/<int:denial_id>/appeal", denials.send_it, P.DENIAL_WORK, "biller"),
    Route("POST", "denials/<int:denial_id>/answer", denials.hear_it, P.DENIAL_WORK, "biller"),
    Route("GET", "claims/<int:claim_id>/peek", claims.peek, P.CLAIM_READ, "biller coder manager"),
    Route("GET", "claims/<int:claim_id>/segments", claims.segments, P.CLAIM_READ, "biller coder manager"),
    Route("GET", "remittances", remits.remittances, P.REMITTANCE_READ, "biller manager"),
    Route("GET", "remittances/<int:remittance_id>", remits.remittance, P.REMITTANCE_READ, "biller manager"),
    Route("POST", "remittances/<int:remittance_id>/post", remits.post_it, P.REMITTANCE_POST, "biller"),
    Route("POST", "remittances/<int:remittance_id>/reverse", remits.reverse, P.REMITTANCE_REVERSE, "manager"),
    Route("POST", "remittances/<int:remittance_id>/set-aside", remits.set_aside, P.REMITTANCE_POST, "biller"),
    Route("POST", "remittances/<int:remittance_id>/take-up", remits.take_up, P.REMITTANCE_POST, "biller"),
    Route(
        "GET",
        "remittances/<int:remittance_id>/report.csv",
        remits.report_csv,
        P.REMITTANCE_READ,
        "biller manager",
    ),
    Route(
        "GET",
        "remittances/<int:remittance_id>/report.xlsx",
        remits.report_book,
        P.REMITTANCE_READ,
        "biller manager",
    ),
    Route(
        "GET",
        "remittances/<int:remittance_id>/report.pdf",
        remits.report_pdf,
        P.REMITTANCE_READ,
        "biller manager",
    ),
    Route("GET", "remittances/<int:remittance_id>/sheet", enter.picture, P.REMITTANCE_READ, "biller manager"),
    Route("GET", "remittances/enter", enter.form, P.REMITTANCE_POST, "biller"),
    Route("POST", "remittances/enter", enter.keep, P.REMITTANCE_POST, "biller"),
    Route("GET", "remittances/takebacks", remit_acts.show_takebacks, P.REMITTANCE_READ, "biller manager"),
    Route("POST", "remittances/takebacks/match", remit_acts.match, P.SUSPENSE_PLACE, "biller"),
    Route("POST", "remittances/takebacks/repay", refunds.ask_for_deferred, P.REFUND_ASK, "biller"),
    Route("POST", "remittances/takebacks/place", remit_acts.place, P.SUSPENSE_PLACE, "biller"),
    Route("GET", "remittances/rules", remit_acts.rules, P.REMITTANCE_READ, "biller manager"),
    Route("POST", "remittances/rules", remit_acts.decide, P.SETUP_WRITE, "admin manager"),
    Route("GET", "day", day.day, P.DAY_READ, "biller front_desk manager"),
    Route("GET", "bank", bank.rows, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/settle", bank.settle, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/slip", bank.slip, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/fee", bank.fee, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/aside", bank.aside, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "bank/<int:task_id>/fee-back", bank.fee_back, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "day/deposit", day.deposit, P.DEPOSIT_MAKE, "biller manager"),
    Route("POST", "day/close", day.close_it, P.DAY_CLOSE, "manager"),
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
    Route("POST", "suspense/<int:task_id>/refund", refunds.ask_for_held, P.REFUND_ASK, "biller"),
    Route("POST", "suspense/<int:task_id>/give", suspense.give, P.SUSPENSE_PLACE, "biller"),
    Route("POST", "suspense/<int:task_id>/divide", suspense.divide, P.SUSPENSE_PLACE, "biller"),
    Route("POST", "suspense/<int:task_id>/unite", suspense.unite, P.SUSPENSE_PLACE, "biller"),
    Route("GET", "receivables", ledger.receivables, P.LEDGER_READ, "biller manager"),
    Route("GET", "month", ledger.month, P.LEDGER_READ, "biller manager"),
    Route("GET", "month/journal.csv", ledger.journal, P.LEDGER_READ, "biller manager"),
    Route("GET", "month/journal.xlsx", ledger.journal_book, P.LEDGER_READ, "biller manager"),
    Route("POST", "month/close", ledger.close_it, P.MONTH_CLOSE, "manager"),
    Route("GET", "my-day", my_day.show, P.DAY_SIGN, "provider"),
    Route("GET", "my-day/next", my_day.go_on, P.DAY_SIGN, "provider"),
    Route("POST", "my-day/close", my_day.close, P.DAY_SIGN, "provider"),
    Route("GET", "funnel", funnels.show, P.LEDGER_READ, "biller manager"),
    Route("GET", "agreement", funnels.agreement, P.LEDGER_READ, "biller manager"),
    Route("POST", "funnel/clear", funnels.clear, P.CHARGE_CLEAR, "biller manager"),
    Route("GET", "reports", reports.board, P.LEDGER_READ, "biller manager"),
    Route("GET", "reports.csv", reports.board_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "reports.xlsx", reports.board_book, P.LEDGER_READ, "biller manager"),
    Route("POST", "reports/cost", reports.enter_cost, P.COST_WRITE, "manager"),
    Route("GET", "reports/<slug:indicator_id>", reports.indicator, P.LEDGER_READ, "biller manager"),
    Route("GET", "reports/<slug:indicator_id>.csv", reports.items_csv, P.LEDGER_READ, "biller manager"),
    Route("GET", "reports/<slug:indicator_id>.xlsx", reports.items_book, P.LEDGER_READ, "biller manager"),
    Route("GET", "work", work.work, P.TASK_READ, "biller coder front_desk manager provider"),
    Route(
        "POST",
        "work/<int:task_id>/close",
        work.close,
        P.TASK_WORK,
        "biller coder front_desk manager provider",
    ),
)
