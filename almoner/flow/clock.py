"""Which day it is for a practice and where its mailbox is: the box's own where that is the outside world."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from time import monotonic
from time import time as seconds
from zoneinfo import ZoneInfo

from almoner.core.party import Practice
from almoner.flow.access import Actor
from almoner.links.clearinghouse import Clearinghouse, clearinghouse
from almoner.settings import data_folder, option
from almoner.store.boot import opening
from almoner.store.session import books

CLOCK = "clock"
KEPT_S = 60
"""A practice's zone and its id at the clearinghouse are asked once in so many seconds; what another process
changes, or brings back from a backup, holds after them.
"""


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
    return data_folder() / "mailbox" / _submitter(opening(), actor.practice_id, _kept())


def today(actor: Actor) -> date:
    """Return the practice's day: the box's clock where one ticks, else the date in its zone.
    Core never asks.
    """
    assert actor.practice_id, "nobody's practice has no day"
    if not option("ALMONER_MAILBOX"):
        clock = box_folder(actor) / CLOCK
        if clock.is_file():
            return date.fromisoformat(clock.read_text(encoding="ascii").strip())
    return local(actor).date()


def local(actor: Actor, at_s: float | None = None) -> datetime:
    """Return a moment, seconds since 1970 or this one, on the practice's wall: without a zone, as bookings
    are. Core never asks.
    """
    zone = _zone(opening(), actor.practice_id, _kept())
    return datetime.fromtimestamp(seconds() if at_s is None else at_s, zone).replace(tzinfo=None)


def wall(actor: Actor, on: date) -> datetime | None:
    """Return the practice's local time where a day is today on its wall; None of any other day, such as one
    of a box's clock. Core never asks.
    """
    now = local(actor)
    return now if now.date() == on else None


def written_at(actor: Actor, on: date, *, hour: int) -> datetime:
    """Return when a file of a day is written: now, or at an hour of a day that is not today on the wall."""
    now = wall(actor, on)
    return now.replace(second=0, microsecond=0) if now else datetime.combine(on, time(hour))


def moment() -> datetime:
    """Return this moment (UTC), to the second; what waits for some seconds waits by it. Core never asks."""
    return datetime.now(tz=UTC).replace(microsecond=0)


def _kept() -> int:
    """The span in which what was read is kept: it is another one each minute."""
    return int(monotonic() // KEPT_S)


@lru_cache(maxsize=1024)
def _zone(opening: int, practice_id: int, kept: int) -> ZoneInfo | None:
    """The practice's zone while it is kept; None is the machine's."""
    assert opening, "a store is open"
    assert kept >= 0, "it is a part of the key"
    with books(practice_id) as session:
        name = session.get(Practice, practice_id).time_zone
    return ZoneInfo(name) if name else None


@lru_cache(maxsize=1024)
def _submitter(opening: int, practice_id: int, kept: int) -> str:
    """The practice's id at the clearinghouse while it is kept. It never changes, but a restore puts other
    books under the same number.
    """
    assert opening, "a store is open"
    assert kept >= 0, "it is a part of the key"
    with books(practice_id) as session:
        return session.get(Practice, practice_id).submitter_id
