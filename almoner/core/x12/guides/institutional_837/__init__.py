"""The institutional claim, 005010X223A2. Loops, usage, lengths and codes were checked against pyx12's map
(BSD-3-Clause) and LinuxForHealth's models (Apache-2.0).
"""

from almoner.core.x12.guides.claim.billing import CONTACT, billing_level, pay_to_address
from almoner.core.x12.guides.claim.header import BHT, LOOP_1000A, LOOP_1000B
from almoner.core.x12.guides.claim.names import organization
from almoner.core.x12.guides.claim.patient import PATIENT_RELATION, patient, patient_level
from almoner.core.x12.guides.claim.subscriber import HL, LOOP_2010BB, insurance, subscriber
from almoner.core.x12.guides.common import MANY, N3, N4, SE, R, loop, reference, start
from almoner.core.x12.guides.institutional_837.claim import LOOP_2300
from almoner.core.x12.spec import Guide

LOOP_2010AA = loop(
    "2010AA",
    R,
    "billing_provider",
    organization("85"),
    N3,
    N4,
    reference(R, "tax_id", "EI"),
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
    id="005010X223A2",
    set_id="837",
    functional_id="HC",
    name="institutional claim",
    root=loop(
        "ST",
        R,
        "transaction",
        start("837"),
        BHT,
        LOOP_1000A,
        LOOP_1000B,
        billing_level(LOOP_2010AA, pay_to_address("2"), LOOP_2000B),
        SE,
    ),
    claim_loops=frozenset({"2300"}),
    claim_key=("claim", "number"),
    amount_digits=10,
    numbered_loops=frozenset({"2400"}),
)

__all__ = ["GUIDE"]
