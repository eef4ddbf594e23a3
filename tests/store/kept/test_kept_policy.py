"""The installed rules go into a backup and come back to the byte, or the file that is wrong is named."""

from pathlib import Path

from almoner.store.kept.kept_policy import bring_back, faults, keep


def rules(data: Path, text: str = "{}") -> Path:
    folder = data / "policy"
    (folder / "bundles").mkdir(parents=True)
    (folder / "active.json").write_text(text)
    (folder / "bundles" / "one.json").write_text("signed")
    (folder / "lock").write_text("")
    return folder


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "kept"
    place = rules(data)
    hashes = keep(data, folder)
    assert sorted(hashes) == ["active.json", "bundles/one.json"]
    assert faults(folder, hashes) == []
    (place / "active.json").write_text("later")
    (place / "bundles" / "two.json").write_text("later")
    bring_back(data, folder)
    assert (place / "active.json").read_text() == "{}"
    assert not (place / "bundles" / "two.json").exists()
    assert [path.name for path in data.iterdir()] == ["policy"]


def test_without_rules_none_come_back(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "kept"
    data.mkdir()
    assert keep(data, folder) == {}
    rules(data)
    bring_back(data, folder)
    assert list(data.iterdir()) == []


def test_what_is_wrong_is_named(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "kept"
    rules(data)
    hashes = keep(data, folder)
    (folder / "policy" / "active.json").write_text("changed")
    (folder / "policy" / "new.json").write_text("new")
    (folder / "policy" / "bundles" / "one.json").unlink()
    assert faults(folder, hashes) == ["active.json", "bundles/one.json", "new.json"]
