"""A 277CA (005010X214): what became of each claim of one batch at the front door of a payer, or of the
clearinghouse."""

from dataclasses import dataclass
from datetime import date

from almoner.core.money import amount
from almoner.core.x12 import SetWriter
from almoner.links.simulator.nouns import Claim, Party
from almoner.links.simulator.screen import Verdict
from almoner.links.simulator.write_835 import day

GUIDE = "005010X214"
_BATCH_TAKEN = ("A1", "19", "PR")


@dataclass(frozen=True, slots=True)
class Source:
    """Who answers: a payer (PR) or the clearinghouse (AY)."""

    entity: str
    name: str
    qualifier: str
    number: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One claim and its verdict."""

    claim: Claim
    verdict: Verdict


def write_277ca(source: Source, answers: list[Answer], on: date, *, control: int) -> SetWriter:
    """The transaction for the claims of one batch (one BHT03), in order."""
    out = SetWriter("277", control, GUIDE)
    first = answers[0].claim
    reference = f"{source.number}-{on:%y%m%d}-{first.tag[-24:]}-{control}"
    out.seg("BHT", "0085", "08", reference, day(on), "0600", "TH")
    out.seg("HL", "1", "", "20", "1")
    out.seg("NM1", source.entity, "2", source.name, "", "", "", "", source.qualifier, source.number)
    out.seg("TRN", "1", reference)
    out.seg("DTP", "050", "D8", day(first.received_on))
    out.seg("DTP", "009", "D8", day(on))
    out.seg("HL", "2", "1", "21", "1")
    who = first.submitter
    out.seg(
        "NM1", "41", "2", who.last or first.sender.name, "", "", "", "", "46", who.number or first.sender.name
    )
    out.seg("TRN", "2", first.batch)
    total = sum(answer.claim.charge_cents for answer in answers)
    out.seg("STC", _BATCH_TAKEN, day(on), "WQ", amount(total))
    _counts(out, answers, accepted="90", rejected="AA")
    number = 2
    for provider in _providers(answers):
        number = _provider(out, provider, on, number + 1)
    return out


def _providers(answers: list[Answer]) -> list[list[Answer]]:
    by_provider: dict[str, list[Answer]] = {}
    for answer in answers:
        by_provider.setdefault(answer.claim.billing.number, []).append(answer)
    return list(by_provider.values())


def _counts(out: SetWriter, answers: list[Answer], *, accepted: str, rejected: str) -> None:
    for is_accepted, code in ((True, accepted), (False, rejected)):
        mine = [answer.claim.charge_cents for answer in answers if answer.verdict.is_accepted is is_accepted]
        if mine:
            out.seg("QTY", code, str(len(mine)))
    for is_accepted, kind in ((True, "YU"), (False, "YY")):
        mine = [answer.claim.charge_cents for answer in answers if answer.verdict.is_accepted is is_accepted]
        if mine:
            out.seg("AMT", kind, amount(sum(mine)))


def _provider(out: SetWriter, answers: list[Answer], on: date, number: int) -> int:
    who = answers[0].claim.billing
    out.seg("HL", str(number), "2", "19", "1")
    out.seg("NM1", "85", "1" if who.is_person else "2", who.last, who.first, "", "", "", "XX", who.number)
    out.seg("TRN", "1", "0")
    total = sum(answer.claim.charge_cents for answer in answers)
    out.seg("STC", _BATCH_TAKEN, "", "WQ", amount(total))
    _counts(out, answers, accepted="QA", rejected="QC")
    parent = number
    for answer in answers:
        number += 1
        out.seg("HL", str(number), str(parent), "PT")
        _claim(out, answer, on)
    return number


def _claim(out: SetWriter, answer: Answer, on: date) -> None:
    claim, verdict = answer.claim, answer.verdict
    patient: Party = claim.patient
    number = claim.subscriber.number
    member = ("MI", number) if number else ()
    out.seg("NM1", "QC", "1", patient.last, patient.first, patient.middle, "", "", *member)
    out.seg("TRN", "2", claim.control)
    action = "WQ" if verdict.is_accepted else "U"
    out.seg("STC", verdict.composite, day(on), action, amount(claim.charge_cents))
    if claim.icn:
        out.seg("REF", "1K", claim.icn)
    if claim.house_number:
        out.seg("REF", "D9", claim.house_number)
    if claim.bill is not None:
        out.seg("REF", "BLT", f"{claim.place}{claim.frequency}")
    if claim.until_on != claim.since_on:
        out.seg("DTP", "472", "RD8", f"{day(claim.since_on)}-{day(claim.until_on)}")
    else:
        out.seg("DTP", "472", "D8", day(claim.since_on))
