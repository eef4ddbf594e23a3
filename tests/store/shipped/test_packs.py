"""The list of what is active: swapped whole, undone step by step, and honest when it is damaged."""

from pathlib import Path

import pytest

from almoner.core.rules.pack import PackError
from almoner.core.rules.tables import Line, pack_codes
from almoner.store.shipped.packs import ACTIVE, PackFolder, PartNote, ReleaseNote


@pytest.fixture
def store(tmp_path: Path) -> PackFolder:
    return PackFolder(tmp_path)


def note(store: PackFolder, kind: str, name: str) -> ReleaseNote:
    pack = store.save_pack(kind, pack_codes([Line("A1", values=(name,))], ("label",), {"kind": kind}))
    return ReleaseNote(
        kind, name, "2026-01-01", "", is_partial=False, parts=(PartNote(pack, name, "", 1, ""),)
    )


def test_nothing_is_there_at_first(store: PackFolder) -> None:
    assert store.releases() == []
    assert store.tables().codes("pos").releases == ()
    assert not store.folder.exists(), "reading makes no folder"


def test_each_kind_goes_back_alone(store: PackFolder) -> None:
    first, other, second = note(store, "pos", "one"), note(store, "cvx", "other"), note(store, "pos", "two")
    store.set_releases({"pos": (first,)})
    store.set_releases({"cvx": (other,)})
    store.set_releases({"pos": (second,)})
    assert store.roll_back("pos")
    assert store.releases() == [other, first]


def test_the_same_pack_is_one_file(store: PackFolder) -> None:
    one, again = note(store, "pos", "one"), note(store, "pos", "one")
    assert one == again
    assert len(list(store.folder.rglob("*.pack"))) == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"releases": [1]}', '{"releases": [{"kind": "pos"}]}'])
def test_a_damaged_list_is_said(store: PackFolder, text: str) -> None:
    store.folder.mkdir(parents=True)
    (store.folder / ACTIVE).write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="import them again"):
        store.releases()


@pytest.mark.parametrize("damage", [b"", b"ALMPACK1", b"x" * 400])
def test_a_damaged_pack_is_said(store: PackFolder, damage: bytes) -> None:
    store.set_releases({"pos": (note(store, "pos", "one"),)})
    (pack,) = store.folder.rglob("*.pack")
    pack.write_bytes(damage)
    with pytest.raises(PackError):
        store.tables().codes("pos")
    pack.unlink()
    with pytest.raises(PackError, match="missing"):
        store.tables().codes("pos")


def test_a_pack_in_use_outlives_its_release(store: PackFolder) -> None:
    store.set_releases({"pos": (note(store, "pos", "one"),)})
    (release,) = store.tables().codes("pos").releases
    store.set_releases({"pos": (note(store, "pos", "two"),)})
    assert release.parts[0].rows("A1")[0].get("label") == "one"
