"""`almoner receive` says what a file was or why it was refused; a huge one costs little, changes nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from almoner.cli.receive import run
from tests.flow.cycle import sent_claim, standing
from tests.flow.files import Payment, paying
from tests.practices import House, new_house

HUGE = 200_000_000
TELLING_ITS_PEAK = """
import pathlib, sys
from almoner.cli.main import main
status = main(sys.argv[1:])
print(pathlib.Path("/proc/self/status").read_text())
sys.exit(status)
"""


@pytest.fixture(scope="module")
def house(store: Path) -> House:
    """A practice whose day is the machine's."""
    assert store.is_dir()
    return new_house(name="Receiving Clinic")


def command(house: House, *paths: Path, commit: bool = False) -> list[str]:
    words = [*map(str, paths), "--practice", str(house.practice.id)]
    return [*words, "--commit"] if commit else words


def test_a_remittance_is_planned_and_then_posted(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "era.x12"
    path.write_bytes(
        paying(house, Payment("MCR01", "CLI1", [sent_claim(house).paid(10000, ("CO", "45", 5000))]))
    )
    assert run(command(house, path, commit=True)) == 0
    told = capsys.readouterr().out
    assert "1 remittance with 1 claim" in told
    assert "100.00, posted" in told
    assert "\n  posted\n" in told


def test_the_same_file_again_is_no_error_and_changes_nothing(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "era.x12"
    path.write_bytes(paying(house, Payment("MCR01", "CLI2", [sent_claim(house).paid(15000)])))
    assert run(command(house, path)) == 0
    before = standing(house)
    assert run(command(house, path)) == 0
    assert "came before" in capsys.readouterr().out
    assert standing(house) == before


def test_one_refused_file_does_not_keep_the_others_out(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad, gone = tmp_path / "good.x12", tmp_path / "bad.x12", tmp_path / "gone.x12"
    content = paying(house, Payment("MCR01", "CLI3", [sent_claim(house).paid(15000)]))
    good.write_bytes(content)
    bad.write_bytes(content[: len(content) // 2])
    assert run(command(house, bad, gone, tmp_path, good)) == 1
    said = capsys.readouterr()
    assert "good.x12: 1 remittance " in said.out
    assert f"{bad}: refused, nothing was changed. The file is cut" in said.err
    assert f"{gone}: refused" in said.err
    assert f"{tmp_path}: refused" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("begins_well", [False, True])
def test_a_huge_file_is_refused_at_once_and_costs_little(
    house: House, tmp_path: Path, *, begins_well: bool
) -> None:
    path = tmp_path / "huge.x12"
    with path.open("wb") as file:
        if begins_well:
            file.write(paying(house, Payment("MCR01", "HUGE1", [sent_claim(house).paid(15000)]))[:-20])
        for _ in range(HUGE // 1_000_000):
            file.write(os.urandom(1000) * 1000)
    before = standing(house)
    words = [sys.executable, "-c", TELLING_ITS_PEAK, "receive", *command(house, path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "larger than 64 MB" in done.stderr
    assert "Traceback" not in done.stderr
    peak = re.search(r"VmHWM:\s+(\d+) kB", done.stdout)
    assert peak
    assert int(peak[1]) < 300_000, "KiB"
    assert standing(house) == before


def test_a_strange_name_is_no_traceback(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff\n.x12"))
    path.write_bytes(paying(house, Payment("MCR01", "CLI4", [sent_claim(house).paid(15000)])))
    assert run(command(house, path)) == 0
    capsys.readouterr()
