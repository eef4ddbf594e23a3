"""Providers and places of an institutional claim (2310A to 2310F) and of its lines (2420A to 2420D). Facts
checked against pyx12's map (BSD-3-Clause) and LinuxForHealth's models (Apache-2.0).
"""

from almoner.core.x12.guides.claim.names import (
    number_of_payer,
    organization,
    party,
    secondary_id,
    specialty,
)
from almoner.core.x12.guides.common import N3, N4, LoopSpec, S, loop

ALL_NUMBERS = "0B 1G G2 LU"


def _of_claim(loop_id: str, name: str, entity: str) -> LoopSpec:
    return loop(loop_id, S, name, party(entity, "1"), secondary_id(ALL_NUMBERS, most=4))


def _of_line(loop_id: str, name: str, entity: str, numbers: str = ALL_NUMBERS) -> LoopSpec:
    return loop(loop_id, S, name, party(entity, "1"), number_of_payer("secondary_id", numbers, most=20))


PROVIDERS = (
    loop(
        "2310A",
        S,
        "attending_provider",
        party("71", "1"),
        specialty("AT"),
        secondary_id(ALL_NUMBERS, most=4),
    ),
    _of_claim("2310B", "operating_physician", "72"),
    _of_claim("2310C", "other_operating_physician", "ZZ"),
    _of_claim("2310D", "rendering_provider", "82"),
    loop("2310E", S, "service_facility", organization("77"), N3, N4, secondary_id("0B G2 LU", most=3)),
    loop("2310F", S, "referring_provider", party("DN", "1"), secondary_id("0B 1G G2", most=3)),
)

PROVIDERS_OF_LINE = (
    _of_line("2420A", "operating_physician", "72"),
    _of_line("2420B", "other_operating_physician", "ZZ"),
    _of_line("2420C", "rendering_provider", "82"),
    _of_line("2420D", "referring_provider", "DN", "0B 1G G2"),
)
