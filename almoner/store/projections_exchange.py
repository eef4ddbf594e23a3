"""How exchanged files, what was let go for them and what came back of them show in their tables."""

from almoner.core.claim.release import Release
from almoner.core.wire.interchange import Acknowledgement, Interchange, Transmission
from almoner.store.projection import Projection, day, number, optional, text

EXCHANGE: tuple[Projection, ...] = (
    Projection(
        Interchange,
        text("direction", "name", "about", "sha256", "control", "sender", "receiver") | day("exchanged_on"),
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
        Acknowledgement,
        number("interchange_id") | optional("original_id") | text("form", "code") | day("received_on"),
    ),
)
