"""Providers and places of a professional claim (2310A to 2310F) and of its lines (2420A to 2420H). Facts
checked against pyx12's map (BSD-3-Clause), LinuxForHealth's models and moov-io/x12 (both Apache-2.0).
"""

from almoner.core.x12.guides.claim.names import (
    CASUALTY_CONTACT,
    named_at_most,
    number_of_payer,
    numbered,
    organization,
    party,
    secondary_id,
    specialty,
    unnamed,
)
from almoner.core.x12.guides.common import N3, N3_S, N4, N4_S, S, contact, loop

PROVIDERS = (
    loop("2310A", S, "referring_provider", party("DN P3", "1"), secondary_id("0B 1G G2", most=3), most=2),
    loop(
        "2310B",
        S,
        "rendering_provider",
        party("82"),
        specialty("PE"),
        secondary_id("0B 1G G2 LU", most=4),
    ),
    loop(
        "2310C",
        S,
        "service_facility",
        organization("77"),
        N3,
        N4,
        secondary_id("0B G2 LU", most=3),
        CASUALTY_CONTACT,
    ),
    loop("2310D", S, "supervising_provider", party("DQ", "1"), secondary_id("0B 1G G2 LU", most=4)),
    loop("2310E", S, "pick_up", unnamed("PW", "2"), N3, N4),
    loop("2310F", S, "drop_off", named_at_most("45"), N3, N4),
)

PROVIDERS_OF_LINE = (
    loop(
        "2420A",
        S,
        "rendering_provider",
        party("82"),
        specialty("PE"),
        number_of_payer("secondary_id", "0B 1G G2 LU", most=20),
    ),
    loop(
        "2420B",
        S,
        "purchased_service_provider",
        numbered("QB", "1 2"),
        number_of_payer("secondary_id", "0B 1G G2", most=20),
    ),
    loop(
        "2420C",
        S,
        "service_facility",
        organization("77"),
        N3,
        N4,
        number_of_payer("secondary_id", "G2 LU", most=3),
    ),
    loop(
        "2420D",
        S,
        "supervising_provider",
        party("DQ", "1"),
        number_of_payer("secondary_id", "0B 1G G2 LU", most=20),
    ),
    loop(
        "2420E",
        S,
        "ordering_provider",
        party("DK", "1"),
        N3_S,
        N4_S,
        number_of_payer("secondary_id", "0B 1G G2", most=20),
        contact(S, "contact", "IC", "EM FX TE"),
    ),
    loop(
        "2420F",
        S,
        "referring_provider",
        party("DN P3", "1"),
        number_of_payer("secondary_id", "0B 1G G2", most=20),
        most=2,
    ),
    loop("2420G", S, "pick_up", unnamed("PW", "2"), N3, N4),
    loop("2420H", S, "drop_off", named_at_most("45"), N3, N4),
)
