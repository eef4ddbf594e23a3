"""Explains an acknowledgement to a biller: which claim, which segment as it was sent, what is wrong, what to
do.

Promises a sentence for everything that the acknowledgement says, also where it answers nothing that we sent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from almoner.core.wire.acknowledge import REFUSED, Answer, describe, int_of
from almoner.core.wire.claim_837_map import SentSet, map_sets
from almoner.core.wire.status_277 import Receipt
from almoner.core.x12 import AnsweredSet
from almoner.core.x12.answers import SegmentError
from almoner.core.x12.labels import SET_REASONS

MENDS = {
    "1": "Fill it in.",
    "2": "Fill it in: another element asks for it.",
    "3": "Take the extra elements away.",
    "4": "Complete it.",
    "5": "Shorten it.",
    "6": "Write it without the foreign character.",
    "7": "Choose a code that the guide knows.",
    "8": "Correct the date.",
    "9": "Correct the time.",
    "10": "Keep one of the two.",
    "I6": "Choose a code that the guide uses here.",
    "I9": "Fill it in.",
    "I10": "Leave it out.",
    "I12": "Write it in the form that is asked for.",
    "I13": "Leave it out.",
}
SEGMENT_MENDS = {
    "3": "Add it: open the claim and complete what is missing.",
    "I6": "Add it: something else on the claim asks for it.",
    "I9": "Leave it out, or add what it belongs to.",
    "4": "Divide the claim.",
    "5": "Divide the claim.",
}
SENT_BACK = "Correct it in its record and send the claim again as new."
NOT_OURS = "It answers nothing in the original; look for the file that it belongs to."


@dataclass(frozen=True, slots=True)
class Explanation:
    """One thing that was said. `sent` is the segment as it stands in the original; it may hold
    patient data.
    """

    form: str
    claims: tuple[str, ...]
    what: str
    mend: str = ""
    sent: str = ""
    code: str = ""


def explain(answer: Answer, *, original: bytes) -> list[Explanation]:
    """Return what one acknowledgement says about a file, refusals first where it lists them."""
    sets = map_sets(original)
    if answer.receipts:
        return [_receipt(receipt, sets) for receipt in answer.receipts]
    if answer.syntax is None or not answer.syntax.sets:
        claims = tuple(control for sent in sets.values() for control in sent.claims)
        return [Explanation(answer.form, claims, answer.words, code=answer.code)]
    by_number = {(int_of(group), int_of(st)): sent for (group, st), sent in sets.items()}
    told: list[Explanation] = []
    for answered in answer.syntax.sets:
        key = (int_of(answer.syntax.group_control), int_of(answered.st_control))
        told += _set(answered, by_number.get(key))
    return told


def _set(answered: AnsweredSet, sent: SentSet | None) -> Iterator[Explanation]:
    claims = tuple(sent.claims) if sent else ()
    for error in answered.errors:
        yield from _error(error, sent)
    if sent is None:
        yield Explanation("999", (), f"Transaction {answered.st_control}.", NOT_OURS, code=answered.code)
    elif answered.code == REFUSED:
        reasons = "; ".join(SET_REASONS.get(code, f"reason {code}") for code in answered.reasons)
        why = reasons or "no reason was given"
        what = f"Transaction {answered.st_control} was sent back with all its claims: {why}."
        yield Explanation(
            "999", claims, what, "Mend what is named, then send all of them again.", code=answered.code
        )
    else:
        what = f"Transaction {answered.st_control} was accepted."
        yield Explanation("999", claims, what, code=answered.code)


def _error(error: SegmentError, sent: SentSet | None) -> Iterator[Explanation]:
    claims: tuple[str, ...] = ()
    if sent is not None:
        claims = (error.claim,) if error.claim else tuple(sent.concerned(error.segment_index))
    segment = sent.at(error.segment_index) if sent else None
    text = segment.delimiters.element.join(segment.elements) if segment else ""
    mends = [MENDS.get(one.code, "") for one in error.elements] or [SEGMENT_MENDS.get(error.code, "")]
    for what, mend in zip(describe(error, sent), mends, strict=True):
        yield Explanation("999", claims, what, mend, text, code=error.code)


def _receipt(receipt: Receipt, sets: Mapping[tuple[str, str], SentSet]) -> Explanation:
    ours = [
        sent for sent in sets.values() if receipt.reference in sent.claims or sent.reference == receipt.batch
    ]
    claims: tuple[str, ...] = (receipt.reference,)
    mend = "" if receipt.is_accepted else SENT_BACK
    if receipt.level != "claim":
        claims = tuple(control for sent in ours for control in sent.claims)
    elif not any(receipt.reference in sent.claims for sent in ours):
        mend = NOT_OURS
    text = ""
    for sent in ours:
        if receipt.level == "claim" and receipt.reference in sent.claims:
            text = _claim_segment(sent, receipt.reference)
    return Explanation(
        "277CA", claims, f"{receipt.words} ({receipt.verbatim})", mend, text, code=receipt.verbatim
    )


def _claim_segment(sent: SentSet, control: str) -> str:
    for segment in sent.segments:
        if segment.id == "CLM" and segment.get(1) == control:
            return segment.delimiters.element.join(segment.elements)
    return ""
