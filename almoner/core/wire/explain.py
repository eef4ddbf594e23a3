"""Explains an acknowledgement to a biller: which claim, which segment as it was sent, what is wrong, what to
do.

Promises a sentence for everything that the acknowledgement says, also where it answers nothing that we sent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from almoner.core.wire.acknowledge import REFUSED, Answer, describe, int_of, read_answers
from almoner.core.wire.claim_837_map import SentSet, map_document
from almoner.core.wire.echoes import echo_issues
from almoner.core.wire.echoes_acknowledged import TRACES, group_issues, receipt_issues
from almoner.core.wire.own_check import OwnCheck
from almoner.core.wire.receipt_lines import RefusedLine, refused_lines
from almoner.core.wire.status_277 import Receipt
from almoner.core.wire.status_words import words
from almoner.core.x12 import AnsweredSet, Document, Issue, NotX12, TransactionSet, read
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
    "12": "Send it fewer times.",
    "13": "Take the extra components away.",
    "I6": "Choose a code that the guide uses here.",
    "I9": "Fill it in.",
    "I10": "Leave it out.",
    "I12": "Write it in the form that is asked for.",
    "I13": "Leave it out.",
}
SEGMENT_MENDS = {
    "1": "Take it out; whoever made the file has to mend the program.",
    "2": "Take it out, or put it where it belongs.",
    "3": "Add it: open the claim and complete what is missing.",
    "6": "Take it out.",
    "7": "Put it in its place; whoever made the file has to mend the program.",
    "I4": "Leave it out.",
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


def explain_file(answers: Document, original: Document) -> list[Explanation]:
    """Return what the acknowledgements of a file say about another, refusals first where they list them, and
    what they name otherwise than it was sent (also of a 271 or 277 beside its 270 or 276).
    """
    explainer = _Explainer(original)
    told = [one for answer in read_answers(answers) for one in explainer.of(answer)]
    for each in answers.sets:
        told += explainer.lines(each)
    return told + [_echo(form, issue) for form, issue in _echoes(answers, original)]


def explain(answer: Answer, *, original: bytes) -> list[Explanation]:
    """Return what one acknowledgement says about a file, refusals first where it lists them."""
    try:
        document = read(original)
    except NotX12:
        document = Document(original)
    return _Explainer(document).of(answer)


class _Explainer:
    """The original, found by the numbers that acknowledgements name."""

    def __init__(self, original: Document) -> None:
        self.original = original
        self.sets = map_document(original)
        self.by_number = {(int_of(group), int_of(st)): sent for (group, st), sent in self.sets.items()}
        self.own = OwnCheck()

    def of(self, answer: Answer) -> list[Explanation]:
        """What one acknowledgement says."""
        if answer.receipts:
            return [self._receipt(receipt) for receipt in answer.receipts]
        if answer.syntax is None or not answer.syntax.sets:
            return [self._whole(answer)]
        group = int_of(answer.syntax.group_control)
        told: list[Explanation] = []
        for answered in answer.syntax.sets:
            told += self._set(answered, self.by_number.get((group, int_of(answered.st_control))))
        return told

    def _whole(self, answer: Answer) -> Explanation:
        """A TA1, or a 999 that speaks of the group alone."""
        number = int_of(answer.control)
        if answer.ta1 is not None:
            ours = [one for one in self.original.interchanges if int_of(one.control) == number]
            groups = {group.control for one in ours for group in one.groups}
        else:
            groups = {group for group, _ in self.sets if int_of(group) == number}
            ours = []
        claims = [claim for (group, _), sent in self.sets.items() if group in groups for claim in sent.claims]
        mend = "" if ours or groups else NOT_OURS
        if not mend and answer.code == REFUSED:
            mend = "Mend what is named, then send the whole file again under a new number."
        return Explanation(answer.form, tuple(claims), answer.words, mend, code=answer.code)

    def _set(self, answered: AnsweredSet, sent: SentSet | None) -> Iterator[Explanation]:
        for error in answered.errors:
            yield from self._error(error, sent)
        claims = tuple(sent.claims) if sent else ()
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
            noted = ", with errors noted" if answered.errors else ""
            what = f"Transaction {answered.st_control} was accepted{noted}."
            yield Explanation("999", claims, what, code=answered.code)

    def _error(self, error: SegmentError, sent: SentSet | None) -> Iterator[Explanation]:
        claims: tuple[str, ...] = ()
        if sent is not None:
            own = (error.claim,) if error.claim else self.own.claims(sent, error.segment_index)
            claims = own or tuple(sent.concerned(error.segment_index))
        mends = [(one.code, MENDS.get(one.code, "")) for one in error.elements]
        mends = mends or [(error.code, SEGMENT_MENDS.get(error.code, ""))]
        places: list[int | None] = [one.position for one in error.elements] or [None]
        for what, (code, mend), place in zip(describe(error, sent), mends, places, strict=True):
            found = self.own.at(sent, error, place) if sent else None
            better = f"{found.message} {found.hint}".strip() if found else mend
            yield Explanation("999", claims, what, better, _text(sent, error.segment_index), code=code)

    def _receipt(self, receipt: Receipt) -> Explanation:
        is_claim = receipt.level == "claim"
        ours = [
            sent
            for sent in self.sets.values()
            if (is_claim and receipt.reference in sent.numbers) or sent.reference == receipt.batch
        ]
        holding = [sent for sent in ours if is_claim and receipt.reference in sent.numbers]
        claims: tuple[str, ...] = (receipt.reference,)
        mend = "" if receipt.is_accepted else SENT_BACK
        if not is_claim:
            claims = tuple(control for sent in ours for control in sent.claims)
            mend = mend if ours else NOT_OURS
        elif not holding:
            mend = NOT_OURS
        elif not receipt.is_accepted:
            mend = " ".join([*self.own.of_claim(holding[-1], receipt), SENT_BACK])
        text = _claim_segment(holding[-1], receipt.reference) if holding else ""
        what = f"{receipt.words} ({receipt.verbatim})"
        return Explanation("277CA", claims, what, mend, text, code=receipt.verbatim)

    def lines(self, each: TransactionSet) -> Iterator[Explanation]:
        """The lines in error of a 277CA."""
        for line in refused_lines(each):
            holding = [sent for sent in self.sets.values() if line.claim in sent.numbers]
            what = f"line {line.control or line.code}: {'. '.join(words(code) for code in line.codes)}"
            verbatim = " ".join(code.verbatim for code in line.codes)
            text = _line_segment(holding[-1], line) if holding else ""
            mend = "Correct the line." if holding else NOT_OURS
            yield Explanation("277CA", (line.claim,), f"{what} ({verbatim})", mend, text, code=verbatim)


def _text(sent: SentSet | None, index: int) -> str:
    segment = sent.at(index) if sent else None
    return segment.delimiters.element.join(segment.elements) if segment else ""


def _claim_segment(sent: SentSet, control: str) -> str:
    for segment in sent.segments:
        if segment.id == "CLM" and segment.get(1) == control:
            return segment.delimiters.element.join(segment.elements)
    return ""


def _line_segment(sent: SentSet, line: RefusedLine) -> str:
    """The service of a line by its own number (REF*6R)."""
    is_claim, service = False, ""
    for segment in sent.segments:
        if segment.id == "CLM":
            is_claim = segment.get(1) == line.claim
        elif is_claim and segment.id in ("SV1", "SV2", "SV3"):
            service = segment.delimiters.element.join(segment.elements)
        elif is_claim and segment.id == "REF" and (segment.get(1), segment.get(2)) == ("6R", line.control):
            return service
    return ""


# ------------------------------------------------------------------------------------- echoes


def _echo(form: str, issue: Issue) -> Explanation:
    claims = (issue.claim,) if issue.claim else ()
    return Explanation(form, claims, issue.message, issue.hint, code=issue.rule)


def _echoes(answers: Document, original: Document) -> Iterator[tuple[str, Issue]]:
    """What comes back otherwise than it was sent, except the claims and sets that aren't ours: those are told
    already."""
    groups = {int_of(group.control): group for one in original.interchanges for group in one.groups}
    sets: Mapping[str, list[TransactionSet]] = {"277": [], "271": []}
    for each in answers.sets:
        if each.set_id == "999":
            head = next((row for row in each.iter_rows() if row[0] == "AK1"), [])
            group = groups.get(int_of(head[2].strip())) if len(head) > 2 else None
            found = group_issues(each, group) if group else []
            known = {one.st_control for one in group.sets} if group else set()
            yield from (("999", issue) for issue in found if not issue.claim or issue.claim in known)
        elif each.set_id in sets:
            sets[each.set_id].append(each)
    for issue in receipt_issues(sets["277"], original.sets):
        if issue.rule != TRACES.id or issue.loop == "2200B":
            yield "277CA", issue
    for set_id, some in sets.items():
        yield from ((set_id, issue) for issue in echo_issues(some, original.sets))
