"""What a card would have done to a claim whose end is known: kept a refusal away, or held what was paid as
sent. It judges the past and changes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from almoner.core.claim import ClaimRevision
from almoner.core.remit.advice import NOT_RECOGNIZED, REVERSAL, Adjustment, Advice
from almoner.core.rules import Finding
from almoner.core.rules.reasons import REFUSALS, Reasons

AT_THE_DOOR = "277CA"
"""An expected denial that begins so is a rejection, before anybody adjudicates."""


class Outcome(StrEnum):
    """What became of a claim on which a card fires, from the best for the card to the worst."""

    PREVENTED = "prevented"
    """Refused for what the card expects; a card that expects nothing is right about any refusal."""
    OTHERWISE = "refused_otherwise"
    """Refused for something else."""
    UNDECIDED = "undecided"
    """Nobody has answered yet."""
    WRONGLY_HELD = "wrongly_held"
    """Paid as it was sent."""


_BEST_FIRST = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one sending of a claim: advices in the order of their coming, on a day; or a
    rejection.
    """

    advices: tuple[Advice, ...] = ()
    on: date = date.min
    is_rejected: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """One way in which a card expects to be right: a CARC, a RARC, or both."""

    carc: str = ""
    rarc: str = ""

    def fits(self, adjustment: Adjustment, remarks: Iterable[str]) -> bool:
        """True where an adjustment with its remarks is that refusal."""
        return self.carc in ("", adjustment.carc) and (not self.rarc or self.rarc in remarks)


def expected(text: str) -> list[Expected]:
    """Return the ways of a card's `expected_denial`, as `16+M51; 97; N706`."""
    found = []
    for way in filter(None, (part.strip() for part in text.split(";"))):
        if not way.startswith(AT_THE_DOOR):
            carc, _, rarc = way.partition("+")
            found.append(Expected(rarc=carc) if _is_remark(carc) else Expected(carc, rarc))
    return found


def outcome(
    findings: Iterable[Finding], revision: ClaimRevision, answer: Answer, reasons: Reasons
) -> tuple[Outcome, int]:
    """Return the best end that any of a card's findings on a claim had, with the cents that it was about:
    what was refused, or what was paid; the charge where nobody answered or the claim was rejected.
    """
    ends = [_end(finding, revision, answer, reasons) for finding in findings]
    best = min((end for end, _ in ends), key=_BEST_FIRST.index)
    return best, sum(cents for end, cents in ends if end is best)


def _end(finding: Finding, revision: ClaimRevision, answer: Answer, reasons: Reasons) -> tuple[Outcome, int]:
    if answer.is_rejected:
        is_ours = not finding.expected_denial or AT_THE_DOOR in finding.expected_denial
        return (Outcome.PREVENTED if is_ours else Outcome.OTHERWISE), finding.cents
    advice = next((one for one in reversed(answer.advices) if one.status != REVERSAL), None)
    if advice is None:
        return Outcome.UNDECIDED, finding.cents
    told = list(_told(finding.line, revision, advice))
    refused = [each for each, _ in told if _is_refusal(each, reasons, answer.on)]
    ways = expected(finding.expected_denial)
    right = [each for each, remarks in told if any(way.fits(each, remarks) for way in ways)]
    if right or (refused and not finding.expected_denial):
        return Outcome.PREVENTED, sum(each.cents for each in right or refused)
    if refused or advice.status == NOT_RECOGNIZED:
        return Outcome.OTHERWISE, sum(each.cents for each in refused)
    return Outcome.WRONGLY_HELD, _paid(finding.line, revision, advice)


def _told(
    number: int, revision: ClaimRevision, advice: Advice
) -> Iterator[tuple[Adjustment, tuple[str, ...]]]:
    """The adjustments of a line (0: of all), with the remarks beside them, and those of the whole claim."""
    yield from ((each, advice.remarks) for each in advice.adjustments)
    control = revision.lines[number - 1].control if number else ""
    for line in advice.lines:
        if not control or line.control == control:
            yield from ((each, (*line.remarks, *advice.remarks)) for each in line.adjustments)


def _paid(number: int, revision: ClaimRevision, advice: Advice) -> int:
    if not number:
        return advice.paid_cents or 0
    control = revision.lines[number - 1].control
    return sum(line.paid_cents or 0 for line in advice.lines if line.control == control)


def _is_refusal(adjustment: Adjustment, reasons: Reasons, on: date) -> bool:
    row = reasons.carc(adjustment.carc, on)
    return row is not None and row.standing in REFUSALS


def _is_remark(code: str) -> bool:
    return code[:1] in {"M", "N"}
