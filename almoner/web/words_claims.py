"""How a claim's standing reads: one short clause for a list, from its state and what holds it."""

from collections.abc import Callable

from almoner.core.remit.history import SUSPENDING
from almoner.store.lists.lists_claims import ClaimRow
from almoner.store.lists.lists_work import TaskRow
from almoner.web.asked import address

STANDING = {
    "held": "An edit stops it",
    "ready": "Clean, goes with the next batch",
    "sent": "Waits for the clearinghouse",
    "received": "With the clearinghouse, waits for the payer",
    "rejected": "Refused before the payer judged it",
    "accepted": "Waits for the payer's decision",
    "paid": "Decided, nothing refused",
    "denied": "The payer refused it",
    "reversed": "The payer took its decision back, a new one is due",
    "suspended": "Its payment could not be posted",
    "forwarded": "The payer passed it on",
    "voided": "Withdrawn by the practice",
    "closed": "Ended by a person",
}
NEXT_STEP = {
    "fix_resubmit": "Correct it and send it again",
    "appeal": "Appeal",
    "write_off": "Write it off with a reason",
    "post_only": "Nothing to do but look",
    "bill_patient": "Bill the patient",
    "bill_other_payer": "Bill the other payer",
    "verify_eligibility": "Ask for the coverage again",
    "send_records": "Send the records",
    "review_coding": "Have the codes looked at",
    "get_authorization": "Get the authorization",
    "check_status": "Ask the payer for the status",
    "call_payer": "Call the payer",
    "contact_patient": "Ask the patient",
    "refund_patient": "Pay the patient back",
    "none": "Nothing to do",
}


def standing(row: ClaimRow, labels: dict[int, str]) -> str:
    """Return what stands about a claim: why it was refused, what its task says, or whom it waits for."""
    if row.state == "denied" and labels.get(row.id):
        return labels[row.id]
    if row.state in {"held", "rejected", "suspended"} and row.why:
        return row.why
    return STANDING.get(row.state, row.cause)


def next_step(code: str) -> str:
    """Return a denial's next step in words."""
    return NEXT_STEP.get(code, code.replace("_", " ").capitalize())


ABOUT_ASKING = frozenset({"appointment", "billing_mark", "payment_plan"})
"""What a task is about that is worked where the patient is asked for money."""


MENDED = frozenset({"held_claim", "rejected_claim"})
"""Work that is done where the claim is mended."""
ABOUT_FILES = frozenset({"unacknowledged_file"})
OF_NOTES = frozenset({"stated_minutes", "note_lacks"})
"""Work that is done in the note of its visit."""
REVIEWS = frozenset({"second_review", "claim_review", "code_correction"})
AGREEMENT = frozenset({"coding_decision", "code_autonomy"})
CORRECTIONS = frozenset({"charge_correction", "reverse_charges"})
OWN_SCREEN = {"balance_act": "/approvals", "drawer_count": "/day", "refund": "/refunds"}
"""Where work is done whose kind of subject has one screen for all."""
OF_FILES = {
    "bank_row": ("/bank", "deposit.make"),
    "refused_file": ("/remittances/import", "file.receive"),
    "unknown_acknowledgement": ("/send/batches", "claim.read"),
    "undelivered_file": ("/send/batches", "claim.read"),
}
"""Where work about a file is done, by its kind, and what has to be permitted there."""
CHARGES = {
    "charge_proposal": "/charges?proposal={}",
    "charge_line": "/charges/{}",
    "visit": "/visits/{}/charges",
}
"""Where charges in error are taken back, by what the work is about."""


def place(row: TaskRow, may: Callable[[str], bool]) -> str:
    """Return where who `may` do such things works a task: its subject where it has a screen, else its claim
    or patient.
    """
    if own := _of_its_own(row, may):
        return own
    if coded := _of_codes(row, may):
        return coded
    if may("ledger.read") and (shown := _of_results(row)):
        return shown
    if row.subject_kind == "remittance":
        return f"/remittances/{row.subject_id}"
    if row.subject_kind in ABOUT_ASKING and row.patient_id and may("statement.read"):
        return f"/patients/{row.patient_id}/bill"
    if may("claim.read") and (sent := _of_sending(row)):
        return sent
    return _of_patient(row, may)


def _of_its_own(row: TaskRow, may: Callable[[str], bool]) -> str:
    """The screen of a kind of work, or of what it is about, where there is one."""
    if row.what in OF_FILES:
        address, permission = OF_FILES[row.what]
        return address if may(permission) else ""
    if row.what in SUSPENDING and row.subject_kind == "advice" and not row.claim_id:
        return "/suspense"
    if row.subject_kind == "receipt" and may("refund.read"):
        return f"/receipts/{row.subject_id}"
    return OWN_SCREEN.get(row.subject_kind, "")


def _of_patient(row: TaskRow, may: Callable[[str], bool]) -> str:
    if row.what == "possible_duplicate" and row.subject_id != row.patient_id and may("patient.merge"):
        return f"/patients/{row.subject_id}/merge/{row.patient_id}"
    return f"/patients/{row.patient_id}" if row.patient_id else "/work"


def _of_results(row: TaskRow) -> str:
    if row.what == "contract_dispute":
        contract, _, code = row.why.partition(": ")[0].rpartition(" ")
        return address("/variance", payer=str(row.subject_id), contract=contract, code=code)
    return "/agreement" if row.subject_kind in AGREEMENT else ""


def _of_sending(row: TaskRow) -> str:
    if row.what in MENDED and row.claim_state in {"held", "rejected"}:
        return f"/send/holds/{row.claim_id}"
    if row.what in ABOUT_FILES:
        return f"/send/batches/{row.subject_id}"
    return f"/claims/{row.claim_id}" if row.claim_id else ""


def _of_codes(row: TaskRow, may: Callable[[str], bool]) -> str:
    if row.what in CORRECTIONS and may("charge.clear"):
        return CHARGES.get(row.subject_kind, "").format(row.subject_id)
    if row.subject_kind == "provider_query" and may("code.decide"):
        return f"/queries/{row.subject_id}"
    if row.what in {"late_charge", "charge_anew"} and may("code.decide"):
        return f"/visits/{row.subject_id}/superbill"
    if row.what in OF_NOTES and may("chart.read"):
        return f"/visits/{row.subject_id}/note"
    if row.what in REVIEWS and may("code.review"):
        return f"/visits/{row.subject_id}/review"
    return ""
