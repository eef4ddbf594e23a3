"""The billing provider's level, 2000A: its segments, the pay-to address (2010AB) and the pay-to plan
(2010AC). Facts checked against pyx12's maps (BSD-3-Clause), LinuxForHealth's models and moov-io/x12 (both
Apache-2.0).
"""

from almoner.core.x12.guides.claim.names import organization, secondary_id, specialty, unnamed
from almoner.core.x12.guides.common import (
    MANY,
    N3,
    N4,
    LoopSpec,
    R,
    S,
    contact,
    level,
    loop,
    reference,
    segment,
)

CURRENCY = segment("CUR", S, "currency", "1 R entity 85\n2 R code @currency")

CONTACT = contact(S, "contact", "IC", "EM FX TE", most=2)

LICENSE = reference(S, "license", "0B 1G", most=2)

LOOP_2010AC = loop(
    "2010AC",
    S,
    "pay_to_plan",
    organization("PE", ids="PI XV", id_usage=R),
    N3,
    N4,
    secondary_id("2U FY NF", most=1),
    reference(R, "tax_id", "EI"),
)


def pay_to_address(kind: str) -> LoopSpec:
    """2010AB: where the money goes, when elsewhere; `kind` as NM102 allows."""
    return loop("2010AB", S, "pay_to_address", unnamed("87", kind), N3, N4)


def billing_level(provider: LoopSpec, pay_to: LoopSpec, subscriber_level: LoopSpec) -> LoopSpec:
    """2000A, of the guide's own billing provider (2010AA), pay-to address and subscribers."""
    return loop(
        "2000A",
        R,
        "billing_level",
        level("20", "level", parent=False, children="1"),
        specialty("BI"),
        CURRENCY,
        provider,
        pay_to,
        LOOP_2010AC,
        subscriber_level,
        most=MANY,
    )
