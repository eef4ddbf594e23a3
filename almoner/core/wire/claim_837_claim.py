"""The claim of an 837P with its lines (loops 2300, 2310 and 2400 to 2410).

Promises that a line says only what differs from its claim.
"""

from datetime import date

from almoner.core.claim import ClaimLine, ClaimRevision, Party
from almoner.core.money import amount
from almoner.core.wire.claim_837_cob import decisions, other_payer
from almoner.core.wire.claim_837_parties import Seg, address, day, procedure, provider

AGAIN = frozenset({"7", "8"})
"""Frequencies of claims that the payer has already."""
_TAKING_OVER = "55"
_SHARED_CARE = frozenset({"54", "55", "56"})
"""Modifiers of surgical care that is shared; 55 is of who takes over the care that follows."""


def consented(revision: ClaimRevision) -> tuple[str, str, str]:
    """Return CLM07 to CLM09: who takes the assignment, whether benefits and information may go."""
    consents = revision.consents
    return (
        "A" if consents.accepts_assignment else "C",
        "Y" if consents.assigns_benefits else "N",
        "Y" if consents.releases_information and consents.signature_is_on_file else "I",
    )


def claim(seg: Seg, revision: ClaimRevision) -> None:
    """2300 with everything below it."""
    seg(
        "CLM",
        revision.control,
        amount(revision.total_cents),
        "",
        "",
        (revision.pos, "B", revision.frequency),
        "Y",
        *consented(revision),
        "",
        _cause(revision),
    )
    _dates_and_numbers(seg, revision)
    codes = revision.diagnoses
    assert codes, "a claim without a diagnosis is held by ENV-11"
    seg("HI", ("ABK", codes[0]), *[("ABF", code) for code in codes[1:]])
    _providers(seg, revision)
    for other in revision.others:
        other_payer(seg, revision, other)
    numbers = {line.line_id: number for number, line in enumerate(revision.lines, 1)}
    for number, line in enumerate(revision.lines, 1):
        _line(seg, revision, line, number)
        for other in revision.others:
            if other.prior is not None:
                decisions(seg, other.payer.claim_payer_id, other.prior, line, numbers)


def _cause(revision: ClaimRevision) -> tuple[str, ...]:
    """CLM11: what caused the visit, and for a car accident the state."""
    accident = revision.accident
    if accident is None:
        return ()
    return (accident.cause, "", "", accident.state) if accident.cause == "AA" else (accident.cause,)


def _dates_and_numbers(seg: Seg, revision: ClaimRevision) -> None:
    if revision.accident is not None:
        seg("DTP", "439", "D8", day(revision.accident.happened_on))
    if revision.admitted_on is not None:
        seg("DTP", "435", "D8", day(revision.admitted_on))
    if revision.handed_over_on is not None:
        _hand_over(seg, revision, revision.handed_over_on)
    if revision.patient_paid_cents:
        seg("AMT", "F5", amount(revision.patient_paid_cents))
    if revision.referral_number.strip():
        seg("REF", "9F", revision.referral_number)
    if revision.authorization.strip():
        seg("REF", "G1", revision.authorization)
    if revision.frequency in AGAIN:
        seg("REF", "F8", revision.original_ref)
    if revision.billing.clia and any(is_test(line) for line in revision.lines):
        seg("REF", "X4", revision.billing.clia)


def _hand_over(seg: Seg, revision: ClaimRevision, on: date) -> None:
    """The day on which care was taken over (090) or handed over (091); only shared care has one."""
    modifiers = {modifier for line in revision.lines for modifier in line.modifiers}
    if not modifiers.isdisjoint(_SHARED_CARE):
        seg("DTP", "090" if _TAKING_OVER in modifiers else "091", "D8", day(on))


def is_test(line: ClaimLine) -> bool:
    """A laboratory test, for which the certificate is named: the 8xxxx range of codes, or a
    waived test (QW).
    """
    return (line.code[:1] == "8" and line.code.isdigit()) or "QW" in line.modifiers


def _providers(seg: Seg, revision: ClaimRevision) -> None:
    """2310A to 2310D."""
    if revision.referring is not None:
        provider(seg, "DN", revision.referring)
    if revision.rendering is not None:
        provider(seg, "82", revision.rendering)
        standing(seg, revision.rendering, role="PE")
    if revision.facility is not None:
        provider(seg, "77", revision.facility)
        if revision.facility.address is not None:
            address(seg, revision.facility.address)
    if revision.supervising is not None:
        provider(seg, "DQ", revision.supervising)


def standing(seg: Seg, party: Party, *, role: str) -> None:
    """A provider's specialty in a role (PRV01), and the payer's own number of them."""
    if party.taxonomy:
        seg("PRV", role, "PXC", party.taxonomy)
    if party.payer_number:
        seg("REF", "G2", party.payer_number)


def _line(seg: Seg, revision: ClaimRevision, line: ClaimLine, number: int) -> None:
    """2400 and 2410."""
    seg("LX", str(number))
    seg(
        "SV1",
        procedure(line.code, line.modifiers, line.description),
        amount(line.charge_cents),
        "UN",
        str(line.units),
        "" if line.pos == revision.pos else line.pos,
        "",
        tuple([str(pointer) for pointer in line.pointers]),
    )
    seg("DTP", "472", "D8", day(line.service_on))
    seg("REF", "6R", line.control)
    if line.ndc:
        number_, unit, quantity = drug(line)
        seg("LIN", "", "N4", number_)
        seg("CTP", "", "", "", quantity, (unit,))


def drug(line: ClaimLine) -> tuple[str, str, str]:
    """Return the drug's number, unit and quantity; the line's units where no quantity is said."""
    number, unit, quantity = (*line.ndc.split(), "", "", "")[:3]
    return number, unit or "UN", quantity or str(line.units)
