"""`almoner charts` on books: the list, the comparison, a merge, and what parts it again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from almoner.cli.main import main
from tests.flow.cycle import MEDICARE
from tests.practices import House, add_patient, new_house

Ran = tuple[int, str, str]


@pytest.fixture
def house(store: Path) -> House:
    assert store.is_dir()
    return new_house(name="Of the charts")


@pytest.fixture
def run(house: House, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command on the practice's books; returns status, output and what was said beside it."""

    def ran(*words: str) -> Ran:
        status = main(["charts", *words, "--practice", str(house.practice.id)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return ran


def test_two_charts_are_listed_compared_merged_and_parted(house: House, run: Callable[..., Ran]) -> None:
    one, other = add_patient(house, MEDICARE), add_patient(house, MEDICARE)
    status, listed, _ = run()
    assert (status, listed.split()[:2]) == (0, [one.number, other.number])
    assert "same birth date" in listed
    status, compared, _ = run("compare", one.number, other.number)
    assert (status, "policies" in compared) == (0, True)
    status, _, said = run("merge", one.number, other.number)
    assert (status, "Say why" in said) == (2, True)
    merging = run("merge", one.number, other.number, "--why", "one card")
    assert merging == (0, f"{other.number} leads to {one.number}\n", "")
    assert run() == (0, "", "")
    assert run("part", one.number, other.number, "--why", "a cousin")[0] == 0
    assert run("part", one.number, other.number, "--why", "a cousin")[0] == 2
    assert run("merge", one.number, "nobody", "--why", "one card")[0] == 2
