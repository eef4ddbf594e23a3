"""The coder on the whole notes of tests/cases/notes, in both splits: no code off the set, no quote that its
note lacks, nothing that a note rules out; and the scores that have been reached, which may only rise."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from almoner.cli.bench.coding_command import run
from almoner.cli.bench.coding_rows import Row, rows

FOLDER = Path(__file__).parents[1] / "cases" / "notes"
SPLITS = ("dev", "test")
ON = "2026-11-20"
LEAST = {"dev": 143, "test": 514}
EXACT = {"dev": 0.97, "test": 0.97}
CATEGORY = {"dev": 0.98, "test": 0.98}
CONFIRM_PRECISION = {"dev": 0.98, "test": 0.98}
IN_RANGE = {"dev": 0.95, "test": 0.92}
MOST_ERROR = {"dev": 0.04, "test": 0.05}
"""The shares that have been reached; they may only rise, and the calibration's error only fall."""

STILL_SAID = frozenset(
    {
        ("q45-uc-fingerlac", "Z48.02"),
        ("r20-travel", "A90"),
        ("r20-travel", "B54"),
        ("t04-hx-odd", "B01.9"),
        ("t04-hx-odd", "N20.0"),
    }
)
"""What is said and should not be, by note: faults that are known; the list may only grow shorter."""


def files(split: str) -> list[Path]:
    return sorted(FOLDER.glob(f"*_{split}.jsonl"))


def cases(split: str) -> Iterator[Row | str]:
    return (row for file in files(split) for _, row in rows(file))


@pytest.fixture(scope="module", params=SPLITS)
def split(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def figures(split: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("notes") / f"{split}.jsonl"
    path.write_text("".join(file.read_text("utf-8") for file in files(split)), "utf-8")
    return measured(path, "--on", ON)


def measured(path: Path, *options: str) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr("sys.stdout.write", said.append)
        assert run([str(path), "--json", *options]) == 0
    found: dict[str, Any] = json.loads("".join(said))
    return found


def test_rows_are_whole_and_their_names_are_unlike(split: str) -> None:
    held = list(cases(split))
    assert [row for row in held if isinstance(row, str)] == []
    names = [row.id for row in held if isinstance(row, Row)]
    assert len(set(names)) == len(names) >= LEAST[split]


def test_every_code_is_billable_and_every_quote_stands_in_its_note(figures: dict[str, Any]) -> None:
    assert figures["off_set"] == 0
    assert figures["spans"]["verbatim"] == 1.0
    assert figures["spans"]["without"] == 0


def test_what_a_note_rules_out_stands_in_no_tier(figures: dict[str, Any]) -> None:
    said = {(hit["id"], hit["code"]) for hit in figures["must_not"]["which"]}
    assert said <= STILL_SAID, sorted(said - STILL_SAID)


def test_scores_only_rise(split: str, figures: dict[str, Any]) -> None:
    assert figures["exact"]["f1"] >= EXACT[split]
    assert figures["category"]["f1"] >= CATEGORY[split]
    assert figures["tiers"]["confirm"]["precision"] >= CONFIRM_PRECISION[split]
    assert figures["levels"]["in_range"] >= IN_RANGE[split]


def test_confidence_is_reliable_and_more_so_than_the_scores(split: str, figures: dict[str, Any]) -> None:
    """On the test split as well, which the general curve was not fit on."""
    held = figures["reliability"]
    assert held["calibration"].startswith("general")
    assert held["ece"] <= MOST_ERROR[split]
    assert held["ece"] < held["score_ece"]
    assert held["brier"] < held["score_brier"]


def test_the_fifty_that_are_kept_aside_reach_what_is_asked() -> None:
    """Nobody mends by these: they stand for notes that nobody has seen."""
    figures = measured(FOLDER / "fourth_fifty_aside.jsonl")
    assert figures["notes"] == 50
    assert (figures["off_set"], figures["spans"]["verbatim"]) == (0, 1.0)
    assert figures["exact"]["f1"] >= 0.6
    assert figures["category"]["f1"] >= 0.72
    assert figures["must_not"]["share_of_suggestions"] <= 0.03
    assert figures["levels"]["in_range"] >= 0.85
