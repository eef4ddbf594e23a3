"""The next step of a piece of work in a few words, and where it is taken."""

from collections.abc import Callable
from typing import NamedTuple

from almoner.flow.follow import follow
from almoner.store.lists.lists_work import TaskRow
from almoner.web.words_claims import next_step, place

OTHER = "Look at it"
KINDS = {
    "approve_balance_act": "Sign or decline",
    "ask_consent": "Have the consent signed",
    "autonomy_fell": "Look what went wrong",
    "bank_row": "Settle it",
    "bill_disputed": "Talk it over, end it",
    "bill_next_payer": "Bill the next payer",
    "broken_plan": "Call the patient",
    "bundling_review": "Have the codes looked at",
    "card_declined": "Ask for another way",
    "charge_anew": "Decide how it is charged",
    "charge_correction": "Take it back or let it stand",
    "claim_review": "Review its codes",
    "code_correction": "Correct the charge",
    "coding_drift": "Look, then fit anew",
    "contract_dispute": "Send the lines",
    "cosign_note": "Read and cosign",
    "coverage_review": "Ask which pays first",
    "denial": "Correct or appeal",
    "crossover_watch": "Wait, or bill the next",
    "dispute": "Appeal",
    "drawer_count": "Count again",
    "duplicate_review": "Ask for its status",
    "eligibility_exception": "Ask for the right policy",
    "estimate_dispute": "Correct one of the two",
    "estimate_owed": "Make the estimate",
    "filing_limit": "Get it accepted",
    "held_claim": "Mend what holds it",
    "late_addendum": "Look at what was billed",
    "late_charge": "Charge it or drop it",
    "mend_applied": "Look once",
    "note_lacks": "Add to the note",
    "notice_unsigned": "Have the notice signed",
    "overpayment": "Find whose it is",
    "pay_link_locked": "Call them",
    "payer_call": "Call the payer",
    "placed_by_hand": "Look for the decision",
    "possible_duplicate": "Compare the charts",
    "provider_query": "Answer the coder",
    "recode_review": "Have the codes looked at",
    "recoupment": "Match it to its claim",
    "refund_review": "Look whose it is",
    "refused_file": "Mend and send again",
    "rejected_claim": "Mend and send again",
    "returned_payment": "Post it back",
    "reverse_charges": "Take the charges back",
    "silent_claim": "Ask for its status",
    "stale_refund": "Send again or void",
    "stated_minutes": "Correct the minutes",
    "suspended_part": "Place it",
    "takeback": "Agree or dispute",
    "unasked_benefits": "Ask the payer",
    "undelivered_file": "Test the connection",
    "undone_payment": "Post it rightly",
    "underpayment": "Call the payer",
    "unknown_acknowledgement": "Ask the clearinghouse",
    "unknown_code": "Call the payer",
    "unplaced_answer": "Find the patient",
    "unwritten_file": "Mend what it names",
    "variance": "Dispute it or write it off",
    "write_off_hold": "Look at its contract",
}
"""The first act on each kind of work; a refusal's own step goes before it."""
SHORT = {
    "check_contract": "Look at its contract",
    "check_notice": "Read the notice",
    "fix_resubmit": "Correct and send again",
    "verify_eligibility": "Ask for the coverage",
    "review_coding": "Have the codes looked at",
    "check_status": "Ask for its status",
}
_SENDS = frozenset({"fix_resubmit"})
_CALLS = frozenset({"payer_call", "silent_claim", "underpayment", "unknown_code"})
"""Work that a call to the payer moves on: its key leads to the form of the call."""


class Proposal(NamedTuple):
    """A next step: its words, its address and its key; none where Enter opens the work itself."""

    words: str
    address: str
    key: str = ""


def proposal(row: TaskRow, may: Callable[[str], bool], walk: str) -> Proposal:
    """Return what to do next about a task; `walk` keeps the list that a claim is worked from."""
    words = KINDS.get(row.what, OTHER)
    if row.next_step:
        words = SHORT.get(row.next_step) or next_step(row.next_step)
    own = place(row, may)
    if own.startswith("/send/holds/"):
        return Proposal(words, own + walk, "r" if row.claim_state == "held" else "")
    if row.claim_id and row.next_step and row.claim_state in follow.CORRECTABLE and may("denial.work"):
        if row.next_step in _SENDS:
            return Proposal(words, f"/claims/{row.claim_id}/correct{walk}", "r")
        if row.next_step == "appeal":
            return Proposal(words, f"/denials/{row.subject_id}", "e")
    is_call = row.what in _CALLS and row.claim_state != "ready" and may("denial.work")
    if is_call and own == f"/claims/{row.claim_id}":
        return Proposal(words, f"{own}{walk}{'&' if walk else '?'}call=1", "n")
    return Proposal(words, own + walk if own.startswith("/claims/") else own)
