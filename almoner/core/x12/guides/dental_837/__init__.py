"""The dental claim, 005010X224A2. Loops, usage and codes were checked against moov-io/x12's tables
(Apache-2.0) and against a TigerShark fork's (BSD-3-Clause); where those are thin, the sister guides
decided.
"""

from almoner.core.x12.guides.claim.billing import CONTACT, LICENSE, billing_level, pay_to_address
from almoner.core.x12.guides.claim.header import BHT, LOOP_1000A, LOOP_1000B
from almoner.core.x12.guides.claim.names import party
from almoner.core.x12.guides.claim.patient import PATIENT_RELATION, patient, patient_level
from almoner.core.x12.guides.claim.subscriber import HL, LOOP_2010BB, insurance, subscriber
from almoner.core.x12.guides.common import MANY, N3, N4, SE, R, loop, reference, start
from almoner.core.x12.guides.dental_837.claim import LOOP_2300
from almoner.core.x12.spec import Guide

LOOP_2010AA = loop(
    "2010AA",
    R,
    "billing_provider",
    party("85"),
    N3,
    N4,
    reference(R, "tax_id", "EI SY"),
    LICENSE,
    CONTACT,
)

LOOP_2000B = loop(
    "2000B",
    R,
    "subscriber_level",
    HL,
    insurance("insurance", "S relation 18", has_type=True),
    subscriber(),
    LOOP_2010BB,
    LOOP_2300,
    patient_level(PATIENT_RELATION, patient(), LOOP_2300),
    most=MANY,
)

GUIDE = Guide(
    id="005010X224A2",
    set_id="837",
    functional_id="HC",
    name="dental claim",
    root=loop(
        "ST",
        R,
        "transaction",
        start("837"),
        BHT,
        LOOP_1000A,
        LOOP_1000B,
        billing_level(LOOP_2010AA, pay_to_address("1 2"), LOOP_2000B),
        SE,
    ),
    claim_loops=frozenset({"2300"}),
    claim_key=("claim", "number"),
    amount_digits=10,
    numbered_loops=frozenset({"2400"}),
)

__all__ = ["GUIDE"]
