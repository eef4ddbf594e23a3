"""The books' claims are judged by what is imported now, also by another process, and nothing old is kept."""

import gc
import weakref
from pathlib import Path

import pytest

from almoner.core.rules.pack import PackError
from almoner.flow.policy import in_force
from almoner.store.shipped.packs import ACTIVE
from tests.flow.releases import KIND, import_pairs


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    return tmp_path


def names() -> list[str]:
    return [one.name for one in in_force().scrubber.policy.tables.pairs(KIND).releases]


def test_the_same_is_given_while_nothing_changes(data: Path) -> None:
    import_pairs("one", ("93015", "93016", 0))
    assert data.is_dir()
    assert in_force() is in_force()


def test_an_import_and_a_rollback_are_seen_by_the_next_call(data: Path) -> None:
    bare = in_force().version
    assert names() == []
    store = import_pairs("one", ("93015", "93016", 0))
    one = in_force().version
    assert names() == ["one"]
    import_pairs("two", ("93015", "93018", 0))
    assert names() == ["two"]
    assert len({bare, one, in_force().version}) == 3
    store.roll_back(KIND)
    assert (names(), in_force().version) == (["one"], one)
    store.roll_back(KIND)
    assert (names(), in_force().version) == ([], bare)
    assert data.is_dir()


def test_the_version_names_the_content_and_not_when_it_was_imported(data: Path) -> None:
    import_pairs("one", ("93015", "93016", 0))
    one = in_force().version
    import_pairs("one", ("93015", "93016", 0))
    assert in_force().version == one
    import_pairs("one", ("93015", "93018", 0))
    assert in_force().version != one
    assert data.is_dir()


def test_what_was_replaced_is_let_go_with_its_mapped_files(data: Path) -> None:
    import_pairs("one", ("93015", "93016", 0))
    rules = in_force()
    (release,) = rules.scrubber.policy.tables.pairs(KIND).releases
    old: list[weakref.ref[object]] = [weakref.ref(rules.scrubber), weakref.ref(release.parts[0])]
    del rules, release
    import_pairs("two", ("93015", "93018", 0))
    in_force()
    gc.collect()
    assert [one() for one in old] == [None, None]
    maps = Path("/proc/self/maps").read_text(encoding="utf-8")
    assert maps.count(f"{data}/codes/{KIND}/") <= 1


def test_a_list_that_cannot_be_read_judges_nothing(data: Path) -> None:
    import_pairs("one", ("93015", "93016", 0))
    in_force()
    (data / "codes" / ACTIVE).write_text("{", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PackError, match="import them again"):
            in_force()
