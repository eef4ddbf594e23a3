"""What other payers of a claim say in an 837: who they are (2320, 2330A, 2330B) and how those before decided
its lines (2430).

Promises that each decision is told once: on the lines where the lines were told, else on the claim; that its
amounts are those of the payer's remittance; and that a line's charge is what was paid plus adjustments.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from almoner.core.claim import ClaimLine, ClaimRevision, OtherPayer, PriorAdjustment, PriorLine, PriorPayer
from almoner.core.claim.prior_payer import share_cents
from almoner.core.money import amount
from almoner.core.wire.claim_837_parties import SELF, Seg, address, day, member, policy, procedure

MOST_TRIPLETS = 6
MOST_REMARKS = 5


def other_payer(seg: Seg, revision: ClaimRevision, other: OtherPayer) -> None:
    """2320, 2330A and 2330B."""
    payer, prior = other.payer, other.prior
    policy(seg, revision, payer, relation=payer.relation or SELF)
    if prior is not None:
        adjustments(seg, prior.adjustments)
        seg("AMT", "D", amount(prior.paid_cents))
        if not prior.lines:
            seg("AMT", "EAF", amount(share_cents(prior.adjustments)))
    elif other.is_passed_over:
        seg("AMT", "A8", amount(revision.total_cents))
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
    if prior is not None:
        _outpatient(seg, prior)
    member(seg, other.subscriber, payer.member_id)
    if other.subscriber.address.line1:
        address(seg, other.subscriber.address)
    seg("NM1", "PR", "2", payer.name, "", "", "", "", "PI", payer.claim_payer_id)
    if prior is not None:
        if not prior.lines:
            seg("DTP", "573", "D8", day(prior.decided_on))
        if prior.payer_control:
            seg("REF", "F8", prior.payer_control)


def _outpatient(seg: Seg, prior: PriorPayer) -> None:
    """MOA: the payer's amounts for information, and its first five remarks about the claim."""
    told = {one.place: amount(one.cents) for one in prior.outpatient}
    if not (prior.remarks or told):
        return
    remarks = (*prior.remarks, "", "", "", "", "")[:MOST_REMARKS]
    seg("MOA", "", told.get("MOA02", ""), *remarks, told.get("MOA08", ""), told.get("MOA09", ""))


def decisions(
    seg: Seg, payer_id: str, prior: PriorPayer, line: ClaimLine, numbers: Mapping[int, int]
) -> None:
    """2430: how a payer decided a line, once for each code that it decided it under. `numbers` are the lines'
    by id (LX01).
    """
    for decided in prior.lines:
        if decided.line_id == line.line_id:
            home = str(numbers.get(decided.bundled_into, ""))
            on = decided.decided_on or prior.decided_on
            _decision(seg, payer_id, replace(decided, decided_on=on), (line.revenue_code, home))


def _decision(seg: Seg, payer_id: str, decided: PriorLine, place: tuple[str, str]) -> None:
    """SVD with what belongs to it; `place` is the line's revenue code (837I) and where it was bundled."""
    code = procedure(decided.code, decided.modifiers)
    units = decided.counted or str(decided.units)
    seg("SVD", payer_id, amount(decided.paid_cents), code, place[0], units, place[1])
    adjustments(seg, decided.adjustments)
    if decided.decided_on is not None:
        seg("DTP", "573", "D8", day(decided.decided_on))
    seg("AMT", "EAF", amount(decided.share_cents))


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
