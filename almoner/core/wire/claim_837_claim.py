"""The claim of an 837P with its other payers and lines (loops 2300 to 2430).

Promises that a line says only what differs from its claim, and that each earlier payer's decision is told
once: on the lines where the lines were told, else on the claim.
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim import ClaimLine, ClaimRevision, OtherPayer, Party, PriorAdjustment, PriorLine
from almoner.core.money import amount
from almoner.core.wire.claim_837_parties import SELF, Seg, address, day, member, provider, sequence

MOST_TRIPLETS = 6
MOST_REMARKS = 5
_AGAIN = frozenset({"7", "8"})
_TAKING_OVER = "55"
_SHARED_CARE = frozenset({"54", "55", "56"})
"""Modifiers of surgical care that is shared; 55 is of who takes over the care that follows."""


def claim(seg: Seg, revision: ClaimRevision) -> None:
    """2300 with everything below it."""
    consents = revision.consents
    seg(
        "CLM",
        revision.control,
        amount(revision.total_cents),
        "",
        "",
        (revision.pos, "B", revision.frequency),
        "Y",
        "A" if consents.accepts_assignment else "C",
        "Y" if consents.assigns_benefits else "N",
        "Y" if consents.releases_information and consents.signature_is_on_file else "I",
        "",
        _cause(revision),
    )
    _dates_and_numbers(seg, revision)
    codes = revision.diagnoses
    assert codes, "a claim without a diagnosis is held by ENV-11"
    seg("HI", ("ABK", codes[0]), *[("ABF", code) for code in codes[1:]])
    _providers(seg, revision)
    for other in revision.others:
        _other_payer(seg, revision, other)
    decisions = [
        (other.payer.claim_payer_id, other.prior) for other in revision.others if other.prior is not None
    ]
    told = [
        (payer_id, prior.decided_on, {line.line_id: line for line in prior.lines})
        for payer_id, prior in decisions
    ]
    for number, line in enumerate(revision.lines, 1):
        _line(seg, revision, line, number)
        for payer_id, decided_on, lines in told:
            decided = lines.get(line.line_id)
            if decided is not None:
                _decision(seg, payer_id, decided, decided_on)


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
    if revision.frequency in _AGAIN:
        seg("REF", "F8", revision.original_ref)
    if revision.billing.clia and any(_is_test(line) for line in revision.lines):
        seg("REF", "X4", revision.billing.clia)


def _hand_over(seg: Seg, revision: ClaimRevision, on: date) -> None:
    """The day on which care was taken over (090) or handed over (091); only shared care has one."""
    modifiers = {modifier for line in revision.lines for modifier in line.modifiers}
    if not modifiers.isdisjoint(_SHARED_CARE):
        seg("DTP", "090" if _TAKING_OVER in modifiers else "091", "D8", day(on))


def _is_test(line: ClaimLine) -> bool:
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
        _standing(seg, revision.rendering)
    if revision.facility is not None:
        provider(seg, "77", revision.facility)
        if revision.facility.address is not None:
            address(seg, revision.facility.address)
    if revision.supervising is not None:
        provider(seg, "DQ", revision.supervising)


def _standing(seg: Seg, party: Party) -> None:
    if party.taxonomy:
        seg("PRV", "PE", "PXC", party.taxonomy)
    if party.payer_number:
        seg("REF", "G2", party.payer_number)


# ------------------------------------------------------------------------------------- other payers


def _other_payer(seg: Seg, revision: ClaimRevision, other: OtherPayer) -> None:
    """2320, 2330A and 2330B."""
    payer, prior = other.payer, other.prior
    name = "" if payer.group_number else payer.plan_name
    seg(
        "SBR",
        sequence(revision, payer),
        payer.relation or SELF,
        payer.group_number,
        name,
        payer.msp_type,
        "",
        "",
        "",
        payer.claim_filing,
    )
    if prior is not None:
        adjustments(seg, prior.adjustments)
        seg("AMT", "D", amount(prior.paid_cents))
        if not prior.lines:
            seg("AMT", "EAF", amount(_patient_share(prior.adjustments)))
    consents = revision.consents
    seg(
        "OI",
        "",
        "",
        "Y" if consents.assigns_benefits else "N",
        "",
        "",
        "Y" if consents.releases_information and consents.signature_is_on_file else "I",
    )
    if prior is not None and prior.remarks:
        seg("MOA", "", "", *prior.remarks[:MOST_REMARKS])
    member(seg, other.subscriber, payer.member_id)
    if other.subscriber.address.line1:
        address(seg, other.subscriber.address)
    seg("NM1", "PR", "2", payer.name, "", "", "", "", "PI", payer.claim_payer_id)
    if prior is not None:
        if not prior.lines:
            seg("DTP", "573", "D8", day(prior.decided_on))
        if prior.payer_control:
            seg("REF", "F8", prior.payer_control)


def adjustments(seg: Seg, decided: Iterable[PriorAdjustment]) -> None:
    """CAS segments: the reasons of one group together, six to a segment, in their order."""
    groups: dict[str, list[PriorAdjustment]] = {}
    for one in decided:
        groups.setdefault(one.group, []).append(one)
    for group, items in groups.items():
        for start in range(0, len(items), MOST_TRIPLETS):
            elements: list[str] = []
            for one in items[start : start + MOST_TRIPLETS]:
                elements += (one.carc, amount(one.cents), one.quantity)
            seg("CAS", group, *elements)


# ------------------------------------------------------------------------------------- lines


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


def _decision(seg: Seg, payer_id: str, decided: PriorLine, decided_on: date) -> None:
    """2430: how an earlier payer decided the line, and what it left to the patient."""
    code = procedure(decided.code, decided.modifiers)
    seg("SVD", payer_id, amount(decided.paid_cents), code, "", str(decided.units))
    adjustments(seg, decided.adjustments)
    seg("DTP", "573", "D8", day(decided_on))
    seg("AMT", "EAF", amount(_patient_share(decided.adjustments)))


def _patient_share(decided: Iterable[PriorAdjustment]) -> int:
    return sum(one.cents for one in decided if one.group == "PR")


def procedure(code: str, modifiers: tuple[str, ...], description: str = "") -> tuple[str, ...]:
    """The composite of a procedure: code, four modifiers, description."""
    if not description:
        return ("HC", code, *modifiers)
    return ("HC", code, *(*modifiers, "", "", "", "")[:4], description)


def drug(line: ClaimLine) -> tuple[str, str, str]:
    """Return the drug's number, unit and quantity; the line's units where no quantity is said."""
    number, unit, quantity = (*line.ndc.split(), "", "", "")[:3]
    return number, unit or "UN", quantity or str(line.units)
