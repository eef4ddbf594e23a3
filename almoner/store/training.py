"""The grounds of practice mode: a template practice, and learners' rooms, each a database and a folder
cloned from it in about a second.

Promises that a room's process is given nothing that leads outside: no mailbox, terminal, model or books but
its own (`environment`).
"""

import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from almoner.settings import OPTIONS
from almoner.store.boot import replace_books
from almoner.store.server.embed import (
    Server,
    ServerUnavailable,
    connect_server,
    create_database,
    drop_database,
    drop_retired,
    has_database,
    may_create_databases,
    swap_database,
)
from almoner.store.training_spares import (
    MAILBOX,
    alone,
    drop_spares,
    making,
    take_database,
    take_mailbox,
    tidy,
)

KEPT_OPTIONS = frozenset({"ALMONER_HOSTS", "ALMONER_SESSION_MINUTES"})
"""What a room's process is told of the installation's options; of every other, also a new one, nothing."""
SUBMITTER = "TRAINING"
"""The training practice's id at the clearinghouse, which is the payer in a box."""
CARRIES = "X-Almoner-Room"
"""The header by which a request shows a room that it comes from the real screens."""
ROOM = "room.json"
RESULTS = "results.jsonl"


class RoomsDenied(RuntimeError):
    """No room can be made on this server; the text says who has to do what."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Whose room it is: the user and the roles of the practice where they work."""

    user_id: int
    name: str
    roles: tuple[str, ...]
    practice_id: int


@dataclass(frozen=True, slots=True)
class Room:
    """A learner's database and folder, and of which template they are copies."""

    learner: Learner
    database: str
    folder: str
    template: str
    template_folder: str

    def environment(self, server: Server, secret: str) -> dict[str, str]:
        """Return the environment of the process that shows the room; `secret` is how it knows its callers."""
        return environment(server, self.database, Path(self.folder)) | {"ALMONER_TRAINING": secret}


@dataclass(frozen=True, slots=True)
class Grounds:
    """Where training happens: a server, and the folder `training` of the installation's data folder."""

    server: Server
    folder: Path

    @property
    def template(self) -> str:
        """The template's database; a newer schema has another."""
        return f"almoner_training_{newest_migration()}"

    @property
    def template_folder(self) -> Path:
        """The folder with the template's mailbox."""
        return self.folder / f"template-{newest_migration()}"

    def room(self, learner: Learner) -> Room:
        """Return a learner's room, which may not be laid yet."""
        folder = self.folder / f"room-{learner.user_id}"
        database = f"almoner_room_{learner.user_id}"
        return Room(learner, database, str(folder), self.template, str(self.template_folder))


def grounds(data: Path) -> Grounds:
    """Return the training grounds of a data folder; nothing is made but the connection.

    Raises ServerUnavailable.
    """
    return Grounds(connect_server(data, url=os.environ.get("DATABASE_URL") or None), data / "training")


def newest_migration() -> str:
    """The number of the newest migration: what a template was built by."""
    return max(path.name[:4] for path in Path(__file__).with_name("migrations").glob("[0-9]*.py"))


def is_built(place: Grounds) -> bool:
    """True where the template is there, whole."""
    return has_database(place.server, place.template) and place.template_folder.is_dir()


@contextmanager
def building(place: Grounds) -> Iterator[dict[str, str]]:
    """Give the environment in which the template is to be built; it has its name only when the block is done.

    Raises RoomsDenied where this server lets us make no databases.
    """
    refuse_where_denied(place)
    fresh = f"{place.template}_next"
    drop_database(place.server, fresh)
    shutil.rmtree(place.template_folder, ignore_errors=True)
    place.template_folder.mkdir(mode=0o700, parents=True)
    create_database(place.server, fresh)
    yield environment(place.server, fresh, place.template_folder)
    with making(place.folder):
        swap_database(place.server, place.template, fresh)
        drop_spares(place.server, place.template, place.template_folder)


def refuse_where_denied(place: Grounds) -> None:
    """Raise RoomsDenied unless databases may be made here."""
    if not may_create_databases(place.server):
        raise RoomsDenied(
            "Practice mode needs databases of its own, and this server lets Almoner make none. Its "
            "administrator runs once: ALTER ROLE <the user of DATABASE_URL> CREATEDB"
        )


def environment(server: Server, database: str, folder: Path) -> dict[str, str]:
    """Return the environment of a process on training books: its own folder and database, nothing outside."""
    ours = {option.name for option in OPTIONS} - KEPT_OPTIONS
    told = {name: value for name, value in os.environ.items() if name not in ours}
    return told | {
        "ALMONER_DATA": str(folder),
        "DATABASE_URL": server.conninfo("owner", database=database),
    }


def sweep(place: Grounds, *, stay: Collection[int]) -> None:
    """Drop the templates of other schemas, and the rooms of learners who aren't among those that `stay`:
    their databases, and then the folders that tell of them.
    """
    for folder in place.folder.glob("template-*"):
        if folder != place.template_folder:
            template = f"almoner_training_{folder.name.partition('-')[2]}"
            drop_database(place.server, template)
            drop_spares(place.server, template, folder)
            shutil.rmtree(folder)
    for folder in place.folder.glob("room-*"):
        user_id = int(folder.name.partition("-")[2])
        if user_id not in stay:
            drop_database(place.server, f"almoner_room_{user_id}")
            drop_retired(place.server, f"almoner_room_{user_id}")
            shutil.rmtree(folder)


def is_laid(place: Grounds, room: Room) -> bool:
    """True where the room is a whole copy of the template as it is now."""
    kept, mailbox = Path(room.folder) / ROOM, Path(room.folder) / MAILBOX
    if not (kept.is_file() and mailbox.is_dir() and has_database(place.server, room.database)):
        return False
    return bool(json.loads(kept.read_text(encoding="utf-8")).get("template") == room.template)


def lay(server: Server, room: Room) -> None:
    """Put a fresh copy of the template into a room. A room without a mailbox isn't laid, so that one whose
    laying was killed is laid again.
    """
    folder = Path(room.folder)
    shutil.rmtree(folder / MAILBOX, ignore_errors=True)
    take_database(server, room.database, template=room.template)
    take_mailbox(folder, template_folder=Path(room.template_folder))


def keep(room: Room) -> None:
    """Write down whose room it is, for the process that shows it."""
    folder = Path(room.folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = folder / f"{ROOM}.new"
    fresh.write_text(json.dumps(asdict(room)), encoding="utf-8")
    fresh.replace(folder / ROOM)


def room_in(folder: Path) -> Room:
    """Return the room of a folder, within the process that shows it."""
    kept = json.loads((folder / ROOM).read_text(encoding="utf-8"))
    learner = kept.pop("learner")
    return Room(learner=Learner(**learner | {"roles": tuple(learner["roles"])}), **kept)


def lay_again(folder: Path) -> None:
    """Begin anew, within the process that shows the room: its books and mailbox as they were at first. Of two
    who begin anew at once the second waits: each would drop what the other has just made.
    """
    room = room_in(folder)
    with alone(folder / "lock"):
        server = connect_server(folder, url=os.environ.get("DATABASE_URL") or None)
        replace_books(lambda: lay(server, room))


def get_ready(folder: Path) -> None:
    """Let copies lie ready for the next who begins anew, and drop what this room was before; within the
    process that shows the room, while nobody waits for it. A server that goes meanwhile is no harm: where no
    copy lies ready, one is made when it is asked for.
    """
    room = room_in(folder)
    with suppress(ServerUnavailable, psycopg.Error, OSError):
        server = connect_server(folder, url=os.environ.get("DATABASE_URL") or None)
        tidy(server, room.database, template=room.template, template_folder=Path(room.template_folder))


@dataclass(frozen=True, slots=True)
class Result:
    """A mission that somebody of a practice finished."""

    practice_id: int
    name: str
    mission: str
    points: int
    acts: int
    seconds: int
    hints: int


def add_result(folder: Path, told: Result) -> None:
    """Add a finished mission to the list of the installation, in one write."""
    line = json.dumps(asdict(told)).encode() + b"\n"
    made = os.open(folder / RESULTS, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(made, line)
    finally:
        os.close(made)


def results(folder: Path, practice_id: int) -> list[Result]:
    """Return what the people of a practice finished, oldest first."""
    try:
        lines = (folder / RESULTS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = [Result(**json.loads(line)) for line in lines]
    return [one for one in found if one.practice_id == practice_id]
