"""The rooms that this server has open: each a child process on a learner's own training books.

Promises that opening never holds up a request: a thread builds the template where there is none, lays the
room and starts its process, and says meanwhile what it is doing. All children end with this process.
"""

import http.client
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections

from almoner.settings import data_folder
from almoner.store import training
from almoner.store.server.embed import ServerUnavailable
from almoner.store.training import CARRIES, Grounds, Learner, RoomsDenied

MOST = 6
IDLE_S = 30 * 60
FIRST_S = 60
LEAVE_S = 30
BUILDER = "almoner.cli.demo.training"
BROKEN = "The training practice could not be prepared. Try again; your own books are untouched."
FULL = "All rooms are taken. One is free as soon as a colleague leaves practice mode."


class State(StrEnum):
    """How far a room is."""

    PREPARING = "preparing"
    READY = "ready"
    REFUSED = "refused"


@dataclass(slots=True)
class Open:
    """A room of this server: `said` tells what is being done, or why it was refused."""

    state: State
    said: str
    port: int = 0
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    process: "subprocess.Popen[str] | None" = None
    used_at: float = field(default_factory=time.monotonic)

    def close(self) -> None:
        """End its process; its books stay as they are."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.communicate(timeout=LEAVE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()

    @property
    def is_alive(self) -> bool:
        """True while its process answers."""
        return self.state is State.READY and self.process is not None and self.process.poll() is None


class Rooms:
    """All rooms of one server, by the learner's user id."""

    def __init__(self) -> None:
        self._open: dict[int, Open] = {}
        self._guard = threading.Lock()
        self._building = threading.Lock()

    def of(self, user_id: int) -> Open | None:
        """Return a learner's room where it is open, being opened, or was refused."""
        room = self._open.get(user_id)
        if room is not None and room.state is State.READY and not room.is_alive:
            return None
        return room

    def open(self, learner: Learner) -> None:
        """Begin to open a room; one that is open or being opened stays as it is."""
        with self._guard:
            self._close_idle()
            there = self.of(learner.user_id)
            if there is not None and there.state is not State.REFUSED:
                return
            taken = sum(room.state is not State.REFUSED for room in self._open.values())
            is_free = taken < MOST
            state, said = (State.PREPARING, "Opening your room") if is_free else (State.REFUSED, FULL)
            room = self._open[learner.user_id] = Open(state, said)
        if is_free:
            threading.Thread(target=self._begin, args=(room, learner), daemon=True).start()

    def close(self, user_id: int) -> None:
        """End a learner's room; what they did there is kept."""
        with self._guard:
            room = self._open.pop(user_id, None)
        if room is not None:
            room.close()

    def _close_idle(self) -> None:
        now = time.monotonic()
        for user_id, room in list(self._open.items()):
            is_over = room.state is State.READY and (not room.is_alive or now - room.used_at > IDLE_S)
            if is_over:
                del self._open[user_id]
                threading.Thread(target=room.close, daemon=True).start()

    def _begin(self, room: Open, learner: Learner) -> None:
        try:
            place = training.grounds(data_folder())
            training.refuse_where_denied(place)
            with self._building:
                if not training.is_built(place):
                    _build(place, room)
                training.sweep(place, stay=_at_work())
            _start(place, room, learner)
        except (RoomsDenied, ServerUnavailable) as error:
            room.said, room.state = str(error), State.REFUSED
        except Exception:
            room.said, room.state = BROKEN, State.REFUSED
            raise
        finally:
            connections.close_all()


ROOMS = Rooms()


def _at_work() -> set[int]:
    """The users who may still sign in."""
    return set(User.objects.filter(is_active=True, memberships__isnull=False).values_list("id", flat=True))


def _build(place: Grounds, room: Open) -> None:
    """Build the template, and tell of each day that it has worked."""
    with training.building(place) as environment:
        room.said = "Preparing the training practice, which happens once and takes a minute or two"
        command = [sys.executable, "-m", BUILDER]
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as builder:
            assert builder.stderr is not None
            for line in builder.stderr:
                room.said = (
                    f"Preparing the training practice, which happens once: it has worked {line.strip()}"
                )
        if builder.returncode:
            raise subprocess.CalledProcessError(builder.returncode, command)


def _start(place: Grounds, room: Open, learner: Learner) -> None:
    wanted = place.room(learner)
    is_laid = training.is_laid(place, wanted)
    training.keep(wanted)
    if not is_laid:
        room.said = "Laying your own copy of the training practice"
        training.lay(place.server, wanted)
    room.said = "Opening your room"
    room.process = subprocess.Popen(
        [sys.executable, "-m", "almoner.web", "127.0.0.1", "0"],
        env=wanted.environment(place.server, room.secret),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    room.port = _port(room.process.stdout)
    _enter_first(room)
    room.state = State.READY


def _enter_first(room: Open) -> None:
    """Open the first page, for which a process reads the most: so that no learner waits for it."""
    asked = http.client.HTTPConnection("127.0.0.1", room.port, timeout=FIRST_S)
    asked.request(
        "GET", "/training", headers={CARRIES: room.secret, "Host": settings.ALLOWED_HOSTS[0].lstrip(".")}
    )
    asked.getresponse().read()
    asked.close()


def _port(told: IO[str] | None) -> int:
    """Read the address that the process tells once it listens."""
    assert told is not None
    return int(told.readline().strip().rstrip("/").rpartition(":")[2])
