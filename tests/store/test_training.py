"""The grounds of practice mode: what a room's process is told, and what finished missions leave behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from almoner.settings import OPTIONS
from almoner.store.server.embed import Server, connect_server, create_database, drop_database, has_database
from almoner.store.training import (
    KEPT_OPTIONS,
    MAILBOX,
    Grounds,
    Learner,
    Result,
    Room,
    add_result,
    environment,
    keep,
    lay,
    results,
    sweep,
)

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


def ran(script: str, told: dict[str, str], root: Path) -> str:
    """What a process on training books says."""
    command = [sys.executable, "-c", script, told["ALMONER_DATA"]]
    known = told | {"PYTHONPATH": str(root)}
    return subprocess.run(command, env=known, capture_output=True, text=True, check=True, timeout=120).stdout
