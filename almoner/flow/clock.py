"""Which day it is for a practice: the box's clock where the payer in a box plays the outside, else the local date."""

from datetime import date

from almoner.flow.access import Actor
from almoner.settings import data_folder, option


def today(actor: Actor) -> date:
    """Return the practice's day. The only place where a flow's caller may learn it; core never asks."""
    assert actor.practice_id, "nobody's practice has no day"
    if not option("ALMONER_MAILBOX"):
        boxed = data_folder() / "mailbox" / "clock"
        if boxed.is_file():
            return date.fromisoformat(boxed.read_text(encoding="ascii").strip())
    return date.today()  # noqa: DTZ011 - a practice's day is local
