"""An appeal as one packet: the letter, and behind it what proves it, in words that are ready to show.

Promises that the draft says nothing that the records don't: the refusal, the claim as it was frozen, the
payer's own decision, and when the claim was taken in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from almoner.core.claim import ClaimLine, ClaimRevision
from almoner.core.denial import Denial
from almoner.core.denial.letters import LetterCard
from almoner.core.money import dollars
from almoner.core.party import Practice
from almoner.core.remit import Advice
from almoner.core.remit.advice import Adjustment
from almoner.core.report.mail import (
    address_lines,
    day_in_figures,
    day_in_words,
    full_name,
    phone_number,
    plain,
)

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """An acceptance: by which answer, on which day, under which number of the payer."""

    form: str
    on: date
    number: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What an appeal rests on; `label` is our word for the payer's reason, `advice` and the payment's `trace`
    its decision where the books have it.
    """

    practice: Practice
    revision: ClaimRevision
    denial: Denial
    decided_on: date
    level: str
    label: str
    payer_control: str
    advice: Advice | None
    trace: str
    taken: tuple[Taken, ...]

    @property
    def line(self) -> ClaimLine | None:
        """The refused line, None where all of the claim is."""
        lines = self.revision.lines
        return next((one for one in lines if one.line_id == self.denial.line_id), None)


@dataclass(frozen=True, slots=True)
class Packet:
    """What the packet's pages show."""

    title: str
    practice: str
    head: tuple[str, ...]
    addressee: tuple[str, ...]
    facts: Rows
    paragraphs: tuple[str, ...]
    claim: Rows
    decision: Rows
    taken: Rows
    enclosures: tuple[str, ...]
    on: date


def draft(ground: Ground, card: LetterCard) -> str:
    """Return a letter's text, a blank line between paragraphs, for a person to go over."""
    line, revision = ground.line, ground.revision
    said = {
        "service": f"{line.code} at ${dollars(line.charge_cents)}" if line else "the claim",
        "day": day_in_words(line.service_on if line else revision.lines[0].service_on),
        "reason": f"{ground.denial.group}-{ground.denial.carc}, {ground.label}",
        "level": ground.level,
    }
    parts = ["To whom it may concern:", card.says.format(**said), *_proofs(ground), card.asks.format(**said)]
    return "\n\n".join([*parts, "Sincerely,", plain(ground.practice.name)])


def _proofs(ground: Ground) -> Iterator[str]:
    numbers = [one for one in (ground.revision.authorization, ground.revision.referral_number) if one]
    if numbers:
        yield f"The claim carries your number {numbers[0]}."
    if ground.taken:
        first = ground.taken[0]
        yield f"The claim was taken in on {day_in_words(first.on)} ({first.form}{_under(first)})."


def _under(taken: Taken) -> str:
    return f", your number {taken.number}" if taken.number else ""


def packet(ground: Ground, text: str, *, on: date) -> Packet:
    """Return the packet of a letter's text as a person left it, dated `on`."""
    practice, revision = ground.practice, ground.revision
    payer, decision = revision.payer, tuple(_decision_rows(ground))
    taken = tuple((one.form, day_in_figures(one.on), one.number) for one in ground.taken)
    enclosed = (
        ("the claim as it was sent", True),
        ("your decision", bool(decision)),
        ("your acceptance of the claim", bool(taken)),
    )
    return Packet(
        title=f"{plain(practice.name)}, appeal of claim {revision.control}",
        practice=plain(practice.name),
        head=(*address_lines(practice.address), phone_number(practice.phone), f"NPI {practice.npi}"),
        addressee=(plain(payer.name), "Appeals", *address_lines(payer.address)),
        facts=_facts(ground, on=on),
        paragraphs=tuple([plain(part) for part in text.replace("\r", "").split("\n\n") if part.strip()]),
        claim=tuple(_claim_rows(revision)),
        decision=decision,
        taken=taken,
        enclosures=tuple([name for name, is_there in enclosed if is_there]),
        on=on,
    )


def _facts(ground: Ground, *, on: date) -> Rows:
    revision, denial = ground.revision, ground.denial
    said = (
        ("Day", day_in_words(on)),
        ("Appeal", plain(ground.level)),
        ("Patient", full_name(revision.patient.name)),
        ("Born", day_in_figures(revision.patient.birth_on)),
        ("Member number", plain(revision.payer.member_id)),
        ("Our claim", revision.control),
        ("Your claim", plain(ground.payer_control)),
        ("Decided", day_in_words(ground.decided_on)),
        ("Your payment", plain(ground.trace)),
        ("In dispute", f"${dollars(denial.cents)}"),
    )
    return tuple(row for row in said if row[1])


def _claim_rows(revision: ClaimRevision) -> Iterator[tuple[str, ...]]:
    for line in revision.lines:
        yield (
            day_in_figures(line.service_on),
            "-".join((line.code, *line.modifiers)),
            " ".join([revision.diagnoses[pointer - 1] for pointer in line.pointers]),
            str(line.units),
            dollars(line.charge_cents),
        )


def _decision_rows(ground: Ground) -> Iterator[tuple[str, ...]]:
    """The payer's decision line by line, then of the whole claim, in its own numbers."""
    advice = ground.advice
    if advice is None:
        return
    for line in advice.lines:
        yield (
            line.submitted_code or line.code,
            _told(line.charge_cents),
            _told(line.paid_cents),
            _reasons(line.adjustments),
            " ".join(line.remarks),
        )
    yield (
        "all",
        _told(advice.charge_cents),
        _told(advice.paid_cents),
        _reasons(advice.adjustments),
        " ".join(advice.remarks),
    )


def _reasons(adjustments: tuple[Adjustment, ...]) -> str:
    return "  ".join([f"{one.group}-{one.carc} {dollars(one.cents)}" for one in adjustments])


def _told(cents: int | None) -> str:
    return "not readable" if cents is None else dollars(cents)
