"""Writes the 277CA (005010X214) for claims that came in: which are taken, which go back and why.

Promises that every claim of a file is answered under its own number, that counts and amounts agree with the
claims below them, and that what is wrong with a line is told at the line as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from almoner.core.money import amount
from almoner.core.wire.claim_837_map import SentSet
from almoner.core.wire.claim_837_read import ReadClaim, ReadLine, ReadParty, read_claims_of
from almoner.core.wire.receipt_status import guide_of, status_of
from almoner.core.wire.status_words import StatusCode
from almoner.core.x12 import Envelope, Issue, SetWriter, TransactionSet, iter_claims, write_checked
from almoner.core.x12.ack_999 import echo_for
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.writer import Form

GUIDE = "005010X214"
TAKEN = StatusCode("A2", "20")
RECEIVED = StatusCode("A1", "19")
_MOST_STATUSES = 10
"""Told of one claim or line; a claim with more is hardly a claim."""
_PERIOD = re.compile(r"[0-9]{8}-[0-9]{8}")
_NO_NUMBER = "UNKNOWN"
_ECHO = echo_for(Delimiters())

IssuesOf = Callable[[TransactionSet], Iterable[Issue]]


@dataclass(slots=True)
class Judged:
    """A claim with what is wrong with it, and with its lines by their number from 1."""

    claim: ReadClaim
    codes: list[StatusCode] = field(default_factory=list)
    lines: dict[int, list[StatusCode]] = field(default_factory=dict)
    period: str = ""
    """What a hospital's claim tells of its days, as sent."""


@dataclass(frozen=True, slots=True)
class _Header:
    """Who sent the batch to whom, under which reference and on which day."""

    reference: str
    sender: ReadParty
    receiver: ReadParty
    sent_on: str


@dataclass(slots=True)
class _Batch:
    """A transaction of claims as it was judged; `codes` are those that concern it as a whole."""

    guide: str
    header: _Header
    claims: list[Judged]
    codes: list[StatusCode] = field(default_factory=list)


def write_receipts(sets: Sequence[TransactionSet], envelope: Envelope, *, issues_of: IssuesOf) -> bytes:
    """Return the interchange with one 277CA a transaction of claims (837), in their order.

    An issue of severity error sends back the claims that it concerns: its own, those of its subscriber or
    provider; one of the transaction sends back the batch as such, and then no claim is listed.
    """
    claims = [each for each in sets if each.set_id == "837"]
    writers = [_answer(each, number, envelope, issues_of) for number, each in enumerate(claims, 1)]
    return write_checked(
        replace(envelope, functional_id="HN", guide=GUIDE), writers, form=Form(is_extended=True)
    )


def _answer(each: TransactionSet, number: int, envelope: Envelope, issues_of: IssuesOf) -> SetWriter:
    batch = judge(each, issues_of(each))
    header = batch.header
    writer = SetWriter("277", number, GUIDE)
    seg = writer.seg
    today = f"{envelope.on:%Y%m%d}"
    reference = f"{envelope.control:09d}{number:04d}"
    seg("BHT", "0085", "08", reference, today, f"{envelope.at:%H%M}", "TH")
    seg("HL", "1", "", "20", "1")
    _name(writer, "PR", header.receiver, "46")
    seg("TRN", "1", reference)
    seg("DTP", "050", "D8", header.sent_on or today)
    seg("DTP", "009", "D8", today)
    seg("HL", "2", "1", "21", "0" if batch.codes or not batch.claims else "1")
    _name(writer, "41", header.sender, "46")
    seg("TRN", "2", _ECHO(header.reference, 50) or "0")
    charge = amount(sum(one.claim.charge_cents or 0 for one in batch.claims))
    for code in batch.codes or [RECEIVED]:
        seg("STC", code[:3], today, "U" if batch.codes else "WQ", charge)
    _counts(writer, batch.claims, taken="90", back="AA", is_refused=bool(batch.codes))
    level = 2
    for group in [] if batch.codes else _by_provider(batch.claims):
        level = _provider(writer, group, level + 1, today)
    return writer


def judge(each: TransactionSet, issues: Iterable[Issue]) -> _Batch:
    """What the errors among the issues say of each claim, each line, and the batch."""
    batch = _Batch(guide_of(each), _header(each), [Judged(claim) for claim in read_claims_of(each)])
    _note_periods(batch, each)
    by_number: dict[str, list[Judged]] = {}
    for one in batch.claims:
        by_number.setdefault(one.claim.control, []).append(one)
    sent = SentSet(each, "", claims=[one.claim.control for one in batch.claims])
    for issue in issues:
        if issue.severity == "error":
            _lay(batch, issue, by_number, sent)
    return batch


def _note_periods(batch: _Batch, each: TransactionSet) -> None:
    if batch.guide == "837I":
        loops = list(iter_claims(each))
        for one, loop in zip(batch.claims, loops if len(loops) == len(batch.claims) else [], strict=False):
            days = loop.get("statement_dates", "value")
            one.period = days if _PERIOD.fullmatch(days) else ""


def _lay(batch: _Batch, issue: Issue, by_number: dict[str, list[Judged]], sent: SentSet) -> None:
    code = status_of(issue, batch.guide)
    claim, line = _place(issue.loop_path)
    if claim and issue.claim in by_number:
        concerned = by_number[issue.claim]
    elif 1 <= issue.segment_index <= len(sent.owners):
        first, after = sent.owners[issue.segment_index - 1]
        concerned = batch.claims[first:after]
    else:
        concerned = []
    if not claim and (not concerned or _is_of_batch(issue)):
        _add(batch.codes, code._replace(entity=code.entity if code.entity in ("40", "41") else ""))
        return
    for one in concerned:
        _add(one.codes, code)
        if line:
            _add(one.lines.setdefault(line, []), code)


def _add(codes: list[StatusCode], code: StatusCode) -> None:
    if code not in codes and len(codes) < _MOST_STATUSES:
        codes.append(code)


def _is_of_batch(issue: Issue) -> bool:
    return issue.loop in ("", "ST", "1000A", "1000B")


def _place(path: str) -> tuple[bool, int]:
    """Whether a path leads into a claim, and the number of its line there (0: to none)."""
    steps = dict(step.rstrip("]").split("[") for step in path.split("/") if "[" in step)
    return "2300" in steps, int(steps.get("2400", "0"))


def _header(each: TransactionSet) -> _Header:
    reference = sent_on = ""
    sender = receiver = ReadParty()
    for segment in each.iter_segments():
        if segment.id == "BHT":
            reference, sent_on = segment.get(3), segment.get(4)
        elif segment.id == "NM1":
            party = ReadParty(last=segment.get(3), first=segment.get(4), number=segment.get(9))
            if segment.get(1) == "41":
                sender = party
            elif segment.get(1) == "40":
                receiver = party
        elif segment.id == "HL":
            break
    is_day = len(sent_on) == 8 and sent_on.isascii() and sent_on.isdigit()
    return _Header(reference, _numbered(sender), _numbered(receiver), sent_on if is_day else "")


def _numbered(party: ReadParty) -> ReadParty:
    """A party whose number the guide demands; one that came without is answered as unknown."""
    return party if _ECHO(party.number, 80) else replace(party, number=_NO_NUMBER)


def _name(writer: SetWriter, entity: str, party: ReadParty, qualifier: str, kind: str = "") -> None:
    number = (qualifier, _ECHO(party.number, 80)) if party.number else ()
    first = _ECHO(party.first, 35)
    kind = kind or ("1" if first and entity != "PR" else "2")
    last = _ECHO(party.last, 60) or "UNKNOWN"
    writer.seg("NM1", entity, kind, last, first if kind == "1" else "", "", "", "", *number)


def _by_provider(judged: Sequence[Judged]) -> Iterator[list[Judged]]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        billing = one.claim.parties.get("85", ReadParty())
        groups.setdefault(billing.number or billing.last, []).append(one)
    yield from groups.values()


def _counts(
    writer: SetWriter, judged: Sequence[Judged], *, taken: str, back: str, is_refused: bool = False
) -> None:
    """QTY and AMT: how many and how much was taken, and sent back; nothing where there is none."""
    good = [one.claim.charge_cents or 0 for one in judged if not one.codes and not is_refused]
    bad = [one.claim.charge_cents or 0 for one in judged if one.codes or is_refused]
    for kind, charges in ((taken, good), (back, bad)):
        if charges:
            writer.seg("QTY", kind, str(len(charges)))
    for kind, charges in (("YU", good), ("YY", bad)):
        if charges:
            writer.seg("AMT", kind, amount(sum(charges)))


def _provider(writer: SetWriter, judged: list[Judged], level: int, today: str) -> int:
    seg = writer.seg
    seg("HL", str(level), "2", "19", "1")
    _name(writer, "85", judged[0].claim.parties.get("85", ReadParty()), "XX")
    seg("TRN", "1", "0")
    total = sum(one.claim.charge_cents or 0 for one in judged)
    seg("STC", RECEIVED[:2], "", "WQ", amount(total))
    _counts(writer, judged, taken="QA", back="QC")
    parent = level
    for one in judged:
        level += 1
        seg("HL", str(level), str(parent), "PT")
        subscriber = one.claim.parties.get("IL", ReadParty())
        patient = one.claim.parties.get("QC", subscriber)
        _name(writer, "QC", replace(patient, number=subscriber.number), "MI", "1")
        _claim(writer, one, today)
    return level


def _claim(writer: SetWriter, judged: Judged, today: str) -> None:
    seg, claim = writer.seg, judged.claim
    seg("TRN", "2", _ECHO(claim.control, 50) or "0")
    charge = amount(claim.charge_cents or 0)
    for code in judged.codes or [TAKEN]:
        seg("STC", code[:3], today, "U" if judged.codes else "WQ", charge)
    for qualifier, value in (("D9", claim.numbers.get("D9", "")), ("BLT", _bill_type(claim))):
        if value:
            seg("REF", qualifier, _ECHO(value, 50))
    days = sorted(line.service_on for line in claim.lines if line.service_on)
    if judged.period:
        seg("DTP", "472", "RD8", judged.period)
    elif days and days[0] != days[-1]:
        seg("DTP", "472", "RD8", f"{days[0]:%Y%m%d}-{days[-1]:%Y%m%d}")
    elif days:
        seg("DTP", "472", "D8", f"{days[0]:%Y%m%d}")
    for number, codes in sorted(judged.lines.items()):
        if number <= len(claim.lines):
            _line(writer, claim.lines[number - 1], codes, today)


def _line(writer: SetWriter, line: ReadLine, codes: list[StatusCode], today: str) -> None:
    """A line in error. Of a hospital's line without a procedure the revenue code says what it was."""
    seg = writer.seg
    is_coded = bool(line.code) and line.code != line.revenue_code
    procedure = ("HC", _ECHO(line.code, 48)) if is_coded else ("NU", _ECHO(line.revenue_code, 48) or "0")
    modifiers = tuple(_ECHO(text, 2) for text in line.modifiers[:4]) if is_coded else ()
    revenue = _ECHO(line.revenue_code, 48) if is_coded else ""
    seg("SVC", (*procedure, *modifiers), amount(line.charge_cents or 0), "", revenue)
    for code in codes:
        seg("STC", code[:3], today, "U")
    if line.control:
        seg("REF", "FJ", _ECHO(line.control, 50))
    if line.service_on:
        seg("DTP", "472", "D8", f"{line.service_on:%Y%m%d}")


def _bill_type(claim: ReadClaim) -> str:
    """The type of bill of a hospital's claim: place and frequency in one."""
    return f"{claim.pos}{claim.frequency}" if claim.guide.startswith("005010X223") else ""
