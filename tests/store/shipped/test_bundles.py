"""The folder of bundles: one change at a time, whole or not at all, and damage that is told by its place."""

import json
from datetime import date
from pathlib import Path

import pytest

from almoner.core.rules import Card, Mode, Policy, Severity
from almoner.core.rules.bundle import BundleError, read_bundle
from almoner.store.shipped.bundles import BundleStore, Who
from tests.bundles import CEDAR, OTHER_KEY, Issue, bundle

WHO = Who("Ann", date(2026, 3, 5))
GENERAL = Card(
    "member-id",
    "ENV-06",
    "member_id",
    Severity.REJECT,
    date(2012, 1, 1),
    "s",
    "M.",
    "N.",
    params={"shapes": ()},
)
SHIPPED = Policy([GENERAL], version="shipped")


def install(store: BundleStore, place: Path, mode: Mode = Mode.LIVE, *, stamp: object = ...) -> bool:
    content = place.read_bytes()
    seen = store.stamp() if stamp is ... else None
    return store.install(read_bundle(content), content, mode=mode, seen=seen, who=WHO)


def test_what_was_judged_against_another_list_is_not_installed(tmp_path: Path) -> None:
    store = BundleStore(tmp_path / "data")
    assert install(store, bundle(tmp_path))
    other = bundle(tmp_path, CEDAR.replace("-cedar", "-elm").replace("CMA01", "CME01"), Issue(name="elm"))
    with pytest.raises(BundleError, match="installed meanwhile"):
        install(store, other, stamp=None)
    assert [one.id for one in store.active().bundles] == ["cedar-mutual"]


def test_a_file_without_its_place_in_the_list_changes_nothing(tmp_path: Path) -> None:
    store = BundleStore(tmp_path / "data")
    assert install(store, bundle(tmp_path))
    before = store.policy(SHIPPED).version
    stopped_short = store.folder / "bundles" / ("0" * 64 + ".json")
    stopped_short.write_bytes(bundle(tmp_path, CEDAR + "# 2", Issue(sequence=2)).read_bytes())
    assert store.policy(SHIPPED).version == before


def test_what_goes_live_ends_its_shadow_and_keeps_its_place(tmp_path: Path) -> None:
    store = BundleStore(tmp_path / "data")
    elm = CEDAR.replace("-cedar", "-elm").replace("CMA01", "CME01")
    assert install(store, bundle(tmp_path))
    assert install(store, bundle(tmp_path, elm, Issue(name="elm")))
    second = bundle(tmp_path, CEDAR + "# 2", Issue(sequence=2))
    assert install(store, second, Mode.SHADOW)
    told = [(one.id, one.sequence, one.mode) for one in store.active().bundles]
    assert sorted(told) == [("cedar-mutual", 1, "live"), ("cedar-mutual", 2, "shadow"), ("elm", 1, "live")]
    assert install(store, second)
    told = [(one.id, one.sequence, one.mode) for one in store.active().bundles]
    assert told == [("cedar-mutual", 2, "live"), ("elm", 1, "live")]
    assert not install(store, second)


def test_a_shadow_that_fits_no_more_is_left_out_and_stops_nothing(tmp_path: Path) -> None:
    store = BundleStore(tmp_path / "data")
    assert install(store, bundle(tmp_path), Mode.SHADOW)
    assert [card.id for card in store.policy(SHIPPED).cards] == ["member-id", "member-id-cedar"]
    assert store.policy(Policy((), version="newer")).cards == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"bundles": 1}', '{"bundles": [{}], "before": [], "highest": {}}']
)
def test_a_damaged_list_is_told_by_its_name(tmp_path: Path, text: str) -> None:
    store = BundleStore(tmp_path)
    store.folder.mkdir()
    (store.folder / "active.json").write_text(text)
    with pytest.raises(BundleError, match=r"policy/active.json in the data folder"):
        store.policy(SHIPPED)


def test_the_list_of_keys_is_read_line_by_line(tmp_path: Path) -> None:
    store = BundleStore(tmp_path / "data")
    mine, other = (
        read_bundle(bundle(tmp_path, issue=one).read_bytes()) for one in (Issue(), Issue(key=OTHER_KEY))
    )
    assert not store.is_trusted(mine)
    store.trust(mine, WHO)
    assert store.is_trusted(mine)
    assert not store.is_trusted(other)
    keys = store.folder / "trusted_keys"
    keys.write_text(f"# ours\n\n{keys.read_text()}\nelm not-base64!\n")
    assert store.is_trusted(mine)
    keys.write_text("cedar-mutual not-base64!\n")
    with pytest.raises(BundleError, match="trusted_keys"):
        store.is_trusted(mine)


def test_every_change_has_its_line_in_the_log(tmp_path: Path) -> None:
    store = BundleStore(tmp_path / "data")
    place = bundle(tmp_path)
    store.trust(read_bundle(place.read_bytes()), WHO)
    assert install(store, place, Mode.SHADOW)
    assert install(store, place)
    assert store.roll_back(WHO)
    lines = (store.folder / "log.jsonl").read_text().splitlines()
    told = [(one["act"], one["by"]) for one in map(json.loads, lines)]
    assert told == [("trusted", "Ann"), ("shadow", "Ann"), ("live", "Ann"), ("rolled back", "Ann")]
