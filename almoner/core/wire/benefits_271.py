"""Eligibility: asks a payer about patients (270) and reads what it answers (271).

Promises one answer a trace, in the payer's order; what was not said is None, and a refusal comes with its
reason in our words, also where the whole question was refused above the patient.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from almoner.core.claim import Party, Person
from almoner.core.coverage import AnsweredPerson, BenefitState
from almoner.core.wire.benefit_marks_271 import (
    ACTIVE,
    PLAN_COVERAGE,
    REMAINING,
    Mark,
    authorized_code,
    day_after,
    is_ordinary,
    mark_of,
    mark_of_other,
)
from almoner.core.wire.claim_837_parties import demographics, member, provider
from almoner.core.wire.reading import cents_or_none, day_or_none
from almoner.core.x12 import Envelope, Segment, SetWriter, TransactionSet, write_checked

GUIDE = "005010X279A1"
SELF = "18"

REFUSALS = {
    "04": "too many questions in one file",
    "15": "data that are required are missing",
    "33": "data don't agree with what the payer has",
    "35": "the payer gives no answers for this network",
    "41": "the payer isn't authorized to answer here",
    "42": "the payer's system doesn't answer now",
    "43": "the provider's id is missing or unknown",
    "44": "the provider's name is missing or unknown",
    "45": "the provider's taxonomy is missing or unknown",
    "46": "the provider's telephone is missing or unknown",
    "47": "the provider's state is missing or unknown",
    "48": "the referring provider's id is missing or unknown",
    "49": "the provider isn't the primary-care doctor",
    "50": "the provider may not ask",
    "51": "the provider isn't on file",
    "52": "the service date is before the provider's own date",
    "53": "the question isn't in force",
    "56": "a date is impossible",
    "57": "the service date is missing or wrong",
    "58": "the birth date is missing or wrong",
    "60": "the birth date lies behind the service date",
    "61": "the date of death is before the service date",
    "62": "the service date lies too far back or ahead",
    "63": "the service date lies in the future",
    "64": "the patient's id is missing or wrong",
    "65": "the patient's name is missing or wrong",
    "66": "the patient's sex is missing or wrong",
    "67": "the patient isn't known",
    "68": "the patient's id stands for several people",
    "71": "the birth date isn't that of the payer's file",
    "72": "the member id is missing or wrong",
    "73": "the member's name is missing or wrong",
    "74": "the member's sex is missing or wrong",
    "75": "the member isn't known",
    "76": "the member id stands for several people",
    "77": "the member isn't known by this name",
    "78": "the member isn't in the group or plan that was named",
    "79": "the payer's id is unknown",
    "80": "nobody answers at the payer: ask again later",
    "97": "the address is missing or wrong",
    "T4": "the payer's name or id is missing",
}
"""Reasons of a refusal (AAA03) in our own words; any other is shown as a number."""

NOT_FOUND = frozenset({"64", "65", "67", "71", "72", "73", "74", "75", "76", "77", "78", "58", "68"})
"""Reasons that mean: the payer cannot find this person under this id."""

INACTIVE = frozenset({"6", "7", "8"})
PATIENTS = frozenset({"IL", "03"})
"""NM101 of the person who was asked about."""
LONGEST_NAME = 60

BEGINNINGS = frozenset({"291", "307", "346", "348", "356"})
ENDS = frozenset({"347", "349", "357"})
"""Kinds of dates (DTP01) of plan, eligibility and benefit; an end is the last day inside."""


@dataclass(frozen=True, slots=True)
class BenefitInquiry:
    """A question about one patient on one day of service. `trace` comes back with the answer."""

    trace: str
    payer_name: str
    payer_id: str
    provider: Party
    subscriber: Person
    member_id: str
    patient: Person
    relation: str
    service_on: date
    services: tuple[str, ...] = (PLAN_COVERAGE,)


@dataclass(slots=True)
class BenefitAnswer:
    """What a payer said under one trace. Amounts are cents, shares basis points; None = not said."""

    trace: str
    state: BenefitState = BenefitState.REFUSED
    plan_name: str = ""
    copay_cents: int | None = None
    coinsurance_bp: int | None = None
    deductible_cents: int | None = None
    deductible_left_cents: int | None = None
    out_of_pocket_left_cents: int | None = None
    """What the year may still cost the patient."""
    since_on: date | None = None
    until_on: date | None = None
    """The first day without coverage."""
    refusals: tuple[str, ...] = ()
    has_other_payer: bool = False
    said: list[str] = field(default_factory=list)
    """The kinds of benefit told (EB01), in their order."""
    marks: list[Mark] = field(default_factory=list)
    authorized_codes: list[str] = field(default_factory=list)
    """Procedures that the payer wants to allow beforehand."""
    person: AnsweredPerson | None = None

    def marks_on(self, on: date) -> tuple[str, ...]:
        """Return the names of the marks that hold on a day."""
        return tuple(sorted({mark.name for mark in self.marks if mark.holds(on)}))


# ------------------------------------------------------------------------------------- asking


def write_inquiries(inquiries: Sequence[BenefitInquiry], *, envelope: Envelope, batch_number: int) -> bytes:
    """Return the interchange of 270 transactions, one a payer and provider."""
    assert inquiries, "an interchange asks about at least one patient"
    sets: list[SetWriter] = []
    ordered = sorted(inquiries, key=_receiver)
    for _, group in groupby(ordered, key=_receiver):
        writer = SetWriter("270", len(sets) + 1, GUIDE)
        _write_set(writer, list(group), envelope, f"{batch_number:09d}{writer.control:04d}")
        sets.append(writer)
    return write_checked(replace(envelope, functional_id="HS", guide=GUIDE), sets)


def _receiver(inquiry: BenefitInquiry) -> tuple[str, str]:
    return inquiry.payer_id, inquiry.provider.npi


def _write_set(writer: SetWriter, group: list[BenefitInquiry], envelope: Envelope, reference: str) -> None:
    seg, first = writer.seg, group[0]
    seg("BHT", "0022", "13", reference, f"{envelope.on:%Y%m%d}", f"{envelope.at:%H%M}")
    seg("HL", "1", "", "20", "1")
    seg("NM1", "PR", "2", first.payer_name, "", "", "", "", "PI", first.payer_id)
    seg("HL", "2", "1", "21", "1")
    provider(seg, "1P", first.provider)
    level = 2
    originator = "9" + first.provider.npi[:9].rjust(9, "0")
    for inquiry in group:
        level = _write_inquiry(writer, inquiry, level + 1, originator)


def _write_inquiry(writer: SetWriter, inquiry: BenefitInquiry, level: int, originator: str) -> int:
    """Write one patient's question; return the number of its last level."""
    seg = writer.seg
    is_self = inquiry.relation == SELF
    seg("HL", str(level), "2", "22", "0" if is_self else "1")
    if is_self:
        seg("TRN", "1", inquiry.trace, originator)
    member(seg, inquiry.subscriber, inquiry.member_id)
    if not is_self:
        level += 1
        seg("HL", str(level), str(level - 1), "23", "0")
        seg("TRN", "1", inquiry.trace, originator)
        name = inquiry.patient.name
        seg("NM1", "03", "1", name.last, name.first, name.middle, "", name.suffix)
    demographics(seg, inquiry.patient)
    seg("DTP", "291", "D8", f"{inquiry.service_on:%Y%m%d}")
    seg("EQ", list(inquiry.services))
    return level


# ------------------------------------------------------------------------------------- reading


def read_benefits(received: TransactionSet) -> list[BenefitAnswer]:
    """Return the answers of one 271 in the order of the file.

    A refusal above the patients (payer or provider level) without any patient below gives one answer with an
    empty trace: the question as a whole was refused.
    """
    reader = _Reader()
    for segment in received.iter_segments():
        reader.take(segment)
    return reader.finish()


class _Reader:
    """Walks one 271, level by level."""

    def __init__(self) -> None:
        self.answers: list[BenefitAnswer] = []
        self.level = ""
        self.open: list[BenefitAnswer] = []
        """The answers of the current patient: one a trace."""
        self.above: tuple[str, ...] = ()
        self.reasons: list[str] = []
        self.benefit: Segment | None = None
        self.mark: Mark | None = None
        """What the current benefit tells of the patient, whose days may follow."""
        self.person: AnsweredPerson | None = None
        self.networks: list[str] = []
        self.is_naming = False
        """Between LS and LE, where those are named whom a benefit is about."""

    def take(self, segment: Segment) -> None:
        """Read one segment."""
        match segment.id:
            case "HL":
                self._close()
                self.level = segment.get(3)
            case "TRN" if segment.get(1) == "2":
                self.open.append(BenefitAnswer(trace=segment.get(2)))
            case "AAA":
                self._refuse(segment)
            case "EB":
                self._benefit(segment)
            case "DTP":
                self._date(segment)
            case "LS" | "LE":
                self.is_naming = segment.id == "LS"
            case "NM1" if self.is_naming:
                self._name_below(segment)
            case "NM1" if segment.get(1) in PATIENTS:
                self.person = AnsweredPerson(last=_name(segment, 3), first=_name(segment, 4))
            case "DMG" if self.person is not None:
                born = day_or_none(segment.get(2)) if segment.get(1) == "D8" else None
                self.person = replace(self.person, birth_on=born, sex=_sex(segment.get(3)))

    def finish(self) -> list[BenefitAnswer]:
        """End the last level and return what was found."""
        self._close()
        if not self.answers and self.above:
            self.answers.append(BenefitAnswer(trace="", refusals=self.above))
        return self.answers

    def _refuse(self, segment: Segment) -> None:
        reason = segment.get(3)
        told = REFUSALS.get(reason, f"refused with reason {reason}" if reason else "refused without a reason")
        if self.level in ("20", "21"):
            self.above = (*self.above, told)
            return
        self.reasons.append(reason)
        for answer in self._opened():
            answer.refusals = (*answer.refusals, told)

    def _opened(self) -> list[BenefitAnswer]:
        """The answers of the patient; one without a trace where the payer sent none back."""
        if not self.open:
            self.open.append(BenefitAnswer(trace=""))
        return self.open

    def _close(self) -> None:
        for answer in self.open:
            self._judge(answer)
            answer.person = self.person
            if self.networks and set(self.networks) == {"N"}:
                answer.marks.append(Mark("out_of_network"))
            self.answers.append(answer)
        self.open, self.reasons, self.networks = [], [], []
        self.person, self.benefit, self.mark, self.is_naming = None, None, None, False

    def _judge(self, answer: BenefitAnswer) -> None:
        if answer.said:
            kinds = frozenset(answer.said)
            if kinds & ACTIVE:
                answer.state = BenefitState.ACTIVE
            elif kinds & INACTIVE:
                answer.state = BenefitState.INACTIVE
            elif not answer.refusals:
                answer.state = BenefitState.ACTIVE
        if answer.refusals and answer.state is BenefitState.REFUSED and NOT_FOUND.issuperset(self.reasons):
            answer.state = BenefitState.NOT_FOUND
        answer.refusals += self.above

    def _benefit(self, segment: Segment) -> None:
        self.benefit, self.mark = segment, None
        code = authorized_code(segment)
        if segment.get(1) in ACTIVE and is_ordinary(segment):
            self.networks.append(segment.get(12))
        for answer in self._opened():
            answer.said.append(segment.get(1))
            _lay(answer, segment)
            if code and code not in answer.authorized_codes:
                answer.authorized_codes.append(code)
        self._set(mark_of(segment))

    def _set(self, name: str) -> None:
        """Open a mark of the current benefit."""
        if name and (self.mark is None or self.mark.name != name):
            self.mark = Mark(name)
            for answer in self._opened():
                answer.marks.append(self.mark)

    def _name_below(self, segment: Segment) -> None:
        """Somebody whom the current benefit is about: an insurer that pays first, the plan's own doctor."""
        if self.benefit is not None:
            self._set(mark_of_other(self.benefit, segment.get(1)))
        if self.mark is not None and segment.get(8) == "XX":
            self.mark.npi = segment.get(9)

    def _date(self, segment: Segment) -> None:
        text = segment.get(3)
        first, last = day_or_none(text), day_or_none(text.partition("-")[2])
        if self.mark is not None:
            self.mark.take_days(first, last, is_end=segment.get(1) in ENDS)
            return
        if segment.get(1) not in BEGINNINGS | ENDS:
            return
        for answer in self.open:
            if segment.get(1) in BEGINNINGS:
                answer.since_on = answer.since_on or first
                answer.until_on = answer.until_on or day_after(last)
            else:
                answer.until_on = answer.until_on or day_after(first)


def _lay(answer: BenefitAnswer, segment: Segment) -> None:
    """Lay one EB on an answer: what is said of the plan as a whole or of an office visit, in the network."""
    kind, period = segment.get(1), segment.get(6)
    money = cents_or_none(segment.get(7))
    if kind in ACTIVE | INACTIVE:
        answer.plan_name = answer.plan_name or segment.get(5)
    elif kind == "R":
        answer.has_other_payer = True
    if segment.get(12) == "N" or segment.get(2) not in ("", "IND") or not is_ordinary(segment):
        return
    if kind == "C" and money is not None:
        if period == REMAINING:
            answer.deductible_left_cents = _first(answer.deductible_left_cents, money)
        else:
            answer.deductible_cents = _first(answer.deductible_cents, money)
    elif kind == "G" and money is not None and period == REMAINING:
        answer.out_of_pocket_left_cents = _first(answer.out_of_pocket_left_cents, money)
    elif kind == "B" and money is not None:
        answer.copay_cents = _first(answer.copay_cents, money)
    elif kind == "A":
        answer.coinsurance_bp = _first(answer.coinsurance_bp, _basis_points(segment.get(8)))


def _name(segment: Segment, number: int) -> str:
    """Return a part of a name; one that is too long for X12 is none."""
    text = segment.get(number).strip()
    return text if len(text) <= LONGEST_NAME else ""


def _sex(text: str) -> str:
    """Return F or M; what isn't known is not said."""
    return text if text in ("F", "M") else ""


def _first(known: int | None, said: int | None) -> int | None:
    return said if known is None else known


def _basis_points(text: str) -> int | None:
    """Return a share (.2 is 20 %) in basis points; exact, or None."""
    whole, _, fraction = text.partition(".")
    if not (whole + fraction).isdigit() or not text.isascii() or len(fraction) > 10 or len(whole) > 3:
        return None
    if fraction[4:].strip("0"):
        return None
    return int(whole or "0") * 10_000 + int((fraction[:4] or "0").ljust(4, "0"))
