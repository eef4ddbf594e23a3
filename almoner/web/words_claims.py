"""How a claim's standing reads: one short clause for a list, from its state and what holds it."""

from almoner.core.collect.suspense import SUSPENDING
from almoner.store.lists_claims import ClaimRow
from almoner.store.lists_work import TaskRow

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


REVIEWS = frozenset({"second_review", "claim_review", "code_correction"})
AGREEMENT = frozenset({"coding_decision", "code_autonomy"})


def place(
    row: TaskRow, *, sees_claims: bool, sees_bills: bool = False, reviews: bool = False, manages: bool = False
) -> str:
    """Return where a task is worked: its subject where it has a screen, else its claim or patient."""
    if row.subject_kind == "balance_act":
        return "/approvals"
    if row.what in SUSPENDING and row.subject_kind == "advice" and not row.claim_id:
        return "/suspense"
    if row.what in REVIEWS and reviews:
        return f"/visits/{row.subject_id}/review"
    if row.subject_kind in AGREEMENT and manages:
        return "/agreement"
    if row.subject_kind == "remittance":
        return f"/remittances/{row.subject_id}"
    if row.subject_kind in ABOUT_ASKING and row.patient_id and sees_bills:
        return f"/patients/{row.patient_id}/bill"
    if row.claim_id and sees_claims:
        return f"/claims/{row.claim_id}"
    return f"/patients/{row.patient_id}" if row.patient_id else "/work"
