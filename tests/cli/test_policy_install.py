"""`almoner policy install|rollback`: what is refused, what runs in shadow, what is heard, what is undone."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from almoner.cli.main import main
from almoner.cli.policy import run
from almoner.core.rules.bundle import read_bundle
from almoner.flow.policy import in_force, installed
from almoner.store.shipped.bundles import BundleStore
from tests.bundles import CEDAR, OTHER_KEY, Issue, bundle

MARCH = date(2026, 3, 1)
CASE = files("almoner") / "policy" / "trials" / "office_visit.json"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def install(place: Path, *more: str, trusting: bool = True) -> int:
    trust = ["--trust", read_bundle(place.read_bytes()).fingerprint] if trusting else []
    return run(["install", str(place), *trust, *more])


def scrubbed(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    claim = json.loads(CASE.read_text(encoding="utf-8"))
    (folder / "claim.json").write_text(json.dumps(claim))
    capsys.readouterr()
    main(["scrub", str(folder / "claim.json"), "--on", "2026-03-05", "--json"])
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def cards(found: list[dict[str, Any]]) -> list[str]:
    return [one["because"]["card"] for one in found]


def test_a_bundle_runs_in_shadow_then_is_heard_then_is_undone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = bundle(tmp_path)
    before = in_force().version
    assert install(place) == 0
    told = capsys.readouterr().out
    assert "added    member-id-cedar" in told
    assert "in shadow: it holds nothing" in told
    assert in_force().version != before
    found = scrubbed(tmp_path, capsys)
    assert found["findings"] == []
    assert cards(found["shadow"]) == ["member-id-cedar"]

    assert run(["install", str(place), "--live"]) == 0
    found = scrubbed(tmp_path, capsys)
    assert cards(found["findings"]) == ["member-id-cedar"]
    assert "shadow" not in found

    assert run(["rollback"]) == 0
    assert capsys.readouterr().out.startswith("shadow  cedar-mutual, issue 1")
    assert run(["rollback"]) == 0
    assert in_force().version == before
    assert run(["rollback"]) == 1


def test_to_install_it_again_changes_nothing(tmp_path: Path, data: Path) -> None:
    place = bundle(tmp_path)
    assert install(place) == 0
    stamp = BundleStore(data).stamp()
    assert run(["install", str(place)]) == 0
    assert BundleStore(data).stamp() == stamp


def test_nobody_is_trusted_before_the_practice_says_so(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = bundle(tmp_path)
    assert install(place, trusting=False) == 1
    assert "isn't trusted here for cedar-mutual" in capsys.readouterr().err
    assert run(["install", str(place), "--trust", "0" * 32]) == 1
    assert "another fingerprint" in capsys.readouterr().err
    assert not data.exists()


def test_a_trusted_key_signs_bundles_of_its_own_name_alone(tmp_path: Path) -> None:
    assert install(bundle(tmp_path)) == 0
    other_text = CEDAR.replace("-cedar", "-elm").replace("CMA01", "CME01")
    other = bundle(tmp_path, other_text, Issue(name="elm"))
    assert install(other, trusting=False) == 1
    assert install(bundle(tmp_path, issue=Issue(sequence=2, key=OTHER_KEY)), trusting=False) == 1


def test_a_changed_byte_is_refused(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(bundle(tmp_path).read_bytes())
    told["manifest"] = told["manifest"].replace("Cedar Mutual", "Cedar Mutuel")
    (tmp_path / "bad.json").write_text(json.dumps(told))
    assert run(["install", str(tmp_path / "bad.json")]) == 1
    assert "the signature isn't that of the key" in capsys.readouterr().err
    assert not data.exists()


def test_an_older_issue_and_a_second_of_one_number_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = bundle(tmp_path), bundle(tmp_path, CEDAR + "# 2", Issue(sequence=2))
    assert install(first, "--live") == 0
    assert install(second, "--live") == 0
    assert install(first) == 1
    assert "issue 1 is older than 2" in capsys.readouterr().err
    assert install(bundle(tmp_path / "other", CEDAR + "# other", Issue(sequence=2))) == 1
    assert "another issue 2" in capsys.readouterr().err
    assert run(["rollback"]) == 0
    assert install(first) == 1
    assert install(second) == 0


def test_a_new_issue_runs_in_shadow_beside_the_one_that_is_heard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert install(bundle(tmp_path), "--live") == 0
    january = '"lines.0.dos" = "2026-01-20", "lines.1.dos" = "2026-01-20", "coverage.'
    ended = CEDAR.replace("source =", "until = 2026-03-01\nsource =").replace('"coverage.', january)
    begun = CEDAR.replace("since = 2026-01-01", "since = 2026-03-01").replace("-cedar", "-cedar-2")
    begun = begun.replace("source =", 'severity = "hold"\nsource =')
    place = bundle(tmp_path, ended + begun, Issue(sequence=2, begins=MARCH))
    assert install(place) == 0
    told = capsys.readouterr().out
    assert "added    member-id-cedar-2" in told
    assert "changed  member-id-cedar: until - -> 2026-03-01" in told
    found = scrubbed(tmp_path, capsys)
    assert cards(found["findings"]) == ["member-id-cedar"]
    assert cards(found["shadow"]) == ["member-id-cedar-2"]
    assert install(place, "--live") == 0
    found = scrubbed(tmp_path, capsys)
    assert [(one["because"]["card"], one["severity"]) for one in found["findings"]] == [
        ("member-id-cedar-2", "hold")
    ]


def test_a_card_that_judges_otherwise_runs_in_shadow_beside_its_older_self(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert install(bundle(tmp_path), "--live") == 0
    wider = CEDAR.replace('["CM#######@#"]', '["CM#######@#", "W#######"]')
    assert install(bundle(tmp_path, wider, Issue(sequence=2))) == 0
    found = scrubbed(tmp_path, capsys)
    assert cards(found["findings"]) == ["member-id-cedar"]
    assert "shadow" not in found, "the new shape takes the member id of the claim"
    assert run(["test"]) == 0


@pytest.mark.parametrize(
    "fault",
    [
        ("since = 2026-01-01", "since = 2025-01-01", "changes what holds before 2026-01-01"),
        ('"member-id"\n', '"no-such-card"\n', "excepts a card that is not there"),
        ('"member-id-cedar"', '"member-id"', "the id member-id is taken"),
        ("CM1234567K3", "CM12", "case fails: member-id-cedar: as on the card"),
        ('scope = { payers = ["CMA01"] }', "", "both except member-id"),
        ('"coverage.member_id" = "CM123456K3"', '"lines.99.units" = 1', "not in the base claim"),
        ("fires = false", "fires = true", "a case that fires and one that doesn't"),
    ],
)
def test_what_its_cards_do_wrong_is_said_and_nothing_is_installed(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str], fault: tuple[str, str, str]
) -> None:
    was, becomes, said = fault
    assert was in CEDAR
    assert install(bundle(tmp_path, CEDAR.replace(was, becomes))) == 1
    assert said in capsys.readouterr().out
    assert not data.exists()


def test_the_answer_in_json_says_what_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert install(bundle(tmp_path), "--live") == 0
    capsys.readouterr()
    hold = CEDAR.replace("since =", 'severity = "hold"\nsince =')
    assert install(bundle(tmp_path, hold, Issue(sequence=2, begins=MARCH)), "--check", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["sequence"], told["mode"], told["installed"], told["trusted"]) == (2, None, False, True)
    assert told["changed"] == [
        {"card": "member-id-cedar", "field": "severity", "was": "reject", "becomes": "hold"}
    ]
    assert "changes what holds before 2026-03-01" in told["problems"][0]


def test_what_is_no_bundle_is_refused(tmp_path: Path) -> None:
    assert run(["install", str(tmp_path / "none.json")]) == 2
    (tmp_path / "x.json").write_bytes(b"{}")
    assert run(["install", str(tmp_path / "x.json")]) == 1


def test_a_file_that_was_changed_in_the_folder_stops_the_edits_by_one_line(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert install(bundle(tmp_path), "--live") == 0
    (kept,) = (data / "policy" / "bundles").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"Copy all", b"Copy_all"))
    capsys.readouterr()
    assert run(["test"]) == 1
    assert "cards.cards.toml: not the text" in capsys.readouterr().err
    assert run(["rollback"]) == 0
    assert installed().cards


def test_cards_lie_over_the_others_for_a_what_if(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cedar.toml").write_text(CEDAR)
    assert run(["test", "--overlay", str(tmp_path)]) == 0
    assert run(["conflicts", "--overlay", str(tmp_path)]) == 0
    (tmp_path / "elm.toml").write_text(CEDAR.replace("-cedar", "-elm"))
    capsys.readouterr()
    assert run(["conflicts", "--overlay", str(tmp_path)]) == 1
    assert "member-id-cedar and member-id-elm both except member-id" in capsys.readouterr().out
    assert run(["test", "--overlay", str(tmp_path)]) == 1


def test_two_sets_of_cards_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = bundle(tmp_path)
    assert run(["diff", "shipped", "active"]) == 0
    assert capsys.readouterr().out == "the same\n"
    assert run(["diff", "shipped", str(place), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["added"] == ["member-id-cedar"]
    assert run(["diff", str(files("almoner") / "policy" / "rules"), "shipped"]) == 0
    assert capsys.readouterr().out == "the same\n"
    assert run(["diff", str(tmp_path / "cedar-mutual-1"), "shipped"]) == 0
    assert capsys.readouterr().out.startswith("removed  member-id-cedar")
    assert run(["diff", "shipped", str(tmp_path / "nothing")]) == 2
    for bad in ("[[", "card = 3", "[[card]]"):
        (tmp_path / "bad.toml").write_text(bad)
        assert run(["diff", "shipped", str(tmp_path / "bad.toml")]) == 2


def test_a_payers_rule_takes_one_card_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "cedar.toml").write_text(CEDAR)
    (tmp_path / "claim.json").write_text(CASE.read_text(encoding="utf-8"))
    asked = ["scrub", str(tmp_path / "claim.json"), "--on", "2026-03-05", "--json"]
    assert main(asked) == 0
    capsys.readouterr()
    assert main([*asked, "--overlay", str(tmp_path / "cards")]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert cards(found) == ["member-id-cedar"]
    assert found[0]["because"]["source"] == "Cedar Mutual provider manual 2026, section 2.1"
    (tmp_path / "cards" / "bad.toml").write_text("[[card]]")
    assert main([*asked, "--overlay", str(tmp_path / "cards")]) == 2
    assert "cards/bad.toml, card 1: id is missing" in capsys.readouterr().err
