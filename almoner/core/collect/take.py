"""Take money from a patient: the receipt and its posting. Where it is laid is another step's decision."""

import re
from datetime import date

from almoner.core.collect.receipt import METHODS, Receipt, Target
from almoner.core.ledger import Reason, Subject
from almoner.core.ledger.posting import Effect, post
from almoner.core.plan import Ids, Plan
from almoner.core.rules import Fault

MOST_CENTS = 10_000_000
"""Of one receipt, 100,000.00: beyond it a digit was typed too many."""

LONGEST = 100
_LAST_FOUR = re.compile(r"[0-9]{4}")
_CARD_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])")
"""What reads as the number of a card: 13 to 19 digits, with or without gaps."""


def faults(draft: Receipt) -> list[Fault]:
    """Return what keeps a draft from being a receipt, each as one sentence for the person who enters it."""
    return [
        Fault(words, fields)
        for is_wrong, words, fields in (
            (
                not 0 < draft.cents <= MOST_CENTS,
                "An amount above $0.00 is taken, at most $100,000.00.",
                "amount",
            ),
            (draft.method not in METHODS, f"The method is one of: {', '.join(METHODS)}.", "method"),
            *_reference_faults(draft),
            *_target_faults(draft),
            (not draft.taken_by, "A receipt names who took it.", ""),
        )
        if is_wrong
    ]


_Fault = tuple[bool, str, str]
"""Whether it is so, in words, and which fields that is about."""


def _reference_faults(draft: Receipt) -> tuple[_Fault, ...]:
    told = f"{draft.reference} {draft.note}"
    last_four = draft.card_last_four
    return (
        (
            draft.method == "check" and not draft.reference,
            "A check has its number as reference.",
            "reference",
        ),
        (
            draft.method == "transfer" and not draft.reference,
            "A transfer has its trace as reference.",
            "reference",
        ),
        (
            max(len(draft.reference), len(draft.note)) > LONGEST or not told.isprintable(),
            f"A reference and a note have at most {LONGEST} printable characters.",
            "reference" if len(draft.reference) > LONGEST else "note",
        ),
        (
            _CARD_NUMBER.search(told) is not None,
            "A card's number is never kept: give the terminal's reference.",
            "reference",
        ),
        (
            bool(last_four) and _LAST_FOUR.fullmatch(last_four) is None,
            "Of a card the last four digits are kept, and nothing else.",
            "last_four",
        ),
    )


def _target_faults(draft: Receipt) -> tuple[_Fault, ...]:
    return (
        (
            draft.target is Target.VISIT and not draft.visit_id,
            "A payment for a visit names the visit.",
            "visit",
        ),
        (
            (draft.target is Target.PLAN) != bool(draft.plan_id),
            "A payment for a plan names the plan, and no other does.",
            "plan",
        ),
    )


def take(draft: Receipt, *, ids: Ids, on: date) -> Plan:
    """Return the plan that takes a draft (id 0) as received on `on`: in the drawer, and not yet applied."""
    assert draft.id == 0, "a draft has no id yet"
    assert not faults(draft), "the flow shows the faults before it takes the money"
    receipt = Receipt(
        id=next(ids),
        patient_id=draft.patient_id,
        method=draft.method,
        cents=draft.cents,
        received_on=on,
        taken_by=draft.taken_by,
        reference=draft.reference,
        visit_id=draft.visit_id,
        target=draft.target,
        plan_id=draft.plan_id,
        note=draft.note,
        card_last_four=draft.card_last_four,
    )
    subject = Subject(patient_id=receipt.patient_id, visit_id=receipt.visit_id, receipt_id=receipt.id)
    effect = Effect(Reason.RECEIPT, receipt.cents, subject, key=f"receipt:{receipt.id}")
    return Plan(on=on, records=(receipt,), postings=(post(effect, on=on),))
