"""The grounds of practice mode: what a room's process is told, and what finished missions leave behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from almoner.settings import OPTIONS
from almoner.store.server.embed import Server, connect_server, create_database, drop_database, has_database
from almoner.store.training import (
    KEPT_OPTIONS,
    Grounds,
    Learner,
    Result,
    Room,
    add_result,
    environment,
    get_ready,
    is_laid,
    keep,
    lay,
    results,
    sweep,
)
from almoner.store.training_spares import MAILBOX, MOST, drop_spares, fill_up, take_database

LESSON = """
import sys
from pathlib import Path
from almoner.store.boot import open_store
open_store(Path(sys.argv[1]), is_quiet=True)
"""
BEGIN_ANEW = """
import sys, threading
from pathlib import Path
from almoner.store.boot import open_store
from almoner.store.session import books
from almoner.store.training import lay_again
folder = Path(sys.argv[1])
open_store(folder, is_quiet=True)
done = []
def again():
    lay_again(folder)
    done.append(True)
several = [threading.Thread(target=again) for _ in range(3)]
for one in several: one.start()
for one in several: one.join()
with books(1) as session:
    print(len(done), session.value("SELECT count(*) FROM practice"), (folder / "mailbox" / "clock").is_file())
"""


def test_a_room_is_told_nothing_that_leads_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for option in OPTIONS:
        monkeypatch.setenv(option.name, "real")
    server = Server("/sockets", 5432, "almoner", is_embedded=True, version=180000)
    told = environment(server, "almoner_room_7", tmp_path)
    ours = {name: told[name] for name in told if name in {option.name for option in OPTIONS}}
    assert set(ours) == {*KEPT_OPTIONS, "ALMONER_DATA", "DATABASE_URL"}
    assert ours["ALMONER_DATA"] == str(tmp_path)
    assert "dbname='almoner_room_7'" in ours["DATABASE_URL"]
    assert "'almoner'" not in ours["DATABASE_URL"]


def test_results_are_kept_by_practice(tmp_path: Path) -> None:
    assert results(tmp_path, 1000) == []
    mine = Result(1000, "dana", "slip", 90, 4, 70, 0)
    theirs = Result(2000, "bea", "slip", 80, 4, 70, 1)
    for one in (mine, theirs):
        add_result(tmp_path, one)
    assert results(tmp_path, 1000) == [mine]


def test_what_is_nobody_s_any_more_is_swept_away(tmp_path: Path, store: Path) -> None:
    """A template of another schema and the room of somebody who left go, with their databases."""
    place = Grounds(connect_server(store, url=os.environ.get("DATABASE_URL") or None), tmp_path)
    folders = ["template-0001", place.template_folder.name, "room-910001", "room-910002"]
    for name in folders:
        (tmp_path / name).mkdir()
    databases = ["almoner_training_0001", "almoner_room_910001", "almoner_room_910002"]
    for name in databases:
        create_database(place.server, name)
    sweep(place, stay={910002})
    assert [has_database(place.server, name) for name in databases] == [False, False, True]
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([folders[1], "room-910002"])
    drop_database(place.server, "almoner_room_910002")


def test_a_room_that_is_begun_anew_by_several_clicks_is_whole(
    tmp_path: Path, store: Path, root: Path
) -> None:
    """Each of them drops the room's database and makes it again: never one what another has just made."""
    server = connect_server(store, url=os.environ.get("DATABASE_URL") or None)
    lesson, database = "almoner_lesson", "almoner_room_910003"
    room = Room(
        Learner(910003, "dana", (), 1), database, str(tmp_path / "room"), lesson, str(tmp_path / "tpl")
    )
    (tmp_path / "tpl" / MAILBOX).mkdir(parents=True)
    (tmp_path / "tpl" / MAILBOX / "clock").write_text("2026-03-02")
    create_database(server, lesson)
    try:
        ran(LESSON, environment(server, lesson, tmp_path), root)
        keep(room)
        lay(server, room)
        told = ran(BEGIN_ANEW, room.environment(server, "secret"), root)
        assert told.split() == ["3", "0", "True"]
    finally:
        for name in (database, lesson):
            drop_database(server, name)


@dataclass(frozen=True)
class Ground:
    """A template that holds one row, and the rooms that are made of it."""

    server: Server
    template: str
    folder: Path

    def spares(self) -> list[bool]:
        """Which copies lie ready."""
        return [has_database(self.server, f"{self.template}_spare_{n}") for n in range(1, MOST + 2)]

    def room(self, number: int) -> Room:
        learner = Learner(number, "dana", (), 1)
        folder, database = self.folder.parent / f"room-{number}", f"almoner_room_{number}"
        made = Room(learner, database, str(folder), self.template, str(self.folder))
        keep(made)
        return made

    def what(self, room: Room) -> str:
        """What a room's books say."""
        with psycopg.connect(self.server.conninfo("owner", database=room.database)) as connection:
            return str(connection.execute("SELECT what FROM said").fetchone())


def say(server: Server, database: str, what: str) -> None:
    with psycopg.connect(server.conninfo("owner", database=database)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS said (what text)")
        connection.execute("DELETE FROM said")
        connection.execute("INSERT INTO said VALUES (%s)", (what,))


@pytest.fixture
def ground(tmp_path: Path, store: Path) -> Iterator[Ground]:
    server = connect_server(store, url=os.environ.get("DATABASE_URL") or None)
    made = Ground(server, "almoner_training_spared", tmp_path / "template-spared")
    (made.folder / MAILBOX).mkdir(parents=True)
    (made.folder / MAILBOX / "clock").write_text("2026-03-02")
    create_database(server, made.template)
    say(server, made.template, "at first")
    yield made
    drop_spares(server, made.template, made.folder)
    for number in range(910010, 910014):
        for name in (f"almoner_room_{number}", f"almoner_room_{number}_retired"):
            drop_database(server, name)
    drop_database(server, made.template)


def ready(ground: Ground) -> None:
    fill_up(ground.server, ground.template, ground.folder)


def test_a_room_is_laid_by_a_copy_that_lies_ready_and_another_is_made(ground: Ground) -> None:
    room = ground.room(910010)
    ready(ground)
    assert ground.spares() == [True, True, False], "never more than so many"
    lay(ground.server, room)
    assert ground.spares() == [False, True, False]
    say(ground.server, room.database, "spoilt")
    (Path(room.folder) / MAILBOX / "letter").write_text("sent")
    lay(ground.server, room)
    assert ground.spares() == [False, False, False]
    assert "at first" in ground.what(room)
    assert [one.name for one in (Path(room.folder) / MAILBOX).iterdir()] == ["clock"]
    assert has_database(ground.server, f"{room.database}_retired"), "dropping waits for the disk"
    lay(ground.server, room)
    assert "at first" in ground.what(room), "where none lies ready it is copied"


def test_what_a_room_was_is_dropped_and_copies_lie_ready_again(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = ground.room(910010)
    ready(ground)
    lay(ground.server, room)
    lay(ground.server, room)
    monkeypatch.setenv("DATABASE_URL", ground.server.conninfo("owner", database=room.database))
    get_ready(Path(room.folder))
    assert not has_database(ground.server, f"{room.database}_retired")
    assert ground.spares() == [True, True, False]


def test_several_who_begin_at_once_get_a_copy_each(ground: Ground) -> None:
    rooms = [ground.room(number) for number in range(910010, 910014)]
    ready(ground)
    with ThreadPoolExecutor(len(rooms)) as pool:
        list(pool.map(lambda room: lay(ground.server, room), rooms))
    assert ["at first" in ground.what(room) for room in rooms] == [True] * 4
    assert ground.spares() == [False, False, False]


def test_a_room_whose_laying_was_killed_is_laid_again(ground: Ground) -> None:
    """Killed between its books and its mailbox, or before the room was put aside."""
    room, place = ground.room(910010), Grounds(ground.server, ground.folder.parent)
    ready(ground)
    lay(ground.server, room)
    assert is_laid(place, room)
    (Path(room.folder) / MAILBOX).rename(Path(room.folder) / f"{MAILBOX}.next")
    take_database(ground.server, room.database, template=room.template)
    assert not is_laid(place, room)
    lay(ground.server, room)
    assert is_laid(place, room)
    assert "at first" in ground.what(room)


def test_who_may_enter_a_room_is_settled_when_it_is_taken(ground: Ground) -> None:
    """Also where whoever made the copy was killed before they said who may."""
    room = ground.room(910010)
    with psycopg.connect(ground.server.conninfo("owner", database="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {ground.template}_spare_1 TEMPLATE {ground.template}".encode())
        lay(ground.server, room)
        query = (
            "SELECT has_database_privilege('almoner_app', %s, 'CONNECT'), "
            "datacl::text LIKE '{=%%' OR datacl::text LIKE '%%,=%%' FROM pg_database WHERE datname = %s"
        )
        assert connection.execute(query, (room.database, room.database)).fetchone() == (True, False)


def ran(script: str, told: dict[str, str], root: Path) -> str:
    """What a process on training books says."""
    command = [sys.executable, "-c", script, told["ALMONER_DATA"]]
    known = told | {"PYTHONPATH": str(root)}
    return subprocess.run(command, env=known, capture_output=True, text=True, check=True, timeout=900).stdout
