"""Writes the 277CA (005010X214) for claims that came in: which are taken, which go back and why.

Promises that every claim of the file is answered under its own number, and that counts and amounts agree with
the claims below them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from almoner.core.money import amount
from almoner.core.wire.claim_837_read import ReadClaim, ReadParty, read_claims_of
from almoner.core.wire.status_words import StatusCode
from almoner.core.x12 import Envelope, Issue, SetWriter, TransactionSet, write

GUIDE = "005010X214"
TAKEN = StatusCode("A2", "20")
RECEIVED = StatusCode("A1", "19")
FAULTY = StatusCode("A7", "21")
CODES = {
    "B-837-00": StatusCode("A7", "178"),
    "B-837-01": StatusCode("A8", "178"),
    "B-837-02": StatusCode("A8", "400"),
    "B-837-03": StatusCode("A8", "400"),
    "B-837-04": StatusCode("A8", "400"),
}
"""What a rule's issue is called in a 277CA; any other is: something is wrong."""

IssuesOf = Callable[[TransactionSet], Iterable[Issue]]
Judged = list[tuple[ReadClaim, tuple[StatusCode, ...]]]


@dataclass(frozen=True, slots=True)
class _Header:
    """Who sent the batch to whom, under which reference and on which day."""

    reference: str
    sender: ReadParty
    receiver: ReadParty
    sent_on: str


def write_receipts(sets: Sequence[TransactionSet], envelope: Envelope, *, issues_of: IssuesOf) -> bytes:
    """Return the interchange with one 277CA a transaction of claims (837), in their order.

    An issue of severity error sends its claim back; one without a claim sends back all of its transaction.
    """
    claims = [each for each in sets if each.set_id == "837"]
    writers = [_answer(each, number, envelope, issues_of) for number, each in enumerate(claims, 1)]
    return write(replace(envelope, functional_id="HN", guide=GUIDE), writers)


def _answer(each: TransactionSet, number: int, envelope: Envelope, issues_of: IssuesOf) -> SetWriter:
    judged = _judge(each, issues_of)
    header = _header(each)
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
    seg("HL", "2", "1", "21", "1")
    _name(writer, "41", header.sender, "46")
    seg("TRN", "2", header.reference or "0")
    total = sum(claim.charge_cents or 0 for claim, _ in judged)
    seg("STC", RECEIVED[:2], today, "WQ", amount(total))
    _counts(writer, judged, taken="90", back="AA")
    level = 2
    for provider in _by_provider(judged):
        level = _provider(writer, provider, level + 1, today)
    return writer


def _judge(each: TransactionSet, issues_of: IssuesOf) -> Judged:
    by_claim: dict[str, list[StatusCode]] = {}
    for issue in issues_of(each):
        if issue.severity == "error":
            by_claim.setdefault(issue.claim, []).append(CODES.get(issue.rule, FAULTY))
    everywhere = by_claim.pop("", [])
    return [
        (claim, tuple(dict.fromkeys([*by_claim.get(claim.control, []), *everywhere])))
        for claim in read_claims_of(each)
    ]


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
    return _Header(reference, sender, receiver, sent_on)


def _name(writer: SetWriter, entity: str, party: ReadParty, qualifier: str) -> None:
    number = (qualifier, party.number) if party.number else ()
    kind = "1" if party.first else "2"
    writer.seg("NM1", entity, kind, party.last or "UNKNOWN", party.first, "", "", "", *number)


def _by_provider(judged: Judged) -> Iterator[Judged]:
    groups: dict[str, Judged] = {}
    for claim, codes in judged:
        billing = claim.parties.get("85", ReadParty())
        groups.setdefault(billing.number or billing.last, []).append((claim, codes))
    yield from groups.values()


def _counts(writer: SetWriter, judged: Judged, *, taken: str, back: str) -> None:
    """QTY and AMT: how many and how much was taken, and sent back; nothing where there is none."""
    good = [claim.charge_cents or 0 for claim, codes in judged if not codes]
    bad = [claim.charge_cents or 0 for claim, codes in judged if codes]
    for kind, charges in ((taken, good), (back, bad)):
        if charges:
            writer.seg("QTY", kind, str(len(charges)))
    for kind, charges in (("YU", good), ("YY", bad)):
        if charges:
            writer.seg("AMT", kind, amount(sum(charges)))


def _provider(writer: SetWriter, judged: Judged, level: int, today: str) -> int:
    seg = writer.seg
    seg("HL", str(level), "2", "19", "1")
    _name(writer, "85", judged[0][0].parties.get("85", ReadParty()), "XX")
    seg("TRN", "1", "0")
    total = sum(claim.charge_cents or 0 for claim, _ in judged)
    seg("STC", RECEIVED[:2], "", "WQ", amount(total))
    _counts(writer, judged, taken="QA", back="QC")
    parent = level
    for claim, codes in judged:
        level += 1
        seg("HL", str(level), str(parent), "PT")
        subscriber = claim.parties.get("IL", ReadParty())
        patient = claim.parties.get("QC", subscriber)
        named = replace(patient, number=subscriber.number)
        _name(writer, "QC", named, "MI")
        _claim(writer, claim, codes, today)
    return level


def _claim(writer: SetWriter, claim: ReadClaim, codes: tuple[StatusCode, ...], today: str) -> None:
    seg = writer.seg
    seg("TRN", "2", claim.control or "0")
    charge = amount(claim.charge_cents or 0)
    for code in codes or (TAKEN,):
        seg("STC", code[:2], today, "U" if codes else "WQ", charge)
    days = sorted(line.service_on for line in claim.lines if line.service_on)
    if days and days[0] != days[-1]:
        seg("DTP", "472", "RD8", f"{days[0]:%Y%m%d}-{days[-1]:%Y%m%d}")
    elif days:
        seg("DTP", "472", "D8", f"{days[0]:%Y%m%d}")
