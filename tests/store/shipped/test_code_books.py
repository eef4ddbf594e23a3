"""Folder and books are brought in step whichever of them changed, and nothing is taken that was altered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from almoner.core.rules.tables import Line, pack_codes
from almoner.store.session import books
from almoner.store.shipped import code_books
from almoner.store.shipped.code_books import INSTALLATION, KEPT, broken_packs, keep_in_step, merged
from almoner.store.shipped.packs import ACTIVE, Active, PackFolder, PartNote, ReleaseNote

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE code_list, code_pack_bytes, code_pack")
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE code_list, code_pack_bytes, code_pack")


@pytest.fixture
def one(tmp_path: Path) -> PackFolder:
    return PackFolder(tmp_path / "one")


@pytest.fixture
def other(tmp_path: Path) -> PackFolder:
    return PackFolder(tmp_path / "other")


def release(store: PackFolder, kind: str, name: str) -> ReleaseNote:
    pack = store.save_pack(kind, pack_codes([Line("A1", values=(name,))], ("label",), {"kind": kind}))
    part = PartNote(pack, name, "", 1, "2026-01-02")
    return ReleaseNote(kind, name, "2026-01-01", "", is_partial=False, parts=(part,))


def names(store: PackFolder) -> list[tuple[str, str]]:
    return [(note.kind, note.name) for note in store.releases()]


def test_where_nothing_was_imported_nothing_is_made(one: PackFolder) -> None:
    assert keep_in_step(one) == code_books.Step()
    assert not one.folder.exists()


def test_a_second_machine_has_what_the_first_imported(
    one: PackFolder, other: PackFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_books, "PIECE", 100)
    one.set_releases({"pos": (release(one, "pos", "first"),)})
    assert len(keep_in_step(one).sent) == 1
    assert keep_in_step(one) == code_books.Step()
    taken = keep_in_step(other)
    assert (len(taken.fetched), taken.taken) == (1, ("pos",))
    assert names(other) == [("pos", "first")]
    (table,) = other.tables().codes("pos").releases[0].parts
    assert table.row(0).get("label") == "first"
    with books(INSTALLATION) as session:
        assert session.value("SELECT count(*) FROM code_pack_bytes") > 1, "in pieces"


def test_what_each_imported_meanwhile_is_both_there(one: PackFolder, other: PackFolder) -> None:
    one.set_releases({"pos": (release(one, "pos", "first"),)})
    keep_in_step(one)
    keep_in_step(other)
    one.set_releases({"cvx": (release(one, "cvx", "ours"),)})
    other.set_releases({"nucc": (release(other, "nucc", "theirs"),)})
    for store in (one, other, one):
        keep_in_step(store)
    assert names(one) == names(other) == [("cvx", "ours"), ("nucc", "theirs"), ("pos", "first")]


def test_a_rollback_is_one_there_too(one: PackFolder, other: PackFolder) -> None:
    one.set_releases({"pos": (release(one, "pos", "first"),)})
    one.set_releases({"pos": (release(one, "pos", "second"),)})
    keep_in_step(one)
    keep_in_step(other)
    assert other.roll_back("pos")
    keep_in_step(other)
    assert keep_in_step(one).taken == ("pos",)
    assert names(one) == [("pos", "first")]


def test_new_books_take_the_list_and_lose_nothing(one: PackFolder) -> None:
    one.set_releases({"pos": (release(one, "pos", "first"),)})
    keep_in_step(one)
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE code_list, code_pack_bytes, code_pack")
    assert len(keep_in_step(one).sent) == 1
    assert names(one) == [("pos", "first")]


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_pack_that_is_missing_or_cut_is_fetched_again(one: PackFolder, damage: str) -> None:
    one.set_releases({"pos": (release(one, "pos", "first"),)})
    keep_in_step(one)
    (pack,) = one.folder.rglob("*.pack")
    whole = pack.read_bytes()
    pack.unlink()
    if damage == "cut":
        pack.write_bytes(whole[:50])
    assert len(keep_in_step(one).fetched) == 1
    assert pack.read_bytes() == whole


def test_altered_bytes_are_taken_by_nobody_and_told(one: PackFolder, other: PackFolder) -> None:
    one.set_releases({"pos": (release(one, "pos", "first"),)})
    (pack,) = keep_in_step(one).sent
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET almoner.practice = '0'")
        cursor.execute("UPDATE code_pack_bytes SET content = set_byte(content, 60, 0)")
        cursor.execute("RESET almoner.practice")
    assert keep_in_step(other).missing == (pack,)
    with books(INSTALLATION) as session:
        assert broken_packs(session) == [pack]


def test_a_list_that_was_altered_is_told(one: PackFolder) -> None:
    one.set_releases({"pos": (release(one, "pos", "first"),)})
    keep_in_step(one)
    with books(INSTALLATION) as session:
        assert broken_packs(session) == []
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET almoner.practice = '0'")
        cursor.execute("UPDATE code_list SET body = replace(body, 'first', 'worst')")
        cursor.execute("RESET almoner.practice")
    with books(INSTALLATION) as session:
        assert broken_packs(session) == ["code_list"]


def test_what_was_last_in_step_may_be_lost(one: PackFolder) -> None:
    one.set_releases({"pos": (release(one, "pos", "first"),)})
    keep_in_step(one)
    (one.folder / KEPT).write_text("torn")
    keep_in_step(one)
    assert names(one) == [("pos", "first")]
    assert (one.folder / KEPT).read_bytes() == (one.folder / ACTIVE).read_bytes()


def test_theirs_counts_where_ours_is_as_it_was(one: PackFolder) -> None:
    first, second = release(one, "pos", "first"), release(one, "pos", "second")
    base, ours, theirs = Active((first,)), Active((first,)), Active((second,))
    assert merged(base, ours, theirs) == theirs
    assert merged(base, theirs, ours) == theirs
    assert merged(Active(), ours, theirs) == ours
