"""The second payer's turn on a sample claim: what the first one paid and why not more, line by line, in
balance."""

from dataclasses import replace
from datetime import timedelta

from almoner.core.wire.claim_837_noun import (
    Adjustment,
    Claim,
    Dated,
    Decision,
    Detail,
    Insurance,
    Line,
    Money,
    OtherPayer,
    Party,
)
from almoner.core.wire.sample_values import BEGAN_ON, PAYERS, SampleValues

_DECIDED_ON = BEGAN_ON + timedelta(days=65)


def second(claim: Claim, values: SampleValues) -> Claim:
    """The claim as it goes to its second payer, behind another one that has decided each line."""
    first = next(payer for payer in PAYERS if payer[1] != claim.subscriber.payer.id)
    lines = tuple(replace(line, decisions=(_decision(line, first[1]),)) for line in claim.lines)
    paid = sum(decision.paid_cents or 0 for line in lines for decision in line.decisions)
    insured = claim.subscriber.person
    relation = claim.subscriber.insurance.relation or "19"
    other = OtherPayer(
        insurance=Insurance("P", relation, values.number(5), filing=first[2]),
        amounts=(Money("payer_paid", paid),),
        details=(Detail("agreements", (("benefits_assigned", "Y"), ("release_of_information", "Y"))),),
        parties=(
            Party(
                "other_subscriber",
                insured.last,
                insured.first,
                kind="1",
                id=values.member_id(),
                id_qualifier="MI",
            ),
            Party("other_payer", first[0], id=first[1], id_qualifier="PI"),
        ),
    )
    policy = replace(claim.subscriber.insurance, sequence="S")
    return replace(
        claim, subscriber=replace(claim.subscriber, insurance=policy), others=(other,), lines=lines
    )


def _decision(line: Line, payer: str) -> Decision:
    """Seven tenths paid, two contractual, the rest the patient's."""
    charge = line.charge_cents or 0
    paid, contractual = charge * 7 // 10, charge * 2 // 10
    left = charge - paid - contractual
    return Decision(
        payer=payer,
        paid_cents=paid,
        quantity=line.quantity,
        procedure=line.procedure,
        revenue_code=line.revenue_code,
        adjustments=(Adjustment("CO", "45", contractual), Adjustment("PR", "2", left)),
        dates=(Dated("payment_date", _DECIDED_ON),),
        amounts=(Money("remaining_patient_liability", left),),
    )
