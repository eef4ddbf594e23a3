"""Writes claims: frozen revisions become one interchange of 837P (005010X222A1) or 837I (005010X223A2)
transactions.

Promises the same bytes for the same input, each claim in exactly one transaction, and no transaction over two
payers or billing providers: a rejected transaction then costs the fewest claims. A file holds one form alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from almoner.core.claim import ClaimRevision
from almoner.core.party import Address
from almoner.core.wire import claim_837_parties
from almoner.core.wire.claim_837_batch import MOST_PER_LEVEL, PER_SET, batches
from almoner.core.wire.claim_837_bill import institutional_claim
from almoner.core.wire.claim_837_claim import claim as professional_claim
from almoner.core.x12 import Envelope, SetWriter
from almoner.core.x12.check import SITUATION
from almoner.core.x12.self_check import write_checked

GUIDE = "005010X222A1"
GUIDE_INSTITUTIONAL = "005010X223A2"
SET_ID = "837"
FUNCTIONAL_ID = "HC"

Sent = list[tuple[str, list[int]]]
"""Which transaction (ST02) carries which revisions, by their ids, in the order of the file."""


def write_claims(
    revisions: Sequence[ClaimRevision],
    *,
    envelope: Envelope,
    batch_number: int,
    per_set: int = PER_SET,
    level: int = SITUATION,
) -> tuple[bytes, Sent]:
    """Return the exact bytes of an interchange, and which of its transactions carries which revision.

    `envelope` holds the control numbers, which were stored before, and the day and time that the claims are
    dated by. `batch_number` makes BHT03 unique; `per_set` is the most claims of a transaction, `level` up to
    where what was written is checked again. X12WriteError where a value cannot be written, or where the
    checks find an error; it names segment and element, never the value.
    """
    addressed, sets, sent = make_sets(
        revisions, envelope=envelope, batch_number=batch_number, per_set=per_set
    )
    return write_checked(addressed, sets, level=level), sent


def make_sets(
    revisions: Sequence[ClaimRevision], *, envelope: Envelope, batch_number: int, per_set: int = PER_SET
) -> tuple[Envelope, list[SetWriter], Sent]:
    """The transactions of an interchange before they are written, with its envelope, and which of them
    carries which revision."""
    assert revisions, "an interchange carries at least one claim"
    guide = guide_of(revisions[0])
    assert all(guide_of(one) == guide for one in revisions), "a file holds claims of one form"
    sets: list[SetWriter] = []
    sent: Sent = []
    for chunk in batches(revisions, key=_order_of_set, order=_order, per_set=per_set):
        number = len(sets) + 1
        sets.append(_set(chunk, number, envelope=envelope, batch_number=batch_number))
        sent.append((f"{number:04d}", [revision.id for revision in chunk]))
    return replace(envelope, functional_id=FUNCTIONAL_ID, guide=guide), sets, sent


def guide_of(revision: ClaimRevision) -> str:
    """Return the guide by which a claim is written."""
    return GUIDE if revision.bill is None else GUIDE_INSTITUTIONAL


def _order_of_set(revision: ClaimRevision) -> tuple[str, ...]:
    """What a billing provider's loop says (2000A, 2010AA, 2010AB), and the payer."""
    billing = revision.billing
    return (
        billing.npi,
        billing.tax_id,
        revision.payer.claim_payer_id,
        billing.last,
        billing.taxonomy,
        _address(billing.address),
        _address(revision.pay_to),
    )


def _address(place: Address | None) -> str:
    return f"{place.line1}|{place.line2}|{place.city}|{place.state}|{place.zip}" if place else ""


def _order(revision: ClaimRevision) -> tuple[object, ...]:
    payer = revision.payer
    return (*_order_of_set(revision), payer.rank, payer.member_id, revision.patient_id, revision.control)


def _set(claims: list[ClaimRevision], number: int, *, envelope: Envelope, batch_number: int) -> SetWriter:
    writer = SetWriter(SET_ID, number, guide_of(claims[0]))
    write_claim = professional_claim if claims[0].bill is None else institutional_claim
    seg = writer.seg
    when = f"{envelope.at:%H%M}"
    seg("BHT", "0019", "00", f"{batch_number:09d}{number:04d}", f"{envelope.on:%Y%m%d}", when, "CH")
    claim_837_parties.submitter(seg, claims[0], receiver=envelope.receiver)
    level = billing_level = 1
    subscriber_level = 0
    claim_837_parties.billing(seg, claims[0].billing, claims[0].pay_to, level)
    policy: tuple[object, ...] = ()
    patient_id = below = 0
    for revision in claims:
        key = _policy(revision)
        if key != policy or below == MOST_PER_LEVEL:
            policy, patient_id, below = key, 0, 0
            level += 1
            subscriber_level = level
            claim_837_parties.subscriber(seg, revision, (level, billing_level))
        if revision.payer.relation != claim_837_parties.SELF and patient_id != revision.patient_id:
            patient_id = revision.patient_id
            level += 1
            claim_837_parties.patient(seg, revision, (level, subscriber_level))
        write_claim(seg, revision)
        below += 1
    return writer


def _policy(revision: ClaimRevision) -> tuple[object, ...]:
    """What a subscriber loop says (2000B, 2010BA, 2010BB): claims with the same share it."""
    payer = revision.payer
    is_self = payer.relation == claim_837_parties.SELF
    return (
        payer,
        revision.subscriber,
        revision.patient_id if is_self else 0,
        claim_837_parties.sequence(revision, payer),
        revision.billing.payer_number,
        claim_837_parties.injury_number(revision) if is_self else "",
    )
