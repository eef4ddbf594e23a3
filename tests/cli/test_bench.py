"""Each bench runs in books of its own, says what it measured, and leaves nothing behind."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from almoner.cli import bench
from almoner.cli.bench.files import DAY, claims_file, make_batch, payment_file
from almoner.cli.bench.meter import Meter, cpu_of, memory_mb
from almoner.core.wire.claim_837_read import read_claims
from almoner.core.wire.remit_835 import read_remittances
from almoner.core.x12 import read


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder in which a bench may make its own, and one of the user's that it may not touch."""
    (tmp_path / "scratch").mkdir()
    return tmp_path


def measured(folder: Path, *arguments: str) -> Any:
    """What a bench prints as JSON; it ran in a process of its own and left no file."""
    theirs = folder / "theirs"
    environment = os.environ | {"TMPDIR": str(folder / "scratch"), "ALMONER_DATA": str(theirs)}
    environment.pop("DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "-m", "almoner.cli", "bench", *arguments, "--json"],
        env=environment,
        capture_output=True,
        check=False,
        timeout=240,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    assert list((folder / "scratch").iterdir()) == []
    assert not theirs.exists()
    return json.loads(ran.stdout)


@pytest.mark.parametrize("words", [[], ["lightning"], ["-h"]])
def test_a_name_that_there_is_not_lists_those_there_are(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.run(words) == (0 if words == ["-h"] else 2)
    listed = capsys.readouterr().err
    assert all(name in listed for name in bench.BENCHES)


def test_the_cycle_is_measured_stage_by_stage(empty: Path) -> None:
    told = measured(empty, "cycle", "24", "--batch", "8", "--practices", "2")
    assert told["visits"] == 24
    assert told["claims"] > 10
    assert told["decided"] > 0
    assert told["paid_cents"] > 0
    assert {"code", "charge", "claim", "submit", "acknowledge", "receive", "post", "whole"} <= set(
        told["stages"]
    )
    total = told["stages"]["whole"]
    assert total["client_cpu_s"] > 0
    assert total["server_cpu_s"] > 0
    assert told["claims_a_second"] == pytest.approx(told["claims"] / total["seconds"])


def test_one_visit_is_measured_from_its_booking_to_its_cash(empty: Path) -> None:
    told = measured(empty, "visit", "1", "--books", "12")
    assert {"book", "verify", "document", "charge", "submit", "post", "total"} <= set(told["ms"])
    parts = [ms["clock"] for name, ms in told["ms"].items() if name != "total"]
    assert told["ms"]["total"]["clock"] == pytest.approx(sum(parts), abs=1)
    assert 0 < told["signing_ms"]["median"] <= told["signing_ms"]["p95"]


def test_a_remittance_is_measured_beside_its_floor_and_its_rows(empty: Path) -> None:
    told = measured(empty, "books", "--claims", "60", "--postings", "3000", "--rows", "300", "--plan", "100")
    assert told["claims"] == 60
    assert told["postings"] > 200
    assert told["records"] > 120
    spent = told["remittance"]
    assert all(cost["seconds"] > 0 for cost in spent.values())
    ours, floor = (
        next(cost for name, cost in spent.items() if name.startswith(way)) for way in ("ours", "floor")
    )
    assert ours["client_cpu_s"] > floor["client_cpu_s"]
    assert told["row_by_row_cpu_s"] > floor["client_cpu_s"] + floor["server_cpu_s"]
    assert told["memory_mb"]["peak"] >= told["memory_mb"]["before"] > 0
    ways = told["ways"]
    assert ways["plans of 100"]["postings"] == 300
    slow = ways["row by row, one transaction"]["postings_a_cpu_second"]
    assert ways["plans of 100"]["postings_a_cpu_second"] > slow
    assert told["ledger"]["postings"] > 2500
    assert {"aging now, cached", "aging as of a year ago"} <= set(told["ledger"]["ms"])
    assert {one["what"]: one["most"] for one in told["targets"]}["age of receivables, ms"] == 200


def test_money_events_are_lived_by_chance_and_counted(empty: Path) -> None:
    told = measured(empty, "books", "--events", "1500", "--seed", "4")
    assert told["events"] >= 1500
    assert sum(told["kinds"].values()) == told["events"]
    assert {"pay", "charge", "receive"} <= set(told["kinds"])
    assert told["postings"] > told["kinds"]["charge"]
    assert told["peak_mb"] > 0


def test_x12_is_measured_against_the_bare_split_and_other_readers(empty: Path) -> None:
    told = measured(empty, "x12", "40")
    figures = told["figures"]
    assert figures["837P: split at the separators"][1] == 1
    assert figures["835: planned"][0] > 0
    assert figures["837P: written, and checked to level 2"][0] > 0
    assert {"837P: pyx12 (Python), validation", "835: oxedi (compiled Rust), diagnostics"} <= set(figures)
    assert {each["what"] for each in told["targets"]} > {"levels 1-2, times pyx12's speed, 837P"}
    assert told["command_on_ten_claims_cpu_s"] > 0
    assert told["pool"]["all_processors_s"] > 0


def test_practice_mode_is_begun_anew_with_a_copy_and_without_one(empty: Path) -> None:
    told = measured(empty, "reset", "1", "--days", "1")
    assert len(told["ready_s"]) == 1
    assert min(*told["ready_s"], told["none_ready_s"]) > 0


def test_the_files_of_a_bench_are_whole() -> None:
    batch = make_batch(20)
    sent = read(claims_file(batch))
    assert {claim.control for claim in read_claims(sent)} == {claim.control for claim, _ in batch.built}
    (paid,) = read_remittances(read(payment_file(batch)), ids=iter(range(1, 1000)), received_on=DAY)
    assert paid.is_whole
    assert paid.is_balanced
    assert len(paid.advices) == 20


def test_processor_time_is_that_of_the_process() -> None:
    before = cpu_of(os.getpid())
    assert sum(number * number for number in range(2_000_000)) > 0
    assert cpu_of(os.getpid()) - before > 0.02
    assert cpu_of(2**22 + 1) == 0
    assert memory_mb(os.getpid())["peak"] >= memory_mb(os.getpid())["now"] > 10


def test_stages_of_one_name_add_up() -> None:
    meter = Meter(os.getpid())
    for _ in range(2):
        with meter.stage("work"):
            assert sum(range(300_000)) > 0
    with meter.stage("rest"):
        assert sum(range(3)) == 3
    assert set(meter.stages) == {"work", "rest"}
    assert meter.total.wall_s == pytest.approx(sum(cost.wall_s for cost in meter.stages.values()))
