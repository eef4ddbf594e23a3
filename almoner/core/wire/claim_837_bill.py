"""The claim of an 837I with its lines (loops 2300, 2310 and 2400 to 2410), of a revision with a bill.

Promises that a provider is named once: who rendered or referred only where that isn't the attending one.
"""

from almoner.core.claim import ClaimLine, ClaimRevision, Party
from almoner.core.claim.revision import InstitutionalBill
from almoner.core.money import amount
from almoner.core.wire.bill_codes import conditions, occurrences, values
from almoner.core.wire.claim_837_claim import AGAIN, consented, drug, standing
from almoner.core.wire.claim_837_cob import decisions, other_payer
from almoner.core.wire.claim_837_parties import Seg, address, day, procedure, provider

IN_ONE = 12
"""Codes that one HI holds."""


def institutional_claim(seg: Seg, revision: ClaimRevision) -> None:
    """2300 with everything below it."""
    told = revision.bill
    assert told is not None, "only a revision with a bill is an institutional claim"
    seg(
        "CLM",
        revision.control,
        amount(revision.total_cents),
        "",
        "",
        (told.bill_type, "A", revision.frequency),
        "",
        *consented(revision),
    )
    seg("DTP", "434", "RD8", f"{day(told.since_on)}-{day(told.until_on)}")
    seg("CL1", told.priority, told.origin, told.status)
    _numbers(seg, revision)
    _codes(seg, revision, told)
    _providers(seg, revision, told)
    for other in revision.others:
        other_payer(seg, revision, other)
    numbers = {line.line_id: number for number, line in enumerate(revision.lines, 1)}
    for number, line in enumerate(revision.lines, 1):
        _line(seg, line, number)
        for other in revision.others:
            if other.prior is not None:
                decisions(seg, other.payer.claim_payer_id, other.prior, line, numbers)


def _numbers(seg: Seg, revision: ClaimRevision) -> None:
    if revision.referral_number.strip():
        seg("REF", "9F", revision.referral_number)
    if revision.authorization.strip():
        seg("REF", "G1", revision.authorization)
    if revision.frequency in AGAIN:
        seg("REF", "F8", revision.original_ref)
    if revision.accident is not None and revision.accident.cause == "AA":
        seg("REF", "LU", revision.accident.state)


def _codes(seg: Seg, revision: ClaimRevision, told: InstitutionalBill) -> None:
    """HI, one of each kind: diagnoses, the patient's reasons, occurrences, values, conditions."""
    codes = revision.diagnoses
    assert codes, "a claim without a diagnosis is held by ENV-11"
    seg("HI", ("ABK", codes[0]))
    _list(seg, [("APR", code) for code in told.reasons])
    _list(seg, [("ABF", code) for code in codes[1:]])
    happened = occurrences(revision, told.occurrences)
    _list(seg, [("BH", one.code, "D8", day(one.on)) for one in happened])
    _list(seg, [("BE", one.code, "", "", amount(one.cents)) for one in values(revision, told.values)])
    _list(seg, [("BG", code) for code in conditions(revision, told.conditions)])


def _list(seg: Seg, codes: list[tuple[str, ...]]) -> None:
    for start in range(0, len(codes), IN_ONE):
        seg("HI", *codes[start : start + IN_ONE])


def _providers(seg: Seg, revision: ClaimRevision, told: InstitutionalBill) -> None:
    """2310A to 2310F."""
    provider(seg, "71", told.attending)
    standing(seg, told.attending, role="AT")
    if told.operating is not None:
        provider(seg, "72", told.operating)
    if (rendering := _other_than(told.attending, revision.rendering)) is not None:
        provider(seg, "82", rendering)
    if revision.facility is not None:
        provider(seg, "77", revision.facility)
        if revision.facility.address is not None:
            address(seg, revision.facility.address)
    if (sender := _other_than(told.attending, revision.referring)) is not None:
        provider(seg, "DN", sender)


def _other_than(attending: Party, party: Party | None) -> Party | None:
    """A provider who isn't the attending one."""
    return None if party is None or party.npi == attending.npi else party


def _line(seg: Seg, line: ClaimLine, number: int) -> None:
    """2400 and 2410."""
    seg("LX", str(number))
    service = procedure(line.code, line.modifiers, line.description)
    seg("SV2", line.revenue_code, service, amount(line.charge_cents), "UN", str(line.units))
    seg("DTP", "472", "D8", day(line.service_on))
    seg("REF", "6R", line.control)
    if line.ndc:
        number_, unit, quantity = drug(line)
        seg("LIN", "", "N4", number_)
        seg("CTP", "", "", "", quantity, (unit,))
