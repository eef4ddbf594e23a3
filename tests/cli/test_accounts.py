"""`almoner accounts` on books: what it prints, and with which status it ends."""

from collections.abc import Callable
from pathlib import Path

import pytest

from almoner.cli.main import main
from tests.practices import House, new_house

Ran = tuple[int, str, str]


@pytest.fixture(scope="module")
def house(store: Path) -> House:
    assert store.is_dir()
    return new_house(name="Of the general ledger")


@pytest.fixture
def run(house: House, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run an act on the practice's books; returns status, output and what was said beside it."""

    def ran(*words: str) -> Ran:
        status = main(["accounts", *words, "--practice", str(house.practice.id)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return ran


def test_numbers_are_listed_set_loaded_and_told_with_their_history(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    assert "bank,1000,Bank,\n" in run("list")[1]
    assert run("set", "bank", "1001", "Operating", "--from", "2026-03-01", "--why", "ours") == (0, "", "")
    assert "bank,1001,Operating,2026-03-01\n" in run("list")[1]
    assert "bank,1000,Bank,\n" in run("list", "--on", "2026-02-28")[1]
    path = tmp_path / "chart.csv"
    path.write_text(run("list")[1].replace("cash,1010", "cash,1011"), encoding="utf-8")
    assert run("load", str(path), "--from", "2026-04-01") == (0, "1 accounts from 2026-04-01\n", "")
    told = run("history", "bank")[1].splitlines()
    assert told[0].startswith("2026-03-01  1001  Operating  [")
    assert told[0].endswith(": ours]")
    assert told[1] == "as shipped  1000  Bank"


def test_what_is_refused_says_why_and_ends_with_2(run: Callable[..., Ran], tmp_path: Path) -> None:
    status, out, said = run("set", "revenue", "1210", "Denied receivables", "--from", "2026-03-01")
    assert (status, out) == (2, "")
    assert "other statement" in said
    assert run("set", "vault", "1", "Vault", "--from", "2026-03-01")[0] == 2
    assert run("history", "vault")[0] == 2
    assert run("load", str(tmp_path / "none.csv"), "--from", "2026-03-01")[0] == 2
