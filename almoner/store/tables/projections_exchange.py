"""How exchanged files, what was let go for them, what came back of them and calls to payers show in their
tables.
"""

from almoner.core.claim.payer_call import PayerCall
from almoner.core.claim.release import Release
from almoner.core.coverage.card_image import CardImage
from almoner.core.wire.interchange import Acknowledgement, Interchange, Transmission
from almoner.core.wire.route_test import RouteTest
from almoner.store.tables.projection import Projection, day, number, optional, text

EXCHANGE: tuple[Projection, ...] = (
    Projection(
        Interchange,
        text("direction", "name", "about", "sha256", "control", "sender", "receiver") | day("exchanged_on"),
    ),
    Projection(
        CardImage,
        number("patient_id", "coverage_id", "picture_id") | text("side") | day("taken_on"),
        latest_of=("coverage_id", "side"),
    ),
    Projection(Transmission, number("interchange_id") | day("sent_on")),
    Projection(
        Release,
        text("state", "released_by")
        | number("cents")
        | day("released_on")
        | {"leaves_at": "(b->>'leaves_at')::timestamptz"},
        is_superseded=True,
    ),
    Projection(
        RouteTest,
        number("payer_id", "interchange_id") | optional("answer_id") | text("state") | day("asked_on"),
        is_superseded=True,
    ),
    Projection(
        PayerCall,
        number("claim_id", "patient_id", "payer_id") | text("called_by") | day("called_on", "next_on"),
    ),
    Projection(
        Acknowledgement,
        number("interchange_id") | optional("original_id") | text("form", "code") | day("received_on"),
    ),
)
