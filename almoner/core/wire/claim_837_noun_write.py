"""Writes whole claims by any of the three 837 guides, with the checks of the guide on what was written.

Promises the same bytes for the same input, and that reading them gives the same claims.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from almoner.core.wire.claim_837_batch import MOST_PER_LEVEL, PER_SET, batches
from almoner.core.wire.claim_837_noun import (
    Billing,
    Claim,
    Decision,
    Drug,
    Form,
    Line,
    OtherPayer,
    Party,
    Patient,
    Subscriber,
)
from almoner.core.wire.claim_837_noun_parts import (
    composed,
    given,
    insured,
    put_adjustments,
    put_amounts,
    put_attachments,
    put_codes,
    put_dates,
    put_details,
    put_insurance,
    put_party,
    put_references,
)
from almoner.core.x12 import Envelope, SetWriter
from almoner.core.x12.build import Draft, DraftLoop
from almoner.core.x12.check import SITUATION
from almoner.core.x12.guides import named
from almoner.core.x12.self_check import write_checked


@dataclass(frozen=True, slots=True)
class Header:
    """Who sends the claims to whom; `reference` with the transaction's number makes BHT03."""

    submitter: Party
    receiver: Party
    reference: str


def write_whole_claims(
    claims: Sequence[Claim],
    *,
    header: Header,
    envelope: Envelope,
    per_set: int = PER_SET,
    level: int = SITUATION,
) -> bytes:
    """Return one interchange with these claims, all of one guide, divided by payer and billing provider.

    X12WriteError names what the guide refuses by loop, segment and element; `level` is up to where the whole
    is checked again.
    """
    assert claims, "an interchange carries at least one claim"
    sets: list[SetWriter] = []
    for some in batches(claims, key=_key, order=_order, per_set=per_set):
        sets.append(_draft(some, len(sets) + 1, header=header, envelope=envelope).finish())
    guide = named(claims[0].guide).guide
    addressed = replace(envelope, functional_id=guide.functional_id, guide=guide.id)
    return write_checked(addressed, sets, level=level)


def _key(claim: Claim) -> str:
    return repr((claim.guide, claim.billing, claim.subscriber.payer.id))


def _order(claim: Claim) -> tuple[str, str]:
    """Claims of one policy together; of them first those whose patient is the subscriber."""
    return _key(claim), repr((claim.subscriber, claim.patient is not None, claim.patient))


def _draft(claims: list[Claim], number: int, *, header: Header, envelope: Envelope) -> Draft:
    draft = Draft(claims[0].guide, number)
    draft.put(
        "beginning",
        purpose="00",
        reference=f"{header.reference}{number:04d}",
        date=envelope.on,
        time=envelope.at,
        type="CH",
    )
    put_party(draft, header.submitter)
    put_party(draft, header.receiver)
    levels = _Levels(draft)
    for claim in claims:
        put_claim(levels.of(claim), claim)
    return draft


class _Levels:
    """The levels that are open, so that claims which share one stand below it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.billing: tuple[Billing, DraftLoop] | None = None
        self.subscriber: tuple[Subscriber, DraftLoop] | None = None
        self.patient: tuple[Patient, DraftLoop] | None = None

    def of(self, claim: Claim) -> DraftLoop:
        """The loop that the claim goes into."""
        if self.billing is None or self.billing[0] != claim.billing:
            self.billing = (claim.billing, _put_billing(self.draft, claim.billing))
            self.subscriber = self.patient = None
        if (
            self.subscriber is None
            or self.subscriber[0] != claim.subscriber
            or self._is_full(self.subscriber)
        ):
            self.subscriber = (claim.subscriber, _put_subscriber(self.billing[1], claim.subscriber))
            self.patient = None
        if claim.patient is None:
            return self.subscriber[1]
        if self.patient is None or self.patient[0] != claim.patient or self._is_full(self.patient):
            self.patient = (claim.patient, _put_patient(self.subscriber[1], claim.patient))
        return self.patient[1]

    def _is_full(self, level: tuple[Any, DraftLoop]) -> bool:
        return level[1].count("2300") >= MOST_PER_LEVEL


def _put_billing(draft: Draft, billing: Billing) -> DraftLoop:
    level = draft.loop("2000A")
    if billing.taxonomy:
        level.put("specialty", taxonomy=billing.taxonomy)
    if billing.currency:
        level.put("currency", code=billing.currency)
    for who in (billing.provider, billing.pay_to, billing.pay_to_plan):
        if who is not None:
            put_party(level, who)
    return level


def _put_subscriber(billing: DraftLoop, subscriber: Subscriber) -> DraftLoop:
    level = billing.loop("2000B")
    put_insurance(level, subscriber.insurance)
    put_details(level, subscriber.details)
    put_party(level, subscriber.person)
    put_party(level, subscriber.payer)
    return level


def _put_patient(subscriber: DraftLoop, patient: Patient) -> DraftLoop:
    level = subscriber.loop("2000C")
    put_details(level, patient.details)
    put_party(level, patient.person)
    return level


def put_claim(level: DraftLoop, claim: Claim) -> None:
    """2300 with everything in it."""
    loop = level.loop(
        "2300",
        **given(
            number=claim.number,
            charge=claim.charge_cents,
            place={"code": claim.place, "frequency": claim.frequency},
            is_provider_signature_on_file=claim.signature_on_file,
            assignment=claim.assignment,
            benefits_assigned=claim.benefits_assigned,
            release_of_information=claim.release,
            patient_signature_source=claim.signature_source,
            related_causes=_causes(claim),
            special_program=claim.special_program,
            predetermination=claim.predetermination,
            delay_reason=claim.delay_reason,
        ),
    )
    _put_rest(loop, claim)
    put_codes(loop, claim.codes)
    for who in claim.parties:
        put_party(loop, who)
    for other in claim.others:
        _put_other(loop, other)
    for line in claim.lines:
        _put_line(loop, line)


def _causes(claim: Claim) -> tuple[str, ...]:
    where = (claim.accident_state, claim.accident_country)
    if not claim.causes and not any(where):
        return ()
    return (*(*claim.causes, "", "")[:2], "", *where)


def _put_rest(loop: DraftLoop, noun: Claim | Line) -> None:
    put_dates(loop, noun.dates)
    put_references(loop, noun.references)
    put_amounts(loop, noun.amounts)
    put_attachments(loop, noun.attachments)
    put_details(loop, noun.details)


def _put_other(claim: DraftLoop, other: OtherPayer) -> None:
    loop = claim.loop("2320", **insured(other.insurance))
    put_adjustments(loop, other.adjustments)
    put_amounts(loop, other.amounts)
    put_details(loop, other.details)
    for who in other.parties:
        put_party(loop, who)


def _put_line(claim: DraftLoop, line: Line) -> None:
    loop = claim.loop("2400")
    loop.put(
        "service",
        **given(
            charge=line.charge_cents,
            quantity=line.quantity,
            unit=line.unit,
            procedure=composed(line.procedure),
            revenue_code=line.revenue_code,
            place=line.place,
            pointers=line.pointers,
            noncovered=line.noncovered_cents,
            oral_cavity=line.oral_cavity,
            prosthesis=line.prosthesis,
            is_emergency=line.is_emergency,
            epsdt=line.epsdt,
            family_planning=line.family_planning,
            copay_status=line.copay_status,
        ),
    )
    _put_rest(loop, line)
    if line.drug is not None:
        _put_drug(loop, line.drug)
    for who in line.parties:
        put_party(loop, who)
    for decision in line.decisions:
        _put_decision(loop, decision)
    for form in line.forms:
        _put_form(loop, form)


def _put_drug(line: DraftLoop, drug: Drug) -> None:
    loop = line.loop("2410", qualifier=drug.kind, code=drug.code)
    loop.put("drug_quantity", quantity=drug.quantity, measure=(drug.unit,))
    put_references(loop, drug.references)


def _put_decision(line: DraftLoop, decision: Decision) -> None:
    loop = line.loop(
        "2430",
        **given(
            payer=decision.payer,
            paid=decision.paid_cents,
            procedure=composed(decision.procedure),
            revenue_code=decision.revenue_code,
            quantity=decision.quantity,
            bundled_into=decision.bundled_into,
        ),
    )
    put_adjustments(loop, decision.adjustments)
    put_dates(loop, decision.dates)
    put_amounts(loop, decision.amounts)


def _put_form(line: DraftLoop, form: Form) -> None:
    loop = line.loop("2440", list=form.list, code=form.code)
    put_details(loop, form.answers)
