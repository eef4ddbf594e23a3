"""Providers and places of a dental claim (2310A to 2310E) and of its lines (2420A to 2420D). Facts checked
against moov-io/x12's tables (Apache-2.0).
"""

from almoner.core.x12.guides.claim.names import (
    number_of_payer,
    organization,
    party,
    secondary_id,
    specialty,
)
from almoner.core.x12.guides.common import N3, N4, S, loop

ALL_NUMBERS = "0B 1G G2 LU"

PROVIDERS = (
    loop(
        "2310A",
        S,
        "referring_provider",
        party("DN P3", "1"),
        specialty("RF"),
        secondary_id("0B 1G G2", most=3),
        most=2,
    ),
    loop(
        "2310B",
        S,
        "rendering_provider",
        party("82"),
        specialty("PE"),
        secondary_id(ALL_NUMBERS, most=4),
    ),
    loop("2310C", S, "service_facility", organization("77"), N3, N4, secondary_id("0B G2 LU", most=3)),
    loop(
        "2310D",
        S,
        "assistant_surgeon",
        party("DD", "1"),
        specialty("AS"),
        secondary_id(ALL_NUMBERS, most=4),
    ),
    loop("2310E", S, "supervising_provider", party("DQ", "1"), secondary_id(ALL_NUMBERS, most=4)),
)

NUMBERS_OF_LINE = number_of_payer("secondary_id", ALL_NUMBERS, most=20)

PROVIDERS_OF_LINE = (
    loop("2420A", S, "rendering_provider", party("82"), specialty("PE"), NUMBERS_OF_LINE),
    loop("2420B", S, "assistant_surgeon", party("DD", "1"), specialty("AS"), NUMBERS_OF_LINE),
    loop("2420C", S, "supervising_provider", party("DQ", "1"), NUMBERS_OF_LINE),
    loop("2420D", S, "service_facility", organization("77"), N3, N4, NUMBERS_OF_LINE),
)
