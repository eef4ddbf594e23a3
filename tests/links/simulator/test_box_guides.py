"""What the box writes holds to the guides of its sets: grammar, tables, balances, situations, codes."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from almoner.core.x12 import read
from almoner.core.x12.check import check_set
from almoner.links.simulator import Box
from tests.links.simulator.claims import Asked, ask_benefits, ask_status, send
from tests.links.simulator.reading import folder
from tests.links.simulator.test_box_fold import START, some_bills

ASKED = [
    Asked("CMA01", "ABC123456", "A1"),
    Asked("CMA01", "AB-C"),
    Asked("CMA01", "ABC1234N4"),
    Asked("CMA01", "ABC123456", birth=None),
    Asked("CMB01", "HMO1234S8", "A1"),
    Asked("MCD01", "MD1234T7", "A2"),
    Asked("MCD01", "MD1234O6"),
    Asked("CMA01", "ABC1234A4"),
    Asked("CMA01", "ABC1234H3"),
    Asked("CMB01", "HMO1234U8"),
    Asked("MCR01", "1EG4TE5MKD0", "A1"),
    Asked("WCP01", "WC123456"),
    Asked("ZZZ99", "ABC123456"),
]
KINDS = ["999", "277CA", "835", "271", "277"]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All that payers and clearinghouse wrote about claims and questions of every kind."""
    path = tmp_path_factory.mktemp("mailbox")
    chance = random.Random(23)
    for day in range(3):
        send(path, some_bills(chance, day, 12), START + timedelta(days=day), control=day + 1)
    box = Box(path)
    asked_on = START + timedelta(days=40)
    box.advance(asked_on)
    _ask(path, asked_on)
    box.advance(START + timedelta(days=90))
    return folder(path)


def _ask(path: Path, on: date) -> None:
    for number, asked in enumerate(ASKED):
        ask_benefits(path, asked, on, control=100 + number)
        ask_status(path, asked, on, control=200 + number)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wrong_with_what_the_box_writes(said: dict[str, bytes], kind: str) -> None:
    files = [read(data) for name, data in said.items() if name.split("-")[2] == kind]
    assert len(files) >= 3
    assert [issue for document in files for issue in document.all_issues()] == []
    assert [issue for document in files for each in document.sets for issue in check_set(each)] == []
