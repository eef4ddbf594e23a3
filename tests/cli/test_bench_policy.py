"""The bench of the policy measures on invented pairs, finds the same pairs in all three ways, and leaves
nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from almoner.cli.bench.policy_command import run
from almoner.cli.bench.policy_ground import in_force, lay, load_pairs


def test_it_measures_everything_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    environment = os.environ | {"TMPDIR": str(tmp_path / "scratch"), "ALMONER_DATA": str(tmp_path / "theirs")}
    words = ["bench", "policy", "--claims", "20", "--pairs", "20000", "--json"]
    ran = subprocess.run(
        [sys.executable, "-m", "almoner.cli", *words],
        env=environment,
        capture_output=True,
        check=False,
        timeout=240,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    told = json.loads(ran.stdout)
    figures = {each["name"].strip(): each["value"] for each in told["figures"]}
    assert told["invented"]
    assert figures["pairs loaded"] == 20000
    assert figures["prices with steps and shares: lines a second"] > 0
    assert figures["allowed, dollars"] > 0
    assert figures["cards"] > 50
    assert list((tmp_path / "scratch").iterdir()) == []
    assert not (tmp_path / "theirs").exists()


def test_the_ground_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one, other = (lay(tmp_path / name, None, pairs=3000) for name in ("one", "other"))
    assert list(in_force(one)) == list(in_force(other))
    assert load_pairs(one) == 3000
    assert 1500 < len(list(in_force(one))) < 3000


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(tmp_path / "nowhere")]) == 2
    assert "folder" in capsys.readouterr().err
