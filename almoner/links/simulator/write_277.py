"""A 277 (005010X212): where each claim of a 276 stands with the payer."""

from dataclasses import dataclass
from datetime import date

from almoner.core.money import amount
from almoner.core.x12 import SetWriter
from almoner.links.simulator.book import Book, Entry
from almoner.links.simulator.nouns import Party
from almoner.links.simulator.questions import Question
from almoner.links.simulator.rules import Payer
from almoner.links.simulator.write_835 import day

GUIDE = "005010X212"
NOT_FOUND = ("A4", "35")
_IN_WORK = ("P1", "20")
_PAID = ("F1", "65")
_DENIED = ("F2", "585")
_REVISED = ("F3", "101")


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer to one question: the status, and the entry of the book where one fits."""

    question: Question
    status: tuple[str, ...]
    entry: Entry | None = None
    icn: str = ""


def look_up(book: Book, question: Question) -> Standing:
    """Find the claim by the payer's number, else by the practice's number, else by day and charge; always the
    member's."""
    icn = _find(book, question)
    if not icn:
        return Standing(question, NOT_FOUND)
    entry = book.entries[icn]
    return Standing(question, _status(entry), entry, entry.result.icn if entry.result else icn)


def _find(book: Book, question: Question) -> str:
    member = question.subscriber.number
    if question.claim_number in book.entries:
        icns = [question.claim_number]
    elif question.control:
        icns = book.by_control.get(question.control, [])
    else:
        icns = [icn for icn in book.by_member.get(member, ()) if _fits(book.entries[icn], question)]
    mine = [icn for icn in icns if book.entries[icn].claim.subscriber.number == member]
    return mine[-1] if mine else ""


def _fits(entry: Entry, question: Question) -> bool:
    claim = entry.claim
    if question.bill_type and question.bill_type != f"{claim.place}{claim.frequency}":
        return False
    same_day = question.on is None or claim.since_on == question.on
    return same_day and question.charge_cents in (0, claim.charge_cents)


def _status(entry: Entry) -> tuple[str, ...]:
    if entry.is_open:
        return _IN_WORK
    if entry.state == "decided" and entry.result is not None:
        return _DENIED if entry.result.is_denied else _PAID
    return _REVISED


def write_277(payer: Payer | None, standings: list[Standing], on: date, *, control: int) -> SetWriter:
    """The transaction for the questions of one 276 transaction to one payer."""
    out = SetWriter("277", control, GUIDE)
    first = standings[0].question
    out.seg("BHT", "0010", "08", first.reference, day(on), "1200", "DG")
    out.seg("HL", "1", "", "20", "1")
    out.seg(
        "NM1", "PR", "2", payer.name if payer else "UNKNOWN", "", "", "", "", "PI", first.payer or "UNKNOWN"
    )
    out.seg("HL", "2", "1", "21", "1")
    _name(out, "41", first.receiver, "46")
    number = 2
    for standing in standings:
        out.seg("HL", str(number + 1), "2", "19", "1")
        _name(out, "1P", standing.question.provider, standing.question.provider.qualifier or "XX")
        number = _patient(out, standing, on, number + 2)
    return out


def _patient(out: SetWriter, standing: Standing, on: date, number: int) -> int:
    question = standing.question
    out.seg("HL", str(number), str(number - 1), "22", "1" if question.is_dependent else "0")
    _name(out, "IL", question.subscriber, "MI")
    if question.is_dependent:
        number += 1
        out.seg("HL", str(number), str(number - 1), "23")
        _name(out, "QC", question.patient, "")
    _claim(out, standing, on)
    return number


def _claim(out: SetWriter, standing: Standing, on: date) -> None:
    question, entry = standing.question, standing.entry
    for trace, _originator in question.traces[:1]:
        out.seg("TRN", "2", trace)
    charge = entry.claim.charge_cents if entry else question.charge_cents
    words = [day(on), "", amount(charge)]
    if entry and entry.result and entry.decided_on and not entry.is_open:
        decided = day(entry.decided_on)
        words += [amount(entry.result.paid_cents), decided]
        words += ["", decided, entry.trace] if entry.result.paid_cents else []
    out.seg("STC", standing.status, *words)
    if standing.icn:
        out.seg("REF", "1K", standing.icn)
    if entry and entry.claim.bill is not None:
        out.seg("REF", "BLT", f"{entry.claim.place}{entry.claim.frequency}")
    if question.control:
        out.seg("REF", "EJ", question.control)
    if entry:
        out.seg("DTP", "472", "RD8", f"{day(entry.claim.since_on)}-{day(entry.claim.until_on)}")
    elif question.on:
        out.seg("DTP", "472", "D8", day(question.on))


def _name(out: SetWriter, entity: str, party: Party, qualifier: str) -> None:
    number = (party.qualifier or qualifier, party.number) if party.number else ()
    kind = "1" if party.is_person else "2"
    out.seg("NM1", entity, kind, party.last, party.first, party.middle, "", "", *number)
