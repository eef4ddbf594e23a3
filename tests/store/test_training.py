"""The grounds of practice mode: what a room's process is told, and what finished missions leave behind."""

import os
from pathlib import Path

import pytest

from almoner.settings import OPTIONS
from almoner.store.embed import Server, connect_server, create_database, drop_database, has_database
from almoner.store.training import KEPT_OPTIONS, Grounds, Result, add_result, environment, results, sweep


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
