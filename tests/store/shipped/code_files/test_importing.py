"""An import is whole or nothing: read, checked, packed, then active; it is safe to run twice and to undo."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from almoner.store.shipped.code_files.importing import Doubtful, Wish, import_file
from almoner.store.shipped.code_files.loaded import Asked
from almoner.store.shipped.code_files.tally import CodeFileError
from almoner.store.shipped.packs import PackFolder

ON = date(2026, 11, 26)
HEAD = "HCPCS Code,HCPCS Code Dosage,Payment Limit\n"


@pytest.fixture
def store(tmp_path: Path) -> PackFolder:
    return PackFolder(tmp_path / "data")


def wish(folder: Path, name: str, codes: range, **asked: object) -> Wish:
    path = folder / name
    rows = "".join(f"J{number:04},1 MG,{number}.5\n" for number in codes)
    path.write_text(HEAD + rows, encoding="utf-8")
    return Wish("asp", path, ON, "pat", Asked(**asked))  # type: ignore[arg-type]


def test_a_file_becomes_a_release(store: PackFolder, tmp_path: Path) -> None:
    outcome = import_file(store, wish(tmp_path, "asp_2026q3.csv", range(20)))
    (note,) = store.releases()
    assert outcome.releases == (note,)
    assert (note.kind, note.name, note.since, note.until) == ("asp", "2026q3", "2026-07-01", "2026-10-01")
    assert (note.parts[0].rows, note.parts[0].imported_by, note.parts[0].source) == (
        20,
        "pat",
        "asp_2026q3.csv",
    )
    choice = store.tables().codes("asp").at(date(2026, 8, 1))
    assert choice
    row = choice.parts[0].at("J0003", date(2026, 8, 1))
    assert row
    assert row.get("limit") == "3.5"
    assert choice.parts[0].facts["release"] == "2026q3"


def test_the_same_file_again_changes_nothing(store: PackFolder, tmp_path: Path) -> None:
    one = wish(tmp_path, "asp_2026q3.csv", range(20))
    import_file(store, one)
    before = sorted((path, path.stat().st_mtime_ns) for path in store.folder.rglob("*.*"))
    again = import_file(store, replace(one, by="another", on=date(2026, 12, 1)))
    assert again.is_known
    assert sorted((path, path.stat().st_mtime_ns) for path in store.folder.rglob("*.*")) == before


def test_a_new_release_stands_beside_the_old_one(store: PackFolder, tmp_path: Path) -> None:
    import_file(store, wish(tmp_path, "asp_2026q3.csv", range(20)))
    import_file(store, wish(tmp_path, "asp_2026q4.csv", range(1, 21)))
    tables = store.tables().codes("asp")
    for on, name in ((date(2026, 9, 30), "2026q3"), (date(2026, 10, 1), "2026q4")):
        choice = tables.at(on)
        assert choice
        assert choice.release.name == name


def test_a_cut_file_is_stopped_and_changes_nothing(store: PackFolder, tmp_path: Path) -> None:
    import_file(store, wish(tmp_path, "asp_2026q3.csv", range(20)))
    before = (store.folder / "active.json").read_bytes()
    cut = wish(tmp_path, "asp_2026q4.csv", range(9))
    with pytest.raises(Doubtful, match="more than a tenth off"):
        import_file(store, cut)
    assert (store.folder / "active.json").read_bytes() == before
    import_file(store, replace(cut, forced="the publisher took half away"))
    assert store.releases()[-1].parts[0].forced == "the publisher took half away"


def test_an_extract_is_partial_and_isnt_held_against_the_whole(store: PackFolder, tmp_path: Path) -> None:
    import_file(store, wish(tmp_path, "asp_2026q3.csv", range(20)))
    import_file(store, wish(tmp_path, "asp_2026q3_subset.csv", range(2)))
    choice = store.tables().codes("asp").at(date(2026, 8, 1))
    assert choice
    assert not choice.release.is_partial
    assert [note.is_partial for note in store.releases()] == [False, True]


def test_a_corrected_file_takes_the_place_of_its_like_and_can_be_undone(
    store: PackFolder, tmp_path: Path
) -> None:
    import_file(store, wish(tmp_path, "asp_2026q3.csv", range(20)))
    first = store.releases()
    import_file(store, wish(tmp_path, "asp_2026q3.csv", range(19)))
    assert [note.rows for note in store.releases()] == [19]
    assert store.roll_back("asp")
    assert store.releases() == first
    assert store.roll_back("asp")
    assert store.releases() == []
    assert not store.roll_back("asp")


def test_parts_of_one_release_stand_together(store: PackFolder, tmp_path: Path) -> None:
    for part in ("a", "b", "a"):
        import_file(store, wish(tmp_path, "asp_2026q3.csv", range(20), part=part))
    (note,) = store.releases()
    assert [part.part for part in note.parts] == ["a", "b"]


def test_a_file_that_cant_be_used_leaves_no_trace(store: PackFolder, tmp_path: Path) -> None:
    path = tmp_path / "asp_2026q3.csv"
    path.write_text("nothing,to,see\n", encoding="utf-8")
    with pytest.raises(CodeFileError):
        import_file(store, Wish("asp", path, ON))
    with pytest.raises(CodeFileError, match="is a folder"):
        import_file(store, Wish("asp", tmp_path, ON))
    assert not store.folder.exists()


def test_a_stop_half_way_changes_nothing(store: PackFolder, tmp_path: Path) -> None:
    def stopped(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(store, replace(wish(tmp_path, "asp_2026q3.csv", range(20)), told=stopped))
    assert store.releases() == []


def test_wording_is_kept_with_who_said_that_they_may(store: PackFolder, tmp_path: Path) -> None:
    import_file(store, wish(tmp_path, "asp_2026q3.csv", range(20), keeps_descriptors=True))
    assert store.releases()[0].parts[0].licence == "pat 2026-11-26"
