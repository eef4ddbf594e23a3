"""The 835 (005010X221A1), what a payer tells of a payment, its claims and their lines: the whole guide, put
together of its loops. Usage, codes and repeats were checked against the maps of pyx12 (BSD-3-Clause),
moov-io/x12 and LinuxForHealth/x12 (both Apache-2.0)."""

from almoner.core.x12.guides.common import SE, R, loop
from almoner.core.x12.guides.remittance_835.claim import LOOP_2000
from almoner.core.x12.guides.remittance_835.header import HEADER, LOOP_1000A, LOOP_1000B
from almoner.core.x12.guides.remittance_835.provider_level import PROVIDER_ADJUSTMENT
from almoner.core.x12.spec import Guide

GUIDE = Guide(
    id="005010X221A1",
    set_id="835",
    functional_id="HP",
    name="835",
    root=loop("ST", R, "transaction", *HEADER, LOOP_1000A, LOOP_1000B, LOOP_2000, PROVIDER_ADJUSTMENT, SE),
    claim_loops=frozenset({"2100"}),
    claim_key=("payment", "number"),
)

__all__ = ["GUIDE"]
