"""Help in place for work: of each kind of task why it is here, and what it wants from whoever has it.

Promises words for every kind that the product opens; one from elsewhere is explained by its own sentence.
"""

from almoner.web.words import Status, plain
from almoner.web.words_help import Help

_SAID: dict[str, tuple[str, str]] = {
    "approve_balance_act": (
        "Somebody asks to give money up, and nobody gives it up alone.",
        "Read why and how much, then sign it or send it back with a reason.",
    ),
    "ask_consent": (
        "A substance use record may reach a payer only where the patient allowed it.",
        "Have the consent signed, or bill the patient as they wish.",
    ),
    "autonomy_fell": ("The coder was right less often than its level wants.", "Look at what it got wrong."),
    "bank_row": (
        "The bank shows money, or took some, that no record here explains.",
        "Settle it with a payment or a slip, or put it aside with a reason.",
    ),
    "bill_disputed": (
        "Who answers for a bill wrote that something is wrong; nothing of it is asked meanwhile.",
        "Look at it with them, correct what is wrong, then end the dispute on the patient's billing page.",
    ),
    "bill_next_payer": (
        "The first payer has decided, and another one covers the rest.",
        "Bill the next one.",
    ),
    "broken_plan": (
        "A promised installment did not come.",
        "Call the patient; take up the plan again, or end it.",
    ),
    "card_declined": ("The bank refused a stored card.", "Ask the patient for another way to pay."),
    "charge_anew": ("A charge was taken back, and its service has none now.", "Decide how it is charged."),
    "charge_correction": (
        "What the note says now is no longer what was charged.",
        "Take the charge back or let it stand, with a reason.",
    ),
    "claim_review": (
        "The claim waits until a second coder has looked.",
        "Review its codes, blind to the first.",
    ),
    "code_correction": ("A second look found other codes.", "Correct the charge, or say why it stands."),
    "coding_drift": (
        "The coder's answers are accepted less or more often than its calibration says.",
        "Look at the decisions, then fit the calibration anew.",
    ),
    "contract_dispute": (
        "The payer allowed less than its contract says, on these lines together.",
        "Send it the lines and the page of the contract; close this with what came of it.",
    ),
    "cosign_note": (
        "A note waits for the second signature that it needs.",
        "Read it, then sign or send it back.",
    ),
    "coverage_review": ("Two policies or their order contradict each other.", "Ask which one pays first."),
    "denial": (
        "The payer refused this, and the days to answer run.",
        "Correct and send again, appeal, bill the patient where that is right, or give it up.",
    ),
    "drawer_count": (
        "A count of the drawer was off, and nobody has decided about the difference.",
        "Correct a receipt and have it counted again, or close this with what was decided.",
    ),
    "eligibility_exception": (
        "The payer's answer about coverage is no, unclear, or never came.",
        "Ask the patient for the right policy, or ask the payer again.",
    ),
    "estimate_dispute": (
        "The bill is far above the estimate that was promised.",
        "Look at both, then correct one.",
    ),
    "estimate_owed": ("The law gives the patient an estimate by this day.", "Make it and hand it over."),
    "filing_limit": (
        "The payer refuses claims that come later, and nothing proves that it has this one.",
        "Send it, or get its acceptance; then this ends by itself.",
    ),
    "held_claim": (
        "An edit found something that a payer would refuse, so the claim waits here.",
        "Mend what the finding names, or let it go with a reason where you may.",
    ),
    "late_addendum": (
        "An addendum came after the claim had left.",
        "Look whether it changes what was billed.",
    ),
    "late_charge": (
        "A service was found after its visit was billed.",
        "Decide its code and charge it, or drop it.",
    ),
    "mend_applied": (
        "A rule mended this claim by itself, as the practice allows.",
        "Look once; close it if right.",
    ),
    "note_lacks": ("The note doesn't show what the claim needs.", "Add to the note what was done and found."),
    "notice_unsigned": (
        "Medicare may not pay, and the patient hasn't been told in time.",
        "Have the notice signed.",
    ),
    "overpayment": (
        "More was paid than is owed; Medicare's must go back within the days of the law.",
        "Find whose it is, then refund it or lay it where it belongs.",
    ),
    "pay_link_locked": (
        "Somebody answered the question of a statement's link wrongly too often.",
        "Call who answers for the bill; make a new link on the patient's Billing page where it was them.",
    ),
    "payer_call": (
        "The payer asked for a call on this day, or you noted one.",
        "Call, and write down what was said.",
    ),
    "placed_by_hand": ("Cash was laid by hand on a claim.", "Look whether the payer's own decision follows."),
    "possible_duplicate": (
        "Two charts may be one person.",
        "Compare them; merge them, or say that they are two.",
    ),
    "provider_query": (
        "A coder can't read from the note what the codes must say.",
        "Answer from what you know; it becomes an addendum. That it can't be determined is an answer too.",
    ),
    "recoupment": (
        "A payer took money back without saying which claim.",
        "Match it to the claim that it is about.",
    ),
    "refund_review": (
        "Money may belong to the patient or a payer.",
        "Look whose it is, then ask for the refund.",
    ),
    "refused_file": (
        "The clearinghouse refused a whole file: none of its claims arrived.",
        "Mend it, send it again.",
    ),
    "rejected_claim": (
        "The claim was refused before the payer judged it; its filing limit still runs.",
        "Mend what the answer names, and send it again.",
    ),
    "returned_payment": (
        "The bank returned a check or a card payment.",
        "Post it back; ask for the money again.",
    ),
    "reverse_charges": ("A note was entered in error, and its charges stand.", "Take the charges back."),
    "silent_claim": (
        "No payer has said anything for longer than it takes.",
        "Ask for its status; call if need be.",
    ),
    "stale_refund": ("A refund that was signed was never sent or cashed.", "Send it again, or void it."),
    "stated_minutes": (
        "The minutes that were written come to more than the day has.",
        "Correct the minutes.",
    ),
    "suspended_part": ("A part of a payment fits no claim.", "Place it, or send it back."),
    "takeback": ("A payer says that it will take money back.", "Agree, or dispute it before its day."),
    "unasked_benefits": ("A patient comes, and nobody has asked the payer.", "Ask now; it takes seconds."),
    "undelivered_file": (
        "A file couldn't be handed over.",
        "Test the connection; it goes by itself once it works.",
    ),
    "undone_payment": (
        "A posting was undone, and the payment waits again.",
        "Post it rightly, or set it aside.",
    ),
    "unknown_acknowledgement": ("An answer came to a file that nobody here sent.", "Ask the clearinghouse."),
    "unplaced_answer": ("A payer's answer fits no question of ours.", "Find the patient, or ask again."),
    "unwritten_file": ("A file could not be made.", "Mend what it names; the claims wait."),
}
KINDS = frozenset(_SAID)
_DRAWN = {
    ("circle-x", "denied"): "denial",
    ("undo-2", "rejected"): "rejected_claim refused_file undelivered_file unwritten_file card_declined",
    ("hand", "held"): "held_claim ask_consent bill_disputed estimate_dispute",
    ("circle-slash", "partial"): "variance contract_dispute takeback recoupment returned_payment",
    (
        "hourglass",
        "sent",
    ): "silent_claim payer_call unasked_benefits provider_query suspended_part filing_limit",
    ("eye", "plain"): "bundling_review recode_review claim_review code_correction cosign_note",
    ("coins", "plain"): "refund_review overpayment stale_refund late_charge charge_anew bill_next_payer",
}
_SHOWN = {what: drawn for drawn, kinds in _DRAWN.items() for what in kinds.split()}
_OTHER = "Somebody opened this work."


def task(what: str) -> Help:
    """Explain a kind of task."""
    why, wants = _SAID.get(what, (_OTHER, "What its sentence says."))
    return Help(why, wants)


def shown(what: str) -> Status:
    """Return how a kind of task is shown in a list: by shape and colour as the state of what it is about."""
    icon, tone = _SHOWN.get(what, ("circle-dot", "plain"))
    return Status(icon, plain(what), tone)
