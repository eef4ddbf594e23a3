"""An 835 (005010X221A1) of one remittance. It writes what was decided; it decides nothing."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from almoner.core.money import amount
from almoner.core.x12 import SetWriter
from almoner.links.simulator.nouns import Adjustment, Claim, LineResult, Result
from almoner.links.simulator.remit import Remit
from almoner.links.simulator.rules import Payer

GUIDE = "005010X221A1"
_TRIPLETS = 6
_PAIRS = 6
_REMARKS_IN_MOA = 5


@lru_cache(maxsize=4096)
def day(on: date) -> str:
    """CCYYMMDD."""
    return f"{on:%Y%m%d}"


def units(thousandths: int) -> str:
    """2000 is "2", 1500 is "1.5"."""
    whole, part = divmod(thousandths, 1000)
    return f"{whole}.{part:03d}".rstrip("0").rstrip(".") if part else str(whole)


def write_835(remit: Remit) -> SetWriter:
    """The transaction for one remittance."""
    out = SetWriter("835", 1, None)
    _payment(out, remit)
    _parties(out, remit)
    out.seg("LX", "1")
    for result in remit.results:
        _claim(out, result, remit.payer)
    _provider_level(out, remit)
    return out


def _payment(out: SetWriter, remit: Remit) -> None:
    payer, on = remit.payer, day(remit.effective_on)
    originator = f"1{payer.office.tax_number}"
    cents = amount(remit.paid_cents)
    if remit.method == "ACH":
        bank = (
            "01",
            payer.bank.routing,
            "DA",
            payer.bank.account,
            originator,
            "",
            "01",
            "999999992",
            "DA",
            "1122334455",
        )
        out.seg("BPR", "I", cents, "C", "ACH", "CCP", *bank, on)
    else:
        out.seg("BPR", "H" if remit.method == "NON" else "I", cents, "C", remit.method, *[""] * 11, on)
    out.seg("TRN", "1", remit.trace, originator)
    out.seg("DTM", "405", day(remit.on))


def _parties(out: SetWriter, remit: Remit) -> None:
    payer, payee = remit.payer, remit.payee
    office = payer.office
    out.seg("N1", "PR", payer.name, "XV", payer.id)
    out.seg("N3", office.street)
    out.seg("N4", office.city, office.state, office.postal)
    out.seg("REF", "2U", payer.id)
    out.seg("PER", "BL", "PROVIDER LINE", "TE", office.phone)
    out.seg("N1", "PE", payee.last, "XX", payee.number)
    if payee.street:
        out.seg("N3", payee.street)
        out.seg("N4", payee.city, payee.state, payee.postal)
    if payee.tax_number:
        out.seg("REF", "TJ", payee.tax_number)


def _claim(out: SetWriter, result: Result, payer: Payer) -> None:
    claim = result.claim
    owed = result.patient_cents
    place = (claim.place, claim.frequency)
    head = (
        claim.control,
        result.status,
        amount(result.charge_cents),
        amount(result.paid_cents),
        amount(owed),
    )
    out.seg("CLP", *head, _filing(claim, payer), result.icn, *place)
    _adjustments(out, result.adjustments)
    patient, subscriber = claim.patient, claim.subscriber
    member = ("MI", subscriber.number) if subscriber.number else ()
    out.seg("NM1", "QC", "1", patient.last, patient.first, patient.middle, "", "", *member)
    if claim.relation != "18" and subscriber.last:
        out.seg("NM1", "IL", "1", subscriber.last, subscriber.first, "", "", "", *member)
    if claim.rendering is not None:
        who = claim.rendering
        out.seg("NM1", "82", "1" if who.is_person else "2", who.last, who.first, "", "", "", "XX", who.number)
    if result.remarks:
        out.seg("MOA", "", "", *result.remarks[:_REMARKS_IN_MOA])
    if result.icn != claim.icn:
        out.seg("REF", "F8", claim.icn)
    out.seg("DTM", "232", day(claim.since_on))
    out.seg("DTM", "233", day(claim.until_on))
    if result.covered_until_on is not None:
        out.seg("DTM", "036", day(result.covered_until_on))
    out.seg("DTM", "050", day(claim.received_on))
    allowed = sum(line.allowed_cents for line in result.lines)
    if allowed > 0:
        out.seg("AMT", "AU", amount(allowed))
    if result.interest_cents:
        out.seg("AMT", "I", amount(result.interest_cents))
    for line in result.lines:
        _line(out, line, payer)


def _filing(claim: Claim, payer: Payer) -> str:
    """CLP06: the payer's own indicator, but for Medicare's part A where it was asked so."""
    return claim.filing if claim.bill is not None and claim.filing == "MA" else payer.filing


def _line(out: SetWriter, result: LineResult, payer: Payer) -> None:
    line = result.line
    money = (amount(result.charge_cents), amount(result.paid_cents))
    if line.qualifier == "NU" or (line.revenue and payer.names_revenue_alone):
        out.seg("SVC", ("NU", line.revenue), *money, "", units(line.units))
    else:
        paid_as = (line.qualifier, result.code, *result.modifiers)
        charged_as = (line.qualifier, line.code, *line.modifiers) if result.code != line.code else ""
        out.seg("SVC", paid_as, *money, line.revenue, units(line.units), charged_as)
    if line.since_on and line.until_on and line.until_on != line.since_on:
        out.seg("DTM", "150", day(line.since_on))
        out.seg("DTM", "151", day(line.until_on))
    elif line.since_on:
        out.seg("DTM", "472", day(line.since_on))
    _adjustments(out, result.adjustments)
    if line.control:
        out.seg("REF", "6R", line.control)
    if result.allowed_cents:
        out.seg("AMT", "B6", amount(result.allowed_cents))
    for remark in result.remarks:
        out.seg("LQ", "HE", remark)


def _adjustments(out: SetWriter, adjustments: Iterable[Adjustment]) -> None:
    by_group: dict[str, list[str]] = {}
    for part in adjustments:
        by_group.setdefault(part.group, []).extend((part.reason, amount(part.cents), ""))
    for group in sorted(by_group):
        words = by_group[group]
        for start in range(0, len(words), 3 * _TRIPLETS):
            out.seg("CAS", group, *words[start : start + 3 * _TRIPLETS])


def _provider_level(out: SetWriter, remit: Remit) -> None:
    year_end = f"{remit.on.year}1231"
    for start in range(0, len(remit.provider_level), _PAIRS):
        words: list[str | tuple[str, ...]] = []
        for pair in remit.provider_level[start : start + _PAIRS]:
            words += [(pair.code, pair.reference), amount(pair.cents)]
        out.seg("PLB", remit.payee.number, year_end, *words)
