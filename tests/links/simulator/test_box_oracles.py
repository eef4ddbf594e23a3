"""Independent readers take what the box writes: pyx12 the 999, 277CA and 835, oxedi the 835."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from almoner.links.simulator import Box
from tests.core.wire.oracle import faults
from tests.links.simulator.claims import send
from tests.links.simulator.reading import advices, folder
from tests.links.simulator.test_box_fold import START, some_bills


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mailbox in which every payer has said all that it can say."""
    path = tmp_path_factory.mktemp("mailbox")
    chance = random.Random(11)
    for day in range(5):
        send(path, some_bills(chance, day, 12), START + timedelta(days=day), control=day + 1)
    Box(path).advance(START + timedelta(days=90))
    return path


MOST = 6


@pytest.mark.parametrize("kind", ["999", "277CA", "835"])
def test_pyx12_finds_nothing_in_the_largest_answers(mailbox: Path, tmp_path: Path, kind: str) -> None:
    mine = [data for name, data in folder(mailbox).items() if name.split("-")[2] == kind]
    assert len(mine) >= 5
    for data in sorted(mine, key=len)[-MOST:]:
        assert faults(data, tmp_path) == []


def test_pyx12_finds_nothing_in_the_claims_of_these_tests(mailbox: Path, tmp_path: Path) -> None:
    for path in sorted((mailbox / "to").iterdir())[:2]:
        assert faults(path.read_bytes(), tmp_path) == [], path.name


def test_oxedi_finds_nothing_in_remittances(mailbox: Path) -> None:
    oxedi = pytest.importorskip(
        "oxedi", reason="oxedi isn't installed: it says nothing about the remittances"
    )
    for name, data in folder(mailbox).items():
        if "-835-" in name:
            document = oxedi.parse(data)
            assert [str(one) for one in document.diagnostics] == [], name
            assert document.count_claims() == data.count(b"\nCLP*")


def test_the_mailbox_held_the_odd_cases(mailbox: Path) -> None:
    found = advices(mailbox)
    assert {claim.status for one in found for claim in one.claims} >= {"1", "4", "22"}
    assert {one.method for one in found} == {"ACH", "CHK", "NON"}
    assert {code for one in found for code, _, _ in one.provider_level} >= {"L6"}
