"""`almoner policy`: the shipped cards prove themselves on their own tables, whatever was imported."""

from dataclasses import replace
from pathlib import Path

import pytest

from almoner.cli.policy import run
from almoner.flow.policy import policy
from almoner.flow.scrub.bundles import cases_of


@pytest.fixture(autouse=True)
def nothing_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path))


def test_every_case_does_what_its_card_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test"]) == 0
    assert capsys.readouterr().out.endswith(", 0 failed\n")


def test_no_two_cards_conflict(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conflicts"]) == 0
    assert capsys.readouterr().out.endswith("no conflict\n")


def test_a_case_that_says_the_opposite_is_wrong() -> None:
    card = next(card for card in policy().cards if card.id == "pair-never")
    cases = cases_of(policy())
    for trial in card.trials:
        assert cases.failure(card, trial) is None
        assert cases.failure(card, replace(trial, fires=not trial.fires, line=None)) == ""
