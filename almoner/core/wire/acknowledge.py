"""Lays acknowledgements (TA1, 999, 277CA) on what we sent: which claim stands, which came back, and why in
words.

Promises that nothing is dropped: what names a claim or interchange that isn't ours comes back as unknown. The
unit of refusal of a 999 is the transaction, so a good claim falls with a bad neighbour, and is told so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from almoner.core.claim.state import Event
from almoner.core.wire.claim_837_map import SentSet, map_sets
from almoner.core.wire.interchange import AcknowledgedClaim
from almoner.core.wire.sent_names import SentNames
from almoner.core.wire.status_277 import GUIDE_RECEIPT, Receipt, read_receipts
from almoner.core.x12 import TA1, Acknowledgement999, AnsweredSet, Document, read_999, read_ta1
from almoner.core.x12.answers import ElementError, SegmentError
from almoner.core.x12.labels import (
    ELEMENT_ERRORS,
    GROUP_REASONS,
    SEGMENT_ERRORS,
    SET_REASONS,
    TA1_NOTES,
    VERDICTS,
)

Form = Literal["TA1", "999", "277CA"]
REFUSED = "R"
MOST_CODES = 8
"""Segments of a 999 that are kept of one claim as they came; the words tell them all."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One acknowledgement. `control` is the number (ISA13 = GS06 = the batch's) of the interchange of ours
    that it answers, empty where it names none; `functional_id` what kind of group that was (HC for claims).
    """

    form: Form
    control: str
    code: str
    words: str
    functional_id: str = ""
    ta1: TA1 | None = None
    syntax: Acknowledgement999 | None = None
    receipts: tuple[Receipt, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """True where nothing of it was refused."""
        if self.form == "277CA":
            return all(receipt.is_accepted for receipt in self.receipts)
        return self.code in ("A", "E")

    @property
    def controls(self) -> tuple[str, ...]:
        """The claim numbers (CLM01) that a 277CA names."""
        return tuple(receipt.reference for receipt in self.receipts if receipt.level == "claim")

    @property
    def names_every_claim(self) -> bool:
        """True where it says of itself which claims it is about; what it answers need not be read."""
        return bool(self.receipts) and all(receipt.level == "claim" for receipt in self.receipts)


@dataclass(frozen=True, slots=True)
class Laid:
    """An acknowledgement laid on our claims; `unknown` are words about what isn't ours, for a task."""

    answer: Answer
    claims: tuple[AcknowledgedClaim, ...]
    unknown: tuple[str, ...] = ()

    def event(self, claim: AcknowledgedClaim) -> Event:
        """Return what this acknowledgement is for a claim's state."""
        if self.answer.form == "TA1":
            return Event.ENVELOPE_ACCEPTED if claim.is_accepted else Event.ENVELOPE_REJECTED
        if self.answer.form == "999":
            return Event.SYNTAX_ACCEPTED if claim.is_accepted else Event.SYNTAX_REJECTED
        if not claim.is_accepted:
            return Event.PAYER_REJECTED
        is_payers = all(receipt.source == "payer" for receipt in self.answer.receipts)
        return Event.PAYER_ACCEPTED if is_payers else Event.SYNTAX_ACCEPTED


# ------------------------------------------------------------------------------------- reading


def read_answers(document: Document) -> list[Answer]:
    """Return every TA1, 999 and 277CA of a file, in its order."""
    found = []
    for interchange in document.interchanges:
        found += [_envelope_answer(read_ta1(segment)) for segment in interchange.tas]
        for each in interchange.sets:
            if each.set_id in ("999", "997"):
                found.append(_syntax_answer(read_999(each)))
            elif each.set_id == "277" and each.guide.startswith(GUIDE_RECEIPT):
                found += _receipt_answers(read_receipts(each))
    return found


def _envelope_answer(ta1: TA1) -> Answer:
    note = TA1_NOTES.get(ta1.note, f"note {ta1.note}")
    words = "The file as a whole was taken." if ta1.code == "A" else f"{_verdict(ta1.code)}: {note}."
    return Answer(form="TA1", control=ta1.control, code=ta1.code, words=words, ta1=ta1)


def _syntax_answer(syntax: Acknowledgement999) -> Answer:
    reasons = "; ".join(GROUP_REASONS.get(code, f"reason {code}") for code in syntax.reasons)
    words = f"{_verdict(syntax.code)}{f': {reasons}' if reasons else ''}."
    return Answer(
        form="999",
        control=syntax.group_control,
        code=syntax.code,
        words=words,
        functional_id=syntax.functional_id,
        syntax=syntax,
    )


def _receipt_answers(receipts: list[Receipt]) -> Iterator[Answer]:
    """One answer a batch: a payer may answer several of ours in one transaction."""
    by_batch: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        by_batch.setdefault(_batch_control(receipt.batch), []).append(receipt)
    for control, group in by_batch.items():
        refused = sum(not receipt.is_accepted for receipt in group)
        code = REFUSED if refused == len(group) else "P" if refused else "A"
        words = f"{len(group) - refused} taken in, {refused} sent back."
        yield Answer(
            form="277CA", control=control, code=code, words=words, functional_id="HC", receipts=tuple(group)
        )


def _batch_control(reference: str) -> str:
    """Return the interchange's number out of our BHT03: nine digits, then the transaction's four."""
    return reference[:9] if len(reference) == 13 and reference.isdecimal() else ""


def _verdict(code: str) -> str:
    return VERDICTS.get(code, f"verdict {code}").capitalize()


# ------------------------------------------------------------------------------------- laying


def lay(answer: Answer, *, original: bytes, claims: Mapping[str, int]) -> Laid:
    """Lay an acknowledgement on the exact bytes that it answers (empty where they aren't ours).

    `claims` maps claim numbers (CLM01) to claim ids: those of the original, and those that a 277CA names.
    """
    if answer.receipts:
        sets = {} if answer.names_every_claim else map_sets(original)
        return _lay_receipts(answer, sets, claims)
    sets = map_sets(original)
    if not sets:
        return Laid(answer, (), (f"A {answer.form} answers a file that isn't among those we sent.",))
    if answer.ta1 is not None:
        controls = [control for sent in sets.values() for control in sent.claims]
        return _all(answer, controls, claims)
    return _lay_syntax(answer, sets, claims)


def _all(answer: Answer, controls: list[str], claims: Mapping[str, int]) -> Laid:
    """The same verdict for every claim."""
    told = [
        AcknowledgedClaim(
            claim_id=claims[control],
            control=control,
            code=answer.code,
            is_accepted=answer.code in ("A", "E"),
            verbatim=_verbatim(answer),
            words=answer.words,
        )
        for control in controls
        if control in claims
    ]
    return Laid(answer, tuple(told))


def _verbatim(answer: Answer) -> str:
    if answer.ta1 is not None:
        return f"TA1 {answer.ta1.code} {answer.ta1.note}"
    reasons = answer.syntax.reasons if answer.syntax else ()
    return " ".join(("AK9", answer.code, *reasons))


def _lay_syntax(answer: Answer, sets: Mapping[tuple[str, str], SentSet], claims: Mapping[str, int]) -> Laid:
    syntax = answer.syntax
    assert syntax is not None, "a 999 was read"
    if not syntax.sets:
        ours = [sent for (group, _), sent in sets.items() if int_of(group) == int_of(syntax.group_control)]
        return _all(answer, [control for sent in ours for control in sent.claims], claims)
    by_number = {(int_of(group), int_of(st)): sent for (group, st), sent in sets.items()}
    told: list[AcknowledgedClaim] = []
    unknown: list[str] = []
    for answered in syntax.sets:
        sent = by_number.get((int_of(syntax.group_control), int_of(answered.st_control)))
        if sent is None:
            unknown.append("A 999 answers a transaction that isn't in the file we sent.")
        else:
            told += _lay_set(answered, sent, claims)
    return Laid(answer, tuple(told), tuple(unknown))


def _lay_set(answered: AnsweredSet, sent: SentSet, claims: Mapping[str, int]) -> Iterator[AcknowledgedClaim]:
    faults: dict[str, list[str]] = {}
    codes: dict[str, list[str]] = {}
    for error in answered.errors:
        phrase = " / ".join(describe(error, sent))
        for control in [error.claim] if error.claim in sent.claims else sent.concerned(error.segment_index):
            faults.setdefault(control, []).append(phrase)
            codes.setdefault(control, []).extend(_codes(error))
    verdict = " ".join(("IK5", answered.code, *answered.reasons))
    reasons = "; ".join(SET_REASONS.get(code, f"reason {code}") for code in answered.reasons)
    for control in sent.claims:
        own = faults.get(control, [])
        if answered.code != REFUSED:
            words = ". ".join(own) if own else "The form of the claim was accepted."
        elif own:
            words = ". ".join(own)
        else:
            words = (
                f"Sent back with its batch, without a fault of its own: {reasons or 'no reason was given'}."
            )
        if control in claims:
            yield AcknowledgedClaim(
                claim_id=claims[control],
                control=control,
                code=answered.code,
                is_accepted=answered.code != REFUSED,
                verbatim=" · ".join((*codes.get(control, [])[:MOST_CODES], verdict)),
                words=words,
            )


def _codes(error: SegmentError) -> Iterator[str]:
    """The IK3 and IK4s of an error as they came, without the value that one may repeat."""
    yield " ".join(filter(None, ("IK3", error.segment, str(error.segment_index), error.loop, error.code)))
    for one in error.elements:
        place = f"{one.position}:{one.component}" if one.component else str(one.position)
        yield " ".join(filter(None, ("IK4", place, one.data_element, one.code)))


def describe(error: SegmentError, sent: SentSet | None) -> list[str]:
    """Return what one error of a 999 says, for a person: where it is and what is wrong, never a value."""
    place = f"segment {error.segment_index}" + (f", loop {error.loop}" if error.loop else "")
    names = SentNames(sent, error)
    if not error.elements:
        reason = SEGMENT_ERRORS.get(error.code, f"error {error.code}")
        return [f"{names.segment()} ({error.segment}, {place}): {reason}"]
    return [_element(error, one, names, place) for one in error.elements]


def _element(error: SegmentError, one: ElementError, names: SentNames, place: str) -> str:
    reason = ELEMENT_ERRORS.get(one.code, f"error {one.code}")
    number = f"{one.position:02d}" + (f"-{one.component}" if one.component else "")
    return f"{names.element(one.position, one.component)} ({error.segment}{number}, {place}): {reason}"


def int_of(control: str) -> int:
    """Return a control number as a number, so that leading zeros don't matter; -1 where it is none."""
    return int(control) if control.isascii() and control.isdigit() and len(control) < 20 else -1


def _lay_receipts(answer: Answer, sets: Mapping[tuple[str, str], SentSet], claims: Mapping[str, int]) -> Laid:
    named = set(answer.controls)
    told: dict[str, AcknowledgedClaim] = {}
    unknown: list[str] = []
    for receipt in answer.receipts:
        if receipt.level == "claim":
            controls = [receipt.reference]
        else:
            batches = [sent for sent in sets.values() if sent.reference == receipt.batch]
            controls = [control for sent in batches for control in sent.claims if control not in named]
        if not any(control in claims for control in controls):
            unknown.append(f"A 277CA names a {receipt.level} that isn't ours: {receipt.words}.")
        for control in controls:
            if control in claims:
                told[control] = _merge(told.get(control), _receipt_claim(receipt, control, claims[control]))
    return Laid(answer, tuple(told.values()), tuple(unknown))


def _receipt_claim(receipt: Receipt, control: str, claim_id: int) -> AcknowledgedClaim:
    return AcknowledgedClaim(
        claim_id=claim_id,
        control=control,
        code=receipt.codes[0].category if receipt.codes else "",
        is_accepted=receipt.is_accepted,
        verbatim=receipt.verbatim,
        words=receipt.words,
        payer_control=receipt.payer_control,
    )


def _merge(first: AcknowledgedClaim | None, second: AcknowledgedClaim) -> AcknowledgedClaim:
    """A claim that is named twice is sent back if either says so."""
    return second if first is None or first.is_accepted else first
