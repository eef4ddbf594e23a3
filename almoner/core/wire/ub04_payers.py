"""Form locators 50 to 64 of a UB-04: the payers in the order in which they pay, a row each, and in their rows
what they paid, whose policy it is, and the numbers that they know the claim by.
"""

from collections.abc import Iterator

from almoner.core.claim import ClaimRevision
from almoner.core.claim.prior_payer import PriorPayer
from almoner.core.claim.revision import PayerParty, Person
from almoner.core.wire.cms1500 import AGAIN, money
from almoner.core.wire.cms1500_boxes import name, printable

ROWS = "ABC"


def in_order(revision: ClaimRevision) -> list[tuple[PayerParty, Person, PriorPayer | None]]:
    """Return who pays the claim, first to last: each with the policy holder and with its decision, if any."""
    asked = (revision.payer, revision.subscriber, None)
    others = [(one.payer, one.subscriber, one.prior) for one in revision.others if not one.is_passed_over]
    return sorted([asked, *others], key=lambda one: one[0].rank)


def payers(revision: ClaimRevision) -> Iterator[tuple[str, str]]:
    """50 to 64, three payers at most."""
    for row, (payer, holder, prior) in zip(ROWS, in_order(revision), strict=False):
        yield from _payer(revision, row, payer)
        yield from _policy(row, payer, holder)
        if prior is not None:
            yield from money(f"54{row}", prior.paid_cents)
        if payer is revision.payer:
            yield from _asked(revision, row)


def _payer(revision: ClaimRevision, row: str, payer: PayerParty) -> Iterator[tuple[str, str]]:
    """50 to 53: the consents are the patient's, and hold for every payer."""
    consents = revision.consents
    yield f"50{row}", printable(payer.name)
    yield f"51{row}", printable(payer.claim_payer_id)
    yield f"52{row}", "Y" if consents.releases_information and consents.signature_is_on_file else "I"
    yield f"53{row}", "Y" if consents.assigns_benefits else "N"


def _policy(row: str, payer: PayerParty, holder: Person) -> Iterator[tuple[str, str]]:
    """58 to 62; the name of a group is on no record of ours."""
    yield f"58{row}", name(holder.name)
    yield f"59{row}", payer.relation
    yield f"60{row}", printable(payer.member_id)
    yield f"62{row}", printable(payer.group_number)


def _asked(revision: ClaimRevision, row: str) -> Iterator[tuple[str, str]]:
    """57, 63 and 64: numbers of the payer that is asked."""
    yield f"57{row}", printable(revision.billing.payer_number)
    yield f"63{row}", printable(revision.authorization or revision.referral_number)
    if revision.frequency in AGAIN:
        yield f"64{row}", printable(revision.original_ref)
