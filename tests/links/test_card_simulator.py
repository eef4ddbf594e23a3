"""The simulated terminal behaves as every terminal must, and forgets nothing when it is started again."""

from pathlib import Path

import pytest

from almoner.links.card import CardTerminal
from almoner.links.card_simulator import APPROVED, DECLINES, LOST, PRESENTED, SimulatedTerminal
from tests.links.card_conformance import *  # noqa: F403 - the kit
from tests.links.card_conformance import Present


@pytest.fixture
def terminal(tmp_path: Path) -> CardTerminal:
    """A terminal that nobody has used."""
    return SimulatedTerminal(tmp_path / "terminal")


@pytest.fixture
def present(tmp_path: Path) -> Present:
    """Put a test card to the terminal."""

    def put(kind: str) -> None:
        folder = tmp_path / "terminal"
        folder.mkdir(exist_ok=True)
        card = {"approved": APPROVED, "declined": "0002", "lost": LOST}[kind]
        (folder / PRESENTED).write_text(card, encoding="ascii")

    return put


def test_another_process_finds_what_was_charged(tmp_path: Path) -> None:
    charged = SimulatedTerminal(tmp_path / "terminal").charge("k1", 2500)
    assert SimulatedTerminal(tmp_path / "terminal").status("k1") == charged


@pytest.mark.parametrize(("card", "why"), [*DECLINES.items(), ("7777", "unknown card")])
def test_each_test_card_declines_in_its_words(tmp_path: Path, card: str, why: str) -> None:
    (tmp_path / PRESENTED).write_text(card, encoding="ascii")
    answer = SimulatedTerminal(tmp_path).charge("k1", 2500)
    assert (answer.is_approved, answer.why, answer.last_four) == (False, why, card)


def test_no_file_holds_more_of_a_card_than_four_digits(tmp_path: Path) -> None:
    SimulatedTerminal(tmp_path).charge("k1", 2500)
    (file,) = tmp_path.glob("*.json")
    assert '"last_four": "4242"' in file.read_text(encoding="utf-8")
