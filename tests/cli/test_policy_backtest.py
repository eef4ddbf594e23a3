"""`almoner policy backtest`: what it says without books, and on the books of the small demonstration."""

import json
from pathlib import Path

import pytest

from almoner.cli.main import main
from tests.bundles import CEDAR
from tests.cli.kills import Demo, Undisturbed


def test_without_books_one_line_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    assert main(["policy", "backtest", "member-id"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("almoner: no books here")
    assert told.count("\n") == 1


def test_what_is_no_card_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))
    assert main(["policy", "backtest", "no-such-card"]) == 1
    assert main(["policy", "backtest", str(tmp_path / "none.toml")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_every_claim_of_the_books_ends_in_one_way(finished: tuple[Demo, Undisturbed], tmp_path: Path) -> None:
    demo, _ = finished
    card = CEDAR.replace('params = { shapes = ["CM#######@#"] }', 'params = { shapes = ["########"] }')
    (tmp_path / "cedar.toml").write_text(card.replace('scope = { payers = ["CMA01"] }\n', "").replace(
        'excepts = "member-id"', 'excepts = "member-id"\nseverity = "hold"'))  # fmt: skip
    done = demo.run("policy", "backtest", str(tmp_path / "cedar.toml"), "--json")
    assert done.status == 0, done.told
    told = json.loads(done.said)
    (found,) = told["cards"]
    assert not told["stopped"]
    assert found["claims"] > 0
    assert found["fired"] == found["sendings"] > 0
    ends = ("prevented", "refused_otherwise", "undecided", "wrongly_held")
    assert sum(found[end]["count"] for end in ends) == found["fired"]
    assert found["held"]["count"] == found["fired"]
    assert f"{found['claims']:,} of {found['claims']:,} claims" in done.told
