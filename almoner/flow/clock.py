"""Which day it is for a practice and where its mailbox is: the box's own where that is the outside world."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path

from almoner.core.party import Practice
from almoner.flow.access import Actor
from almoner.links.clearinghouse import Clearinghouse, clearinghouse
from almoner.settings import data_folder, option
from almoner.store.boot import opening
from almoner.store.session import books

CLOCK = "clock"


def link_of(actor: Actor) -> Clearinghouse:
    """Return the link to the practice's clearinghouse: the configured mailbox, else its folder at the box.

    ValueError where the options name no usable mailbox.
    """
    key, hosts = option("ALMONER_SFTP_KEY"), option("ALMONER_SFTP_KNOWN_HOSTS")
    return clearinghouse(
        option("ALMONER_MAILBOX") or str(box_folder(actor)),
        key=Path(key) if key else None,
        known_hosts=Path(hosts) if hosts else None,
    )


def box_folder(actor: Actor) -> Path:
    """Return the folder that the practice shares with the payer in a box; it is not made here."""
    return data_folder() / "mailbox" / _submitter(opening(), actor.practice_id)


def today(actor: Actor) -> date:
    """Return the practice's day: the box's clock where one ticks, else the local date. Core never asks."""
    assert actor.practice_id, "nobody's practice has no day"
    if not option("ALMONER_MAILBOX"):
        clock = box_folder(actor) / CLOCK
        if clock.is_file():
            return date.fromisoformat(clock.read_text(encoding="ascii").strip())
    return date.today()  # noqa: DTZ011 - a practice's day is local


def wall(on: date) -> datetime | None:
    """Return the local time of this moment where a day is today on the wall; None of any other day, such as
    one of a box's clock. Core never asks.
    """
    now = datetime.now()  # noqa: DTZ005 - bookings are by the local wall clock
    return now if now.date() == on else None


def written_at(on: date, *, hour: int) -> datetime:
    """Return when a file of a day is written: now, or at an hour of a day that is not today on the wall."""
    now = wall(on)
    return now.replace(second=0, microsecond=0) if now else datetime.combine(on, time(hour))


def moment() -> datetime:
    """Return this moment (UTC), to the second; what waits for some seconds waits by it. Core never asks."""
    return datetime.now(tz=UTC).replace(microsecond=0)


@lru_cache(maxsize=1024)
def _submitter(opening: int, practice_id: int) -> str:
    """The practice's id at the clearinghouse, which never changes; asked once a process and database."""
    assert opening, "a store is open"
    with books(practice_id) as session:
        return session.get(Practice, practice_id).submitter_id
